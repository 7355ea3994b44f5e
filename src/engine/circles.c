/* SPDX-License-Identifier: Apache-2.0 */

/*
 * The circles of all stations, computed by threads and stored in one transaction.
 *
 * Each thread takes the next station, draws into its own worker and keeps the worker's answers until the end of a
 * batch; then the one thread that owns the store writes the batch in the stations' order. So memory is bounded by a
 * batch, the store is met by one thread only, and what is stored does not depend on the number of threads.
 */

#include <stdatomic.h>
#include <time.h>

#include "base/fault.h"
#include "base/threads.h"
#include "engine/isochrone.h"
#include "engine/worker.h"
#include "store/store.h"

enum { CIRCLES_BATCH = 256 };

/* What one thread has of its own. */
typedef struct circles_hand {
  ht_worker *worker;
  ht_err err;
  ht_fault fault;
} circles_hand;

typedef struct circles_job {
  const ht_city *city;
  engine_limits limits;
  uint32_t first, end; /* stations of this batch */
  atomic_uint next;
  const ht_isochrone *drawn[CIRCLES_BATCH];
  circles_hand hands[THREADS_MAX];
  uint32_t hand_count;
} circles_job;

static void draw_stations(void *context, uint32_t number) {
  circles_job *job = context;
  circles_hand *hand = &job->hands[number];
  while (!hand->err) {
    uint32_t station = atomic_fetch_add(&job->next, 1);
    if (station >= job->end) return;
    hand->err = engine_isochrone_station(job->city, hand->worker, &job->limits, station, &hand->fault,
                                         &job->drawn[station - job->first]);
  }
  atomic_store(&job->next, job->end); /* the others need not go on */
}

static ht_err draw_batch(circles_job *job, ht_fault *fault) {
  for (uint32_t i = 0; i < job->hand_count; i++) ht_worker_reset(job->hands[i].worker);
  atomic_store(&job->next, job->first);
  threads_run(job->hand_count, draw_stations, job);
  for (uint32_t i = 0; i < job->hand_count; i++)
    if (job->hands[i].err) {
      if (fault) *fault = job->hands[i].fault;
      return job->hands[i].err;
    }
  return HT_OK;
}

static ht_err store_batch(ht_store *store, const circles_job *job, ht_fault *fault, ht_circles_report *report) {
  for (uint32_t station = job->first; station < job->end; station++) {
    const ht_isochrone *drawn = job->drawn[station - job->first];
    for (uint32_t i = 0; i < drawn->circle_count; i++) {
      store_circle circle = {job->city->stations->records[station].code, drawn->circles[i], job->city->data_version};
      ht_err err = store_put_circle(store, &circle, fault);
      if (err) return err;
    }
    report->stations++, report->circles += drawn->circle_count, report->unconnected += drawn->unconnected;
  }
  return HT_OK;
}

static ht_err tell(ht_progress progress, uint64_t done, uint64_t total, ht_fault *fault) {
  if (!progress.tell || progress.tell(progress.context, "circles", done, total)) return HT_OK;
  return fault_set(fault, HT_CANCELLED, "computing circles was cancelled");
}

static ht_err draw_all(ht_store *store, circles_job *job, ht_progress progress, ht_fault *fault,
                       ht_circles_report *report) {
  uint32_t total = job->city->stations->count;
  ht_err err = store_drop_circles(store, job->limits.costs->profile->name, fault);
  for (uint32_t first = 0; first < total && !err; first = job->end) {
    job->first = first, job->end = total - first < CIRCLES_BATCH ? total : first + CIRCLES_BATCH;
    err = tell(progress, first, total, fault);
    if (!err) err = draw_batch(job, fault);
    if (!err) err = store_batch(store, job, fault, report);
  }
  return err ? err : tell(progress, total, total, fault);
}

static ht_err in_transaction(ht_store *store, circles_job *job, ht_progress progress, ht_fault *fault,
                             ht_circles_report *report) {
  ht_err err = ht_store_begin(store, "circles", fault);
  if (err) return err;
  err = draw_all(store, job, progress, fault, report);
  if (!err) err = ht_store_commit(store, fault);
  if (err) ht_store_rollback(store);
  return err;
}

static double now_s(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

ht_err ht_compute_circles(ht_store *store, const ht_city *city, const ht_isochrone_options *options, uint32_t threads,
                          ht_progress progress, ht_fault *fault, ht_circles_report *report) {
  circles_job job = {.city = city, .hand_count = threads_count(threads, city->stations->count)};
  ht_circles_report made = {0};
  double began_s = now_s();
  ht_err err = engine_limits_read(city->streets, options, fault, &job.limits);
  for (uint32_t i = 0; i < job.hand_count && !err; i++) err = ht_worker_new(fault, &job.hands[i].worker);
  if (!err) err = in_transaction(store, &job, progress, fault, &made);
  for (uint32_t i = 0; i < job.hand_count; i++) ht_worker_free(job.hands[i].worker);
  made.seconds = now_s() - began_s;
  if (!err) *report = made;
  return err;
}
