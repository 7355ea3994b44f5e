/* SPDX-License-Identifier: Apache-2.0 */
#include "model/street_names.h"

#include <stdlib.h>

#include "model/chance.h"
#include "model/names.h"

enum { DOOR_CM = 1200 };

typedef struct named_line {
  bool upright;
  int32_t at_cm, from_cm;
  uint32_t line;
} named_line;

static int compare_lines(const void *left, const void *right) {
  const named_line *a = left, *b = right;
  if (a->upright != b->upright) return a->upright ? 1 : -1;
  if (a->at_cm != b->at_cm) return a->at_cm < b->at_cm ? -1 : 1;
  return (a->from_cm > b->from_cm) - (a->from_cm < b->from_cm);
}

static bool is_street(const model_line *line) {
  return line->kind == LINE_ARTERIAL || line->kind == LINE_STREET || line->kind == LINE_LANE;
}

static const char *ending(const model_line *line, chance_stream *stream) {
  static const char *const LANES[] = {"街", "巷", "弄"};
  if (line->kind == LINE_ARTERIAL) return "大道";
  return line->kind == LINE_STREET ? "路" : LANES[chance_below(stream, 3)];
}

bool street_names_choose(model_sheet *sheet, const model_plan *plan, model_blocks *blocks) {
  uint32_t count = 0, words = 0;
  named_line *named = sheet_array(sheet, blocks->lines.count, sizeof *named);
  if (!named) return false;
  for (uint32_t i = 0; i < blocks->lines.count; i++) {
    const model_line *line = &blocks->lines.items[i];
    if (is_street(line)) named[count++] = (named_line){line->upright, line->at_cm, line->from_cm, i};
  }
  qsort(named, count, sizeof *named, compare_lines);
  for (uint32_t i = 0; i < count; i++) {
    model_line *line = &blocks->lines.items[named[i].line];
    bool goes_on = i && named[i].upright == named[i - 1].upright && named[i].at_cm == named[i - 1].at_cm;
    words += !goes_on;
    line->doors_from_cm = goes_on ? blocks->lines.items[named[i - 1].line].doors_from_cm : line->from_cm;
    chance_stream stream = chance_of(plan->seed, CHANCE_NAMES, words);
    line->name = sheet_text(sheet, "%s%s", names_word(sheet, plan->seed, words - 1), ending(line, &stream));
  }
  return !sheet->failed;
}

const char *street_names_of(const model_line *line, int32_t side) {
  if (line->kind == LINE_RIVER) return side < 0 ? "棠溪南路" : "棠溪北路";
  if (line->kind == LINE_RAIL) return side < 0 ? "铁西路" : "铁东路";
  return line->name;
}

uint32_t street_names_number(const model_line *line, int32_t side, int32_t at_cm) {
  return (uint32_t)((at_cm - line->doors_from_cm) / DOOR_CM * 2) + (side < 0 ? 1 : 2);
}
