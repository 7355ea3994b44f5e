/* SPDX-License-Identifier: Apache-2.0 */
#ifndef ENGINE_CITY_H
#define ENGINE_CITY_H

/* The snapshot: an immutable city in memory, one part a concern. Each part loads itself from the store and frees
   itself; engine/city.c lists them in the order in which they load. */

#include "base/arena.h"
#include "haitang.h"

struct engine_grids;     /* engine/grids.h: layers, owners, hierarchy, members */
struct engine_past;      /* engine/past.h: the grids of other days, loaded when asked for */
struct engine_addresses; /* engine/addresses.h */
struct engine_streets;   /* engine/streets.h: the street graph with barriers, and the profiles */
struct engine_stations;  /* engine/stations.h: stations snapped to the graph */
struct engine_demand;    /* engine/demand.h: people and residential land */

struct ht_city {
  base_arena arena; /* what the parts' texts and shapes live in */
  const char *path; /* of the database, to load a past date from */
  const char *name;
  int32_t utc_offset_s; /* of the deployment's time zone */
  ht_day day;           /* in that zone, on which it was loaded: of what has versions it holds those of this day */
  int64_t data_version;
  char data_date[11];
  ht_box extent; /* of all places that engine_city_reach was told; zeros when there are none */
  bool has_extent;
  struct engine_grids *grids;
  struct engine_past *past;
  struct engine_addresses *addresses;
  struct engine_streets *streets;
  struct engine_stations *stations;
  struct engine_demand *demand;
};

/* Widens the extent to a place; for loaders. */
void engine_city_reach(ht_city *city, ht_lonlat place);

#endif
