/* SPDX-License-Identifier: Apache-2.0 */
#include "model/streets.h"

#include <stdlib.h>

#include "model/street_names.h"

static const model_line *line_at(const model_streets *streets, uint32_t line) {
  return &streets->blocks->lines.items[line];
}

static int32_t track_cm(const model_streets *streets, uint32_t line, int32_t side) {
  return side * blocks_track_cm(line_at(streets, line)->kind);
}

model_spot streets_spot(const model_streets *streets, uint32_t line, int32_t aside_cm, int32_t at_cm) {
  const model_line *at = line_at(streets, line);
  int32_t across_cm = at->at_cm + aside_cm;
  return at->upright ? (model_spot){across_cm, at_cm} : (model_spot){at_cm, across_cm};
}

void streets_add(model_sheet *sheet, model_streets *streets, uint32_t line, int32_t side, int32_t at_cm) {
  if (blocks_track_cm(line_at(streets, line)->kind) == 0) side = 0;
  *SHEET_PUSH(sheet, &streets->junctions) = (street_junction){.line = line, .side = side, .at_cm = at_cm};
}

bool streets_walked(const model_streets *streets, uint32_t line, int32_t side, int32_t at_cm) {
  model_line_kind kind = line_at(streets, line)->kind;
  const model_piece *piece = kind == LINE_OUTLINE ? NULL : borders_at(streets->borders, line, at_cm);
  if (!piece) return false;
  if (kind != LINE_RIVER && kind != LINE_RAIL) return true;
  return (side < 0 ? piece->low : piece->high) != MODEL_NONE;
}

bool streets_along(const model_streets *streets, uint32_t block, model_side side) {
  return line_at(streets, streets->blocks->blocks.items[block].lines[side])->kind != LINE_OUTLINE;
}

model_spot streets_tap(model_sheet *sheet, model_streets *streets, uint32_t block, model_side side, int32_t at_cm) {
  uint32_t line = streets->blocks->blocks.items[block].lines[side];
  int32_t track = side == SIDE_EAST || side == SIDE_NORTH ? -1 : 1;
  streets_add(sheet, streets, line, track, at_cm);
  return streets_spot(streets, line, track_cm(streets, line, track), at_cm);
}

/* Ends a track at a host: on the host's near track, where the host gets a junction. */
static void join_end(model_sheet *sheet, model_streets *streets, uint32_t line, int32_t side, bool at_end) {
  const model_line *at = line_at(streets, line);
  uint32_t host = at_end ? at->host_to : at->host_from;
  int32_t end_cm = at_end ? at->to_cm : at->from_cm;
  if (!streets_walked(streets, line, side, at_end ? end_cm - 1 : end_cm)) return;
  if (line_at(streets, host)->kind != LINE_OUTLINE) {
    int32_t host_side = at_end ? -1 : 1;
    end_cm = line_at(streets, host)->at_cm + track_cm(streets, host, host_side);
    streets_add(sheet, streets, host, host_side, at->at_cm + track_cm(streets, line, side));
    if (side < 0) streets->junctions.items[streets->junctions.count - 1].mouth = at->kind;
  }
  streets_add(sheet, streets, line, side, end_cm);
}

void streets_join(model_sheet *sheet, model_streets *streets) {
  for (uint32_t line = 0; line < streets->blocks->lines.count; line++) {
    model_line_kind kind = line_at(streets, line)->kind;
    if (kind == LINE_OUTLINE) continue;
    bool two = blocks_track_cm(kind) != 0;
    for (int32_t side = two ? -1 : 0; side <= (two ? 1 : 0); side += 2) {
      join_end(sheet, streets, line, side, false);
      join_end(sheet, streets, line, side, true);
    }
  }
}

static int compare_junctions(const void *left, const void *right) {
  const street_junction *a = left, *b = right;
  if (a->line != b->line) return a->line < b->line ? -1 : 1;
  if (a->side != b->side) return a->side < b->side ? -1 : 1;
  return (a->at_cm > b->at_cm) - (a->at_cm < b->at_cm);
}

void streets_sort(model_streets *streets) {
  street_junction *junctions = streets->junctions.items;
  uint32_t kept = 0, count = streets->junctions.count;
  if (!count) return;
  qsort(junctions, count, sizeof *junctions, compare_junctions);
  for (uint32_t i = 1; i < count; i++) {
    if (compare_junctions(&junctions[kept], &junctions[i]))
      junctions[++kept] = junctions[i];
    else if (junctions[i].mouth)
      junctions[kept].mouth = junctions[i].mouth;
  }
  streets->junctions.count = kept + 1;
}

static model_way way_of(const model_line *line, int32_t side) {
  static const char *const CLASSES[LINE_KINDS] = {[LINE_RIVER] = "footway",
                                                  [LINE_RAIL] = "service",
                                                  [LINE_ARTERIAL] = "primary",
                                                  [LINE_STREET] = "tertiary",
                                                  [LINE_LANE] = "residential"};
  return (model_way){.class_name = CLASSES[line->kind], .name = street_names_of(line, side)};
}

/* Across the mouth of an arterial people cross its carriageway; along the river they pass below the railway's
   bridge. */
static void change_in_mouth(model_way *way, model_line_kind mouth) {
  if (mouth == LINE_ARTERIAL) way->flags |= HT_STREET_CROSSING;
  if (mouth != LINE_RAIL) return;
  way->flags |= HT_STREET_TUNNEL;
  way->layer = -1;
}

static void draw_tracks(model_sheet *sheet, const model_streets *streets, model_network *network) {
  int32_t until_cm = INT32_MIN; /* of the mouth begun last */
  model_line_kind mouth = LINE_OUTLINE;
  for (uint32_t i = 0; i + 1 < streets->junctions.count; i++) {
    const street_junction *from = &streets->junctions.items[i], *to = from + 1;
    if (from->mouth) {
      mouth = from->mouth;
      until_cm = from->at_cm + 2 * blocks_track_cm(mouth);
    }
    if (from->line != to->line || from->side != to->side) {
      until_cm = INT32_MIN;
      continue;
    }
    if (!streets_walked(streets, from->line, from->side, from->at_cm + (to->at_cm - from->at_cm) / 2)) continue;
    int32_t aside_cm = track_cm(streets, from->line, from->side);
    model_way way = way_of(line_at(streets, from->line), from->side);
    if (to->at_cm <= until_cm) change_in_mouth(&way, mouth);
    network_street(sheet, streets->plan, network, streets_spot(streets, from->line, aside_cm, from->at_cm),
                   streets_spot(streets, from->line, aside_cm, to->at_cm), &way);
  }
}

void streets_draw(model_sheet *sheet, model_streets *streets, model_network *network) {
  streets_sort(streets);
  draw_tracks(sheet, streets, network);
}
