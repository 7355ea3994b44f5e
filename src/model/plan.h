/* SPDX-License-Identifier: Apache-2.0 */
#ifndef MODEL_PLAN_H
#define MODEL_PLAN_H

/*
 * What the seed decides first: how large the city is, and where its river, railway, bridges and centre lie.
 *
 * The city is laid out on a plan, where every street runs due north or due east, in whole centimetres from the
 * south-west corner. model/plane.h bends the plan onto the earth. So all questions of which block touches which are
 * questions about integers, and the map is still no chessboard.
 */

#include "haitang/types.h"

/* A place on the plan: u east, v north. */
typedef struct model_spot {
  int32_t u_cm, v_cm;
} model_spot;

/* A rectangle on the plan. */
typedef struct model_rect {
  int32_t west_cm, south_cm, east_cm, north_cm;
} model_rect;

enum { PLAN_BRIDGES = 2, PLAN_PASSAGES = 3 };

typedef struct model_plan {
  uint64_t seed;
  int32_t width_cm, height_cm;
  model_spot centre;
  int32_t river_at_cm;                          /* the river runs from west to east along this v */
  int32_t rail_at_cm;                           /* the railway from south to north along this u */
  int32_t bridges_at_cm[PLAN_BRIDGES];          /* the u of the arterials that cross the river */
  uint32_t communities, towns, grids, stations; /* how many to make */
  int64_t lon_units, lat_units;                 /* the plan's middle on the earth, in 1e-7 degrees */
  int32_t turn_east, turn_north, turn_length; /* the plan is turned by a Pythagorean triple: east, north, hypotenuse */
} model_plan;

/* Decides the plan of a town. */
model_plan plan_town(uint64_t seed);

/* How far from the centre, in thousandths of the way to a corner of the plan: 0..1000 and a little more. */
int32_t plan_remoteness(const model_plan *plan, model_spot spot);

/* The middle of the bank across the river, half-way between the bridges: the place that is farthest from both. */
model_spot plan_far_bank(const model_plan *plan);

/* Middle of a rectangle. */
model_spot plan_middle(model_rect rect);
/* The rectangle without a margin on all sides; may come out inside out. */
model_rect plan_inset(model_rect rect, int32_t margin_cm);
static inline int32_t plan_width(model_rect rect) {
  return rect.east_cm - rect.west_cm;
}
static inline int32_t plan_height(model_rect rect) {
  return rect.north_cm - rect.south_cm;
}

#endif
