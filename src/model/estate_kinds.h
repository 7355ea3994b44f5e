/* SPDX-License-Identifier: Apache-2.0 */
#ifndef MODEL_ESTATE_KINDS_H
#define MODEL_ESTATE_KINDS_H

/* Who lays out ground how, and what is built on it: data for model/estates.c. */

#include "model/blocks.h"
#include "model/chance.h"
#include "model/homes.h"

typedef struct estate_kind {
  bool gated; /* has a wall with gates, and private ways */
  bool homes; /* its buildings have people in them */
  const char *ring_class, *row_class;
  uint32_t side_per_mille;   /* sides but the main one that have a gate or an access */
  uint32_t closed_per_mille; /* gates but the main one that are shut */
  uint32_t gap_per_mille;    /* places in a row that stay empty */
  int32_t shift_cm;          /* how far a building may stand out of line */
} estate_kind;

/* How ground of a use is laid out. */
const estate_kind *estate_kinds_of(model_use use);

/* What is built on a lot of a use; of compounds the old ones stand nearer to the centre, the tall ones farther out. */
const model_homes_style *estate_kinds_style(model_use use, model_rect lot, int32_t remoteness, chance_stream *stream);

#endif
