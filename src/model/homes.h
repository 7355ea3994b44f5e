/* SPDX-License-Identifier: Apache-2.0 */
#ifndef MODEL_HOMES_H
#define MODEL_HOMES_H

/* Buildings with people in them. */

#include "model/chance.h"
#include "model/scene.h"

/* What is drawn from low to high, both included. */
typedef struct model_range {
  int32_t low, high;
} model_range;

/* A kind of building and who lives in it. Lengths on the plan. */
typedef struct model_homes_style {
  model_range length_cm;
  int32_t depth_cm, gap_cm;
  model_range pitch_cm; /* from one row to the next */
  model_range floors;
  int32_t flat_width_cm; /* of the front that one flat takes on each floor; 0: one household a house */
  model_range taken;     /* flats that are lived in, per cent */
  model_range people;    /* of a hundred households */
  model_range elderly;   /* per cent of people */
} model_homes_style;

/* What is the same for all buildings of one compound or village. */
typedef struct model_homes_estate {
  uint32_t block;
  const char *name;
  int32_t floors, taken, people, elderly;
} model_homes_estate;

model_homes_estate homes_estate(chance_stream *stream, uint32_t block, const char *name,
                                const model_homes_style *style);

/* Builds house number `number`, length_cm along the plan's east, square to it; adds its people to the block. */
void homes_build(model_scene *scene, chance_stream *stream, const model_homes_estate *estate,
                 const model_homes_style *style, uint32_t number, model_spot middle, int32_t length_cm);

#endif
