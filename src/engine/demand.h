/* SPDX-License-Identifier: Apache-2.0 */
#ifndef ENGINE_DEMAND_H
#define ENGINE_DEMAND_H

/* Who and what wants a station near: people at places, and residential land cut along the grids. */

#include "engine/grids.h"

/* The residential land of one grid; grid NULL: land that no grid owns. */
typedef struct engine_land {
  const engine_grid *grid;
  ht_shape shape;
  double area_m2;
  ht_box box;
} engine_land;

typedef struct engine_demand {
  base_arena arena;
  ht_demand_record *places;
  uint32_t place_count, place_capacity;
  engine_land *lands; /* by grid, the one without a grid last */
  uint32_t land_count;
} engine_demand;

/* Loads the demand; a part of engine/city.c, after the grids. */
HT_CHECKED ht_err engine_demand_load(ht_store *store, ht_city *city, ht_fault *fault);
void engine_demand_free(ht_city *city);

/* Fills in demand->lands; the second half of the loading (engine/land.c). */
HT_CHECKED ht_err engine_land_load(ht_store *store, ht_city *city, ht_fault *fault);

/* What a place weighs; 0 by residential land. */
double engine_demand_weight(const ht_demand_record *place, ht_weight weight);

#endif
