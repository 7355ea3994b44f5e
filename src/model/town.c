/* SPDX-License-Identifier: Apache-2.0 */
#include "model/town.h"

#include <stdlib.h>

#include "base/fault.h"
#include "model/estates.h"
#include "model/grids.h"
#include "model/grounds.h"
#include "model/links.h"
#include "model/rivers.h"
#include "model/station_kit.h"
#include "model/stations.h"
#include "model/street_names.h"
#include "model/zones.h"

/* The ground: what lies where, before anybody lives there. */
static void draw_blocks(model_scene *scene) {
  rivers_draw(scene);
  for (uint32_t i = 0; i < scene->blocks->blocks.count; i++) {
    switch (scene->blocks->blocks.items[i].use) {
    case USE_OUTSIDE: continue;
    case USE_PARK:
    case USE_FIELDS: break;
    default: estates_draw(scene, i);
    }
    grounds_draw(scene, i);
  }
}

static void record_homes(model_scene *scene, model_town *town) {
  ht_demand_record *demands = sheet_array(scene->sheet, scene->homes.count, sizeof *demands);
  for (uint32_t i = 0; demands && i < scene->homes.count; i++) {
    const model_home *home = &scene->homes.items[i];
    demands[i] = (ht_demand_record){.code = sheet_text(scene->sheet, "home-%06u", i + 1),
                                    .position = home->position,
                                    .footprint = home->footprint,
                                    .population = home->population,
                                    .households = home->households,
                                    .elderly = home->elderly};
  }
  town->demands = demands, town->demand_count = demands ? scene->homes.count : 0;
}

static bool draw(model_sheet *sheet, const model_plan *plan, model_town *town) {
  model_blocks blocks = {0};
  model_borders borders = {0};
  model_areas areas = {0};
  model_network network = {0};
  model_stations stations = {0};
  blocks_cut(sheet, plan, &blocks);
  borders_find(sheet, &blocks, &borders);
  if (sheet->failed) return false;
  zones_choose(sheet, plan, &blocks);
  if (!street_names_choose(sheet, plan, &blocks)) return false;
  model_streets streets = {.plan = plan, .blocks = &blocks, .borders = &borders};
  model_scene scene = {.sheet = sheet, .plan = plan, .blocks = &blocks, .streets = &streets, .network = &network};
  streets_join(sheet, &streets);
  draw_blocks(&scene);
  links_choose(sheet, &streets);
  streets_draw(sheet, &streets, &network);
  links_draw(sheet, &streets, &network);
  if (!grids_grow(sheet, plan, &blocks, &borders, &areas)) return false;
  if (!stations_place(&scene, &areas, &stations)) return false;
  grids_record(sheet, plan, &blocks, &borders, &areas);
  record_homes(&scene, town);
  town->layers = areas.layers.items, town->layer_count = areas.layers.count;
  town->grids = areas.records.items, town->grid_count = areas.records.count;
  town->lands = scene.lands.items, town->land_count = scene.lands.count;
  town->barriers = scene.barriers.items, town->barrier_count = scene.barriers.count;
  town->functions = station_kit_functions(&town->function_count);
  town->stations = stations.records.items, town->station_count = stations.records.count;
  town->network = network_record(&network);
  return !sheet->failed;
}

ht_err model_town_draw(uint64_t seed, ht_fault *fault, model_town **town) {
  model_town *made = calloc(1, sizeof *made);
  if (!made) return fault_memory(fault);
  made->name = "海棠市（模型）";
  made->source = "model";
  made->date = "2025-01-01";
  made->licence = "Apache-2.0";
  model_plan plan = plan_town(seed);
  model_sheet sheet;
  if (!sheet_open(&sheet, &made->arena) || !draw(&sheet, &plan, made)) {
    model_town_free(made);
    return fault_memory(fault);
  }
  *town = made;
  return HT_OK;
}

void model_town_free(model_town *town) {
  if (!town) return;
  arena_release(&town->arena);
  free(town);
}
