/* SPDX-License-Identifier: Apache-2.0 */
#include "engine/walks.h"

/*
 * One search runs from all stations that count over the whole network; then every place looks up the ends of its
 * visible stretches, and threads share the places out. The search tells a walk inside the zone where it began from one
 * that entered a zone, so stations in different compounds may share it (walk/graph.h).
 */

#include <stdatomic.h>

#include "base/fault.h"
#include "base/threads.h"
#include "engine/walker.h"
#include "geo/metric.h"

enum { PLACES_AT_ONCE = 64 };

typedef struct walks_job {
  const ht_city *city;
  const walk_search *search;
  const engine_standard *standard;
  const walk_targets *targets;
  const ht_lonlat *positions;
  uint32_t count;
  engine_walk *walks;
  ht_progress progress; /* told by thread 0 */
  atomic_uint next;
  atomic_int err;
} walks_job;

/* The straight distance to the nearest wanted entrance. */
static double straight_m(const walks_job *job, ht_lonlat position) {
  const engine_stations *stations = job->city->stations;
  double least = -1;
  for (uint32_t i = 0; i < stations->place_count; i++) {
    if (!job->standard->wanted[stations->place_station[i]]) continue;
    double distance_m = geo_metric_distance_m(position, stations->place_position[i]);
    if (least < 0 || distance_m < least) least = distance_m;
  }
  return least;
}

bool engine_walk_is_beyond(const engine_walk *walk, const engine_standard *standard) {
  return walk->cost == PLAN_UNCONNECTED || walk->cost > standard->limit_cost;
}

/* The walk from a place that sees a street. */
static ht_err walk_from(const walks_job *job, walk_nearest *nearest, const walk_place *place, engine_walk *walk) {
  uint32_t owner = UINT32_MAX, target;
  int64_t cost = walk_search_place_cost(job->search, place, &owner), meeting;
  walk_question question = {job->targets, job->standard->costs, place, job->standard->wanted, 1, WALK_COST_MAX};
  ht_err err = walk_nearest_meeting(nearest, &question, NULL, &meeting, &target);
  if (meeting < cost || (meeting == cost && target < owner)) cost = meeting, owner = target;
  bool none = cost > WALK_COST_MAX;
  walk->cost = none ? PLAN_NO_STATION : cost;
  walk->station = none ? UINT32_MAX : owner;
  return err;
}

static ht_err find_walk(const walks_job *job, walk_snapper *snapper, walk_nearest *nearest, uint32_t i) {
  const walk_ground *ground = &job->city->streets->ground;
  int32_t longest_leg_mm = job->standard->costs->profile->longest_leg_mm;
  engine_walk *walk = &job->walks[i];
  walk_place place = {.nearest_edge = WALK_NONE};
  walk_xy at;
  ht_err err = HT_OK;
  *walk = (engine_walk){.cost = PLAN_UNCONNECTED, .station = UINT32_MAX, .straight_m = -1};
  if (walk_frame_xy(&ground->graph->frame, job->positions[i], &at))
    err = walk_snap_place(snapper, ground, at, longest_leg_mm, NULL, NULL, &place);
  if (!err && place.nearest_edge != WALK_NONE) err = walk_from(job, nearest, &place, walk);
  if (engine_walk_is_beyond(walk, job->standard)) walk->straight_m = straight_m(job, job->positions[i]);
  return err;
}

static void find_walks(void *context, uint32_t number) {
  walks_job *job = context;
  walk_snapper snapper = {0};
  walk_nearest nearest = {0};
  ht_err err = HT_OK;
  while (!err && !atomic_load(&job->err)) {
    uint32_t first = atomic_fetch_add(&job->next, PLACES_AT_ONCE);
    if (first >= job->count) break;
    uint32_t end = job->count - first < PLACES_AT_ONCE ? job->count : first + PLACES_AT_ONCE;
    for (uint32_t i = first; i < end && !err; i++) err = find_walk(job, &snapper, &nearest, i);
    if (number == 0 && job->progress.tell && !job->progress.tell(job->progress.context, "walks", end, job->count))
      err = HT_CANCELLED;
  }
  if (err) atomic_store(&job->err, (int)err);
  walk_nearest_release(&nearest);
  walk_snapper_release(&snapper);
}

/* Searches from every entrance of the stations that count. */
static ht_err search_all(const ht_city *city, const walks_job *job, walk_search *search, ht_fault *fault) {
  const engine_stations *stations = city->stations;
  ht_err err = walk_search_begin(search, &city->streets->graph, job->standard->costs, WALK_TO, fault);
  for (uint32_t i = 0; i < stations->place_count && !err; i++) {
    uint32_t station = stations->place_station[i];
    if (job->standard->wanted[station]) err = walk_search_seed_place(search, &job->targets->places[i], station, fault);
  }
  return err ? err : walk_search_run(search, WALK_COST_MAX, fault);
}

ht_err engine_walks_find(const ht_city *city, ht_worker *worker, const engine_standard *standard,
                         const ht_lonlat *positions, uint32_t count, const ht_plan_options *options, ht_fault *fault,
                         engine_walk *walks) {
  walks_job job = {.city = city, .standard = standard, .positions = positions, .count = count, .walks = walks};
  engine_walker *walker;
  ht_err err = engine_walker_of(worker, fault, &walker);
  if (err) return err;
  job.search = walker->search, job.progress = options->progress;
  job.targets = &engine_stations_legs(city->stations, standard->costs->profile)->targets;
  err = search_all(city, &job, walker->search, fault);
  if (err) return err;
  threads_run(threads_count(options->threads, count / PLACES_AT_ONCE + 1), find_walks, &job);
  err = (ht_err)atomic_load(&job.err);
  if (err == HT_CANCELLED) return fault_set(fault, err, "finding walks was cancelled");
  return err ? fault_memory(fault) : HT_OK;
}
