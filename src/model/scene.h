/* SPDX-License-Identifier: Apache-2.0 */
#ifndef MODEL_SCENE_H
#define MODEL_SCENE_H

/* What is being drawn, for the files that each draw one part of it: the ground they draw on and the lists they add
   to. */

#include "haitang/records.h"
#include "model/streets.h"

/* A building with people in it. */
typedef struct model_home {
  uint32_t block;
  uint32_t number;   /* n幢 of its compound, n号 of its village */
  const char *place; /* the compound's or village's name */
  model_spot middle;
  ht_shape footprint;
  ht_lonlat position; /* its middle on the earth */
  double households, population, elderly;
} model_home;

/* A gate of a compound, school or works, for the addresses. */
typedef struct model_gate {
  uint32_t block;
  model_side side;
  model_spot spot;
  const char *name;
  bool closed;
} model_gate;

typedef struct model_scene {
  model_sheet *sheet;
  const model_plan *plan;
  model_blocks *blocks;
  model_streets *streets;
  model_network *network;
  SHEET_LIST(ht_land_record) lands;
  SHEET_LIST(ht_barrier_record) barriers;
  SHEET_LIST(model_home) homes;
  SHEET_LIST(model_gate) gates;
} model_scene;

void scene_land(model_scene *scene, const char *class_name, const char *name, ht_shape shape);
void scene_barrier(model_scene *scene, const char *class_name, ht_shape shape);
void scene_street(model_scene *scene, model_spot from, model_spot to, const model_way *way);
/* From the track along a block's side straight to a spot; the part of the spot along the side is kept. */
model_spot scene_access(model_scene *scene, uint32_t block, model_side side, model_spot to, const model_way *way);

#endif
