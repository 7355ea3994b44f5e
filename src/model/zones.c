/* SPDX-License-Identifier: Apache-2.0 */
#include "model/zones.h"

#include "model/chance.h"
#include "model/names.h"

enum {
  NAMES_OF_BLOCKS = 300, /* numbers of names_word from here on */
  SOUTH_IS_FARTHER = 90, /* the centre lies north of the river; beyond it less is built */
  SMALL_LOT_CM = 7500,   /* a lot with a shorter side than this holds shops only */
  ALL = 1000,
};

/* Up to a remoteness (plan_remoteness), the shares of uses in thousandths. */
typedef struct zone {
  int32_t until;
  int32_t share[USE_FIELDS + 1];
} zone;

static const zone ZONES[] = {
    {130, {[USE_COMMERCE] = 290, [USE_OLD_TOWN] = 310, [USE_COMPOUND] = 260, [USE_PARK] = 90, [USE_SCHOOL] = 50}},
    {340, {[USE_COMPOUND] = 610, [USE_OLD_TOWN] = 120, [USE_COMMERCE] = 110, [USE_SCHOOL] = 80, [USE_PARK] = 80}},
    {530,
     {[USE_COMPOUND] = 480,
      [USE_INDUSTRY] = 100,
      [USE_SCHOOL] = 50,
      [USE_PARK] = 60,
      [USE_COMMERCE] = 30,
      [USE_FIELDS] = 120,
      [USE_VILLAGE] = 160}},
    {INT32_MAX, {[USE_FIELDS] = 600, [USE_VILLAGE] = 330, [USE_INDUSTRY] = 50, [USE_COMPOUND] = 20}},
};
static const zone BEYOND_THE_RAILWAY = {
    650, {[USE_INDUSTRY] = 520, [USE_DORMITORY] = 150, [USE_FIELDS] = 160, [USE_VILLAGE] = 110, [USE_COMPOUND] = 60}};

/* What a town has at least, and from what it is taken when chance gave less. */
static const struct {
  model_use use, from;
  uint32_t least;
} NEEDS[] = {{USE_MALL, USE_COMMERCE, 2},
             {USE_PARK, USE_COMPOUND, 4},
             {USE_SCHOOL, USE_COMPOUND, 6},
             {USE_DORMITORY, USE_INDUSTRY, 2},
             {USE_VILLAGE, USE_FIELDS, 12}};

static const zone *zone_at(const model_plan *plan, model_spot middle) {
  int32_t far = plan_remoteness(plan, middle) + (middle.v_cm < plan->river_at_cm ? SOUTH_IS_FARTHER : 0);
  if (middle.u_cm > plan->rail_at_cm && far < BEYOND_THE_RAILWAY.until) return &BEYOND_THE_RAILWAY;
  const zone *at = ZONES;
  while (far >= at->until) at++;
  return at;
}

static model_use choose_use(const model_plan *plan, const model_blocks *blocks, const model_block *block,
                            chance_stream *stream) {
  const zone *at = zone_at(plan, plan_middle(block->rect));
  model_rect lot = blocks_lot(blocks, block);
  int32_t draw = (int32_t)chance_below(stream, ALL);
  if (plan_width(lot) < SMALL_LOT_CM || plan_height(lot) < SMALL_LOT_CM) return USE_COMMERCE;
  for (model_use use = USE_COMPOUND; use < USE_FIELDS; use++)
    if ((draw -= at->share[use]) < 0) return use;
  return USE_FIELDS;
}

static uint32_t count_use(const model_blocks *blocks, model_use use) {
  uint32_t count = 0;
  for (uint32_t i = 0; i < blocks->blocks.count; i++) count += blocks->blocks.items[i].use == use;
  return count;
}

/* Turns blocks into what is missing, the most central first. */
static void meet_needs(const model_plan *plan, model_blocks *blocks) {
  for (unsigned need = 0; need < sizeof NEEDS / sizeof *NEEDS; need++) {
    for (uint32_t count = count_use(blocks, NEEDS[need].use); count < NEEDS[need].least; count++) {
      model_block *best = NULL;
      for (uint32_t i = 0; i < blocks->blocks.count; i++) {
        model_block *block = &blocks->blocks.items[i];
        if (block->use == NEEDS[need].from &&
            (!best || plan_remoteness(plan, plan_middle(block->rect)) < plan_remoteness(plan, plan_middle(best->rect))))
          best = block;
      }
      if (!best) break;
      best->use = NEEDS[need].use;
    }
  }
}

/* A compound across the river, far from either bridge: its people see the town and cannot reach it. */
static void build_far_bank(const model_plan *plan, model_blocks *blocks) {
  model_spot spot = plan_far_bank(plan);
  for (uint32_t i = 0; i < blocks->blocks.count; i++) {
    model_rect rect = blocks->blocks.items[i].rect;
    if (rect.west_cm <= spot.u_cm && spot.u_cm < rect.east_cm && rect.south_cm <= spot.v_cm &&
        spot.v_cm < rect.north_cm)
      blocks->blocks.items[i].use = USE_COMPOUND;
  }
}

static const char *name_compound(model_sheet *sheet, chance_stream *stream, const char *word, bool old) {
  static const char *const ENDINGS[] = {"花园", "雅苑", "家园", "名邸", "华庭", "新城"};
  if (old) return sheet_text(sheet, "%s新村", word);
  return sheet_text(sheet, "%s%s", word, ENDINGS[chance_below(stream, sizeof ENDINGS / sizeof *ENDINGS)]);
}

static const char *name_block(model_sheet *sheet, const model_plan *plan, const model_block *block, uint32_t number) {
  static const char *const ENDINGS[USE_FIELDS + 1] = {
      [USE_OLD_TOWN] = "里", [USE_DORMITORY] = "集宿区", [USE_COMMERCE] = "商业街", [USE_MALL] = "购物中心",
      [USE_SCHOOL] = "小学", [USE_PARK] = "公园",        [USE_INDUSTRY] = "产业园", [USE_VILLAGE] = "村"};
  chance_stream stream = chance_of(plan->seed, CHANCE_USE, ((uint64_t)number << 1) + 1);
  const char *word = names_word(sheet, plan->seed, NAMES_OF_BLOCKS + number);
  if (block->use == USE_COMPOUND) return name_compound(sheet, &stream, word, chance_happens(&stream, 300));
  return ENDINGS[block->use] ? sheet_text(sheet, "%s%s", word, ENDINGS[block->use]) : NULL;
}

void zones_choose(model_sheet *sheet, const model_plan *plan, model_blocks *blocks) {
  for (uint32_t i = 0; i < blocks->blocks.count; i++) {
    model_block *block = &blocks->blocks.items[i];
    chance_stream stream = chance_of(plan->seed, CHANCE_USE, (uint64_t)i << 1);
    if (block->use != USE_OUTSIDE) block->use = choose_use(plan, blocks, block, &stream);
  }
  meet_needs(plan, blocks);
  build_far_bank(plan, blocks);
  for (uint32_t i = 0; i < blocks->blocks.count; i++)
    blocks->blocks.items[i].name = name_block(sheet, plan, &blocks->blocks.items[i], i);
}
