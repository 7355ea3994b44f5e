/* SPDX-License-Identifier: Apache-2.0 */
#ifndef ENGINE_DEMAND_H
#define ENGINE_DEMAND_H

/* Who and what wants a station near: people at places, and residential land cut along the areas. */

#include "engine/grids.h"

/* The residential land of one area, 1 m2 or more: of a grid; where no grid is, of the community, else the town, else
   the city. */
typedef struct engine_land {
  const engine_grid *grid; /* on a base layer; NULL: land that no area owns */
  ht_shape shape;
  double area_m2;
  ht_box box;
} engine_land;

typedef struct engine_demand {
  base_arena arena;
  ht_demand_record *places;
  uint32_t place_count, place_capacity;
  engine_land *lands; /* those of grids first, then by code; the one without an area last */
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
