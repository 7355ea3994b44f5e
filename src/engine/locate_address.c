/* SPDX-License-Identifier: Apache-2.0 */

/* From an address to a place, and from there to who owns it. An address that names no place, or several, is an answer:
   the candidates stand in it with the grid of each, and nobody picks one. */

#include "base/fault.h"
#include "engine/addresses.h"
#include "engine/locate.h"
#include "engine/ownership.h"
#include "engine/past.h"
#include "engine/worker.h"

/* How sure a match is. Letter by letter is certain; an alias is as good as whoever wrote it down; a beginning left out
   leaves room for a namesake in another city. */
static double confidence_of(const address_hit *hit) {
  double confidence = hit->alias ? 0.95 : 1.0;
  return hit->whole ? confidence : confidence - 0.02;
}

static ht_err make_candidate(const engine_question *question, const engine_address *address, ht_fault *fault,
                             ht_candidate *candidate) {
  const engine_grid *grid = engine_dispatched(question->grids, address->position);
  const char *code = grid ? engine_answer_text(question, grid->code) : NULL;
  if (grid && !code) return fault_memory(fault);
  *candidate = (ht_candidate){address->text, code, address->position};
  return HT_OK;
}

static ht_err make_candidates(const ht_city *city, const engine_question *question, const address_hit *hits,
                              uint32_t count, ht_fault *fault, ht_address_match *match) {
  ht_candidate *candidates = ARENA_ARRAY(question->arena, ht_candidate, count);
  if (!candidates) return fault_memory(fault);
  ht_err err = HT_OK;
  for (uint32_t i = 0; !err && i < count; i++)
    err = make_candidate(question, &city->addresses->addresses[hits[i].address], fault, &candidates[i]);
  match->candidates = candidates;
  match->candidate_count = count;
  return err;
}

static ht_err list_candidates(const ht_city *city, base_arena *arena, ht_day at, const address_hit *hits,
                              uint32_t count, ht_fault *fault, ht_address_match *match) {
  past_hold hold;
  ht_err err = engine_past_take(city, at, fault, &hold);
  if (err) return err;
  engine_question question = {
      .grids = hold.grids, .city_name = city->name, .arena = arena, .copy_texts = hold.entry != NULL};
  err = make_candidates(city, &question, hits, count, fault, match);
  engine_past_give(city, &hold);
  return err;
}

static ht_err resolve(const ht_city *city, base_arena *arena, const char *text, ht_day at, ht_fault *fault,
                      ht_address_match *match) {
  const address_hit *hits = NULL;
  uint32_t count = 0;
  match->text = arena_text(arena, text ? text : "");
  if (!match->text) return fault_memory(fault);
  ht_err err = address_index_find(city->addresses->index, text, arena, fault, &hits, &count);
  if (!err) err = list_candidates(city, arena, at, hits, count, fault, match);
  if (err) return err;
  match->method = count > 1 ? "ambiguous" : count == 0 ? "none" : hits[0].alias ? "alias" : "exact";
  if (count == 1) {
    match->standard = match->candidates[0].text;
    match->confidence = confidence_of(&hits[0]);
  }
  return HT_OK;
}

ht_err ht_locate_address(const ht_city *city, ht_worker *worker, const char *text, const ht_locate_options *options,
                         ht_fault *fault, const ht_location **location) {
  static const ht_locate_options defaults;
  if (!options) options = &defaults;
  ht_location *made = ARENA_NEW(&worker->answers, ht_location);
  ht_address_match *match = ARENA_NEW(&worker->answers, ht_address_match);
  if (!made || !match) return fault_memory(fault);
  made->at = engine_question_day(city, options);
  made->data_version = city->data_version;
  ht_err err = resolve(city, &worker->answers, text, made->at, fault, match);
  if (!err && match->standard) err = engine_locate(city, worker, match->candidates[0].position, options, fault, made);
  made->address = match;
  if (!err) *location = made;
  return err;
}
