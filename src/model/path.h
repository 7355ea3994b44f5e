/* SPDX-License-Identifier: Apache-2.0 */
#ifndef MODEL_PATH_H
#define MODEL_PATH_H

/*
 * Lines of the plan drawn on the earth. A straight line of the plan is a curve there, so it gets a point wherever it
 * crosses a lattice of the plan, 50 m wide or, for the grids' borders, 25 m (a slanting one, at equal steps). Where a
 * line is cut makes no difference to the points between: that is why the streets, the walls and the ponds along one
 * line agree, and neighbouring grids bit for bit.
 */

#include "model/plan.h"
#include "model/sheet.h"

enum { PATH_STEP_CM = 5000, PATH_FINE_STEP_CM = 2500 };

typedef struct model_path {
  int32_t step_cm; /* 0: PATH_STEP_CM */
  SHEET_LIST(ht_lonlat) points;
} model_path;

/* Adds the first point. */
void path_start(model_sheet *sheet, const model_plan *plan, model_path *path, model_spot at);
/* Adds the points after `from` up to and with `to`. */
void path_follow(model_sheet *sheet, const model_plan *plan, model_path *path, model_spot from, model_spot to);

/* Draws a closed ring through spots (the first is not repeated) as a polygon, or as a line that ends where it began. */
ht_shape path_ring(model_sheet *sheet, const model_plan *plan, ht_shape_kind kind, const model_spot *spots,
                   uint32_t count);
/* The same of a rectangle. */
ht_shape path_rect(model_sheet *sheet, const model_plan *plan, ht_shape_kind kind, model_rect rect);
/* The corners of a rectangle, from the south-west, anticlockwise. */
void path_corners(model_rect rect, model_spot corners[4]);
/* The eight corners of a rectangle whose own corners are cut off, likewise. */
void path_octagon(model_rect rect, model_spot corners[8]);

/* A ring of spots, anticlockwise, the first not repeated. */
typedef struct path_spots {
  const model_spot *spots;
  uint32_t count;
} path_spots;

/* A polygon of rings: the shell, then holes that lie inside it and apart. */
ht_shape path_polygon(model_sheet *sheet, const model_plan *plan, const path_spots *rings, uint32_t ring_count);
/* One path of given points as a shape of polygons or lines. */
ht_shape path_shape(model_sheet *sheet, ht_shape_kind kind, const model_path *path);

#endif
