/* SPDX-License-Identifier: Apache-2.0 */
#include "engine/demand.h"

#include <stdlib.h>

#include "base/fault.h"
#include "store/store.h"

static ht_err read_place(void *context, const ht_demand_record *record, ht_fault *fault) {
  ht_city *city = context;
  engine_demand *demand = city->demand;
  if (record->population <= 0 && record->households <= 0 && record->elderly <= 0) return HT_OK; /* a bare footprint */
  if (demand->place_count == demand->place_capacity) {
    uint32_t capacity = demand->place_capacity ? 2 * demand->place_capacity : 1024;
    ht_demand_record *places = realloc(demand->places, capacity * sizeof *places);
    if (!places) return fault_memory(fault);
    demand->places = places, demand->place_capacity = capacity;
  }
  ht_demand_record *place = &demand->places[demand->place_count];
  *place = *record;
  place->code = arena_text(&demand->arena, record->code ? record->code : "");
  if (!place->code) return fault_memory(fault);
  if (record->footprint.kind != HT_NO_SHAPE && !arena_shape(&demand->arena, &record->footprint, &place->footprint))
    return fault_memory(fault);
  demand->place_count++;
  engine_city_reach(city, record->position);
  return HT_OK;
}

ht_err engine_demand_load(ht_store *store, ht_city *city, ht_fault *fault) {
  city->demand = calloc(1, sizeof *city->demand);
  if (!city->demand) return fault_memory(fault);
  ht_err err = store_each_demand(store, read_place, city, fault);
  return err ? err : engine_land_load(store, city, fault);
}

void engine_demand_free(ht_city *city) {
  if (!city->demand) return;
  arena_release(&city->demand->arena);
  free(city->demand->places);
  free(city->demand);
  city->demand = NULL;
}

double engine_demand_weight(const ht_demand_record *place, ht_weight weight) {
  switch (weight) {
  case HT_POPULATION: return place->population;
  case HT_HOUSEHOLDS: return place->households;
  case HT_ELDERLY: return place->elderly;
  case HT_RESIDENTIAL_LAND: return 0;
  }
  return 0;
}
