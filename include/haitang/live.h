/* SPDX-License-Identifier: Apache-2.0 */
#ifndef HAITANG_LIVE_H
#define HAITANG_LIVE_H

/*
 * A city that follows its database: many threads ask it while its data change.
 *
 *   ht_live *live;
 *   if (ht_live_open("city.db", NULL, &fault, &live)) …
 *   ht_session session;                                  one question
 *   if (ht_live_take(live, &fault, &session)) …
 *   ht_locate(session.city, session.worker, …);
 *   ht_live_give(live, &session);
 *   ht_live_close(live);
 *
 * A session holds on to the snapshot it began with. When the database changes, a new snapshot is built beside the old
 * one and replaces it for the sessions that begin later; nobody waits. An old snapshot dies with its last session. When
 * a snapshot cannot be built the old one stays.
 */

#include "haitang/plan.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct ht_live ht_live;

/* Told after every try to build a snapshot but the first, from the thread that built it: HT_OK and the version that is
   now served, or why it could not be built and the version that stays. */
typedef void ht_reload_fn(void *context, ht_err err, const ht_fault *fault, int64_t data_version);

typedef struct ht_live_options {
  uint32_t poll_ms;       /* how often to look for changes; 0: 1000 */
  ht_reload_fn *reloaded; /* NULL: nobody listens */
  void *context;
} ht_live_options;

/* Opens the database read-only and builds the first snapshot. Errors: as ht_store_open and ht_city_load. */
HT_CHECKED ht_err ht_live_open(const char *path, const ht_live_options *options, ht_fault *fault, ht_live **live);
/* Ends it. Every session must have been given back. */
void ht_live_close(ht_live *live);
/* Asks for a new snapshot though nothing seems to have changed; returns at once. */
void ht_live_reload(ht_live *live);

/* What maps and menus need to know of a snapshot; lives as long as the session. */
typedef struct ht_city_facts {
  const char *name, *credits, *map_approval; /* "" when unknown */
  const char *data_date;
  int64_t data_version;
  int32_t utc_offset_s;
  ht_box extent;
  bool model; /* a made-up city: to be said wherever it is shown */
  const ht_layer_record *layers;
  const ht_function_record *functions; /* what stations do, by code */
  uint32_t layer_count, function_count;
} ht_city_facts;

/* One question's hold on the city. */
typedef struct ht_session {
  const ht_city *city;
  ht_worker *worker; /* this session's own; its answers die when the session is given back */
  const ht_city_facts *facts;
  uint64_t serial; /* of the snapshot: differs from that of every other in every process */
  void *hold;      /* for ht_live_give */
} ht_session;

HT_CHECKED ht_err ht_live_take(ht_live *live, ht_fault *fault, ht_session *session);
void ht_live_give(ht_live *live, ht_session *session);

/* A feature of a collection, as the database has it now; its properties are a JSON object. */
typedef struct ht_item {
  const char *id, *properties;
  ht_shape shape;
} ht_item;

typedef struct ht_items_query {
  const char *collection; /* grids, stations, circles, gaps, addresses, streets, land, barriers, demand */
  bool has_box;
  ht_box box;
  uint32_t limit, offset;        /* limit 1..10000 */
  const char *id;                /* one item; NULL: all */
  const char *layer;             /* grids: of one layer; NULL: all */
  const char *station, *profile; /* circles: of one station, of one profile; NULL: all */
} ht_items_query;

/* Called for every item; it lives until the function returns. An error ends the reading and is returned. */
typedef ht_err ht_item_fn(void *context, const ht_item *item, ht_fault *fault);

/* Reads items in the order of their keys. *matched is how many there are without limit and offset. Any number of
   threads may read at a time. Errors: HT_NOT_FOUND for an unknown collection, HT_IO. */
HT_CHECKED ht_err ht_live_items(ht_live *live, const ht_items_query *query, ht_item_fn *fn, void *context,
                                ht_fault *fault, uint64_t *matched);

#ifdef __cplusplus
}
#endif
#endif
