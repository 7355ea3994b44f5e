/* SPDX-License-Identifier: Apache-2.0 */
#include "model/specials.h"

enum { FIRST_SEQUENCE = 901 }; /* of the 15-digit codes in a community, far from those of base grids */

/* Which uses get special grids, and how many at most, the most central first. */
static const struct {
  model_use use;
  const char *type;
  uint32_t most;
} KINDS[] = {{USE_MALL, "mall", 4},
             {USE_SCHOOL, "school", 5},
             {USE_PARK, "park", 4},
             {USE_DORMITORY, "dormitory", 3},
             {USE_INDUSTRY, "industrial_park", 3}};

static void record(const model_scene *scene, model_areas *areas, uint32_t number, const char *type, uint32_t sequence) {
  const model_block *block = &scene->blocks->blocks.items[number];
  const model_area *community = &areas->areas[AREA_COMMUNITY][areas->of_block[AREA_COMMUNITY][number]];
  *SHEET_PUSH(scene->sheet, &areas->records) =
      (ht_grid_record){.layer = "special",
                       .code = sheet_text(scene->sheet, "%s%03u", community->code, sequence),
                       .name = block->name,
                       .parent = community->code,
                       .valid_from = HT_DAY_FIRST,
                       .valid_to = HT_DAY_NEVER,
                       .attributes = sheet_text(scene->sheet, "{\"model\":true,\"type\":\"%s\"}", type),
                       .shape = path_rect(scene->sheet, scene->plan, HT_POLYGONS, blocks_lot(scene->blocks, block))};
}

/* The block of a use that is next after `after` from the centre outwards; MODEL_NONE: none. */
static uint32_t next_outwards(const model_scene *scene, model_use use, int64_t after, int64_t *key) {
  uint32_t best = MODEL_NONE;
  for (uint32_t i = 0; i < scene->blocks->blocks.count; i++) {
    const model_block *block = &scene->blocks->blocks.items[i];
    if (block->use != use) continue;
    int64_t far = (int64_t)plan_remoteness(scene->plan, plan_middle(block->rect)) << 32 | i;
    if (far <= after || (best != MODEL_NONE && far >= *key)) continue;
    best = i;
    *key = far;
  }
  return best;
}

void specials_record(const model_scene *scene, model_areas *areas) {
  uint32_t *used = sheet_array(scene->sheet, areas->count[AREA_COMMUNITY], sizeof *used);
  if (!used) return;
  *SHEET_PUSH(scene->sheet, &areas->layers) = (ht_layer_record){"special", "专属网格", HT_SPECIAL, HT_GRID};
  for (unsigned kind = 0; kind < sizeof KINDS / sizeof *KINDS; kind++) {
    int64_t after = -1;
    for (uint32_t i = 0; i < KINDS[kind].most; i++) {
      uint32_t block = next_outwards(scene, KINDS[kind].use, after, &after);
      if (block == MODEL_NONE) break;
      uint32_t community = areas->of_block[AREA_COMMUNITY][block];
      record(scene, areas, block, KINDS[kind].type, FIRST_SEQUENCE + used[community]++);
    }
  }
}
