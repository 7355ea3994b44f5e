/* SPDX-License-Identifier: Apache-2.0 */
#ifndef ENGINE_PAST_H
#define ENGINE_PAST_H

/* The grids of days other than the one a city was loaded for. Any number of threads may ask. */

#include "engine/grids.h"

/* A hold on the grids of some day. */
typedef struct past_hold {
  const engine_grids *grids;
  struct past_entry *entry; /* NULL: the city's own grids */
} past_hold;

HT_CHECKED ht_err engine_past_load(ht_store *store, ht_city *city, ht_fault *fault);
void engine_past_free(ht_city *city);

/* The grids of a day, from the city, from what was asked lately, or from the database (a second for a whole city, and
   others who ask for a day that is not at hand wait meanwhile). Errors: those of ht_store_open and of reading. */
HT_CHECKED ht_err engine_past_take(const ht_city *city, ht_day at, ht_fault *fault, past_hold *hold);
void engine_past_give(const ht_city *city, past_hold *hold);

#endif
