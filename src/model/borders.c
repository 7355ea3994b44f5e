/* SPDX-License-Identifier: Apache-2.0 */
#include "model/borders.h"

#include <stdlib.h>

/* One side of one block, on the line it lies on. */
typedef struct border_side {
  uint32_t line, block;
  int32_t from_cm, to_cm;
  bool low; /* the block lies on the line's low side */
} border_side;

static int compare_sides(const void *left, const void *right) {
  const border_side *a = left, *b = right;
  if (a->line != b->line) return a->line < b->line ? -1 : 1;
  if (a->low != b->low) return a->low ? -1 : 1;
  return (a->from_cm > b->from_cm) - (a->from_cm < b->from_cm);
}

static border_side *list_sides(model_sheet *sheet, const model_blocks *blocks) {
  uint32_t count = blocks->blocks.count;
  border_side *sides = sheet_array(sheet, (size_t)count * SIDE_COUNT, sizeof *sides);
  if (!sides) return NULL;
  for (uint32_t i = 0; i < count; i++) {
    const model_block *block = &blocks->blocks.items[i];
    model_rect rect = block->rect;
    for (model_side side = SIDE_WEST; side < SIDE_COUNT; side++) {
      bool upright = side == SIDE_WEST || side == SIDE_EAST;
      sides[i * SIDE_COUNT + side] = (border_side){.line = block->lines[side],
                                                   .block = block->use == USE_OUTSIDE ? MODEL_NONE : i,
                                                   .from_cm = upright ? rect.south_cm : rect.west_cm,
                                                   .to_cm = upright ? rect.north_cm : rect.east_cm,
                                                   .low = side == SIDE_EAST || side == SIDE_NORTH};
    }
  }
  qsort(sides, (size_t)count * SIDE_COUNT, sizeof *sides, compare_sides);
  return sides;
}

/* Walks along one line with a finger on either side. The sides of a line cover it without a gap; the outline has only
   one. */
static void find_pieces(model_sheet *sheet, const model_line *line, uint32_t number, const border_side *low,
                        const border_side *low_end, const border_side *high, const border_side *high_end,
                        model_borders *borders) {
  int32_t at_cm = line->from_cm;
  while (low < low_end || high < high_end) {
    int32_t to_cm = low < low_end && (high == high_end || low->to_cm < high->to_cm) ? low->to_cm : high->to_cm;
    model_piece piece = {.line = number, .from_cm = at_cm, .to_cm = to_cm};
    piece.low = low < low_end ? low->block : MODEL_NONE;
    piece.high = high < high_end ? high->block : MODEL_NONE;
    if (piece.low != MODEL_NONE || piece.high != MODEL_NONE) *SHEET_PUSH(sheet, &borders->pieces) = piece;
    if (low < low_end && low->to_cm == to_cm) low++;
    if (high < high_end && high->to_cm == to_cm) high++;
    at_cm = to_cm;
  }
}

void borders_find(model_sheet *sheet, const model_blocks *blocks, model_borders *borders) {
  const border_side *side = list_sides(sheet, blocks);
  uint32_t *first = sheet_array(sheet, (size_t)blocks->lines.count + 1, sizeof *first);
  borders->first = first;
  if (!side || !first) return;
  const border_side *end = side + (size_t)blocks->blocks.count * SIDE_COUNT;
  for (uint32_t line = 0; line < blocks->lines.count; line++) {
    const border_side *low = side;
    while (side < end && side->line == line && side->low) side++;
    const border_side *high = side;
    while (side < end && side->line == line) side++;
    first[line] = borders->pieces.count;
    find_pieces(sheet, &blocks->lines.items[line], line, low, high, high, side, borders);
  }
  first[blocks->lines.count] = borders->pieces.count;
}

const model_piece *borders_at(const model_borders *borders, uint32_t line, int32_t at_cm) {
  uint32_t low = borders->first[line], high = borders->first[line + 1];
  while (low < high) {
    uint32_t middle = low + (high - low) / 2;
    const model_piece *piece = &borders->pieces.items[middle];
    if (at_cm >= piece->from_cm && at_cm < piece->to_cm) return piece;
    if (at_cm < piece->from_cm)
      high = middle;
    else
      low = middle + 1;
  }
  return NULL;
}
