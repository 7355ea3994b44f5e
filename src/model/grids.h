/* SPDX-License-Identifier: Apache-2.0 */
#ifndef MODEL_GRIDS_H
#define MODEL_GRIDS_H

/* City, towns, communities and base grids out of blocks, with their codes, names and outlines, and the special grids
   laid over them. */

#include "haitang/records.h"
#include "model/regions.h"

typedef struct model_area {
  const char *code, *name;
  uint32_t parent;   /* index on the next level up */
  model_spot middle; /* of its blocks, by area */
  int64_t area;      /* cm2 */
  double households, population;
} model_area;

typedef enum model_level { AREA_CITY = 0, AREA_TOWN, AREA_COMMUNITY, AREA_GRID, AREA_LEVELS } model_level;

typedef struct model_areas {
  model_area *areas[AREA_LEVELS];
  uint32_t count[AREA_LEVELS];
  uint32_t *of_block[AREA_LEVELS]; /* MODEL_NONE outside the city */
  SHEET_LIST(ht_layer_record) layers;
  SHEET_LIST(ht_grid_record) records;
} model_areas;

/* Grows the areas and names them. False when memory is exhausted. */
HT_CHECKED bool grids_grow(model_sheet *sheet, const model_plan *plan, const model_blocks *blocks,
                           const model_borders *borders, model_areas *areas);
/* Makes the layers' and grids' records. */
void grids_record(model_sheet *sheet, const model_plan *plan, const model_blocks *blocks, const model_borders *borders,
                  model_areas *areas);

#endif
