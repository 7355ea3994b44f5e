/* SPDX-License-Identifier: Apache-2.0 */
#ifndef STORE_STATION_PARTS_H
#define STORE_STATION_PARTS_H

/* What a station has several of: functions and entrances, each in a table of its own. */

#include "base/arena.h"
#include "haitang/store.h"

typedef struct station_parts {
  const char *const *functions; /* sorted, each once */
  uint32_t function_count;
  const ht_lonlat *entrances;
  uint32_t entrance_count;
} station_parts;

/* Those of a record, checked and put in order, in arena. Errors: HT_BAD_DATA. */
HT_CHECKED ht_err station_parts_of(const ht_station_record *station, base_arena *arena, ht_fault *fault,
                                   station_parts *parts);
/* Those stored, in arena. */
HT_CHECKED ht_err station_parts_read(ht_store *store, int64_t station, base_arena *arena, ht_fault *fault,
                                     station_parts *parts);
bool station_parts_equal(const station_parts *a, const station_parts *b);
HT_CHECKED ht_err station_parts_clear(ht_store *store, int64_t station, ht_fault *fault);
/* Stores the parts of a station that has none. Functions that were never named are entered without a name. */
HT_CHECKED ht_err station_parts_write(ht_store *store, int64_t station, const station_parts *parts, ht_fault *fault);

#endif
