/* SPDX-License-Identifier: Apache-2.0 */
#include "model/grids.h"

#include <stdlib.h>

#include "model/names.h"
#include "model/outline.h"
#include "model/path.h"

/* 3299 is a prefecture that does not exist. */
static const char CITY_CODE[] = "329901", CITY_NAME[] = "海棠市";

enum {
  NAMES_OF_COMMUNITIES = 700, /* numbers of names_word */
  NAMES_OF_TOWNS = 900,
  HECTARE_CM2 = 100000000,
  HECTARE_WEIGHS = 5,    /* as much as so many households, so that fields make grids too */
  RURAL_PER_HECTARE = 4, /* a community with fewer households than this a hectare is a village */
  ROW_CM = 45000,        /* areas whose middles lie in one band of this height are numbered west to east */
};

static const model_binding BINDINGS[AREA_LEVELS] = {
    [AREA_GRID] = {{[LINE_ARTERIAL] = 150, [LINE_STREET] = 400, [LINE_LANE] = 1000}},
    [AREA_COMMUNITY] = {{[LINE_RAIL] = 30, [LINE_ARTERIAL] = 250, [LINE_STREET] = 700, [LINE_LANE] = 1000}},
    [AREA_TOWN] =
        {{[LINE_RIVER] = 15, [LINE_RAIL] = 250, [LINE_ARTERIAL] = 800, [LINE_STREET] = 1000, [LINE_LANE] = 1000}},
};

static int64_t area_of(model_rect rect) {
  return (int64_t)plan_width(rect) * plan_height(rect);
}

static int64_t block_weight(const model_block *block) {
  return 1 + (int64_t)block->households + area_of(block->rect) * HECTARE_WEIGHS / HECTARE_CM2;
}

/* Sums the weights of the blocks of each label. */
static int64_t *weigh(model_sheet *sheet, const model_blocks *blocks, const uint32_t *labels, uint32_t count) {
  int64_t *weights = sheet_array(sheet, count, sizeof *weights);
  for (uint32_t i = 0; weights && i < blocks->blocks.count; i++)
    if (labels[i] != MODEL_NONE) weights[labels[i]] += block_weight(&blocks->blocks.items[i]);
  return weights;
}

/* Numbers the blocks of the city 0, 1, 2 … */
static uint32_t *number_blocks(model_sheet *sheet, const model_blocks *blocks, uint32_t *count) {
  uint32_t *labels = sheet_array(sheet, blocks->blocks.count, sizeof *labels);
  *count = 0;
  for (uint32_t i = 0; labels && i < blocks->blocks.count; i++)
    labels[i] = blocks_inside(blocks, i) ? (*count)++ : MODEL_NONE;
  return labels;
}

static bool merge_levels(model_sheet *sheet, const model_plan *plan, const model_blocks *blocks,
                         const model_borders *borders, model_areas *areas) {
  const uint32_t wanted[AREA_LEVELS] = {1, plan->towns, plan->communities, plan->grids};
  uint32_t count, *labels = number_blocks(sheet, blocks, &count);
  for (model_level level = AREA_GRID; level > AREA_CITY; level--) {
    int64_t *weights = labels ? weigh(sheet, blocks, labels, count) : NULL;
    model_regions regions;
    if (!weights ||
        !regions_merge(sheet, blocks, borders, labels, weights, count, wanted[level], &BINDINGS[level], &regions))
      return false;
    labels = regions.label_of_block;
    areas->of_block[level] = labels;
    areas->count[level] = count = regions.count;
  }
  uint32_t *city = sheet_array(sheet, blocks->blocks.count, sizeof *city);
  for (uint32_t i = 0; city && i < blocks->blocks.count; i++) city[i] = labels[i] == MODEL_NONE ? MODEL_NONE : 0;
  areas->of_block[AREA_CITY] = city;
  areas->count[AREA_CITY] = 1;
  return city != NULL;
}

/* Adds up what the blocks of each area have, and finds its parent and its middle. */
static bool sum_areas(model_sheet *sheet, const model_blocks *blocks, model_level level, model_areas *areas) {
  uint32_t count = areas->count[level];
  model_area *area = areas->areas[level] = sheet_array(sheet, count, sizeof *area);
  int64_t *sums = sheet_array(sheet, (size_t)count * 2, sizeof *sums); /* in m2 m, which is far from overflow */
  if (!area || !sums) return false;
  for (uint32_t i = 0; i < blocks->blocks.count; i++) {
    uint32_t label = areas->of_block[level][i];
    if (label == MODEL_NONE) continue;
    const model_block *block = &blocks->blocks.items[i];
    int64_t cm2 = area_of(block->rect);
    model_spot middle = plan_middle(block->rect);
    area[label].parent = level == AREA_CITY ? 0 : areas->of_block[level - 1][i];
    area[label].area += cm2;
    area[label].households += block->households;
    area[label].population += block->population;
    sums[label * 2] += cm2 / 10000 * (middle.u_cm / 100);
    sums[label * 2 + 1] += cm2 / 10000 * (middle.v_cm / 100);
  }
  for (uint32_t i = 0; i < count; i++)
    area[i].middle = (model_spot){(int32_t)(sums[i * 2] / (area[i].area / 10000) * 100),
                                  (int32_t)(sums[i * 2 + 1] / (area[i].area / 10000) * 100)};
  return true;
}

typedef struct area_rank {
  uint32_t label, parent;
  int32_t row, along;
} area_rank;

static int compare_ranks(const void *left, const void *right) {
  const area_rank *a = left, *b = right;
  if (a->parent != b->parent) return a->parent < b->parent ? -1 : 1;
  if (a->row != b->row) return a->row < b->row ? -1 : 1;
  if (a->along != b->along) return a->along < b->along ? -1 : 1;
  return a->label < b->label ? -1 : 1;
}

/* Numbers the areas of a level inside their parents: towns by people, others from north to south and west to east. */
static bool order_areas(model_sheet *sheet, const model_plan *plan, const model_blocks *blocks, model_level level,
                        model_areas *areas) {
  uint32_t count = areas->count[level];
  area_rank *ranks = sheet_array(sheet, count, sizeof *ranks);
  uint32_t *place = sheet_array(sheet, count, sizeof *place);
  model_area *sorted = sheet_array(sheet, count, sizeof *sorted), *area = areas->areas[level];
  if (!ranks || !place || !sorted) return false;
  for (uint32_t i = 0; i < count; i++) {
    int32_t row = level == AREA_TOWN ? -(int32_t)area[i].population : (plan->height_cm - area[i].middle.v_cm) / ROW_CM;
    ranks[i] = (area_rank){i, area[i].parent, row, area[i].middle.u_cm};
  }
  qsort(ranks, count, sizeof *ranks, compare_ranks);
  for (uint32_t i = 0; i < count; i++) {
    sorted[i] = area[ranks[i].label];
    place[ranks[i].label] = i;
  }
  areas->areas[level] = sorted;
  uint32_t *labels = areas->of_block[level];
  for (uint32_t i = 0; i < blocks->blocks.count; i++)
    if (labels[i] != MODEL_NONE) labels[i] = place[labels[i]];
  return true;
}

static const char *name_town(model_sheet *sheet, uint64_t seed, uint32_t number) {
  return sheet_text(sheet, "%s%s", names_word(sheet, seed, NAMES_OF_TOWNS + number), number ? "镇" : "街道");
}

static const char *name_community(model_sheet *sheet, uint64_t seed, const model_area *area, uint32_t number) {
  bool rural = area->households * HECTARE_CM2 < (double)area->area * RURAL_PER_HECTARE;
  return sheet_text(sheet, "%s%s", names_word(sheet, seed, NAMES_OF_COMMUNITIES + number), rural ? "村" : "社区");
}

/* Codes as DOMAIN has them: county 6, town 3 (001 a 街道, from 100 a 镇), community 3, grid 3. */
static void name_areas(model_sheet *sheet, uint64_t seed, model_level level, model_areas *areas) {
  uint32_t sequence = 0;
  for (uint32_t i = 0; i < areas->count[level]; i++) {
    model_area *area = &areas->areas[level][i];
    sequence = i && area->parent == areas->areas[level][i - 1].parent ? sequence + 1 : 1;
    const model_area *parent = level == AREA_CITY ? NULL : &areas->areas[level - 1][area->parent];
    if (level == AREA_CITY) {
      area->code = CITY_CODE, area->name = CITY_NAME;
    } else if (level == AREA_TOWN) {
      area->code = sheet_text(sheet, "%s%03u", parent->code, i ? 99 + i : 1);
      area->name = name_town(sheet, seed, i);
    } else {
      area->code = sheet_text(sheet, "%s%03u", parent->code, sequence);
      area->name = level == AREA_COMMUNITY ? name_community(sheet, seed, area, i)
                                           : sheet_text(sheet, "%s第%u网格", parent->name, sequence);
    }
  }
}

bool grids_grow(model_sheet *sheet, const model_plan *plan, const model_blocks *blocks, const model_borders *borders,
                model_areas *areas) {
  if (!merge_levels(sheet, plan, blocks, borders, areas)) return false;
  for (model_level level = AREA_CITY; level < AREA_LEVELS; level++) {
    if (!sum_areas(sheet, blocks, level, areas) || !order_areas(sheet, plan, blocks, level, areas)) return false;
    name_areas(sheet, plan->seed, level, areas);
  }
  return !sheet->failed;
}

static const ht_layer_record LAYERS[AREA_LEVELS] = {{"city", "全市", HT_BASE, HT_CITY},
                                                    {"town", "镇街", HT_BASE, HT_TOWN},
                                                    {"community", "社区", HT_BASE, HT_COMMUNITY},
                                                    {"grid", "基础网格", HT_BASE, HT_GRID}};

void grids_record(model_sheet *sheet, const model_plan *plan, const model_blocks *blocks, const model_borders *borders,
                  model_areas *areas) {
  for (model_level level = AREA_CITY; level < AREA_LEVELS; level++) {
    *SHEET_PUSH(sheet, &areas->layers) = LAYERS[level];
    uint32_t count = areas->count[level];
    ht_shape *shapes = sheet_array(sheet, count, sizeof *shapes);
    if (!shapes) return;
    outline_draw(sheet, plan, blocks, borders, areas->of_block[level], count, shapes);
    for (uint32_t i = 0; i < count; i++) {
      const model_area *area = &areas->areas[level][i];
      *SHEET_PUSH(sheet, &areas->records) =
          (ht_grid_record){.layer = LAYERS[level].code,
                           .code = area->code,
                           .name = area->name,
                           .parent = level == AREA_CITY ? NULL : areas->areas[level - 1][area->parent].code,
                           .valid_from = HT_DAY_FIRST,
                           .valid_to = HT_DAY_NEVER,
                           .attributes = sheet_text(sheet, "{\"model\":true,\"households\":%.0f,\"population\":%.0f}",
                                                    area->households, area->population),
                           .shape = shapes[i]};
    }
  }
}
