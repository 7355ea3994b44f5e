/* SPDX-License-Identifier: Apache-2.0 */
#include "model/town.h"

#include <stdlib.h>

#include "base/fault.h"
#include "model/addresses.h"
#include "model/beyond.h"
#include "model/estates.h"
#include "model/grids.h"
#include "model/grounds.h"
#include "model/links.h"
#include "model/members.h"
#include "model/rivers.h"
#include "model/specials.h"
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

/* All that is drawn, before it becomes records. */
typedef struct drawing {
  model_blocks blocks;
  model_borders borders;
  model_network network;
  model_streets streets;
  model_scene scene;
  model_areas areas;
  model_stations stations;
  model_addresses addresses;
  model_members members;
} drawing;

static bool draw_ground(model_sheet *sheet, const model_plan *plan, drawing *at) {
  blocks_cut(sheet, plan, &at->blocks);
  if (!sheet->failed) borders_find(sheet, &at->blocks, &at->borders);
  if (sheet->failed) return false;
  zones_choose(sheet, plan, &at->blocks);
  if (!street_names_choose(sheet, plan, &at->blocks)) return false;
  at->streets = (model_streets){.plan = plan, .blocks = &at->blocks, .borders = &at->borders};
  at->scene = (model_scene){
      .sheet = sheet, .plan = plan, .blocks = &at->blocks, .streets = &at->streets, .network = &at->network};
  streets_join(sheet, &at->streets);
  draw_blocks(&at->scene);
  if (sheet->failed) return false;
  links_choose(sheet, &at->streets);
  streets_draw(sheet, &at->streets, &at->network);
  links_draw(sheet, &at->streets, &at->network);
  return !sheet->failed;
}

static bool draw_service(model_sheet *sheet, const model_plan *plan, drawing *at) {
  if (!grids_grow(sheet, plan, &at->blocks, &at->borders, &at->areas)) return false;
  if (!stations_place(&at->scene, &at->areas, &at->stations)) return false;
  grids_record(sheet, plan, &at->blocks, &at->borders, &at->areas);
  specials_record(&at->scene, &at->areas);
  members_bind(sheet, &at->areas, &at->members);
  addresses_draw(&at->scene, &at->areas, &at->addresses);
  return !sheet->failed;
}

/* The homes as demand, and the lists of those that are beyond every station. */
static bool record_homes(drawing *at, model_town *town) {
  uint32_t count = at->scene.homes.count;
  model_sheet *sheet = at->scene.sheet;
  ht_demand_record *demands = sheet_array(sheet, count, sizeof *demands);
  const char **severed = sheet_array(sheet, count, sizeof *severed);
  const char **too_far = sheet_array(sheet, count, sizeof *too_far);
  if (!demands || !severed || !too_far) return false;
  for (uint32_t i = 0; i < count; i++) {
    const model_home *home = &at->scene.homes.items[i];
    const char *code = sheet_text(sheet, "home-%06u", i + 1);
    demands[i] = (ht_demand_record){.code = code,
                                    .position = home->position,
                                    .footprint = home->footprint,
                                    .population = home->population,
                                    .households = home->households,
                                    .elderly = home->elderly};
    beyond_reason beyond = beyond_of(&at->scene, &at->stations, home);
    if (beyond == BEYOND_SEVERED) severed[town->severed_count++] = code;
    if (beyond == BEYOND_TOO_FAR) too_far[town->too_far_count++] = code;
  }
  town->demands = demands, town->demand_count = count;
  town->severed = severed, town->too_far = too_far;
  return !sheet->failed;
}

static void record(drawing *at, model_town *town) {
  town->functions = station_kit_functions(&town->function_count);
  town->layers = at->areas.layers.items, town->layer_count = at->areas.layers.count;
  town->grids = at->areas.records.items, town->grid_count = at->areas.records.count;
  town->members = at->members.items, town->member_count = at->members.count;
  town->stations = at->stations.records.items, town->station_count = at->stations.records.count;
  town->addresses = at->addresses.items, town->address_count = at->addresses.count;
  town->lands = at->scene.lands.items, town->land_count = at->scene.lands.count;
  town->barriers = at->scene.barriers.items, town->barrier_count = at->scene.barriers.count;
  town->network = network_record(&at->network);
}

ht_err model_town_draw_within(uint64_t seed, size_t limit_bytes, ht_fault *fault, model_town **town) {
  model_town *made = calloc(1, sizeof *made);
  if (!made) return fault_memory(fault);
  made->arena.limit_bytes = limit_bytes;
  made->name = "海棠市（模型）";
  made->source = "model";
  made->date = "2025-01-01";
  made->licence = "Apache-2.0";
  model_plan plan = plan_town(seed);
  model_sheet sheet;
  drawing at = {0};
  if (!sheet_open(&sheet, &made->arena) || !draw_ground(&sheet, &plan, &at) || !draw_service(&sheet, &plan, &at) ||
      !record_homes(&at, made)) {
    model_town_free(made);
    return fault_memory(fault);
  }
  record(&at, made);
  *town = made;
  return HT_OK;
}

ht_err model_town_draw(uint64_t seed, ht_fault *fault, model_town **town) {
  return model_town_draw_within(seed, 0, fault, town);
}

void model_town_free(model_town *town) {
  if (!town) return;
  arena_release(&town->arena);
  free(town);
}
