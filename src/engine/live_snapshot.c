/* SPDX-License-Identifier: Apache-2.0 */
/* A snapshot with its facts, from the store and back to nothing. */
#include <stdlib.h>
#include <string.h>

#include "base/buffer.h"
#include "base/fault.h"
#include "engine/city.h"
#include "engine/live.h"
#include "store/reading.h"
#include "store/store.h"

/* Layers and functions as they are read, before their number is known. */
typedef struct fact_lists {
  base_arena *arena;
  base_buffer layers, functions;
} fact_lists;

static ht_err add_layer(void *context, const ht_layer_record *layer, ht_fault *fault) {
  fact_lists *lists = context;
  ht_layer_record copy = *layer;
  copy.code = arena_text(lists->arena, layer->code);
  copy.name = arena_text(lists->arena, layer->name ? layer->name : "");
  if (!copy.code || !copy.name) return fault_memory(fault);
  buffer_append(&lists->layers, &copy, sizeof copy);
  return HT_OK;
}

static ht_err add_function(void *context, const ht_function_record *function, ht_fault *fault) {
  fact_lists *lists = context;
  ht_function_record copy = {arena_text(lists->arena, function->code), arena_text(lists->arena, function->zh),
                             arena_text(lists->arena, function->en)};
  if (!copy.code || !copy.zh || !copy.en) return fault_memory(fault);
  buffer_append(&lists->functions, &copy, sizeof copy);
  return HT_OK;
}

/* Copies what a buffer holds into the arena; NULL when memory is exhausted. */
static const void *keep(base_arena *arena, const base_buffer *buffer) {
  void *copy = buffer->failed ? NULL : arena_alloc(arena, buffer->length);
  if (copy && buffer->length) memcpy(copy, buffer->bytes, buffer->length);
  return copy;
}

static ht_err read_lists(ht_store *store, base_arena *arena, ht_fault *fault, ht_city_facts *facts) {
  fact_lists lists = {.arena = arena};
  ht_err err = store_each_layer(store, add_layer, &lists, fault);
  if (!err) err = store_each_function(store, add_function, &lists, fault);
  if (!err) {
    facts->layers = keep(arena, &lists.layers);
    facts->functions = keep(arena, &lists.functions);
    if (!facts->layers || !facts->functions) err = fault_memory(fault);
    facts->layer_count = (uint32_t)(lists.layers.length / sizeof *facts->layers);
    facts->function_count = (uint32_t)(lists.functions.length / sizeof *facts->functions);
  }
  buffer_release(&lists.layers);
  buffer_release(&lists.functions);
  return err;
}

static ht_err read_setting(ht_store *store, base_arena *arena, const char *key, ht_fault *fault, const char **value) {
  ht_err err = store_read_setting(store, arena, key, fault, value);
  if (!err && !*value) *value = "";
  return err;
}

static ht_err read_facts(ht_store *store, live_snapshot *snapshot, ht_fault *fault) {
  const ht_city *city = snapshot->city;
  ht_city_facts *facts = &snapshot->facts;
  *facts = (ht_city_facts){.name = city->name ? city->name : "",
                           .data_date = city->data_date,
                           .data_version = city->data_version,
                           .utc_offset_s = city->utc_offset_s,
                           .extent = city->extent};
  const char *model;
  ht_err err = read_lists(store, &snapshot->arena, fault, facts);
  if (err) return err;
  err = read_setting(store, &snapshot->arena, "model", fault, &model);
  if (err) return err;
  facts->model = strcmp(model, "true") == 0;
  err = read_setting(store, &snapshot->arena, "map_approval", fault, &facts->map_approval);
  if (!err) err = store_credits(store, &snapshot->arena, fault, &facts->credits);
  return err;
}

ht_err live_snapshot_load(ht_store *store, uint64_t serial, ht_fault *fault, live_snapshot **made) {
  live_snapshot *snapshot = calloc(1, sizeof *snapshot);
  if (!snapshot) return fault_memory(fault);
  snapshot->serial = serial;
  snapshot->users = 1;
  bool held = false; /* the city and its facts are of one state of the store */
  ht_err err = store_reading_begin(store, fault, &held);
  if (!err) err = ht_city_load(store, (ht_progress){0}, fault, &snapshot->city);
  if (!err) err = read_facts(store, snapshot, fault);
  store_reading_end(store, held);
  if (err)
    live_snapshot_free(snapshot);
  else
    *made = snapshot;
  return err;
}

void live_snapshot_free(live_snapshot *snapshot) {
  if (!snapshot) return;
  ht_city_free(snapshot->city);
  arena_release(&snapshot->arena);
  free(snapshot);
}
