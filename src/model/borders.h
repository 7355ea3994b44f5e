/* SPDX-License-Identifier: Apache-2.0 */
#ifndef MODEL_BORDERS_H
#define MODEL_BORDERS_H

/* The borders between blocks: every line cut into the pieces that have one block on either side. */

#include "model/blocks.h"

/* A piece of a line between two spots, with the block on its low and on its high side; MODEL_NONE: outside the city. */
typedef struct model_piece {
  uint32_t line;
  int32_t from_cm, to_cm;
  uint32_t low, high;
} model_piece;

typedef struct model_borders {
  SHEET_LIST(model_piece) pieces; /* by line, then from south or west; of a border with the city on at least one side */
  const uint32_t *first;          /* of each line, and one more */
} model_borders;

/* Finds all borders. Blocks outside the city count as none. */
void borders_find(model_sheet *sheet, const model_blocks *blocks, model_borders *borders);

/* The piece of a line at a coordinate along it; NULL where the city is on neither side. */
const model_piece *borders_at(const model_borders *borders, uint32_t line, int32_t at_cm);

#endif
