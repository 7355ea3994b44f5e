/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The thread that looks once a second whether the database has changed, and builds the next snapshot when it has. It
 * looks at the count of committed writes, and at which file lies at the path: a backup that was put back is another
 * file with, perhaps, the same count. A snapshot that could not be built is not tried again until the data change once
 * more or somebody asks, so that bad data do not keep a core busy; a database that is merely locked is tried again.
 */
#include <errno.h>
#include <sys/stat.h>
#include <time.h>

#include "base/day.h"
#include "base/fault.h"
#include "base/time.h"
#include "engine/live.h"

/* What the follower knows, by itself alone. */
typedef struct follower {
  ht_live *live;
  ht_store *store; /* NULL: to be opened */
  live_file file;  /* that the store was opened on */
  int64_t tried;   /* the version that was last built, or was tried in vain */
  ht_day day;      /* on which that was */
  bool replaced;   /* another file since then */
} follower;

bool live_file_at(const char *path, live_file *file) {
  struct stat info;
  if (stat(path, &info) != 0) return false;
  *file = (live_file){info.st_dev, info.st_ino};
  return true;
}

bool live_file_same(live_file one, live_file other) {
  return one.device == other.device && one.number == other.number;
}

/* Sleeps until the next look; true when somebody asks for a snapshot. *ending says that there is no next look. */
static bool sleep_until_look(ht_live *live, bool *ending) {
  struct timespec until;
  clock_gettime(CLOCK_MONOTONIC, &until);
  until.tv_sec += live->options.poll_ms / 1000;
  until.tv_nsec += live->options.poll_ms % 1000 * 1000000L;
  if (until.tv_nsec >= 1000000000L) {
    until.tv_sec++;
    until.tv_nsec -= 1000000000L;
  }
  pthread_mutex_lock(&live->mutex);
  int woken = 0;
  while (!live->asked && !live->ending && woken != ETIMEDOUT)
    woken = pthread_cond_timedwait(&live->changed, &live->mutex, &until);
  bool asked = live->asked;
  live->asked = false;
  *ending = live->ending;
  pthread_mutex_unlock(&live->mutex);
  return asked;
}

/* Sees to a connection to the file that lies at the path now. */
static ht_err connect_store(follower *self, ht_fault *fault) {
  live_file file;
  if (!live_file_at(self->live->path, &file))
    return fault_set(fault, HT_NOT_FOUND, "there is no database '%s' any more", self->live->path);
  if (self->store && live_file_same(file, self->file)) return HT_OK;
  ht_store_close(self->store);
  self->store = NULL;
  ht_err err = ht_store_open(self->live->path, &(ht_store_options){.read_only = true}, fault, &self->store);
  if (err) return err;
  self->replaced = self->replaced || !live_file_same(file, self->file);
  self->file = file;
  return HT_OK;
}

static void put_in_place(follower *self, live_snapshot *next) {
  ht_live *live = self->live;
  pthread_mutex_lock(&live->mutex);
  live_snapshot *old = live->current;
  live->current = next;
  live->file = self->file;
  bool last = --old->users == 0;
  pthread_mutex_unlock(&live->mutex);
  if (last) live_snapshot_free(old);
}

static ht_day today(const follower *self) {
  return day_of_time(time_now_s(), self->live->current->facts.utc_offset_s);
}

/* Builds a snapshot when one is due. *built says whether it was tried. */
static ht_err look(follower *self, bool asked, ht_fault *fault, bool *built) {
  int64_t version;
  live_snapshot *next;
  ht_err err = connect_store(self, fault);
  if (!err) err = ht_store_data_version(self->store, fault, &version);
  if (err) {
    *built = asked;
    return err;
  }
  ht_day day = today(self);
  *built = asked || self->replaced || version != self->tried || day != self->day;
  if (!*built) return HT_OK;
  err = live_snapshot_load(self->store, self->live->current->serial + 1, fault, &next);
  if (err == HT_BUSY) return err;
  self->tried = version;
  self->day = day;
  self->replaced = false;
  if (!err) put_in_place(self, next);
  return err;
}

void *live_follow(void *context) {
  ht_live *live = context;
  follower self = {.live = live, .file = live->file, .tried = live->current->facts.data_version};
  self.day = today(&self);
  for (bool ending = false;;) {
    bool asked = sleep_until_look(live, &ending), built = false;
    if (ending) break;
    ht_fault fault = {0};
    ht_err err = look(&self, asked, &fault, &built);
    if (built && live->options.reloaded)
      live->options.reloaded(live->options.context, err, &fault, live->current->facts.data_version);
  }
  ht_store_close(self.store);
  return NULL;
}
