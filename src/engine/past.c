/* SPDX-License-Identifier: Apache-2.0 */
#include "engine/past.h"

/*
 * A few days' grids are kept, each with the stretch of days for which they hold, newest use first. A question holds its
 * entry while it copies its answer; entries in use are never dropped, so there may be more than the few for a moment.
 * One lock guards the list and is held while grids are loaded too: a second question for the same day then finds them.
 * The city's own day needs no lock.
 */

#include <pthread.h>
#include <stdlib.h>

#include "base/fault.h"
#include "store/reading.h"

enum { MOST_ENTRIES = 4 };

typedef struct past_entry past_entry;
struct past_entry {
  past_entry *next;
  base_arena arena;
  engine_grids *grids;
  unsigned users;
};

struct engine_past {
  pthread_mutex_t lock;
  past_entry *entries;
};

ht_err engine_past_load(ht_store *store, ht_city *city, ht_fault *fault) {
  (void)store;
  struct engine_past *past = calloc(1, sizeof *past);
  if (!past) return fault_memory(fault);
  if (pthread_mutex_init(&past->lock, NULL)) {
    free(past);
    return fault_memory(fault);
  }
  city->past = past;
  return HT_OK;
}

static void entry_free(past_entry *entry) {
  arena_release(&entry->arena);
  free(entry);
}

void engine_past_free(ht_city *city) {
  if (!city->past) return;
  for (past_entry *entry = city->past->entries, *next; entry; entry = next) {
    next = entry->next;
    entry_free(entry);
  }
  pthread_mutex_destroy(&city->past->lock);
  free(city->past);
}

static bool holds(const engine_grids *grids, ht_day at) {
  return grids->from <= at && at < grids->until;
}

/* Reads a day's grids through a connection of its own. */
static ht_err entry_new(const ht_city *city, ht_day at, ht_fault *fault, past_entry **entry) {
  ht_store *store = NULL;
  bool held = false;
  past_entry *made = calloc(1, sizeof *made);
  if (!made) return fault_memory(fault);
  ht_err err = ht_store_open(city->path, &(ht_store_options){.read_only = true}, fault, &store);
  if (!err) err = store_reading_begin(store, fault, &held);
  if (!err) err = engine_grids_of_day(store, at, &made->arena, fault, &made->grids);
  if (store) store_reading_end(store, held);
  ht_store_close(store);
  if (err)
    entry_free(made);
  else
    *entry = made;
  return err;
}

/* Takes the entry of a day out of the list; NULL when there is none. */
static past_entry *unlink_entry(struct engine_past *past, ht_day at) {
  for (past_entry **link = &past->entries; *link; link = &(*link)->next) {
    past_entry *entry = *link;
    if (!holds(entry->grids, at)) continue;
    *link = entry->next;
    return entry;
  }
  return NULL;
}

/* Drops the entries that are too many and not in use. */
static void trim(struct engine_past *past) {
  unsigned count = 0;
  for (past_entry **link = &past->entries; *link;) {
    past_entry *entry = *link;
    if (++count <= MOST_ENTRIES || entry->users) {
      link = &entry->next;
      continue;
    }
    *link = entry->next;
    entry_free(entry);
  }
}

ht_err engine_past_take(const ht_city *city, ht_day at, ht_fault *fault, past_hold *hold) {
  if (holds(city->grids, at)) {
    *hold = (past_hold){city->grids, NULL};
    return HT_OK;
  }
  struct engine_past *past = city->past;
  ht_err err = HT_OK;
  pthread_mutex_lock(&past->lock);
  past_entry *entry = unlink_entry(past, at);
  if (!entry) err = entry_new(city, at, fault, &entry);
  if (!err) {
    entry->next = past->entries;
    past->entries = entry;
    entry->users++;
    trim(past);
    *hold = (past_hold){entry->grids, entry};
  }
  pthread_mutex_unlock(&past->lock);
  return err;
}

void engine_past_give(const ht_city *city, past_hold *hold) {
  if (!hold->entry) return;
  pthread_mutex_lock(&city->past->lock);
  hold->entry->users--;
  trim(city->past);
  pthread_mutex_unlock(&city->past->lock);
}
