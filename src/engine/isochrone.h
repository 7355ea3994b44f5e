/* SPDX-License-Identifier: Apache-2.0 */
#ifndef ENGINE_ISOCHRONE_H
#define ENGINE_ISOCHRONE_H

/* Circles as answers: around a place, around a station. */

#include "engine/stations.h"

/* Which circles: a profile and its limits, longest first, each once. */
typedef struct engine_limits {
  const walk_costs *costs;
  double limits[WALK_LIMITS_MAX];
  int64_t limit_costs[WALK_LIMITS_MAX];
  uint32_t count;
} engine_limits;

/* Reads the options; NULL means the adult profile's own limits. Errors: HT_BAD_ARGUMENT, HT_LIMIT. */
HT_CHECKED ht_err engine_limits_read(const engine_streets *streets, const ht_isochrone_options *options,
                                     ht_fault *fault, engine_limits *limits);
/* The circles around places of one centre (at least one), into the worker's answers. */
HT_CHECKED ht_err engine_isochrone_draw(const ht_city *city, ht_worker *worker, const engine_limits *limits,
                                        const walk_place *places, uint32_t place_count, ht_fault *fault,
                                        const ht_isochrone **isochrone);
/* The circles of station number i. */
HT_CHECKED ht_err engine_isochrone_station(const ht_city *city, ht_worker *worker, const engine_limits *limits,
                                           uint32_t i, ht_fault *fault, const ht_isochrone **isochrone);

#endif
