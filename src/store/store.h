/* SPDX-License-Identifier: Apache-2.0 */
#ifndef STORE_STORE_H
#define STORE_STORE_H

/*
 * Reading the store, and the derived things kept in it. Writing records is haitang/store.h, which this module
 * implements. Every reader calls fn once a row, in the order of the key; the record and all it points to live until fn
 * returns. An error that fn returns ends the reading and is returned.
 */

#include "base/arena.h"
#include "haitang/plan.h"
#include "haitang/store.h"

typedef ht_err store_layer_fn(void *context, const ht_layer_record *layer, ht_fault *fault);
typedef ht_err store_function_fn(void *context, const ht_function_record *function, ht_fault *fault);
typedef ht_err store_grid_fn(void *context, const ht_grid_record *grid, ht_fault *fault);
typedef ht_err store_member_fn(void *context, const ht_member_record *member, ht_fault *fault);
typedef ht_err store_station_fn(void *context, const ht_station_record *station, ht_fault *fault);
typedef ht_err store_address_fn(void *context, const ht_address_record *address, ht_fault *fault);
typedef ht_err store_demand_fn(void *context, const ht_demand_record *demand, ht_fault *fault);
typedef ht_err store_land_fn(void *context, const ht_land_record *land, ht_fault *fault);
typedef ht_err store_barrier_fn(void *context, const ht_barrier_record *barrier, ht_fault *fault);

HT_CHECKED ht_err store_each_layer(ht_store *store, store_layer_fn *fn, void *context, ht_fault *fault);
/* By code. */
HT_CHECKED ht_err store_each_function(ht_store *store, store_function_fn *fn, void *context, ht_fault *fault);
/* The versions valid on day at, by (layer, code). */
HT_CHECKED ht_err store_each_grid(ht_store *store, ht_day at, store_grid_fn *fn, void *context, ht_fault *fault);
HT_CHECKED ht_err store_each_member(ht_store *store, ht_day at, store_member_fn *fn, void *context, ht_fault *fault);
HT_CHECKED ht_err store_each_station(ht_store *store, ht_day at, store_station_fn *fn, void *context, ht_fault *fault);
HT_CHECKED ht_err store_each_address(ht_store *store, ht_day at, store_address_fn *fn, void *context, ht_fault *fault);
HT_CHECKED ht_err store_each_demand(ht_store *store, store_demand_fn *fn, void *context, ht_fault *fault);
HT_CHECKED ht_err store_each_land(ht_store *store, const char *class_name, store_land_fn *fn, void *context,
                                  ht_fault *fault);
HT_CHECKED ht_err store_each_barrier(ht_store *store, store_barrier_fn *fn, void *context, ht_fault *fault);
/* The whole network into arena; zero counts when none was imported. */
HT_CHECKED ht_err store_read_network(ht_store *store, base_arena *arena, ht_fault *fault, ht_network_record *network);

/* A setting's value copied into arena; *value is NULL when it was never set. */
HT_CHECKED ht_err store_read_setting(ht_store *store, base_arena *arena, const char *key, ht_fault *fault,
                                     const char **value);
/* YYYY-MM-DD of the newest import; "" when there was none. */
HT_CHECKED ht_err store_data_date(ht_store *store, ht_fault *fault, char date[11]);

/* A station's circles. Putting one replaces that of the same station, profile and limit. Inside a transaction. */
typedef struct store_circle {
  const char *station;
  ht_circle circle;
  int64_t data_version;
} store_circle;
HT_CHECKED ht_err store_put_circle(ht_store *store, const store_circle *circle, ht_fault *fault);
/* Forgets all circles of a profile. */
HT_CHECKED ht_err store_drop_circles(ht_store *store, const char *profile, ht_fault *fault);

/* A coverage run with its gaps. Older runs of the same profile, limit, function and weight are dropped. */
HT_CHECKED ht_err store_put_run(ht_store *store, const ht_coverage *summary, ht_fault *fault, int64_t *run);
HT_CHECKED ht_err store_put_gap(ht_store *store, int64_t run, const ht_gap *gap, ht_fault *fault);

/* A feature of a collection as the map and OGC clients see it: its properties are a JSON object. Its id is LAYER:CODE
   of a grid, CODE of a station, STATION:PROFILE:LIMIT of a circle, else a number. Gaps are those of the newest run (of
   `profile`). */
typedef struct store_item {
  const char *id, *properties;
  ht_shape shape;
} store_item;
typedef ht_err store_item_fn(void *context, const store_item *item, ht_fault *fault);
typedef struct store_items_query {
  const char *collection; /* grids, stations, circles, gaps, addresses, streets, land, barriers, demand */
  bool has_box;
  ht_box box;
  uint32_t limit, offset;        /* limit 1..10000 */
  const char *id;                /* one item; NULL: all */
  const char *layer;             /* grids: one layer; NULL: all */
  const char *station, *profile; /* circles: of one station, one profile; NULL: all */
} store_items_query;
/* Through the spatial index. *matched is the number of items that match without limit and offset. Errors: HT_NOT_FOUND
 * for an unknown collection. */
HT_CHECKED ht_err store_each_item(ht_store *store, const store_items_query *query, store_item_fn *fn, void *context,
                                  ht_fault *fault, uint64_t *matched);

/* Where data came from, as credits: "name (licence, date)" lines joined by "; ", into arena. */
HT_CHECKED ht_err store_credits(ht_store *store, base_arena *arena, ht_fault *fault, const char **credits);

#endif
