/* SPDX-License-Identifier: Apache-2.0 */
#include "model/links.h"

#include "model/chance.h"

enum {
  CROSSING_APART_CM = 20000, /* a crossing at the next junction when the last is this far */
  CROSSING_PER_MILLE = 200,  /* and at other junctions, so many of a thousand */
  CORNER_CM = 3000,          /* but not this near to the end of the arterial, where its mouth is crossed */
  PASSAGE_APART_CM = 110000, /* under or over the railway */
  ONE_SIDED_CM = 15000,      /* a passage goes this far to find a street on both sides */
  STAIRS_CM = 700,
  LIFT_ASIDE_CM = 500,
};

static void add_link(model_sheet *sheet, model_streets *streets, uint32_t line, int32_t at_cm, street_link_kind kind) {
  *SHEET_PUSH(sheet, &streets->links) = (street_link){line, at_cm, kind};
  for (int32_t side = -1; side <= 1; side += 2) {
    streets_add(sheet, streets, line, side, at_cm);
    if (kind == LINK_FOOTBRIDGE) streets_add(sheet, streets, line, side, at_cm + LIFT_ASIDE_CM);
  }
}

/* The junctions of one line: low track first..middle, high track middle..end, without the tracks' own ends. */
typedef struct link_run {
  uint32_t line, low, middle, high, end;
} link_run;

static int32_t at_of(const model_streets *streets, uint32_t junction) {
  return streets->junctions.items[junction].at_cm;
}

/* Where both sides have a street, people cross; where one has, now and then. */
static void choose_crossings(model_sheet *sheet, model_streets *streets, const link_run *run) {
  const model_line line = streets->blocks->lines.items[run->line];
  chance_stream stream = chance_of(streets->plan->seed, CHANCE_CROSSINGS, run->line);
  uint32_t low = run->low, high = run->high;
  int32_t last_cm = line.from_cm;
  while (low < run->middle || high < run->end) {
    int32_t low_cm = low < run->middle ? at_of(streets, low) : INT32_MAX;
    int32_t high_cm = high < run->end ? at_of(streets, high) : INT32_MAX;
    int32_t at_cm = low_cm < high_cm ? low_cm : high_cm;
    bool often = chance_happens(&stream, CROSSING_PER_MILLE) || at_cm - last_cm >= CROSSING_APART_CM;
    bool corner = at_cm - line.from_cm < CORNER_CM || line.to_cm - at_cm < CORNER_CM;
    if ((low_cm == high_cm || (often && !corner)) && streets_walked(streets, run->line, 1, at_cm)) {
      add_link(sheet, streets, run->line, at_cm, LINK_CROSSING);
      last_cm = at_cm;
    }
    low += low_cm == at_cm;
    high += high_cm == at_cm;
  }
}

static void choose_bridges(model_sheet *sheet, model_streets *streets, const link_run *run) {
  for (int i = 0; i < PLAN_BRIDGES; i++)
    add_link(sheet, streets, run->line, streets->plan->bridges_at_cm[i], LINK_BRIDGE);
}

/* How far a junction is from where a passage is wanted; one that has a street on its low side only counts as
   farther. */
static int32_t passage_distance(const model_streets *streets, const link_run *run, uint32_t low, int32_t wanted_cm) {
  int32_t at_cm = at_of(streets, low);
  for (uint32_t high = run->high; high < run->end; high++)
    if (at_of(streets, high) == at_cm) return at_cm > wanted_cm ? at_cm - wanted_cm : wanted_cm - at_cm;
  return ONE_SIDED_CM + (at_cm > wanted_cm ? at_cm - wanted_cm : wanted_cm - at_cm);
}

static void choose_passages(model_sheet *sheet, model_streets *streets, const link_run *run) {
  const model_line line = streets->blocks->lines.items[run->line];
  int32_t length_cm = line.to_cm - line.from_cm, count = 1 + length_cm / PASSAGE_APART_CM / 2;
  for (int32_t i = 0; i < count; i++) {
    int32_t wanted_cm = line.from_cm + (int32_t)((int64_t)length_cm * (2 * i + 1) / (2 * count));
    uint32_t best = MODEL_NONE;
    for (uint32_t low = run->low; low < run->middle; low++) {
      int32_t at_cm = at_of(streets, low);
      if (!streets_walked(streets, run->line, -1, at_cm) || !streets_walked(streets, run->line, 1, at_cm)) continue;
      if (best == MODEL_NONE ||
          passage_distance(streets, run, low, wanted_cm) < passage_distance(streets, run, best, wanted_cm))
        best = low;
    }
    if (best != MODEL_NONE)
      add_link(sheet, streets, run->line, at_of(streets, best), i % 2 ? LINK_FOOTBRIDGE : LINK_UNDERPASS);
  }
}

static link_run run_at(const model_streets *streets, uint32_t first, uint32_t count) {
  const street_junction *junctions = streets->junctions.items;
  link_run run = {.line = junctions[first].line, .low = first};
  for (run.middle = first; run.middle < count && junctions[run.middle].line == run.line; run.middle++)
    if (junctions[run.middle].side > 0) break;
  for (run.end = run.middle; run.end < count && junctions[run.end].line == run.line;) run.end++;
  run.high = run.middle;
  return run;
}

static void without_ends(link_run *run) {
  if (run->low < run->middle) run->low++;
  if (run->low < run->middle) run->middle--;
  if (run->high < run->end) run->high++;
  if (run->high < run->end) run->end--;
}

void links_choose(model_sheet *sheet, model_streets *streets) {
  streets_sort(streets);
  uint32_t count = streets->junctions.count; /* what is added comes after them */
  for (uint32_t first = 0; first < count;) {
    link_run run = run_at(streets, first, count);
    first = run.end;
    model_line_kind kind = streets->blocks->lines.items[run.line].kind;
    if (kind == LINE_RIVER) choose_bridges(sheet, streets, &run);
    without_ends(&run);
    if (kind == LINE_ARTERIAL) choose_crossings(sheet, streets, &run);
    if (kind == LINE_RAIL) choose_passages(sheet, streets, &run);
  }
}

static void draw_over(model_sheet *sheet, const model_streets *streets, model_network *network, const street_link *link,
                      const model_way *way) {
  int32_t track_cm = blocks_track_cm(streets->blocks->lines.items[link->line].kind);
  network_street(sheet, streets->plan, network, streets_spot(streets, link->line, -track_cm, link->at_cm),
                 streets_spot(streets, link->line, track_cm, link->at_cm), way);
}

/* Up some steps, or up the lift beside them, over, and down again. */
static void draw_footbridge(model_sheet *sheet, const model_streets *streets, model_network *network,
                            const street_link *link) {
  int32_t track_cm = blocks_track_cm(LINE_RAIL), deck_cm = track_cm - STAIRS_CM;
  static const model_way stairs = {"steps", "铁路天桥", HT_STREET_STEPS | HT_STREET_BRIDGE, 1};
  static const model_way deck = {"footway", "铁路天桥", HT_STREET_BRIDGE, 1};
  static const model_way lift = {"elevator", "铁路天桥电梯", HT_STREET_LIFT, 1};
  model_spot spots[2];
  for (int32_t side = -1; side <= 1; side += 2) {
    model_spot top = streets_spot(streets, link->line, side * deck_cm, link->at_cm);
    model_spot foot = streets_spot(streets, link->line, side * track_cm, link->at_cm + LIFT_ASIDE_CM);
    network_street(sheet, streets->plan, network, streets_spot(streets, link->line, side * track_cm, link->at_cm), top,
                   &stairs);
    network_street(sheet, streets->plan, network, foot, top, &lift);
    network_node(sheet, streets->plan, network, foot, HT_NODE_LIFT);
    spots[side > 0] = top;
  }
  network_street(sheet, streets->plan, network, spots[0], spots[1], &deck);
}

static void draw_crossing(model_sheet *sheet, const model_streets *streets, model_network *network,
                          const street_link *link) {
  static const model_way zebra = {"footway", "人行横道", HT_STREET_CROSSING, 0};
  draw_over(sheet, streets, network, link, &zebra);
  for (int32_t side = -1; side <= 1; side += 2)
    network_node(sheet, streets->plan, network,
                 streets_spot(streets, link->line, side * blocks_track_cm(LINE_ARTERIAL), link->at_cm),
                 HT_NODE_CROSSING);
}

void links_draw(model_sheet *sheet, const model_streets *streets, model_network *network) {
  static const model_way underpass = {"footway", "铁路地道", HT_STREET_TUNNEL, -1};
  uint32_t bridges = 0;
  for (uint32_t i = 0; i < streets->links.count; i++) {
    const street_link *link = &streets->links.items[i];
    model_way bridge = {"primary", bridges ? "海棠二桥" : "海棠一桥", HT_STREET_BRIDGE, 1};
    bridges += link->kind == LINK_BRIDGE;
    if (link->kind == LINK_CROSSING) draw_crossing(sheet, streets, network, link);
    if (link->kind == LINK_BRIDGE) draw_over(sheet, streets, network, link, &bridge);
    if (link->kind == LINK_UNDERPASS) draw_over(sheet, streets, network, link, &underpass);
    if (link->kind == LINK_FOOTBRIDGE) draw_footbridge(sheet, streets, network, link);
  }
}
