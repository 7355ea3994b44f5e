/* SPDX-License-Identifier: Apache-2.0 */
#include "model/blocks.h"

#include "model/chance.h"

enum {
  CANDIDATES_CM = 6000,      /* spacing of the lines that a cut may follow */
  CANDIDATE_SHIFT_CM = 1400, /* how far each stands from its regular place */
  CUT_FROM_PER_MILLE = 340,  /* cuts leave at least this share on either side */
  WHIM_PER_MILLE = 450,      /* cuts that do not care where their neighbours cut */
  ARTERIAL_FROM_CM = 150000, /* a rectangle this long is cut by an arterial */
  STREET_FROM_CM = 60000,    /* this long, by a street; else by a lane */
  GRAIN_CENTRE_CM = 14800,   /* sides of blocks in the centre … */
  GRAIN_EDGE_CM = 37000,     /* … and in the fields */
};

static const int32_t TRACKS_CM[LINE_KINDS] = {[LINE_RIVER] = 5600, [LINE_RAIL] = 2600, [LINE_ARTERIAL] = 1300};
static const int32_t CLEARANCES_CM[LINE_KINDS] = {[LINE_OUTLINE] = 600,   [LINE_RIVER] = 6300,  [LINE_RAIL] = 3300,
                                                  [LINE_ARTERIAL] = 2200, [LINE_STREET] = 1400, [LINE_LANE] = 800};

int32_t blocks_track_cm(model_line_kind kind) {
  return TRACKS_CM[kind];
}

int32_t blocks_clearance_cm(model_line_kind kind) {
  return CLEARANCES_CM[kind];
}

model_rect blocks_lot(const model_blocks *blocks, const model_block *block) {
  const model_line *lines = blocks->lines.items;
  model_rect lot = block->rect;
  lot.west_cm += blocks_clearance_cm(lines[block->lines[SIDE_WEST]].kind);
  lot.south_cm += blocks_clearance_cm(lines[block->lines[SIDE_SOUTH]].kind);
  lot.east_cm -= blocks_clearance_cm(lines[block->lines[SIDE_EAST]].kind);
  lot.north_cm -= blocks_clearance_cm(lines[block->lines[SIDE_NORTH]].kind);
  return lot;
}

/* Cuts one block in two along a new line; the new block is the one east or north of it. */
static void cut(model_sheet *sheet, model_blocks *blocks, uint32_t index, bool upright, int32_t at_cm,
                model_line_kind kind) {
  model_block low = blocks->blocks.items[index], high = low;
  model_side end_from = upright ? SIDE_SOUTH : SIDE_WEST, end_to = upright ? SIDE_NORTH : SIDE_EAST;
  model_line line = {.kind = kind, .upright = upright, .at_cm = at_cm};
  line.from_cm = upright ? low.rect.south_cm : low.rect.west_cm;
  line.to_cm = upright ? low.rect.north_cm : low.rect.east_cm;
  line.host_from = low.lines[end_from], line.host_to = low.lines[end_to];
  *SHEET_PUSH(sheet, &blocks->lines) = line;
  uint32_t number = blocks->lines.count - 1;
  low.lines[upright ? SIDE_EAST : SIDE_NORTH] = number;
  high.lines[upright ? SIDE_WEST : SIDE_SOUTH] = number;
  *(upright ? &low.rect.east_cm : &low.rect.north_cm) = at_cm;
  *(upright ? &high.rect.west_cm : &high.rect.south_cm) = at_cm;
  blocks->blocks.items[index] = low;
  *SHEET_PUSH(sheet, &blocks->blocks) = high;
}

/* Cuts every block that the line crosses, from one end of the plan to the other. */
static void cut_through(model_sheet *sheet, model_blocks *blocks, bool upright, int32_t at_cm, model_line_kind kind) {
  uint32_t count = blocks->blocks.count;
  for (uint32_t i = 0; i < count; i++) {
    model_rect rect = blocks->blocks.items[i].rect;
    if ((upright ? rect.west_cm : rect.south_cm) < at_cm && at_cm < (upright ? rect.east_cm : rect.north_cm))
      cut(sheet, blocks, i, upright, at_cm, kind);
  }
}

/* The best candidate between two limits, or their middle. With `whim` 0 the best is so for the whole city; any other
   whim ranks them anew. */
static int32_t choose_cut(uint64_t seed, bool upright, int32_t low_cm, int32_t high_cm, uint64_t whim) {
  uint64_t best_rank = 0;
  int32_t best_cm = low_cm + (high_cm - low_cm) / 2;
  for (int32_t i = low_cm / CANDIDATES_CM - 1; i <= high_cm / CANDIDATES_CM + 1; i++) {
    chance_stream stream = chance_of(seed, CHANCE_LINES, (uint64_t)(uint32_t)i * 2 + upright);
    int32_t at_cm = i * CANDIDATES_CM + chance_between(&stream, -CANDIDATE_SHIFT_CM, CANDIDATE_SHIFT_CM);
    stream.state ^= whim;
    uint64_t rank = chance_bits(&stream);
    if (at_cm < low_cm || at_cm > high_cm || rank < best_rank) continue;
    best_rank = rank;
    best_cm = at_cm;
  }
  return best_cm;
}

static int32_t grain_cm(const model_plan *plan, model_rect rect) {
  int32_t far = plan_remoteness(plan, plan_middle(rect)) - 140;
  if (far < 0) far = 0;
  if (far > 560) far = 560;
  return GRAIN_CENTRE_CM + (GRAIN_EDGE_CM - GRAIN_CENTRE_CM) * far / 560;
}

static bool cut_if_large(model_sheet *sheet, const model_plan *plan, model_blocks *blocks, uint32_t index) {
  model_rect rect = blocks->blocks.items[index].rect;
  int32_t width_cm = plan_width(rect), height_cm = plan_height(rect), grain = grain_cm(plan, rect);
  chance_stream stream =
      chance_of(plan->seed, CHANCE_BLOCKS, (uint64_t)(uint32_t)rect.west_cm << 32 | (uint32_t)rect.south_cm);
  int32_t enough = grain / 100 * chance_between(&stream, 120, 200);
  int32_t longer_cm = width_cm > height_cm ? width_cm : height_cm;
  if (longer_cm <= enough) return false;
  bool upright = width_cm * 5LL > height_cm * 6LL || (width_cm * 6LL > height_cm * 5LL && chance_happens(&stream, 500));
  int32_t from_cm = upright ? rect.west_cm : rect.south_cm, side_cm = upright ? width_cm : height_cm;
  int32_t margin_cm = (int32_t)((int64_t)side_cm * CUT_FROM_PER_MILLE / 1000);
  uint64_t whim = chance_happens(&stream, WHIM_PER_MILLE) ? chance_bits(&stream) : 0;
  int32_t at_cm = choose_cut(plan->seed, upright, from_cm + margin_cm, from_cm + side_cm - margin_cm, whim);
  model_line_kind kind = side_cm >= ARTERIAL_FROM_CM ? LINE_ARTERIAL
                         : side_cm >= STREET_FROM_CM ? LINE_STREET
                                                     : LINE_LANE;
  cut(sheet, blocks, index, upright, at_cm, kind);
  return !sheet->failed;
}

static void draw_outline(model_sheet *sheet, const model_plan *plan, model_blocks *blocks) {
  for (model_side side = SIDE_WEST; side < SIDE_COUNT; side++) {
    bool upright = side == SIDE_WEST || side == SIDE_EAST;
    int32_t at_cm = side == SIDE_EAST ? plan->width_cm : side == SIDE_NORTH ? plan->height_cm : 0;
    *SHEET_PUSH(sheet, &blocks->lines) = (model_line){.kind = LINE_OUTLINE,
                                                      .upright = upright,
                                                      .at_cm = at_cm,
                                                      .host_from = MODEL_NONE,
                                                      .host_to = MODEL_NONE,
                                                      .to_cm = upright ? plan->height_cm : plan->width_cm};
  }
  *SHEET_PUSH(sheet, &blocks->blocks) =
      (model_block){.rect = {0, 0, plan->width_cm, plan->height_cm}, .lines = {0, 1, 2, 3}, .use = USE_FIELDS};
}

/* Blocks in the corners of the plan are not of the city, so that its outline is no rectangle; those at the river and
   the railway stay, for the river and the railway run on to the outline. */
static void cut_off_corners(const model_plan *plan, model_blocks *blocks) {
  for (uint32_t i = 0; i < blocks->blocks.count; i++) {
    model_block *block = &blocks->blocks.items[i];
    model_spot middle = plan_middle(block->rect);
    double x = middle.u_cm / (plan->width_cm * 0.5) - 1, y = middle.v_cm / (plan->height_cm * 0.5) - 1;
    bool kept = false;
    for (model_side side = SIDE_WEST; side < SIDE_COUNT; side++) {
      model_line_kind kind = blocks->lines.items[block->lines[side]].kind;
      kept |= kind == LINE_RIVER || kind == LINE_RAIL;
    }
    if (!kept && x * x * x * x + y * y * y * y > 0.85) block->use = USE_OUTSIDE;
  }
}

void blocks_cut(model_sheet *sheet, const model_plan *plan, model_blocks *blocks) {
  draw_outline(sheet, plan, blocks);
  cut_through(sheet, blocks, false, plan->river_at_cm, LINE_RIVER);
  cut_through(sheet, blocks, true, plan->rail_at_cm, LINE_RAIL);
  for (int i = 0; i < PLAN_BRIDGES; i++) cut_through(sheet, blocks, true, plan->bridges_at_cm[i], LINE_ARTERIAL);
  for (uint32_t i = 0; i < blocks->blocks.count && !sheet->failed; i++)
    while (cut_if_large(sheet, plan, blocks, i)) continue;
  if (!sheet->failed) cut_off_corners(plan, blocks);
}
