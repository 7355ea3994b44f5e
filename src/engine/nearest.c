/* SPDX-License-Identifier: Apache-2.0 */

/* The nearest stations of a place, by walk, with what a reader needs to judge the answer. */

#include <stdio.h>

#include "base/fault.h"
#include "base/time.h"
#include "engine/stations.h"
#include "engine/walker.h"
#include "geo/metric.h"

enum { NEAREST_K_MAX = 1000 };

/* A station this near in a straight line that no station's walk comes near to looks like a hole in the network. */
static const double SUSPECT_NEAR_M = 500, SUSPECT_DETOUR = 4, SUSPECT_MORE_M = 300;

/* A question while it is answered. */
typedef struct asking {
  const ht_city *city;
  ht_worker *worker;
  engine_walker *walker;
  const ht_nearest_options *options;
  ht_lonlat position;
  walk_place place;
  walk_question question;
  const uint8_t *wanted;
} asking;

static ht_err check_k(uint32_t k, ht_fault *fault) {
  char value[16];
  if (k <= NEAREST_K_MAX) return HT_OK;
  snprintf(value, sizeof value, "%u", k);
  return fault_parameter(fault, "k", value, "a number in 1..1000");
}

static ht_err prepare(asking *a, ht_fault *fault) {
  const engine_stations *stations = a->city->stations;
  const walk_costs *costs;
  walk_xy at;
  ht_err err = check_k(a->options->k, fault);
  if (!err) err = engine_streets_costs(a->city->streets, a->options->profile, fault, &costs);
  if (!err) err = engine_streets_place(a->city->streets, a->position, fault, &at);
  if (!err) err = engine_walker_of(a->worker, fault, &a->walker);
  if (!err)
    err = walk_snap_place(&a->walker->snapper, &a->city->streets->ground, at, costs->profile->longest_leg_mm, NULL,
                          fault, &a->place);
  if (err) return err;
  uint8_t *wanted = ARENA_ARRAY(&a->worker->answers, uint8_t, stations->count);
  if (!wanted) return fault_memory(fault);
  engine_wish wish = {a->options->function, a->options->tier, a->options->has_open_at, a->options->open_at_s};
  uint32_t count = engine_stations_choose(stations, &wish, wanted), k = a->options->k ? a->options->k : 1;
  a->wanted = wanted;
  /* Asked for no more than there are, the search ends when all are found, and with none it does not begin. */
  a->question = (walk_question){.targets = &engine_stations_legs(stations, costs->profile)->targets,
                                .costs = costs,
                                .place = &a->place,
                                .wanted = wanted,
                                .k = k < count ? k
                                     : count   ? count
                                               : 1,
                                .limit = count ? WALK_COST_MAX : -1};
  return HT_OK;
}

/* Copies the walker's line as longitudes and latitudes. */
static ht_err copy_route(const asking *a, ht_fault *fault, ht_shape *route) {
  const walk_line *line = &a->walker->line;
  ht_lonlat *points = ARENA_ARRAY(&a->worker->answers, ht_lonlat, line->count);
  uint32_t *start = ARENA_ARRAY(&a->worker->answers, uint32_t, 2);
  if (!points || !start) return fault_memory(fault);
  for (size_t i = 0; i < line->count; i++)
    points[i] = walk_frame_lonlat(&a->city->streets->graph.frame, line->points[i]);
  start[1] = (uint32_t)line->count;
  *route = (ht_shape){.kind = HT_LINES,
                      .point_count = start[1],
                      .path_count = 1,
                      .part_count = 1,
                      .points = points,
                      .path_start = start};
  return HT_OK;
}

static ht_err describe(const asking *a, const walk_way *way, int64_t at_s, ht_fault *fault, ht_found_station *found) {
  const engine_stations *stations = a->city->stations;
  const walk_profile *profile = a->question.costs->profile;
  ht_err err = walk_route(a->walker->search, &a->question, way, fault, &a->walker->line);
  if (err) return err;
  *found = (ht_found_station){.station = &stations->records[way->target], .walk_mm = a->walker->line.length_mm};
  found->open = engine_stations_open(found->station, at_s);
  /* By distance no time was searched for: told is what the way takes on the level. */
  found->walk_ms = profile->mode == WALK_TIME ? way->cost : found->walk_mm * 3600 / profile->speed_m_per_h;
  found->straight_m = geo_metric_distance_m(a->position, stations->place_position[way->place]);
  if (found->straight_m >= 1) found->detour = (double)found->walk_mm / 1000 / found->straight_m;
  return a->options->route ? copy_route(a, fault, &found->route) : HT_OK;
}

/* The straight distance to the nearest wanted station; -1: there is none. */
static double nearest_straight_m(const asking *a) {
  const engine_stations *stations = a->city->stations;
  double least = -1;
  for (uint32_t i = 0; i < stations->place_count; i++) {
    if (!a->wanted[stations->place_station[i]]) continue;
    double distance_m = geo_metric_distance_m(a->position, stations->place_position[i]);
    if (least < 0 || distance_m < least) least = distance_m;
  }
  return least;
}

static bool suspects_gap(const asking *a, const ht_nearest *answer) {
  double straight_m = nearest_straight_m(a);
  if (answer->unconnected || straight_m < 0 || straight_m > SUSPECT_NEAR_M) return false;
  if (answer->station_count == 0) return true;
  double walk_m = (double)answer->stations[0].walk_mm / 1000;
  return walk_m > SUSPECT_DETOUR * straight_m && walk_m > straight_m + SUSPECT_MORE_M;
}

/* The piece of the network in which the best way ends, else that of the nearest street. */
static int64_t component_of(const asking *a, const walk_way *ways, uint32_t count) {
  const walk_graph *graph = &a->city->streets->graph;
  uint32_t edge = a->place.nearest_edge;
  if (count > 0 && ways[0].kind != WALK_WAY_MEETING) edge = ways[0].last.edge;
  return edge == WALK_NONE ? -1 : (int64_t)graph->node_component[graph->edges[edge].node_a];
}

ht_err ht_nearest_stations(const ht_city *city, ht_worker *worker, ht_lonlat position,
                           const ht_nearest_options *options, ht_fault *fault, const ht_nearest **nearest) {
  static const ht_nearest_options plain = {0};
  asking a = {.city = city, .worker = worker, .options = options ? options : &plain, .position = position};
  const walk_way *ways = NULL;
  uint32_t count = 0;
  ht_err err = prepare(&a, fault);
  if (!err) err = walk_nearest_find(&a.walker->nearest, a.walker->search, &a.question, fault, &ways, &count);
  if (err) return err;
  ht_nearest *answer = ARENA_NEW(&worker->answers, ht_nearest);
  ht_found_station *found = ARENA_ARRAY(&worker->answers, ht_found_station, count);
  if (!answer || !found) return fault_memory(fault);
  *answer = (ht_nearest){.profile = a.question.costs->profile->name,
                         .data_version = city->data_version,
                         .stations = found,
                         .station_count = count,
                         .snap_m = a.place.nearest_m};
  answer->at_s = a.options->has_open_at ? a.options->open_at_s : time_now_s();
  for (uint32_t i = 0; i < count && !err; i++) err = describe(&a, &ways[i], answer->at_s, fault, &found[i]);
  if (err) return err;
  answer->component = component_of(&a, ways, count);
  answer->unconnected = a.place.nearest_edge == WALK_NONE;
  answer->suspected_gap = suspects_gap(&a, answer);
  *nearest = answer;
  return HT_OK;
}
