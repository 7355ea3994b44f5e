/* SPDX-License-Identifier: Apache-2.0 */
#include "engine/live.h"

/*
 * Many threads take and give sessions, thousands a second; one thread replaces the snapshot, seldom. A mutex around a
 * few counters does: it is held for nanoseconds, and never while a snapshot is built or freed, so that no question
 * waits for a reload. Workers are kept for the next question because they hold the scratch memory of their last one.
 */

#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/fault.h"

/* Lets go of a snapshot; true when the caller was the last and is to free it. With the mutex held. */
static bool leave(live_snapshot *snapshot) {
  return --snapshot->users == 0;
}

ht_err ht_live_take(ht_live *live, ht_fault *fault, ht_session *session) {
  ht_worker *worker = NULL;
  pthread_mutex_lock(&live->mutex);
  live_snapshot *snapshot = live->current;
  snapshot->users++;
  if (live->worker_count > 0) worker = live->workers[--live->worker_count];
  pthread_mutex_unlock(&live->mutex);
  ht_err err = worker ? HT_OK : ht_worker_new(fault, &worker);
  *session = (ht_session){snapshot->city, worker, &snapshot->facts, snapshot->serial, snapshot};
  if (err) ht_live_give(live, session);
  return err;
}

void ht_live_give(ht_live *live, ht_session *session) {
  live_snapshot *snapshot = session->hold;
  ht_worker *worker = session->worker;
  *session = (ht_session){0};
  if (worker) ht_worker_reset(worker);
  pthread_mutex_lock(&live->mutex);
  bool last = leave(snapshot);
  if (worker && live->worker_count < LIVE_IDLE_WORKERS) {
    live->workers[live->worker_count++] = worker;
    worker = NULL;
  }
  pthread_mutex_unlock(&live->mutex);
  ht_worker_free(worker);
  if (last) live_snapshot_free(snapshot);
}

void ht_live_reload(ht_live *live) {
  pthread_mutex_lock(&live->mutex);
  live->asked = true;
  pthread_cond_signal(&live->changed);
  pthread_mutex_unlock(&live->mutex);
}

static ht_err load_first(ht_live *live, ht_fault *fault) {
  ht_store *store;
  ht_err err = ht_store_open(live->path, &(ht_store_options){.read_only = true}, fault, &store);
  if (err) return err;
  struct timespec now;
  clock_gettime(CLOCK_REALTIME, &now);
  err = live_snapshot_load(store, (uint64_t)now.tv_sec * 1000000000u + (uint64_t)now.tv_nsec, fault, &live->current);
  ht_store_close(store);
  return err;
}

static void release(ht_live *live) {
  for (uint32_t i = 0; i < live->worker_count; i++) ht_worker_free(live->workers[i]);
  live_readers_close(live->readers);
  live_snapshot_free(live->current);
  pthread_cond_destroy(&live->changed);
  pthread_mutex_destroy(&live->mutex);
  free(live->path);
  free(live);
}

ht_err ht_live_open(const char *path, const ht_live_options *options, ht_fault *fault, ht_live **made) {
  ht_live *live = calloc(1, sizeof *live);
  if (!live) return fault_memory(fault);
  pthread_condattr_t attributes;
  pthread_condattr_init(&attributes);
  pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC);
  pthread_mutex_init(&live->mutex, NULL);
  pthread_cond_init(&live->changed, &attributes);
  pthread_condattr_destroy(&attributes);
  if (options) live->options = *options;
  if (live->options.poll_ms == 0) live->options.poll_ms = 1000;
  live->path = strdup(path);
  ht_err err = live->path ? HT_OK : fault_memory(fault);
  if (!err && !live_file_at(path, &live->file)) err = fault_set(fault, HT_NOT_FOUND, "there is no database '%s'", path);
  if (!err) err = load_first(live, fault);
  if (!err && pthread_create(&live->follower, NULL, live_follow, live) != 0)
    err = fault_set(fault, HT_NO_MEMORY, "cannot start a thread");
  if (err)
    release(live);
  else
    *made = live;
  return err;
}

void ht_live_close(ht_live *live) {
  if (!live) return;
  pthread_mutex_lock(&live->mutex);
  live->ending = true;
  pthread_cond_signal(&live->changed);
  pthread_mutex_unlock(&live->mutex);
  pthread_join(live->follower, NULL);
  release(live);
}
