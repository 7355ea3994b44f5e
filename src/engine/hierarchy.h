/* SPDX-License-Identifier: Apache-2.0 */
#ifndef ENGINE_HIERARCHY_H
#define ENGINE_HIERARCHY_H

#include "engine/grids.h"

/* Finds every grid's parent: a grid of a base layer on a higher level. In this order: the one its parent code names;
   the one whose code is the longest proper prefix of its own, of six characters or more; the one that shares most of
   its area. Each is looked for on the nearest level first. A 12-digit code of which the last three or six digits are
   zeros counts as a prefix without them (town 320583100000 is above community 320583100001). shapes[i] is the shape of
   all[i]. Errors: HT_NO_MEMORY. */
HT_CHECKED ht_err engine_hierarchy_find(const engine_grids *grids, engine_grid *all, const ht_shape *shapes,
                                        uint32_t count, ht_fault *fault);

#endif
