/* SPDX-License-Identifier: Apache-2.0 */
#ifndef ENGINE_WALKS_H
#define ENGINE_WALKS_H

/* How far each of many places is on foot from the nearest station that counts. */

#include "engine/stations.h"
#include "plan/tally.h"

/* Which stations count, for whom. */
typedef struct engine_standard {
  const walk_costs *costs;
  double limit; /* in the profile's unit */
  int64_t limit_cost;
  double limit_m; /* the metres that the limit walks */
  const char *function;
  int64_t at_s;
  const uint8_t *wanted; /* a byte a station */
} engine_standard;

/* Reads the options; what it points to lives in arena. Errors: HT_BAD_ARGUMENT (unknown profile or function, a limit
   that is none). */
HT_CHECKED ht_err engine_standard_read(const ht_city *city, const ht_plan_options *options, base_arena *arena,
                                       ht_fault *fault, engine_standard *standard);

typedef struct engine_walk {
  int64_t cost;      /* or PLAN_UNCONNECTED, PLAN_NO_STATION */
  uint32_t station;  /* number of the nearest on foot; UINT32_MAX: none */
  double straight_m; /* of a walk beyond the limit: to the nearest that counts in a straight line; -1: none */
} engine_walk;

/* Finds the walk of each of count positions. walks holds as many. Errors: HT_CANCELLED, HT_NO_MEMORY. */
HT_CHECKED ht_err engine_walks_find(const ht_city *city, ht_worker *worker, const engine_standard *standard,
                                    const ht_lonlat *positions, uint32_t count, const ht_plan_options *options,
                                    ht_fault *fault, engine_walk *walks);
/* Whether a walk is longer than the standard's limit, or none. */
bool engine_walk_is_beyond(const engine_walk *walk, const engine_standard *standard);

#endif
