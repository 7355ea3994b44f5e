/* SPDX-License-Identifier: Apache-2.0 */
#include "engine/hierarchy.h"

/*
 * Parents only ever lie on a higher level, so there are no circles. Areas are compared by overlays of GEOS, which cost
 * a thousand times more than codes; they are the last resort, for nets drawn without codes, and candidates are tried in
 * the order in which their boxes overlap the grid's until one has more than half of it. A shape that GEOS cannot
 * overlay shares nothing.
 */

#include <math.h>
#include <string.h>

#include "base/fault.h"
#include "bridge/geos.h"
#include "geo/area.h"

enum { SHORTEST_PREFIX = 6, AREA_CODE_DIGITS = 12, MOST_CANDIDATES = 64 };

typedef struct hierarchy {
  const engine_grids *grids;
  const engine_grid *all;
  const ht_shape *shapes;
  bridge_geos *geos;
  base_arena scratch;
} hierarchy;

static const engine_grid *find_named(const hierarchy *h, const engine_grid *grid) {
  if (!*grid->parent_code) return NULL;
  for (uint32_t i = 0; i < h->grids->upper_count; i++) {
    const engine_layer *layer = h->grids->upper[i];
    const engine_grid *found = layer->level < grid->layer->level ? engine_grid_find(layer, grid->parent_code) : NULL;
    if (found) return found;
  }
  return NULL;
}

/* Finds the grid whose code is the first length characters of code, or those filled up with zeros to 12 digits. */
static const engine_grid *find_stem(const engine_layer *layer, const char *code, size_t length) {
  char stem[64];
  memcpy(stem, code, length);
  stem[length] = '\0';
  const engine_grid *found = engine_grid_find(layer, stem);
  if (found || (length != 6 && length != 9) || strspn(stem, "0123456789") != length) return found;
  memset(stem + length, '0', AREA_CODE_DIGITS - length);
  stem[AREA_CODE_DIGITS] = '\0';
  return strcmp(stem, code) != 0 ? engine_grid_find(layer, stem) : NULL;
}

static const engine_grid *find_prefix(const hierarchy *h, const engine_grid *grid) {
  size_t length = strlen(grid->code);
  if (length > 60) return NULL; /* no code rule makes such codes */
  for (uint32_t i = 0; i < h->grids->upper_count; i++) {
    const engine_layer *layer = h->grids->upper[i];
    if (layer->level >= grid->layer->level) continue;
    for (size_t n = length; n-- > SHORTEST_PREFIX;) {
      const engine_grid *found = find_stem(layer, grid->code, n);
      if (found) return found;
    }
  }
  return NULL;
}

/* In square degrees: only for comparing. */
static double shared_box(const ht_box *a, const ht_box *b) {
  double width = fmin(a->east_deg, b->east_deg) - fmax(a->west_deg, b->west_deg);
  double height = fmin(a->north_deg, b->north_deg) - fmax(a->south_deg, b->south_deg);
  return width > 0 && height > 0 ? width * height : 0;
}

typedef struct candidate {
  const engine_grid *grid;
  double shared; /* of the boxes */
} candidate;

/* Lists the grids of a layer whose box overlaps, largest overlap first; of very many those with the largest. */
static uint32_t list_candidates(const engine_layer *layer, const ht_box *box, candidate list[MOST_CANDIDATES]) {
  uint32_t count = 0;
  for (uint32_t i = 0; i < layer->grid_count; i++) {
    double shared = shared_box(&layer->grids[i].box, box);
    if (shared <= 0) continue;
    uint32_t at = count < MOST_CANDIDATES ? count++ : MOST_CANDIDATES;
    for (; at > 0 && list[at - 1].shared < shared; at--)
      if (at < MOST_CANDIDATES) list[at] = list[at - 1];
    if (at < MOST_CANDIDATES) list[at] = (candidate){&layer->grids[i], shared};
  }
  return count;
}

static double shared_m2(hierarchy *h, const engine_grid *a, const engine_grid *b) {
  ht_shape both;
  arena_reset(&h->scratch);
  ht_err err = bridge_geos_overlay(h->geos, BRIDGE_INTERSECTION, &h->shapes[a - h->all], &h->shapes[b - h->all],
                                   &h->scratch, NULL, &both);
  return err ? 0 : geo_area_m2(&both);
}

static const engine_grid *find_largest_share(hierarchy *h, const engine_layer *layer, const engine_grid *grid) {
  candidate list[MOST_CANDIDATES];
  const engine_grid *best = NULL;
  double best_m2 = 0;
  uint32_t count = list_candidates(layer, &grid->box, list);
  for (uint32_t i = 0; i < count && best_m2 <= grid->area_m2 / 2; i++) {
    double m2 = shared_m2(h, grid, list[i].grid);
    if (m2 < best_m2 || m2 <= 0) continue;
    if (m2 == best_m2 && strcmp(list[i].grid->code, best->code) > 0) continue;
    best = list[i].grid;
    best_m2 = m2;
  }
  return best;
}

static const engine_grid *find_by_area(hierarchy *h, const engine_grid *grid) {
  for (uint32_t i = 0; i < h->grids->upper_count; i++) {
    const engine_layer *layer = h->grids->upper[i];
    const engine_grid *found = layer->level < grid->layer->level ? find_largest_share(h, layer, grid) : NULL;
    if (found) return found;
  }
  return NULL;
}

ht_err engine_hierarchy_find(const engine_grids *grids, engine_grid *all, const ht_shape *shapes, uint32_t count,
                             ht_fault *fault) {
  hierarchy h = {.grids = grids, .all = all, .shapes = shapes};
  ht_err err = bridge_geos_new(fault, &h.geos);
  if (err) return err;
  for (uint32_t i = 0; i < count; i++) {
    const engine_grid *parent = find_named(&h, &all[i]);
    if (!parent) parent = find_prefix(&h, &all[i]);
    if (!parent) parent = find_by_area(&h, &all[i]);
    all[i].parent = parent;
  }
  bridge_geos_free(h.geos);
  arena_release(&h.scratch);
  return HT_OK;
}
