/* SPDX-License-Identifier: Apache-2.0 */
#include "engine/isochrone.h"

#include <stdio.h>
#include <string.h>

#include "base/fault.h"
#include "engine/walker.h"
#include "geo/area.h"

/* Puts a limit in its place, longest first; one that is there already is left out. */
static void add_limit(engine_limits *limits, double limit, int64_t cost) {
  uint32_t at = limits->count;
  for (uint32_t i = 0; i < limits->count; i++)
    if (limits->limit_costs[i] == cost) return;
  for (; at > 0 && limits->limit_costs[at - 1] < cost; at--)
    limits->limits[at] = limits->limits[at - 1], limits->limit_costs[at] = limits->limit_costs[at - 1];
  limits->limits[at] = limit, limits->limit_costs[at] = cost, limits->count++;
}

static ht_err refuse_limit(double limit, ht_fault *fault) {
  char value[32];
  snprintf(value, sizeof value, "%g", limit);
  return fault_parameter(fault, "limits", value, "minutes or metres above 0 that make at most 24 h, 16 of them");
}

ht_err engine_limits_read(const engine_streets *streets, const ht_isochrone_options *options, ht_fault *fault,
                          engine_limits *limits) {
  engine_limits read = {.count = 0};
  ht_err err = engine_streets_costs(streets, options ? options->profile : NULL, fault, &read.costs);
  if (err) return err;
  const walk_profile *profile = read.costs->profile;
  bool own = !options || options->limit_count == 0;
  uint32_t count = own ? profile->limit_count : options->limit_count;
  if (count > WALK_LIMITS_MAX) return refuse_limit(options->limits[WALK_LIMITS_MAX], fault);
  for (uint32_t i = 0; i < count; i++) {
    double limit = own ? profile->limits[i] : options->limits[i];
    int64_t cost;
    if (walk_profile_limit_cost(profile, limit, NULL, &cost)) return refuse_limit(limit, fault);
    add_limit(&read, limit, cost);
  }
  *limits = read;
  return HT_OK;
}

static ht_err search_towards(const engine_limits *limits, const walk_centre *centre, walk_search *search,
                             ht_fault *fault) {
  ht_err err = walk_search_begin(search, centre->ground->graph, limits->costs, WALK_TO, fault);
  for (uint32_t i = 0; i < centre->place_count && !err; i++)
    err = walk_search_seed_place(search, &centre->places[i], i, fault);
  return err ? err : walk_search_run(search, limits->limit_costs[0], fault);
}

static ht_err draw_circle(ht_worker *worker, engine_walker *walker, const engine_limits *limits,
                          const walk_centre *centre, uint32_t i, ht_fault *fault, ht_circle *circle) {
  const walk_profile *profile = limits->costs->profile;
  *circle = (ht_circle){.limit = limits->limits[i], .unit = walk_profile_unit(profile), .profile = profile->name};
  ht_err err = walk_circle_draw(&walker->compass, walker->search, centre, limits->limit_costs[i], &worker->answers,
                                fault, &circle->shape);
  if (!err) circle->area_m2 = geo_area_m2(&circle->shape);
  return err;
}

/* The least distance to a street of several entrances; -1: none sees one. */
static double least_snap_m(const walk_place *places, uint32_t count) {
  double least = -1;
  for (uint32_t i = 0; i < count; i++)
    if (places[i].nearest_m >= 0 && (least < 0 || places[i].nearest_m < least)) least = places[i].nearest_m;
  return least;
}

ht_err engine_isochrone_draw(const ht_city *city, ht_worker *worker, const engine_limits *limits,
                             const walk_place *places, uint32_t place_count, ht_fault *fault,
                             const ht_isochrone **isochrone) {
  walk_centre centre = {&city->streets->ground, limits->costs, places, place_count};
  engine_walker *walker;
  ht_err err = engine_walker_of(worker, fault, &walker);
  if (!err) err = search_towards(limits, &centre, walker->search, fault);
  if (err) return err;
  ht_isochrone *answer = ARENA_NEW(&worker->answers, ht_isochrone);
  ht_circle *circles = ARENA_ARRAY(&worker->answers, ht_circle, limits->count);
  if (!answer || !circles) return fault_memory(fault);
  for (uint32_t i = 0; i < limits->count && !err; i++)
    err = draw_circle(worker, walker, limits, &centre, i, fault, &circles[i]);
  if (err) return err;
  *answer = (ht_isochrone){.circles = circles,
                           .circle_count = limits->count,
                           .data_version = city->data_version,
                           .snap_m = least_snap_m(places, place_count)};
  answer->unconnected = answer->snap_m < 0;
  *isochrone = answer;
  return HT_OK;
}

ht_err engine_isochrone_station(const ht_city *city, ht_worker *worker, const engine_limits *limits, uint32_t i,
                                ht_fault *fault, const ht_isochrone **isochrone) {
  const engine_stations *stations = city->stations;
  const walk_place *places = engine_stations_legs(stations, limits->costs->profile)->places + stations->first_place[i];
  return engine_isochrone_draw(city, worker, limits, places, stations->first_place[i + 1] - stations->first_place[i],
                               fault, isochrone);
}

ht_err ht_isochrone_at(const ht_city *city, ht_worker *worker, ht_lonlat position, const ht_isochrone_options *options,
                       ht_fault *fault, const ht_isochrone **isochrone) {
  engine_limits limits;
  engine_walker *walker;
  walk_place place;
  walk_xy at;
  ht_err err = engine_limits_read(city->streets, options, fault, &limits);
  if (!err) err = engine_streets_place(city->streets, position, fault, &at);
  if (!err) err = engine_walker_of(worker, fault, &walker);
  if (!err)
    err = walk_snap_place(&walker->snapper, &city->streets->ground, at, limits.costs->profile->longest_leg_mm, NULL,
                          fault, &place);
  return err ? err : engine_isochrone_draw(city, worker, &limits, &place, 1, fault, isochrone);
}

ht_err ht_station_circle(const ht_city *city, ht_worker *worker, const char *code, const ht_isochrone_options *options,
                         ht_fault *fault, const ht_isochrone **isochrone) {
  engine_limits limits;
  ht_err err = engine_limits_read(city->streets, options, fault, &limits);
  if (err) return err;
  uint32_t i = engine_stations_find(city->stations, code);
  if (i == city->stations->count) return fault_set(fault, HT_NOT_FOUND, "there is no station '%s'", code);
  return engine_isochrone_station(city, worker, &limits, i, fault, isochrone);
}
