/* SPDX-License-Identifier: Apache-2.0 */
#ifndef MODEL_ZONES_H
#define MODEL_ZONES_H

/* What each block is used for: a dense centre of shops and old streets, rings of compounds, industry beyond the
   railway, fields and villages at the edge; and its name. */

#include "model/blocks.h"

/* Chooses the use and the name of every block of the city. */
void zones_choose(model_sheet *sheet, const model_plan *plan, model_blocks *blocks);

#endif
