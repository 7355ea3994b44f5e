/* SPDX-License-Identifier: Apache-2.0 */
#ifndef MODEL_TOWN_H
#define MODEL_TOWN_H

/*
 * A model town drawn from a seed: an invented place with streets, grids, stations, addresses and people, the same bit
 * for bit on every machine. Everything in it is made up; `name` and `source` say so wherever it is shown.
 */

#include "base/arena.h"
#include "haitang/records.h"

/* What a station does: a code, and its name in Chinese and English. */
typedef struct model_function {
  const char *code, *zh, *en;
} model_function;

typedef struct model_town {
  base_arena arena;                    /* what everything below lives in */
  const char *name;                    /* 海棠市（模型） */
  const char *source, *licence, *date; /* what the map credits; the date is fixed, for the same seed is the same town */
  const model_function *functions;
  const ht_layer_record *layers;
  const ht_grid_record *grids; /* of all layers, parents before children */
  const ht_member_record *members;
  const ht_station_record *stations;
  const ht_address_record *addresses;
  const ht_demand_record *demands;
  const ht_land_record *lands;
  const ht_barrier_record *barriers;
  uint32_t function_count, layer_count, grid_count, member_count, station_count, address_count, demand_count,
      land_count, barrier_count;
  ht_network_record network; /* length_mm is 0: whoever stores it measures the streets */
  /* Codes of demand that is beyond 15 minutes' walk of every station by construction: `severed` homes stand across the
     river from one, within 0.7 of the distance but far from a bridge; from `too_far` ones every station is farther than
     that in a straight line. There may be more of either. */
  const char *const *severed;
  const char *const *too_far;
  uint32_t severed_count, too_far_count;
} model_town;

/* Draws the town of a seed. The caller frees it once. Errors: HT_NO_MEMORY. */
HT_CHECKED ht_err model_town_draw(uint64_t seed, ht_fault *fault, model_town **town);
/* The same within so many bytes; 0: as many as there are. */
HT_CHECKED ht_err model_town_draw_within(uint64_t seed, size_t limit_bytes, ht_fault *fault, model_town **town);
void model_town_free(model_town *town);

#endif
