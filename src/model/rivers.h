/* SPDX-License-Identifier: Apache-2.0 */
#ifndef MODEL_RIVERS_H
#define MODEL_RIVERS_H

/* The river with its green banks, and the railway: what divides the town. */

#include "model/scene.h"

/* Draws their land and their barriers. The barriers run on beyond the outline, so that nobody walks round their
   ends. */
void rivers_draw(model_scene *scene);

#endif
