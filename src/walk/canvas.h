/* SPDX-License-Identifier: Apache-2.0 */
#ifndef WALK_CANVAS_H
#define WALK_CANVAS_H

/*
 * The lattice on which circles are drawn: corners every 8 m, fixed to the city's frame, whichever circle is drawn.
 *
 * A corner's value is its clearance: the distance to what is reached less how far a leg may go from there, in metres,
 * the least over all that is painted, clamped to ±WALK_CLEARANCE_M. Only the sign of a corner and, beside a change of
 * sign, its value matter, and there it is less than a side by the triangle inequality: so the clamp changes nothing
 * that is drawn, and whole blocks of corners near a reached point are filled without looking at each.
 *
 * Values only depend on what is painted by operations that are monotone when correctly rounded (no libm but sqrt): who
 * reaches farther never has a larger value, so circles nest exactly.
 */

#include "geo/contour.h"
#include "walk/cells.h"

#define WALK_LATTICE_MM 8000
#define WALK_CLEARANCE_M 8.25 /* a little more than a side, for the frame's scale */
#define WALK_CORNERS_MAX (64u << 20)

/* A straight line as the painter sees it: from a in a unit direction, in metres of the canvas's view. */
typedef struct walk_ray {
  double x_m, y_m, dx, dy, length_m;
} walk_ray;

/* Scratch of one thread. Starts zeroed; release frees its memory. */
typedef struct walk_canvas {
  walk_view view;
  int32_t west, south; /* of corner (0, 0), in sides of the lattice */
  uint32_t columns, rows;
  double x_m, y_m, side_x_m, side_y_m; /* of corner (0, 0), and between corners */
  float *values;
  size_t value_capacity;
  uint32_t block, block_columns; /* corners a block's side; 0: blocks are not filled */
  uint8_t *filled;               /* by block: 1 filled, 2 something stands in it, 0 neither is known */
  size_t block_capacity;
} walk_canvas;
void walk_canvas_release(walk_canvas *canvas);

/* Clears a canvas for what lies between two places of the frame, with a margin of leg_m and some corners. Errors:
   HT_LIMIT (more than WALK_CORNERS_MAX corners), HT_NO_MEMORY. */
HT_CHECKED ht_err walk_canvas_begin(walk_canvas *canvas, const walk_view *view, walk_xy south_west, walk_xy north_east,
                                    double leg_m, ht_fault *fault);

walk_ray walk_canvas_ray(const walk_canvas *canvas, walk_xy a, walk_xy b);
/* Where corner (column, row) lies on the frame. */
walk_xy walk_canvas_corner(const walk_canvas *canvas, uint32_t column, uint32_t row);

/* Paints what lies within radius_m of the ray between two distances from its start (from <= to). */
void walk_canvas_paint(walk_canvas *canvas, const walk_ray *ray, double from_m, double to_m, double radius_m);

/* Whether nothing stands in a box of the frame. */
typedef bool walk_canvas_clear(void *context, walk_box box);
/* Fills the blocks in which the part of the ray lies and in which nothing stands: legs there are free. For radii of at
   least leg_m of the canvas's begin. */
void walk_canvas_fill(walk_canvas *canvas, const walk_ray *ray, double from_m, double to_m, walk_canvas_clear *is_clear,
                      void *context);

/* A corner's value, asked for only where it may still fall; one that is not below `least` may be anything as high. */
typedef double walk_canvas_value(void *context, walk_xy corner, double x_m, double y_m, double least);
/* Paints corner by corner what may lie within reach_m of the ray. */
void walk_canvas_paint_by(walk_canvas *canvas, const walk_ray *ray, double reach_m, walk_canvas_value *value,
                          void *context);

/* The clearance of a place seen at (x_m, y_m): its distance to the ray between from and to, less the radius. */
double walk_ray_clearance(const walk_ray *ray, double from_m, double to_m, double radius_m, double x_m, double y_m);

#endif
