/* SPDX-License-Identifier: Apache-2.0 */
#ifndef ENGINE_AREAS_H
#define ENGINE_AREAS_H

/* The areas of a level, numbered, to sum up by. The number after the last stands for what no area owns; a city without
   grids of that level has that one only. */

#include "engine/demand.h"

typedef struct engine_areas {
  const engine_layer *layer; /* NULL: none of that level */
  uint32_t count;
} engine_areas;

engine_areas engine_areas_of(const ht_city *city, ht_level level);
/* The number of the area that owns a place. */
uint32_t engine_areas_at(const engine_areas *areas, ht_lonlat place);
/* The number of the area above a grid of any base layer, or the grid's own; grid NULL: nobody's. */
uint32_t engine_areas_above(const engine_areas *areas, const engine_grid *grid);

#endif
