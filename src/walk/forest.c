/* SPDX-License-Identifier: Apache-2.0 */
#include "walk/forest.h"

uint32_t *walk_forest_new(base_arena *arena, uint32_t count) {
  uint32_t *forest = ARENA_ARRAY(arena, uint32_t, count);
  for (uint32_t i = 0; forest && i < count; i++) forest[i] = i;
  return forest;
}

uint32_t walk_forest_find(uint32_t *forest, uint32_t item) {
  while (forest[item] != item) {
    forest[item] = forest[forest[item]]; /* halving the path keeps later finds short */
    item = forest[item];
  }
  return item;
}

void walk_forest_unite(uint32_t *forest, uint32_t a, uint32_t b) {
  a = walk_forest_find(forest, a), b = walk_forest_find(forest, b);
  if (a < b)
    forest[b] = a;
  else
    forest[a] = b;
}
