/* SPDX-License-Identifier: Apache-2.0 */
#ifndef ENGINE_STREETS_H
#define ENGINE_STREETS_H

/* The streets of a city with its barriers, and what they cost each walking profile. */

#include "engine/city.h"
#include "walk/ground.h"

typedef struct engine_streets {
  base_arena arena;
  walk_graph graph;
  walk_ground ground;
  walk_profiles profiles;
  walk_costs costs[WALK_PROFILES_MAX]; /* by profile; those of equal costs share their arrays */
} engine_streets;

/* Loads the streets; a part of engine/city.c. */
HT_CHECKED ht_err engine_streets_load(ht_store *store, ht_city *city, ht_fault *fault);
void engine_streets_free(ht_city *city);

/* The costs of a profile by name; NULL means adult. Errors: HT_BAD_ARGUMENT naming the profiles there are. */
HT_CHECKED ht_err engine_streets_costs(const engine_streets *streets, const char *profile, ht_fault *fault,
                                       const walk_costs **costs);

/* Checks a place and finds it on the city's plane. Errors: HT_BAD_ARGUMENT for what is no longitude and latitude, or
   lies more than 2,000 km from the streets. */
HT_CHECKED ht_err engine_streets_place(const engine_streets *streets, ht_lonlat position, ht_fault *fault, walk_xy *xy);

#endif
