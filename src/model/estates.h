/* SPDX-License-Identifier: Apache-2.0 */
#ifndef MODEL_ESTATES_H
#define MODEL_ESTATES_H

/*
 * Ground laid out in rows: compounds, old streets, villages, schools, works.
 *
 * A ring way inside the wall, a way along every row of buildings, often an axis across them, a door way to each
 * building. A gated estate has a wall, which is passed at named gates only, some of them shut; its ways are private.
 * An open one is reached from the streets along its sides.
 */

#include "model/homes.h"

enum { ESTATES_FRONTAGE_CM = 1300 }; /* between street and wall: pavements, trees, shops, stations */

/* Lays out a block of any use that has rows. Nothing is drawn where the lot is too small. */
void estates_draw(model_scene *scene, uint32_t block);

/* The rectangle of a village in the fields of its block. */
model_rect estates_village(const model_scene *scene, uint32_t block);

#endif
