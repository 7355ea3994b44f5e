/* SPDX-License-Identifier: Apache-2.0 */
#ifndef MODEL_STREETS_H
#define MODEL_STREETS_H

/*
 * Streets along the lines.
 *
 * A line is walked on one track along its middle (streets, lanes) or on two, one on either side (arterials, the banks
 * of the river, the sides of the railway). A track has junctions where other lines end on it, where a gate or a path
 * taps it, and where a link leads over to the other side: a crossing over an arterial, a bridge over the river, a
 * passage under or over the railway. Junctions are gathered first; then every track is drawn from each to the next.
 */

#include "model/borders.h"
#include "model/network.h"

typedef enum street_link_kind { LINK_CROSSING = 0, LINK_BRIDGE, LINK_UNDERPASS, LINK_FOOTBRIDGE } street_link_kind;

typedef struct street_junction {
  uint32_t line;
  int32_t side;  /* -1: the low track, 1: the high track, 0: the only one */
  int32_t at_cm; /* along the line */
  model_line_kind
      mouth; /* a line with two tracks ends here: they are this junction and a later one; else LINE_OUTLINE */
} street_junction;

typedef struct street_link {
  uint32_t line;
  int32_t at_cm;
  street_link_kind kind;
} street_link;

typedef struct model_streets {
  const model_plan *plan;
  const model_blocks *blocks;
  const model_borders *borders;
  SHEET_LIST(street_junction) junctions;
  SHEET_LIST(street_link) links;
} model_streets;

/* Whether a street runs along a block's side. */
bool streets_along(const model_streets *streets, uint32_t block, model_side side);
/* Adds a junction on the track of a block's side, `at_cm` along it, and says where it is. A street must run there. */
model_spot streets_tap(model_sheet *sheet, model_streets *streets, uint32_t block, model_side side, int32_t at_cm);
/* Adds a junction on a track (-1 low, 1 high; of a line with one track either means that). */
void streets_add(model_sheet *sheet, model_streets *streets, uint32_t line, int32_t side, int32_t at_cm);
/* Adds the junctions of lines that end on lines. */
void streets_join(model_sheet *sheet, model_streets *streets);
/* Sorts the junctions by line, side and coordinate, each once. */
void streets_sort(model_streets *streets);
/* Draws all tracks from junction to junction. Sorts first. */
void streets_draw(model_sheet *sheet, model_streets *streets, model_network *network);

/* Whether a track is walked at a coordinate: the banks of a river belong each to the city on its own side. */
bool streets_walked(const model_streets *streets, uint32_t line, int32_t side, int32_t at_cm);
/* The spot `aside_cm` high of a line's middle, `at_cm` along it. */
model_spot streets_spot(const model_streets *streets, uint32_t line, int32_t aside_cm, int32_t at_cm);

#endif
