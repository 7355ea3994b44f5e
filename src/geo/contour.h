/* SPDX-License-Identifier: Apache-2.0 */
#ifndef GEO_CONTOUR_H
#define GEO_CONTOUR_H

/*
 * Outlines of what is inside on a lattice, by marching squares.
 *
 * A corner is inside when its value is below 0. An outline crosses a side of a cell between an inside corner and an
 * outside one at t = 1 / (1 + out ÷ |in|) of the way, rounded to 1/GEO_CONTOUR_STEPS of the side and kept off the
 * corners. A cell whose opposite corners are inside joins them when the mean of the four is inside. Hence, whatever the
 * values: rings never touch, cross or repeat a point, so the polygons are valid; values that are nowhere larger give an
 * outline that is nowhere smaller, so outlines nest.
 */

#include "base/arena.h"

#define GEO_CONTOUR_STEPS 250

/* Values of (column, row) at row × columns + column; the outermost corners must not be inside. */
typedef struct geo_lattice {
  uint32_t columns, rows; /* at least 2, at most 2^22 */
  const float *values;
} geo_lattice;

/* Where a wall stands between an inside corner and an outside one, as a share of the way, above 1 when there is none.
   With a wall the outline follows it, where the inside corner's value reaches so far (values are in units of reach
   sides). */
typedef double geo_contour_wall(void *context, uint32_t in_column, uint32_t in_row, uint32_t out_column,
                                uint32_t out_row);

/* A place in steps of the lattice: column × GEO_CONTOUR_STEPS + rest. */
typedef struct geo_step {
  int32_t x, y;
} geo_step;

/* Polygons: rings are closed, shells turn left, holes right; polygon j is the rings polygon_start[j] .. [j + 1], shell
   first. */
typedef struct geo_outline {
  uint32_t point_count, ring_count, polygon_count;
  const geo_step *points;
  const uint32_t *ring_start;    /* ring_count + 1 */
  const uint32_t *polygon_start; /* polygon_count + 1 */
} geo_outline;

/* Draws the outlines into arena. side is the length of a cell's side in the unit of the values; wall may be NULL. False
   when memory is exhausted. */
HT_CHECKED bool geo_contour_draw(base_arena *arena, const geo_lattice *lattice, double side, geo_contour_wall *wall,
                                 void *context, geo_outline *outline);

#endif
