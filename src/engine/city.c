/* SPDX-License-Identifier: Apache-2.0 */
#include "engine/city.h"

/*
 * Loading a city: first its facts, then part by part, all from one state of the store. A part that fails ends the
 * loading; ht_city_free takes a city at any stage, so every part's free accepts a city that the part was never loaded
 * into.
 */

#include <stdlib.h>

#include "base/day.h"
#include "base/fault.h"
#include "base/time.h"
#include "base/zone.h"
#include "engine/addresses.h"
#include "engine/demand.h"
#include "engine/grids.h"
#include "engine/past.h"
#include "engine/stations.h"
#include "engine/streets.h"
#include "store/reading.h"
#include "store/store.h"

typedef struct city_part {
  const char *name; /* told as progress */
  ht_err (*load)(ht_store *store, ht_city *city, ht_fault *fault);
  void (*free)(ht_city *city); /* NULL: all of it lives in the city's arena */
} city_part;

static const city_part PARTS[] = {
    {"grids", engine_grids_load, NULL},
    {"past", engine_past_load, engine_past_free},
    {"addresses", engine_addresses_load, NULL},
    {"streets", engine_streets_load, engine_streets_free},
    {"stations", engine_stations_load, engine_stations_free},
    {"demand", engine_demand_load, engine_demand_free},
};
enum { PART_COUNT = sizeof PARTS / sizeof *PARTS };

static ht_err read_facts(ht_store *store, ht_city *city, ht_fault *fault) {
  const char *zone = NULL;
  city->path = arena_text(&city->arena, ht_store_path(store));
  if (!city->path) return fault_memory(fault);
  ht_err err = ht_store_data_version(store, fault, &city->data_version);
  if (!err) err = store_data_date(store, fault, city->data_date);
  if (!err) err = store_read_setting(store, &city->arena, "name", fault, &city->name);
  if (!err) err = store_read_setting(store, &city->arena, "timezone", fault, &zone);
  if (!err && !zone_parse(zone && *zone ? zone : "Asia/Shanghai", &city->utc_offset_s))
    err = fault_set(fault, HT_BAD_DATA, "setting timezone is '%s', expected +08:00 or Asia/Shanghai", zone);
  if (!err) city->day = day_of_time(time_now_s(), city->utc_offset_s);
  if (!err && !city->name) city->name = "";
  return err;
}

static ht_err load_parts(ht_store *store, ht_city *city, ht_progress progress, ht_fault *fault) {
  ht_err err = read_facts(store, city, fault);
  for (int i = 0; !err && i < PART_COUNT; i++) {
    if (progress.tell && !progress.tell(progress.context, PARTS[i].name, (uint64_t)i, PART_COUNT))
      return fault_set(fault, HT_CANCELLED, "loading the city was cancelled");
    err = PARTS[i].load(store, city, fault);
    if (err) fault_prefix(fault, err, "cannot load %s", PARTS[i].name);
  }
  if (!err && progress.tell) progress.tell(progress.context, "city", PART_COUNT, PART_COUNT);
  return err;
}

ht_err ht_city_load(ht_store *store, ht_progress progress, ht_fault *fault, ht_city **city) {
  ht_city *made = calloc(1, sizeof *made);
  if (!made) return fault_memory(fault);
  bool held = false;
  ht_err err = store_reading_begin(store, fault, &held);
  if (!err) err = load_parts(store, made, progress, fault);
  store_reading_end(store, held);
  if (err)
    ht_city_free(made);
  else
    *city = made;
  return err;
}

void ht_city_free(ht_city *city) {
  if (!city) return;
  for (int i = PART_COUNT - 1; i >= 0; i--)
    if (PARTS[i].free) PARTS[i].free(city);
  arena_release(&city->arena);
  free(city);
}

void engine_city_reach(ht_city *city, ht_lonlat place) {
  ht_box *box = &city->extent;
  if (!city->has_extent) *box = (ht_box){place.lon_deg, place.lat_deg, place.lon_deg, place.lat_deg};
  city->has_extent = true;
  if (place.lon_deg < box->west_deg) box->west_deg = place.lon_deg;
  if (place.lon_deg > box->east_deg) box->east_deg = place.lon_deg;
  if (place.lat_deg < box->south_deg) box->south_deg = place.lat_deg;
  if (place.lat_deg > box->north_deg) box->north_deg = place.lat_deg;
}

int64_t ht_city_data_version(const ht_city *city) {
  return city->data_version;
}

const char *ht_city_name(const ht_city *city) {
  return city->name;
}

ht_box ht_city_extent(const ht_city *city) {
  return city->extent;
}

int32_t ht_city_utc_offset_s(const ht_city *city) {
  return city->utc_offset_s;
}

const char *ht_city_data_date(const ht_city *city) {
  return city->data_date;
}
