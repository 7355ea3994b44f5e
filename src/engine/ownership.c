/* SPDX-License-Identifier: Apache-2.0 */
#include "engine/ownership.h"

#include <string.h>

#include "base/fault.h"
#include "store/names.h"

const char *engine_answer_text(const engine_question *question, const char *text) {
  return question->copy_texts ? arena_text(question->arena, text) : text;
}

static const engine_grid *ranked_grid(const engine_layer *layer, uint32_t rank) {
  return &layer->grids[layer->ranked[rank]];
}

/* Makes the array of codes of count ranks, leaving out one grid. */
static ht_err list_codes(const engine_question *question, const engine_layer *layer, const uint32_t *ranks,
                         uint32_t count, const engine_grid *without, ht_fault *fault, const char *const **codes,
                         uint32_t *code_count) {
  const char **made = ARENA_ARRAY(question->arena, const char *, count);
  uint32_t made_count = 0;
  if (!made) return fault_memory(fault);
  for (uint32_t i = 0; i < count; i++) {
    const engine_grid *grid = ranked_grid(layer, ranks[i]);
    if (grid == without) continue;
    made[made_count] = engine_answer_text(question, grid->code);
    if (!made[made_count++]) return fault_memory(fault);
  }
  *codes = made;
  *code_count = made_count;
  return HT_OK;
}

/* Finds all grids that contain the place; the first is the owner. */
static ht_err list_owners(const engine_question *question, const engine_layer *layer, ht_fault *fault,
                          const engine_grid **owner, ht_ownership *ownership) {
  uint32_t few[8], *ranks = few, count = geo_partition_all(layer->partition, question->position, few, 8);
  if (count > 8) {
    ranks = ARENA_ARRAY(question->arena, uint32_t, count);
    if (!ranks) return fault_memory(fault);
    geo_partition_all(layer->partition, question->position, ranks, count);
  }
  *owner = count ? ranked_grid(layer, ranks[0]) : NULL;
  if (count < 2) return HT_OK;
  return list_codes(question, layer, ranks, count, NULL, fault, &ownership->overlap, &ownership->overlap_count);
}

static ht_err make_link(const engine_question *question, const engine_grid *grid, ht_fault *fault,
                        ht_chain_link *link) {
  *link = (ht_chain_link){ht_level_name(grid->layer->level), engine_answer_text(question, grid->code),
                          engine_answer_text(question, grid->name)};
  return link->code && link->name ? HT_OK : fault_memory(fault);
}

/* The owner and all above it; a city that is no layer of its own ends the chain by its name, without a code. */
static ht_err make_chain(const engine_question *question, const engine_grid *owner, ht_fault *fault,
                         ht_ownership *ownership) {
  uint32_t count = 0, most = 1;
  for (const engine_grid *grid = owner; grid; grid = grid->parent) most++;
  ht_chain_link *chain = ARENA_ARRAY(question->arena, ht_chain_link, most);
  if (!chain) return fault_memory(fault);
  const engine_grid *top = owner;
  for (const engine_grid *grid = owner; grid; grid = grid->parent) {
    ht_err err = make_link(question, grid, fault, &chain[count++]);
    if (err) return err;
    top = grid;
  }
  if (top && top->layer->level != HT_CITY && *question->city_name)
    chain[count++] = (ht_chain_link){ht_level_name(HT_CITY), "", question->city_name};
  ownership->chain = chain;
  ownership->chain_count = count;
  return HT_OK;
}

static ht_err add_neighbours(const engine_question *question, const engine_layer *layer, const engine_grid *owner,
                             ht_fault *fault, ht_ownership *ownership) {
  const uint32_t *ranks = NULL;
  uint32_t count = 0;
  ht_err err = geo_partition_near(layer->partition, question->position, question->uncertainty_m, question->arena, fault,
                                  &ranks, &count);
  if (err) return err;
  return list_codes(question, layer, ranks, count, owner, fault, &ownership->neighbours, &ownership->neighbour_count);
}

ht_err engine_ownership(const engine_question *question, const engine_layer *layer, ht_fault *fault,
                        ht_ownership *ownership) {
  const engine_grid *owner = NULL;
  ht_ownership made = {.layer = engine_answer_text(question, layer->code), .kind = names_layer_kind(layer->kind)};
  ht_err err = made.layer ? list_owners(question, layer, fault, &owner, &made) : fault_memory(fault);
  if (!err && owner) err = make_chain(question, owner, fault, &made);
  if (err) return err;
  if (owner) {
    made.code = made.chain[0].code;
    made.name = made.chain[0].name;
  }
  made.boundary_distance_m = geo_partition_distance_m(layer->partition, question->position);
  made.ambiguous = made.boundary_distance_m >= 0 && made.boundary_distance_m < question->uncertainty_m;
  made.hole = !owner && layer->holes && geo_partition_owner(layer->holes, question->position) != GEO_NOBODY;
  if (made.ambiguous) err = add_neighbours(question, layer, owner, fault, &made);
  if (!err) *ownership = made;
  return err;
}

const engine_grid *engine_dispatched(const engine_grids *grids, ht_lonlat place) {
  const engine_grid *best = NULL;
  for (uint32_t i = 0; i < grids->layer_count; i++) {
    const engine_layer *layer = &grids->layers[i];
    const engine_grid *grid = layer->kind == HT_SPECIAL ? engine_grid_owner(layer, place) : NULL;
    if (!grid) continue;
    bool before = !best || grid->area_m2 < best->area_m2 ||
                  (grid->area_m2 == best->area_m2 && strcmp(grid->code, best->code) < 0);
    if (before) best = grid;
  }
  if (best) return best;
  const engine_layer *base = engine_layer_base(grids, HT_GRID);
  return base ? engine_grid_owner(base, place) : NULL;
}
