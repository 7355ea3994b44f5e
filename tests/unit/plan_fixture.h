/* SPDX-License-Identifier: Apache-2.0 */
#ifndef TESTS_UNIT_PLAN_FIXTURE_H
#define TESTS_UNIT_PLAN_FIXTURE_H

/* A small random city in a store: streets of a random town 400 m wide, nine grids in two communities and a town which
   leave a rim without owner, stations of which one is closed, walls, people at places and in buildings, and residential
   land that overlaps itself, the grids' borders and the rim. */

#include "haitang.h"
#include "random_town.h"
#include "store_fixture.h"

/* What a city is made without. */
typedef struct plan_lacks {
  bool streets, stations, land, demand, grids;
} plan_lacks;

typedef struct plan_city {
  store_fixture *store;
  random_town town; /* its streets, and the generator of everything else */
  ht_city *city;
  ht_worker *worker;
} plan_city;

plan_city *plan_city_new(uint64_t seed, plan_lacks lacks);
void plan_city_free(plan_city *at);
/* A place in the town, or up to 80 m outside. */
ht_lonlat plan_city_place(plan_city *at);

const ht_coverage *plan_coverage(plan_city *at, ht_plan_options options);
const ht_gaps *plan_gaps(plan_city *at, ht_plan_options options);

#endif
