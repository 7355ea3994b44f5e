/* SPDX-License-Identifier: Apache-2.0 */
#ifndef MODEL_REGIONS_H
#define MODEL_REGIONS_H

/*
 * Growing regions by merging: blocks into grids, grids into communities, communities into towns.
 *
 * The lightest region joins the neighbour with which it shares the most border for that neighbour's weight, until as
 * many are left as are wanted. A border counts less the harder it is to cross: nobody's beat lies on both sides of
 * a river when it can be helped. What comes out is connected, balanced, and follows streets and rivers.
 */

#include "model/borders.h"

typedef struct model_regions {
  uint32_t count;
  uint32_t *label_of_block; /* 0..count-1; MODEL_NONE outside the city */
} model_regions;

/* How much a metre of border along a line of each kind binds, in thousandths; 0: never merge across. */
typedef struct model_binding {
  int32_t per_mille[LINE_KINDS];
} model_binding;

/* Merges the parts that labels_of_block names (0..part_count-1, weights > 0) into `wanted` regions; more are left when
   the binding allows no further merging. False when memory is exhausted. Labels are in the order of each region's first
   part. */
HT_CHECKED bool regions_merge(model_sheet *sheet, const model_blocks *blocks, const model_borders *borders,
                              const uint32_t *part_of_block, const int64_t *weights, uint32_t part_count,
                              uint32_t wanted, const model_binding *binding, model_regions *regions);

#endif
