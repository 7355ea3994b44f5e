/* SPDX-License-Identifier: Apache-2.0 */

/*
 * The circles of all stations, computed by threads and stored in one transaction.
 *
 * Each thread takes the next station, draws into its own worker and keeps the worker's answers until the end of a
 * batch; then the one thread that owns the store writes the batch in the stations' order. So memory is bounded by a
 * batch, the store is met by one thread only, and what is stored does not depend on the number of threads.
 */

#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#include "base/fault.h"
#include "engine/isochrone.h"
#include "engine/worker.h"
#include "store/store.h"

enum { CIRCLES_THREADS_MAX = 64, CIRCLES_BATCH = 256 };

typedef struct circles_job {
  const ht_city *city;
  engine_limits limits;
  uint32_t first, end; /* stations of this batch */
  atomic_uint next;
  const ht_isochrone *drawn[CIRCLES_BATCH];
} circles_job;

typedef struct circles_thread {
  pthread_t thread;
  bool started;
  circles_job *job;
  ht_worker *worker;
  ht_err err;
  ht_fault fault;
} circles_thread;

static void *draw_stations(void *context) {
  circles_thread *thread = context;
  circles_job *job = thread->job;
  for (;;) {
    uint32_t station = atomic_fetch_add(&job->next, 1);
    if (station >= job->end) return NULL;
    thread->err = engine_isochrone_station(job->city, thread->worker, &job->limits, station, &thread->fault,
                                           &job->drawn[station - job->first]);
    if (thread->err) {
      atomic_store(&job->next, job->end); /* the others need not go on */
      return NULL;
    }
  }
}

/* Draws a batch on all threads. The caller's own thread is the first; one that cannot be started is done without. */
static ht_err draw_batch(circles_thread *threads, uint32_t count, ht_fault *fault) {
  for (uint32_t i = 1; i < count; i++)
    threads[i].started = pthread_create(&threads[i].thread, NULL, draw_stations, &threads[i]) == 0;
  draw_stations(&threads[0]);
  for (uint32_t i = 1; i < count; i++)
    if (threads[i].started) pthread_join(threads[i].thread, NULL);
  for (uint32_t i = 0; i < count; i++)
    if (threads[i].err) {
      if (fault) *fault = threads[i].fault;
      return threads[i].err;
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

static ht_err draw_all(ht_store *store, circles_job *job, circles_thread *threads, uint32_t count, ht_progress progress,
                       ht_fault *fault, ht_circles_report *report) {
  uint32_t total = job->city->stations->count;
  ht_err err = store_drop_circles(store, job->limits.costs->profile->name, fault);
  for (uint32_t first = 0; first < total && !err; first = job->end) {
    job->first = first, job->end = total - first < CIRCLES_BATCH ? total : first + CIRCLES_BATCH;
    atomic_store(&job->next, first);
    for (uint32_t i = 0; i < count; i++) ht_worker_reset(threads[i].worker);
    err = tell(progress, first, total, fault);
    if (!err) err = draw_batch(threads, count, fault);
    if (!err) err = store_batch(store, job, fault, report);
  }
  return err ? err : tell(progress, total, total, fault);
}

static ht_err in_transaction(ht_store *store, circles_job *job, circles_thread *threads, uint32_t count,
                             ht_progress progress, ht_fault *fault, ht_circles_report *report) {
  ht_err err = ht_store_begin(store, "circles", fault);
  if (err) return err;
  err = draw_all(store, job, threads, count, progress, fault, report);
  if (!err) err = ht_store_commit(store, fault);
  if (err) ht_store_rollback(store);
  return err;
}

static uint32_t thread_count(uint32_t asked, uint32_t stations) {
  long cores = asked ? (long)asked : sysconf(_SC_NPROCESSORS_ONLN);
  if (cores > CIRCLES_THREADS_MAX) cores = CIRCLES_THREADS_MAX;
  if (cores > (long)stations) cores = (long)stations;
  return cores < 1 ? 1 : (uint32_t)cores;
}

static double now_s(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

ht_err ht_compute_circles(ht_store *store, const ht_city *city, const ht_isochrone_options *options, uint32_t threads,
                          ht_progress progress, ht_fault *fault, ht_circles_report *report) {
  circles_job job = {.city = city};
  circles_thread pool[CIRCLES_THREADS_MAX] = {0};
  ht_circles_report made = {0};
  double began_s = now_s();
  uint32_t count = thread_count(threads, city->stations->count);
  ht_err err = engine_limits_read(city->streets, options, fault, &job.limits);
  for (uint32_t i = 0; i < count && !err; i++) {
    pool[i].job = &job;
    err = ht_worker_new(fault, &pool[i].worker);
  }
  if (!err) err = in_transaction(store, &job, pool, count, progress, fault, &made);
  for (uint32_t i = 0; i < count; i++) ht_worker_free(pool[i].worker);
  made.seconds = now_s() - began_s;
  if (!err) *report = made;
  return err;
}
