/* SPDX-License-Identifier: Apache-2.0 */
#ifndef WALK_FOREST_H
#define WALK_FOREST_H

/* Disjoint sets of numbers 0..count-1 (union-find). A set is named by its smallest member, so that names do not depend
   on the order of the unions. */

#include "base/arena.h"

/* Every number a set of its own. NULL when memory is exhausted. */
uint32_t *walk_forest_new(base_arena *arena, uint32_t count);
/* The name of the set that item is in. */
uint32_t walk_forest_find(uint32_t *forest, uint32_t item);
void walk_forest_unite(uint32_t *forest, uint32_t a, uint32_t b);

#endif
