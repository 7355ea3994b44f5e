/* SPDX-License-Identifier: Apache-2.0 */
#include "model/town.h"

#include <stdlib.h>

#include "base/fault.h"
#include "model/grids.h"
#include "model/links.h"

static bool draw(model_sheet *sheet, const model_plan *plan, model_town *town) {
  model_blocks blocks = {0};
  model_borders borders = {0};
  model_areas areas = {0};
  model_network network = {0};
  blocks_cut(sheet, plan, &blocks);
  borders_find(sheet, &blocks, &borders);
  if (sheet->failed) return false;
  model_streets streets = {.plan = plan, .blocks = &blocks, .borders = &borders};
  streets_join(sheet, &streets);
  links_choose(sheet, &streets);
  streets_draw(sheet, &streets, &network);
  links_draw(sheet, &streets, &network);
  if (!grids_grow(sheet, plan, &blocks, &borders, &areas)) return false;
  grids_record(sheet, plan, &blocks, &borders, &areas);
  town->layers = areas.layers.items, town->layer_count = areas.layers.count;
  town->grids = areas.records.items, town->grid_count = areas.records.count;
  town->network = network_record(&network);
  return !sheet->failed;
}

ht_err model_town_draw(uint64_t seed, ht_fault *fault, model_town **town) {
  model_town *made = calloc(1, sizeof *made);
  if (!made) return fault_memory(fault);
  made->name = "海棠市（模型）";
  made->source = "model";
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
