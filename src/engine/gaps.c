/* SPDX-License-Identifier: Apache-2.0 */
#include "engine/gaps.h"

#include <stdlib.h>

#include "base/fault.h"
#include "engine/worker.h"
#include "geo/box.h"
#include "store/store.h"

void engine_gap_walk(const ht_city *city, const engine_standard *standard, const engine_walk *walk, ht_gap *gap) {
  const walk_profile *profile = standard->costs->profile;
  gap->straight_m = walk->straight_m;
  gap->walk_ms = -1;
  if (walk->station == UINT32_MAX) return;
  gap->nearest = city->stations->records[walk->station].code;
  gap->walk_ms = profile->mode == WALK_TIME ? walk->cost : walk->cost * 3600 / profile->speed_m_per_h;
  if (walk->straight_m >= 1) gap->detour = walk_profile_metres(profile, walk->cost) / walk->straight_m;
}

static int compare_doubles(double a, double b) {
  return a < b ? -1 : a > b;
}

/* Most people first, then the largest, then from west to east and south to north. */
static int compare_gaps(const void *a, const void *b) {
  const ht_gap *x = a, *y = b;
  int order = compare_doubles(y->population, x->population);
  if (!order) order = compare_doubles(y->area_m2, x->area_m2);
  if (order) return order;
  ht_box left = geo_box(&x->shape), right = geo_box(&y->shape);
  order = compare_doubles(left.west_deg, right.west_deg);
  if (!order) order = compare_doubles(left.south_deg, right.south_deg);
  return order ? order : (int)x->reason - (int)y->reason;
}

static ht_err find(const ht_city *city, ht_worker *worker, const ht_plan_options *options, base_arena *scratch,
                   ht_fault *fault, ht_gaps *answer) {
  base_arena *answers = &worker->answers;
  engine_survey survey;
  plan_tally *tallies, total;
  ht_gap *gaps = NULL;
  engine_areas whole = engine_areas_of(city, HT_CITY);
  ht_err err = engine_survey_make(city, worker, options, scratch, fault, &survey);
  if (!err) err = engine_survey_sum(city, &survey, &whole, scratch, fault, &tallies, &total);
  if (!err) err = engine_survey_head(city, &survey, HT_CITY, &total, answers, fault, &answer->summary);
  if (err) return err;
  err = survey.weight == HT_RESIDENTIAL_LAND
            ? engine_gaps_land(city, &survey, answers, fault, &gaps, &answer->gap_count)
            : engine_gaps_people(city, &survey, answers, fault, &gaps, &answer->gap_count);
  if (err) return err;
  if (answer->gap_count) qsort(gaps, answer->gap_count, sizeof *gaps, compare_gaps);
  answer->gaps = gaps;
  return HT_OK;
}

ht_err ht_gaps_of(const ht_city *city, ht_worker *worker, const ht_plan_options *options, ht_fault *fault,
                  const ht_gaps **gaps) {
  base_arena scratch = {0};
  ht_gaps *answer = ARENA_NEW(&worker->answers, ht_gaps);
  ht_err err = answer ? find(city, worker, options, &scratch, fault, answer) : fault_memory(fault);
  arena_release(&scratch);
  if (!err) *gaps = answer;
  return err;
}

static ht_err store_all(ht_store *store, const ht_gaps *gaps, ht_fault *fault, int64_t *run) {
  ht_err err = ht_store_begin(store, "gaps", fault);
  if (err) return err;
  err = store_put_run(store, &gaps->summary, fault, run);
  for (uint32_t i = 0; i < gaps->gap_count && !err; i++) err = store_put_gap(store, *run, &gaps->gaps[i], fault);
  if (!err) err = ht_store_commit(store, fault);
  if (err) ht_store_rollback(store);
  return err;
}

ht_err ht_store_gaps(ht_store *store, const ht_city *city, const ht_plan_options *options, ht_fault *fault,
                     int64_t *run) {
  ht_worker *worker;
  const ht_gaps *gaps;
  int64_t made;
  ht_err err = ht_worker_new(fault, &worker);
  if (err) return err;
  err = ht_gaps_of(city, worker, options, fault, &gaps);
  if (!err) err = store_all(store, gaps, fault, &made);
  ht_worker_free(worker);
  if (!err) *run = made;
  return err;
}
