/* SPDX-License-Identifier: Apache-2.0 */
#include "engine/areas.h"

engine_areas engine_areas_of(const ht_city *city, ht_level level) {
  const engine_layer *layer = engine_layer_base(city->grids, level);
  return (engine_areas){.layer = layer, .count = layer ? layer->grid_count : 0};
}

static uint32_t number_of(const engine_areas *areas, const engine_grid *grid) {
  return grid ? (uint32_t)(grid - areas->layer->grids) : areas->count;
}

uint32_t engine_areas_at(const engine_areas *areas, ht_lonlat place) {
  return areas->layer ? number_of(areas, engine_grid_owner(areas->layer, place)) : 0;
}

uint32_t engine_areas_above(const engine_areas *areas, const engine_grid *grid) {
  while (grid && grid->layer != areas->layer) grid = grid->parent;
  return areas->layer ? number_of(areas, grid) : 0;
}
