/* SPDX-License-Identifier: Apache-2.0 */
#ifndef MODEL_GROUNDS_H
#define MODEL_GROUNDS_H

/* Land that is not laid out in rows: parks with a pond, fields with fish ponds and tracks, and the land-use polygon of
   every block. */

#include "model/scene.h"

void grounds_draw(model_scene *scene, uint32_t block);

#endif
