/* SPDX-License-Identifier: Apache-2.0 */
#ifndef MODEL_LINKS_H
#define MODEL_LINKS_H

/* What leads from one track of a line to the other: crossings of arterials, the bridges over the river, and the
   passages under and over the railway, one of them with steps and a lift. */

#include "model/streets.h"

/* Chooses the links and adds their junctions. After all taps, before drawing. */
void links_choose(model_sheet *sheet, model_streets *streets);
void links_draw(model_sheet *sheet, const model_streets *streets, model_network *network);

#endif
