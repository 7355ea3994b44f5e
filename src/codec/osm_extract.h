/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CODEC_OSM_EXTRACT_H
#define CODEC_OSM_EXTRACT_H

/* Everything haitang takes from an OSM file: streets, land use, barriers, buildings. */

#include "base/arena.h"
#include "codec/osm.h"
#include "haitang/records.h"

/* What was left out, and why. */
typedef struct osm_problem {
  osm_type type;
  int64_t id;
  const char *reason; /* a constant */
} osm_problem;

/* Who takes it. Everything shown lives until the function returns; an error ends the extraction. Streets have no
   length yet, and a building's position is its first corner: measuring is another module's work. A building's weights
   are all 0, for the file does not say who lives there. */
typedef struct osm_taker {
  void *context;
  ht_err (*network)(void *context, const ht_network_record *network, ht_fault *fault);
  ht_err (*land)(void *context, const ht_land_record *land, int64_t source, ht_fault *fault);
  ht_err (*barrier)(void *context, const ht_barrier_record *barrier, int64_t source, ht_fault *fault);
  ht_err (*building)(void *context, const ht_demand_record *building, int64_t source, ht_fault *fault);
  ht_err (*problem)(void *context, const osm_problem *problem, ht_fault *fault);
} osm_taker;

/* Reads path and hands out the network first, then the rest. Errors: as osm_read, HT_LIMIT, what the taker returns.
   Nothing is handed out before the whole file was read. */
HT_CHECKED ht_err osm_extract(const char *path, const osm_taker *taker, ht_progress progress, ht_fault *fault);

#endif
