/* SPDX-License-Identifier: Apache-2.0 */
#ifndef MODEL_SPECIALS_H
#define MODEL_SPECIALS_H

/* Special grids laid over the base net: a school, a park, a mall, a dormitory area, an industrial park has people of
   its own who are sent there first. */

#include "model/grids.h"
#include "model/scene.h"

/* Adds the layer and its grids to the areas' records. */
void specials_record(const model_scene *scene, model_areas *areas);

#endif
