/* SPDX-License-Identifier: Apache-2.0 */
#ifndef MODEL_BLOCKS_H
#define MODEL_BLOCKS_H

/*
 * The plan cut into blocks by lines: river, railway, arterials, streets, lanes.
 *
 * Cutting is recursive: a rectangle that is too large for where it lies (blocks are small in the centre, large in the
 * fields) is cut across its longer side, and every cut is a line that ends on two older lines. Where to cut is chosen
 * from one irregular set of candidates for the whole city, the best of those near the middle; so neighbours often
 * choose the same one, which makes a crossing, and sometimes not, which makes a T. The grammar of lines, blocks and
 * which lines a line ends on is all that streets, grids and walls are later drawn from.
 */

#include "model/plan.h"
#include "model/sheet.h"

typedef enum model_line_kind {
  LINE_OUTLINE = 0,
  LINE_RIVER,
  LINE_RAIL,
  LINE_ARTERIAL, /* walked along both sides, crossed at crossings */
  LINE_STREET,
  LINE_LANE,
  LINE_KINDS
} model_line_kind;

enum { MODEL_NONE = UINT32_MAX };

/* Sides of a block, and of a line: a line that runs north has its low side in the west, one that runs east in the
   south. */
typedef enum model_side { SIDE_WEST = 0, SIDE_SOUTH, SIDE_EAST, SIDE_NORTH, SIDE_COUNT } model_side;

typedef struct model_line {
  model_line_kind kind;
  bool upright; /* runs north at u = at_cm, else east at v = at_cm */
  int32_t at_cm, from_cm, to_cm;
  uint32_t host_from, host_to; /* the lines it ends on; MODEL_NONE for the outline's own */
  const char *name;            /* of the street; NULL for river, railway, outline */
  int32_t doors_from_cm;       /* where its door numbers begin */
} model_line;

/* What a block is used for. */
typedef enum model_use {
  USE_OUTSIDE = 0, /* not of the city */
  USE_COMPOUND,    /* a gated compound of flats */
  USE_OLD_TOWN,    /* small houses on alleys */
  USE_DORMITORY,   /* workers' flats, gated */
  USE_COMMERCE,
  USE_MALL,
  USE_SCHOOL,
  USE_PARK,
  USE_INDUSTRY,
  USE_VILLAGE, /* fields with a village */
  USE_FIELDS,
} model_use;

typedef struct model_block {
  model_rect rect;
  uint32_t lines[SIDE_COUNT];
  model_use use;
  const char *name;              /* of the compound, school, park … ; NULL: none */
  double households, population; /* counted when its homes are drawn */
} model_block;

typedef struct model_blocks {
  SHEET_LIST(model_line) lines;
  SHEET_LIST(model_block) blocks;
} model_blocks;

/* Cuts the plan. Every block but those cut off at the corners is of the city (use USE_FIELDS until zoned). */
void blocks_cut(model_sheet *sheet, const model_plan *plan, model_blocks *blocks);

/* How far from a line's middle the walking runs along it: 0 when along the middle itself, else on both sides. */
int32_t blocks_track_cm(model_line_kind kind);
/* How far from a line's middle building may begin. */
int32_t blocks_clearance_cm(model_line_kind kind);
/* The part of a block that may be built on. */
model_rect blocks_lot(const model_blocks *blocks, const model_block *block);

static inline bool blocks_inside(const model_blocks *blocks, uint32_t block) {
  return block != MODEL_NONE && blocks->blocks.items[block].use != USE_OUTSIDE;
}

#endif
