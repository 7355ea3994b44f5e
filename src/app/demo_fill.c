/* SPDX-License-Identifier: Apache-2.0 */
#include "app/demo_fill.h"

#include <stdlib.h>
#include <string.h>

#include "base/fault.h"

enum { TELL_EVERY = 256 };

/* One record of a kind, by its number. */
typedef ht_err fill_fn(ht_store *store, const model_town *town, uint32_t number, ht_fault *fault);

static ht_err fill_function(ht_store *store, const model_town *town, uint32_t number, ht_fault *fault) {
  const model_function *function = &town->functions[number];
  return ht_put_function(store, function->code, function->zh, function->en, fault);
}

static ht_err fill_layer(ht_store *store, const model_town *town, uint32_t number, ht_fault *fault) {
  return ht_put_layer(store, &town->layers[number], fault);
}

static ht_err fill_grid(ht_store *store, const model_town *town, uint32_t number, ht_fault *fault) {
  return ht_put_grid(store, &town->grids[number], fault);
}

static ht_err fill_member(ht_store *store, const model_town *town, uint32_t number, ht_fault *fault) {
  return ht_put_member(store, &town->members[number], fault);
}

static ht_err fill_station(ht_store *store, const model_town *town, uint32_t number, ht_fault *fault) {
  return ht_put_station(store, &town->stations[number], fault);
}

static ht_err fill_address(ht_store *store, const model_town *town, uint32_t number, ht_fault *fault) {
  return ht_put_address(store, &town->addresses[number], fault);
}

static ht_err fill_demand(ht_store *store, const model_town *town, uint32_t number, ht_fault *fault) {
  return ht_put_demand(store, &town->demands[number], fault);
}

static ht_err fill_land(ht_store *store, const model_town *town, uint32_t number, ht_fault *fault) {
  return ht_put_land(store, &town->lands[number], fault);
}

static ht_err fill_barrier(ht_store *store, const model_town *town, uint32_t number, ht_fault *fault) {
  return ht_put_barrier(store, &town->barriers[number], fault);
}

static ht_err fill_network(ht_store *store, const model_town *town, ht_fault *fault) {
  ht_network_record network = town->network;
  ht_street_record *streets = calloc(network.street_count, sizeof *streets);
  if (!streets) return fault_memory(fault);
  memcpy(streets, network.streets, network.street_count * sizeof *streets);
  ht_measure_streets(streets, network.street_count, network.points);
  network.streets = streets;
  ht_err err = ht_put_network(store, &network, fault);
  free(streets);
  return err;
}

/* Land and barriers have no key: those of an earlier filling go first. */
static ht_err clear_earlier(ht_store *store, const model_town *town, ht_fault *fault) {
  uint64_t count;
  ht_err err = ht_store_set_source(store, town->source, fault);
  if (!err) err = ht_store_clear(store, HT_LAND, town->source, fault, &count);
  return err ? err : ht_store_clear(store, HT_BARRIERS, town->source, fault, &count);
}

static ht_err fill_settings(ht_store *store, const model_town *town, ht_fault *fault) {
  ht_err err = ht_put_setting(store, "name", town->name, fault);
  if (!err) err = ht_put_setting(store, "model", "true", fault);
  if (!err) err = ht_put_setting(store, "model", "true", fault);
  if (!err) err = ht_put_setting(store, "address_prefix", "江苏省海棠市", fault);
  if (!err) err = ht_put_setting(store, "timezone", "Asia/Shanghai", fault);
  if (!err) err = ht_put_setting(store, "code_rule", "unit15", fault);
  if (!err) err = ht_put_source(store, town->source, town->licence, town->date, fault);
  return err ? err : clear_earlier(store, town, fault);
}

static ht_err fill_all(ht_store *store, const model_town *town, ht_progress progress, ht_fault *fault) {
  const struct {
    const char *what;
    fill_fn *fill;
    uint32_t count;
  } kinds[] = {
      {"functions", fill_function, town->function_count},
      {"layers", fill_layer, town->layer_count},
      {"grids", fill_grid, town->grid_count},
      {"members", fill_member, town->member_count},
      {"stations", fill_station, town->station_count},
      {"addresses", fill_address, town->address_count},
      {"demand", fill_demand, town->demand_count},
      {"land", fill_land, town->land_count},
      {"barriers", fill_barrier, town->barrier_count},
  };
  ht_err err = fill_settings(store, town, fault);
  for (unsigned kind = 0; !err && kind < sizeof kinds / sizeof *kinds; kind++) {
    for (uint32_t i = 0; !err && i < kinds[kind].count; i++) {
      err = kinds[kind].fill(store, town, i, fault);
      if (!err && progress.tell && i % TELL_EVERY == 0 &&
          !progress.tell(progress.context, kinds[kind].what, i, kinds[kind].count))
        err = fault_set(fault, HT_CANCELLED, "stopped while putting %s", kinds[kind].what);
    }
  }
  return err ? err : fill_network(store, town, fault);
}

ht_err demo_fill(ht_store *store, const model_town *town, ht_progress progress, ht_fault *fault) {
  ht_err err = ht_store_begin(store, "demo", fault);
  if (err) return err;
  err = fill_all(store, town, progress, fault);
  if (!err) err = ht_store_commit(store, fault);
  if (err) ht_store_rollback(store);
  return err;
}
