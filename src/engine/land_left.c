/* SPDX-License-Identifier: Apache-2.0 */
#include "engine/land_left.h"

/*
 * The circles of the stations that count are drawn once; then from each grid's land the circles are taken that meet its
 * box, the nearest first, until nothing is left, which in a well served grid is after one or two. Threads share out
 * stations, then grids; each has its own GEOS, its own worker and its own arena for what it makes.
 */

#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

#include "base/fault.h"
#include "base/threads.h"
#include "bridge/geos.h"
#include "engine/isochrone.h"
#include "engine/worker.h"
#include "geo/area.h"
#include "geo/box.h"
#include "geo/metric.h"
#include "geo/part.h"

static const double LEAST_PART_M2 = 1;

typedef struct drawn_circle {
  ht_shape shape;
  ht_box box;
  ht_lonlat centre;
} drawn_circle;

/* What one thread has of its own. */
typedef struct left_hand {
  ht_worker *worker;
  bridge_geos *geos;
  base_arena made; /* circles and what is left of lands, until the end */
  ht_err err;
  ht_fault fault;
} left_hand;

typedef struct left_job {
  const ht_city *city;
  engine_limits limits;
  const uint8_t *wanted;
  drawn_circle *circles; /* a place a station */
  ht_shape *left;        /* a place a land */
  ht_progress progress;
  left_hand hands[THREADS_MAX];
  atomic_uint next;
  atomic_bool stop;
} left_job;

static ht_err draw_circle(left_job *job, left_hand *hand, uint32_t station) {
  const ht_isochrone *isochrone;
  drawn_circle *circle = &job->circles[station];
  circle->box = geo_no_box;
  if (!job->wanted[station]) return HT_OK;
  ht_worker_reset(hand->worker);
  ht_err err = engine_isochrone_station(job->city, hand->worker, &job->limits, station, &hand->fault, &isochrone);
  if (err || isochrone->circles[0].shape.path_count == 0) return err;
  if (!arena_shape(&hand->made, &isochrone->circles[0].shape, &circle->shape)) return fault_memory(&hand->fault);
  circle->box = geo_box(&circle->shape);
  circle->centre = job->city->stations->records[station].position;
  return HT_OK;
}

typedef struct near_circle {
  uint32_t station;
  double distance_m;
} near_circle;

static int compare_near(const void *a, const void *b) {
  const near_circle *x = a, *y = b;
  if (x->distance_m != y->distance_m) return x->distance_m < y->distance_m ? -1 : 1;
  return x->station < y->station ? -1 : x->station > y->station;
}

/* The circles that meet a land, nearest first, in the worker's memory. */
static near_circle *circles_near(left_job *job, left_hand *hand, const engine_land *land, uint32_t *count) {
  near_circle *near = ARENA_ARRAY(&hand->worker->answers, near_circle, job->city->stations->count);
  ht_lonlat middle = {(land->box.west_deg + land->box.east_deg) / 2, (land->box.south_deg + land->box.north_deg) / 2};
  *count = 0;
  if (!near) return NULL;
  for (uint32_t i = 0; i < job->city->stations->count; i++)
    if (geo_boxes_meet(&job->circles[i].box, &land->box))
      near[(*count)++] = (near_circle){i, geo_metric_distance_m(middle, job->circles[i].centre)};
  qsort(near, *count, sizeof *near, compare_near);
  return near;
}

static ht_err subtract_circles(left_job *job, left_hand *hand, uint32_t number) {
  const engine_land *land = &job->city->demand->lands[number];
  uint32_t count;
  ht_worker_reset(hand->worker);
  near_circle *near = circles_near(job, hand, land, &count);
  if (!near) return fault_memory(&hand->fault);
  ht_shape left = land->shape;
  ht_err err = HT_OK;
  for (uint32_t i = 0; i < count && !err && left.path_count > 0; i++)
    err = bridge_geos_overlay(hand->geos, BRIDGE_DIFFERENCE, &left, &job->circles[near[i].station].shape,
                              &hand->worker->answers, &hand->fault, &left);
  if (err) return err;
  if (left.path_count == 0) return HT_OK;
  return arena_shape(&hand->made, &left, &job->left[number]) ? HT_OK : fault_memory(&hand->fault);
}

typedef ht_err left_step(left_job *job, left_hand *hand, uint32_t number);

/* Takes numbers below count until there are none, or somebody failed. */
static void share_out(left_job *job, uint32_t number, left_step *step, uint32_t count, const char *what) {
  left_hand *hand = &job->hands[number];
  while (!hand->err && !atomic_load(&job->stop)) {
    uint32_t i = atomic_fetch_add(&job->next, 1);
    if (i >= count) return;
    hand->err = step(job, hand, i);
    if (!hand->err && number == 0 && job->progress.tell && !job->progress.tell(job->progress.context, what, i, count))
      hand->err = fault_set(&hand->fault, HT_CANCELLED, "looking for land was cancelled");
  }
  if (hand->err) atomic_store(&job->stop, true);
}

static void draw_circles(void *context, uint32_t number) {
  left_job *job = context;
  share_out(job, number, draw_circle, job->city->stations->count, "circles");
}

static void subtract_all(void *context, uint32_t number) {
  left_job *job = context;
  share_out(job, number, subtract_circles, job->city->demand->land_count, "land");
}

static ht_err run_threads(left_job *job, uint32_t threads, threads_fn *work, ht_fault *fault) {
  atomic_store(&job->next, 0);
  threads_run(threads, work, job);
  for (uint32_t i = 0; i < threads; i++) {
    if (!job->hands[i].err) continue;
    if (fault) *fault = job->hands[i].fault;
    return job->hands[i].err;
  }
  return HT_OK;
}

/* Makes parts of the polygons of a shape. */
static ht_err split(const engine_land *land, const ht_shape *left, base_arena *arena, ht_fault *fault,
                    engine_land_part *parts, uint32_t *count) {
  for (uint32_t i = 0; i < left->part_count; i++) {
    ht_shape polygon = geo_part(left, i, arena);
    if (polygon.kind == HT_NO_SHAPE) return fault_memory(fault);
    double area_m2 = geo_area_m2(&polygon);
    if (area_m2 >= LEAST_PART_M2)
      parts[(*count)++] = (engine_land_part){.land = land, .shape = polygon, .area_m2 = area_m2};
  }
  return HT_OK;
}

static ht_err split_all(const left_job *job, base_arena *arena, ht_fault *fault, engine_land_part **parts,
                        uint32_t *count) {
  const engine_demand *demand = job->city->demand;
  size_t most = 0;
  for (uint32_t i = 0; i < demand->land_count; i++) most += job->left[i].part_count;
  *count = 0;
  *parts = ARENA_ARRAY(arena, engine_land_part, most);
  if (!*parts) return fault_memory(fault);
  ht_err err = HT_OK;
  for (uint32_t i = 0; i < demand->land_count && !err; i++)
    err = split(&demand->lands[i], &job->left[i], arena, fault, *parts, count);
  for (uint32_t i = 0; i < *count && !err; i++)
    err = bridge_geos_inside(job->hands[0].geos, &(*parts)[i].shape, fault, &(*parts)[i].inside);
  return err;
}

static ht_err find_walks(const ht_city *city, ht_worker *worker, const engine_standard *standard,
                         const ht_plan_options *options, ht_fault *fault, engine_land_part *parts, uint32_t count) {
  base_arena scratch = {0};
  ht_lonlat *inside = ARENA_ARRAY(&scratch, ht_lonlat, count);
  engine_walk *walks = ARENA_ARRAY(&scratch, engine_walk, count);
  ht_err err = inside && walks ? HT_OK : fault_memory(fault);
  for (uint32_t i = 0; i < count && !err; i++) inside[i] = parts[i].inside;
  if (!err) err = engine_walks_find(city, worker, standard, inside, count, options, fault, walks);
  for (uint32_t i = 0; i < count && !err; i++) parts[i].walk = walks[i];
  arena_release(&scratch);
  return err;
}

static ht_err prepare(left_job *job, uint32_t threads, base_arena *arena, ht_fault *fault) {
  job->circles = ARENA_ARRAY(arena, drawn_circle, job->city->stations->count);
  job->left = ARENA_ARRAY(arena, ht_shape, job->city->demand->land_count);
  ht_err err = job->circles && job->left ? HT_OK : fault_memory(fault);
  for (uint32_t i = 0; i < threads && !err; i++) {
    err = ht_worker_new(fault, &job->hands[i].worker);
    if (!err) err = bridge_geos_new(fault, &job->hands[i].geos);
  }
  return err;
}

static void release(left_job *job, uint32_t threads) {
  for (uint32_t i = 0; i < threads; i++) {
    ht_worker_free(job->hands[i].worker);
    bridge_geos_free(job->hands[i].geos);
    arena_release(&job->hands[i].made);
  }
}

ht_err engine_land_left(const ht_city *city, ht_worker *worker, const engine_standard *standard,
                        const ht_plan_options *options, base_arena *arena, ht_fault *fault, engine_land_part **parts,
                        uint32_t *count) {
  uint32_t lands = city->demand->land_count, stations = city->stations->count;
  if (lands == 0) {
    *parts = NULL, *count = 0;
    return HT_OK;
  }
  left_job *job = ARENA_NEW(arena, left_job);
  if (!job) return fault_memory(fault);
  job->city = city, job->wanted = standard->wanted, job->progress = options->progress;
  job->limits = (engine_limits){
      .costs = standard->costs, .limits = {standard->limit}, .limit_costs = {standard->limit_cost}, .count = 1};
  uint32_t threads = threads_count(options->threads, lands > stations ? lands : stations);
  ht_err err = prepare(job, threads, arena, fault);
  if (!err) err = run_threads(job, threads, draw_circles, fault);
  if (!err) err = run_threads(job, threads, subtract_all, fault);
  if (!err) err = split_all(job, arena, fault, parts, count);
  release(job, threads);
  return err ? err : find_walks(city, worker, standard, options, fault, *parts, *count);
}
