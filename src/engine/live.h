/* SPDX-License-Identifier: Apache-2.0 */
#ifndef ENGINE_LIVE_H
#define ENGINE_LIVE_H

/* The parts of an ht_live: snapshots with their users, and what lies idle between two questions. */

#include <pthread.h>
#include <sys/types.h>

#include "base/arena.h"
#include "haitang/live.h"

/* A city with what menus want to know of it. It dies when the last of its users lets go; being the current one counts
   as a user. */
typedef struct live_snapshot {
  ht_city *city;
  ht_city_facts facts;
  base_arena arena; /* of the facts */
  uint64_t serial;
  uint32_t users; /* guarded by the live's mutex */
} live_snapshot;

/* Which file a connection was opened on: a database that was put in another's place has another number. */
typedef struct live_file {
  dev_t device;
  ino_t number;
} live_file;

/* A connection that reads items, one question at a time. */
typedef struct live_reader {
  struct live_reader *next;
  ht_store *store;
  live_file file;
} live_reader;

enum { LIVE_IDLE_WORKERS = 64 };

struct ht_live {
  char *path;
  ht_live_options options;
  pthread_t follower;

  pthread_mutex_t mutex; /* guards all below */
  pthread_cond_t changed;
  bool asked, ending;
  live_snapshot *current;
  live_file file;
  ht_worker *workers[LIVE_IDLE_WORKERS];
  uint32_t worker_count;
  live_reader *readers;
};

/* Builds a snapshot of the store; serial must be above every earlier one. */
HT_CHECKED ht_err live_snapshot_load(ht_store *store, uint64_t serial, ht_fault *fault, live_snapshot **snapshot);
void live_snapshot_free(live_snapshot *snapshot);

/* Follows the database until the live ends: the body of its thread. */
void *live_follow(void *live);
/* Which file lies at the live's path; false when there is none. */
HT_CHECKED bool live_file_at(const char *path, live_file *file);
bool live_file_same(live_file one, live_file other);

/* Closes the connections that lie idle. */
void live_readers_close(live_reader *readers);

#endif
