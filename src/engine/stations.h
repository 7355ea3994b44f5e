/* SPDX-License-Identifier: Apache-2.0 */
#ifndef ENGINE_STATIONS_H
#define ENGINE_STATIONS_H

/* The stations of a city: where they meet the streets, and which of them count for a question. */

#include "engine/city.h"
#include "engine/streets.h"
#include "walk/nearest.h"

/* The stations as the legs of one length meet the streets. */
typedef struct engine_legs {
  int32_t longest_leg_mm;
  walk_place *places; /* of all stations: entrances, else the position */
  walk_targets targets;
} engine_legs;

typedef struct engine_stations {
  base_arena arena;
  const engine_streets *streets;
  ht_station_record *records; /* by code */
  uint32_t count, capacity;
  uint32_t *first_place; /* of each station, count + 1 */
  uint32_t *place_station;
  ht_lonlat *place_position;
  uint32_t place_count;
  engine_legs legs[WALK_PROFILES_MAX]; /* one for each longest leg of the profiles */
  uint32_t legs_count;
} engine_stations;

/* Loads the stations; a part of engine/city.c, after the streets. */
HT_CHECKED ht_err engine_stations_load(ht_store *store, ht_city *city, ht_fault *fault);
void engine_stations_free(ht_city *city);

/* The stations as a profile's legs meet the streets. */
const engine_legs *engine_stations_legs(const engine_stations *stations, const walk_profile *profile);
/* The number of a station by its code; count when there is none. */
uint32_t engine_stations_find(const engine_stations *stations, const char *code);

/* What a question asks of a station. NULL and false: nothing. */
typedef struct engine_wish {
  const char *function, *tier;
  bool has_at;
  int64_t at_s;
} engine_wish;

/* Marks the stations that are in service (neither closed nor planned) and fulfil the wish; with a time, those known to
   be shut then do not. wanted holds a byte a station; returns how many. */
uint32_t engine_stations_choose(const engine_stations *stations, const engine_wish *wish, uint8_t *wanted);
/* Whether a station is open at a time, as far as its opening hours say. */
ht_open engine_stations_open(const ht_station_record *station, int64_t at_s);

#endif
