/* SPDX-License-Identifier: Apache-2.0 */
/* A snapshot with its facts, from the store and back to nothing. */
#include <stdlib.h>
#include <string.h>

#include "base/fault.h"
#include "engine/city.h"
#include "engine/live.h"
#include "store/store.h"

/* Layers as they are read, before their number is known. */
typedef struct layer_list {
  base_arena *arena;
  ht_layer_record *layers;
  uint32_t count, capacity;
} layer_list;

static ht_err add_layer(void *context, const ht_layer_record *layer, ht_fault *fault) {
  layer_list *list = context;
  if (list->count == list->capacity) {
    uint32_t capacity = list->capacity ? list->capacity * 2 : 16;
    ht_layer_record *layers = ARENA_ARRAY(list->arena, ht_layer_record, capacity);
    if (!layers) return fault_memory(fault);
    if (list->count) memcpy(layers, list->layers, list->count * sizeof *layers);
    list->layers = layers;
    list->capacity = capacity;
  }
  ht_layer_record copy = *layer;
  copy.code = arena_text(list->arena, layer->code);
  copy.name = arena_text(list->arena, layer->name ? layer->name : "");
  if (!copy.code || !copy.name) return fault_memory(fault);
  list->layers[list->count++] = copy;
  return HT_OK;
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
  layer_list list = {.arena = &snapshot->arena};
  ht_err err = store_each_layer(store, add_layer, &list, fault);
  if (err) return err;
  facts->layers = list.layers;
  facts->layer_count = list.count;
  err = read_setting(store, &snapshot->arena, "map_approval", fault, &facts->map_approval);
  if (!err) err = store_credits(store, &snapshot->arena, fault, &facts->credits);
  return err;
}

ht_err live_snapshot_load(ht_store *store, uint64_t serial, ht_fault *fault, live_snapshot **made) {
  live_snapshot *snapshot = calloc(1, sizeof *snapshot);
  if (!snapshot) return fault_memory(fault);
  snapshot->serial = serial;
  snapshot->users = 1;
  ht_err err = ht_city_load(store, (ht_progress){0}, fault, &snapshot->city);
  if (!err) err = read_facts(store, snapshot, fault);
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
