/* SPDX-License-Identifier: Apache-2.0 */
#include "engine/stations.h"

#include <stdlib.h>
#include <string.h>

#include "base/fault.h"
#include "store/store.h"

static const char *text_of(const char *text) {
  return text ? text : "";
}

/* Copies a record with what it points to. */
static bool copy_record(base_arena *arena, const ht_station_record *from, ht_station_record *to) {
  const char **functions = ARENA_ARRAY(arena, const char *, from->function_count);
  ht_lonlat *entrances = ARENA_ARRAY(arena, ht_lonlat, from->entrance_count);
  *to = *from;
  to->code = arena_text(arena, text_of(from->code)), to->name = arena_text(arena, text_of(from->name));
  to->tier = arena_text(arena, text_of(from->tier)), to->address = arena_text(arena, text_of(from->address));
  to->phone = arena_text(arena, text_of(from->phone)), to->status = arena_text(arena, text_of(from->status));
  to->opening_hours = arena_text(arena, text_of(from->opening_hours));
  if (!functions || !entrances || !to->code || !to->name || !to->tier || !to->address || !to->phone || !to->status ||
      !to->opening_hours)
    return false;
  for (uint32_t i = 0; i < from->function_count; i++)
    if (!(functions[i] = arena_text(arena, from->functions[i]))) return false;
  if (from->entrance_count > 0) memcpy(entrances, from->entrances, from->entrance_count * sizeof *entrances);
  to->functions = functions, to->entrances = entrances;
  return true;
}

static ht_err read_station(void *context, const ht_station_record *record, ht_fault *fault) {
  ht_city *city = context;
  engine_stations *stations = city->stations;
  if (stations->count == stations->capacity) {
    uint32_t capacity = stations->capacity ? 2 * stations->capacity : 256;
    ht_station_record *records = realloc(stations->records, capacity * sizeof *records);
    if (!records) return fault_memory(fault);
    stations->records = records, stations->capacity = capacity;
  }
  if (!copy_record(&stations->arena, record, &stations->records[stations->count])) return fault_memory(fault);
  stations->place_count += record->entrance_count ? record->entrance_count : 1;
  stations->count++;
  engine_city_reach(city, record->position);
  return HT_OK;
}

/* Lists the entrances of all stations. */
static ht_err list_places(engine_stations *stations, ht_fault *fault) {
  uint32_t place = 0;
  stations->first_place = ARENA_ARRAY(&stations->arena, uint32_t, (size_t)stations->count + 1);
  stations->place_station = ARENA_ARRAY(&stations->arena, uint32_t, stations->place_count);
  stations->place_position = ARENA_ARRAY(&stations->arena, ht_lonlat, stations->place_count);
  if (!stations->first_place || !stations->place_station || !stations->place_position) return fault_memory(fault);
  for (uint32_t i = 0; i < stations->count; i++) {
    const ht_station_record *record = &stations->records[i];
    stations->first_place[i] = place;
    for (uint32_t e = 0; e < record->entrance_count || e == 0; e++) {
      stations->place_station[place] = i;
      stations->place_position[place++] = record->entrance_count ? record->entrances[e] : record->position;
    }
  }
  stations->first_place[stations->count] = place;
  return HT_OK;
}

/* Finds the streets that all entrances see. */
static ht_err snap_legs(engine_stations *stations, walk_snapper *snapper, engine_legs *legs, ht_fault *fault) {
  const engine_streets *streets = stations->streets;
  legs->places = ARENA_ARRAY(&stations->arena, walk_place, stations->place_count);
  if (!legs->places) return fault_memory(fault);
  for (uint32_t i = 0; i < stations->place_count; i++) {
    legs->places[i] = (walk_place){.nearest_m = -1, .nearest_edge = WALK_NONE};
    walk_xy at;
    if (!walk_frame_xy(&streets->graph.frame, stations->place_position[i], &at)) continue; /* too far: unconnected */
    ht_err err =
        walk_snap_place(snapper, &streets->ground, at, legs->longest_leg_mm, &stations->arena, fault, &legs->places[i]);
    if (err) return err;
  }
  return walk_targets_build(&stations->arena, &streets->ground, legs->places, stations->place_station,
                            stations->place_count, stations->count, fault, &legs->targets);
}

static ht_err snap_all(engine_stations *stations, ht_fault *fault) {
  walk_snapper snapper = {0};
  ht_err err = HT_OK;
  for (uint32_t i = 0; i < stations->streets->profiles.count && !err; i++) {
    const walk_profile *profile = &stations->streets->profiles.rows[i];
    uint32_t k = 0;
    while (k < stations->legs_count && stations->legs[k].longest_leg_mm != profile->longest_leg_mm) k++;
    if (k < stations->legs_count) continue;
    stations->legs[k].longest_leg_mm = profile->longest_leg_mm;
    err = snap_legs(stations, &snapper, &stations->legs[stations->legs_count++], fault);
  }
  walk_snapper_release(&snapper);
  return err;
}

ht_err engine_stations_load(ht_store *store, ht_city *city, ht_fault *fault) {
  city->stations = calloc(1, sizeof *city->stations);
  if (!city->stations) return fault_memory(fault);
  city->stations->streets = city->streets;
  ht_err err = store_each_station(store, city->day, read_station, city, fault);
  if (!err) err = list_places(city->stations, fault);
  return err ? err : snap_all(city->stations, fault);
}

void engine_stations_free(ht_city *city) {
  if (!city->stations) return;
  arena_release(&city->stations->arena);
  free(city->stations->records);
  free(city->stations);
  city->stations = NULL;
}

const engine_legs *engine_stations_legs(const engine_stations *stations, const walk_profile *profile) {
  uint32_t i = 0;
  while (stations->legs[i].longest_leg_mm != profile->longest_leg_mm) i++; /* every profile has its own */
  return &stations->legs[i];
}

uint32_t engine_stations_find(const engine_stations *stations, const char *code) {
  uint32_t low = 0, high = stations->count;
  while (low < high) {
    uint32_t middle = (low + high) / 2;
    int order = strcmp(stations->records[middle].code, code);
    if (order == 0) return middle;
    if (order < 0)
      low = middle + 1;
    else
      high = middle;
  }
  return stations->count;
}

ht_open engine_stations_open(const ht_station_record *station, int64_t at_s) {
  (void)at_s; /* round the clock is the only opening time that is understood: whatever the time */
  return strcmp(station->opening_hours, "24/7") == 0 ? HT_OPEN_YES : HT_OPEN_UNKNOWN;
}

static bool in_service(const ht_station_record *station) {
  return strcmp(station->status, "closed") != 0 && strcmp(station->status, "planned") != 0;
}

static bool has_function(const ht_station_record *station, const char *function) {
  for (uint32_t i = 0; i < station->function_count; i++)
    if (strcmp(station->functions[i], function) == 0) return true;
  return false;
}

uint32_t engine_stations_choose(const engine_stations *stations, const engine_wish *wish, uint8_t *wanted) {
  uint32_t count = 0;
  for (uint32_t i = 0; i < stations->count; i++) {
    const ht_station_record *station = &stations->records[i];
    wanted[i] = in_service(station) && (!wish->function || has_function(station, wish->function)) &&
                (!wish->tier || strcmp(station->tier, wish->tier) == 0) &&
                (!wish->has_at || engine_stations_open(station, wish->at_s) != HT_OPEN_NO);
    count += wanted[i];
  }
  return count;
}
