/* SPDX-License-Identifier: Apache-2.0 */
#include "engine/locate.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/day.h"
#include "base/fault.h"
#include "base/time.h"
#include "engine/ownership.h"
#include "engine/past.h"
#include "engine/worker.h"

static const double DEFAULT_UNCERTAINTY_M = 10, LARGEST_UNCERTAINTY_M = 100000;

static ht_err bad_number(const char *parameter, double value, const char *expected, ht_fault *fault) {
  char text[40];
  snprintf(text, sizeof text, "%.10g", value);
  return fault_parameter(fault, parameter, text, expected);
}

static ht_err check_position(ht_lonlat p, ht_fault *fault) {
  if (!(fabs(p.lon_deg) <= 180)) return bad_number("lon", p.lon_deg, "a longitude in -180..180", fault);
  if (!(fabs(p.lat_deg) <= 90)) return bad_number("lat", p.lat_deg, "a latitude in -90..90", fault);
  return HT_OK;
}

static ht_err read_uncertainty(double given_m, ht_fault *fault, double *uncertainty_m) {
  if (!(given_m <= LARGEST_UNCERTAINTY_M)) return bad_number("uncertainty", given_m, "at most 100000 metres", fault);
  *uncertainty_m = given_m == 0 ? DEFAULT_UNCERTAINTY_M : fmax(given_m, 0);
  return HT_OK;
}

ht_day engine_question_day(const ht_city *city, const ht_locate_options *options) {
  return options->at ? options->at : day_of_time(time_now_s(), city->utc_offset_s);
}

/* The layers that are asked for, all when none are named, into arena. */
static ht_err choose_layers(const engine_grids *grids, const ht_locate_options *options, base_arena *arena,
                            ht_fault *fault, const engine_layer ***layers, uint32_t *count) {
  uint32_t wanted = options->layer_count ? options->layer_count : grids->layer_count;
  const engine_layer **chosen = ARENA_ARRAY(arena, const engine_layer *, wanted);
  if (!chosen) return fault_memory(fault);
  for (uint32_t i = 0; i < wanted; i++) {
    chosen[i] = options->layer_count ? engine_layer_find(grids, options->layers[i]) : &grids->layers[i];
    if (!chosen[i]) return fault_parameter(fault, "layer", options->layers[i], "the code of a layer");
  }
  *layers = chosen;
  *count = wanted;
  return HT_OK;
}

static ht_err own_layers(const engine_question *question, const ht_locate_options *options, ht_fault *fault,
                         ht_location *location) {
  const engine_layer **layers = NULL;
  uint32_t count = 0;
  ht_err err = choose_layers(question->grids, options, question->arena, fault, &layers, &count);
  if (err) return err;
  ht_ownership *owned = ARENA_ARRAY(question->arena, ht_ownership, count);
  if (!owned) return fault_memory(fault);
  for (uint32_t i = 0; !err && i < count; i++) err = engine_ownership(question, layers[i], fault, &owned[i]);
  location->layers = owned;
  location->layer_count = count;
  return err;
}

/* Points to the ownership of the dispatched grid's layer, making it when that layer was not asked for. */
static ht_err own_dispatch(const engine_question *question, const engine_grid *grid, ht_fault *fault,
                           ht_location *location) {
  location->special = grid->layer->kind == HT_SPECIAL;
  for (uint32_t i = 0; i < location->layer_count && !location->dispatch; i++)
    if (strcmp(location->layers[i].layer, grid->layer->code) == 0) location->dispatch = &location->layers[i];
  if (location->dispatch) return HT_OK;
  ht_ownership *made = ARENA_NEW(question->arena, ht_ownership);
  if (!made) return fault_memory(fault);
  location->dispatch = made;
  return engine_ownership(question, grid->layer, fault, made);
}

static ht_err add_members(const engine_question *question, const engine_grid *grid, ht_fault *fault,
                          ht_location *location) {
  ht_member_record *members = ARENA_ARRAY(question->arena, ht_member_record, grid->member_count);
  if (!members) return fault_memory(fault);
  for (uint32_t i = 0; i < grid->member_count; i++) {
    const ht_member_record *from = &grid->members[i];
    const char *const texts[] = {from->layer, from->grid, from->role, from->name, from->phone, from->department};
    const char *made[6];
    for (int k = 0; k < 6; k++)
      if (!(made[k] = engine_answer_text(question, texts[k]))) return fault_memory(fault);
    members[i] = (ht_member_record){made[0], made[1], made[2], made[3], made[4], made[5]};
  }
  location->members = members;
  location->member_count = grid->member_count;
  return HT_OK;
}

static ht_err answer(const engine_question *question, const ht_locate_options *options, ht_fault *fault,
                     ht_location *location) {
  const engine_grid *dispatched = engine_dispatched(question->grids, question->position);
  ht_err err = own_layers(question, options, fault, location);
  if (!err && dispatched) err = own_dispatch(question, dispatched, fault, location);
  if (!err && dispatched && options->members) err = add_members(question, dispatched, fault, location);
  return err;
}

ht_err engine_locate(const ht_city *city, ht_worker *worker, ht_lonlat position, const ht_locate_options *options,
                     ht_fault *fault, ht_location *location) {
  past_hold hold;
  engine_question question = {.city_name = city->name, .position = position, .arena = &worker->answers};
  ht_err err = check_position(position, fault);
  if (!err) err = read_uncertainty(options->uncertainty_m, fault, &question.uncertainty_m);
  if (!err) err = engine_past_take(city, location->at, fault, &hold);
  if (err) return err;
  question.grids = hold.grids;
  question.copy_texts = hold.entry != NULL;
  err = answer(&question, options, fault, location);
  engine_past_give(city, &hold);
  location->position = position;
  location->has_position = true;
  return err;
}

ht_err ht_locate(const ht_city *city, ht_worker *worker, ht_lonlat position, const ht_locate_options *options,
                 ht_fault *fault, const ht_location **location) {
  static const ht_locate_options defaults;
  if (!options) options = &defaults;
  ht_location *made = ARENA_NEW(&worker->answers, ht_location);
  if (!made) return fault_memory(fault);
  made->at = engine_question_day(city, options);
  made->data_version = city->data_version;
  ht_err err = engine_locate(city, worker, position, options, fault, made);
  if (!err) *location = made;
  return err;
}

ht_err ht_locate_batch(const ht_city *city, const char *layer, const ht_lonlat *points, size_t count, ht_fault *fault,
                       const char **codes) {
  const engine_layer *found = engine_layer_find(city->grids, layer);
  if (!found) return fault_parameter(fault, "layer", layer, "the code of a layer");
  for (size_t i = 0; i < count; i++) {
    const engine_grid *owner = engine_grid_owner(found, points[i]);
    codes[i] = owner ? owner->code : NULL;
  }
  return HT_OK;
}
