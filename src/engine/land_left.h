/* SPDX-License-Identifier: Apache-2.0 */
#ifndef ENGINE_LAND_LEFT_H
#define ENGINE_LAND_LEFT_H

/* Residential land outside every circle that counts. */

#include "engine/demand.h"
#include "engine/walks.h"

/* One polygon that is left of a grid's land. */
typedef struct engine_land_part {
  const engine_land *land;
  ht_shape shape;
  double area_m2;
  ht_lonlat inside; /* a place in it, away from its border */
  engine_walk walk; /* of that place, which speaks for the part */
} engine_land_part;

/* Finds the parts, in the order of demand->lands, into arena; those of less than 1 m2 are seams and left out. Errors:
   HT_CANCELLED, HT_NO_MEMORY, those of GEOS. */
HT_CHECKED ht_err engine_land_left(const ht_city *city, ht_worker *worker, const engine_standard *standard,
                                   const ht_plan_options *options, base_arena *arena, ht_fault *fault,
                                   engine_land_part **parts, uint32_t *count);

#endif
