/* SPDX-License-Identifier: Apache-2.0 */
#ifndef MODEL_OUTLINE_H
#define MODEL_OUTLINE_H

/* The rings that borders make around sets of blocks. Both sets beside a piece of border draw the same points along it,
   which is what makes grids tile exactly. */

#include "model/borders.h"

/* Draws every set of blocks that have the same label, 0..count-1, as a polygon with holes; a set must be connected.
   labels[block] is MODEL_NONE for blocks of no set. Fills shapes[0..count-1]. */
void outline_draw(model_sheet *sheet, const model_plan *plan, const model_blocks *blocks, const model_borders *borders,
                  const uint32_t *labels, uint32_t count, ht_shape *shapes);

#endif
