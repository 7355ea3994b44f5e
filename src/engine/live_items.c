/* SPDX-License-Identifier: Apache-2.0 */
/* Features of the collections, straight from the database: a connection a question, kept for the next. */
#include <stdlib.h>

#include "base/fault.h"
#include "engine/live.h"
#include "store/reading.h"
#include "store/store.h"

/* Takes an idle connection to the file that is served now, or opens one. */
static ht_err take_reader(ht_live *live, ht_fault *fault, live_reader **taken) {
  pthread_mutex_lock(&live->mutex);
  live_reader *reader = live->readers;
  if (reader) live->readers = reader->next;
  live_file file = live->file;
  pthread_mutex_unlock(&live->mutex);
  if (reader && live_file_same(reader->file, file)) {
    *taken = reader;
    return HT_OK;
  }
  if (reader) {
    reader->next = NULL;
    live_readers_close(reader);
  }
  reader = calloc(1, sizeof *reader);
  if (!reader) return fault_memory(fault);
  reader->file = file;
  ht_err err = ht_store_open(live->path, &(ht_store_options){.read_only = true}, fault, &reader->store);
  if (err)
    free(reader);
  else
    *taken = reader;
  return err;
}

static void give_reader(ht_live *live, live_reader *reader) {
  pthread_mutex_lock(&live->mutex);
  reader->next = live->readers;
  live->readers = reader;
  pthread_mutex_unlock(&live->mutex);
}

void live_readers_close(live_reader *readers) {
  while (readers) {
    live_reader *next = readers->next;
    ht_store_close(readers->store);
    free(readers);
    readers = next;
  }
}

typedef struct item_receiver {
  ht_item_fn *fn;
  void *context;
} item_receiver;

static ht_err pass_on(void *context, const store_item *item, ht_fault *fault) {
  const item_receiver *receiver = context;
  const ht_item passed = {item->id, item->properties, item->shape};
  return receiver->fn(receiver->context, &passed, fault);
}

ht_err ht_live_items(ht_live *live, const ht_items_query *query, ht_item_fn *fn, void *context, ht_fault *fault,
                     uint64_t *matched) {
  const store_items_query asked = {
      .collection = query->collection,
      .has_box = query->has_box,
      .box = query->box,
      .limit = query->limit,
      .offset = query->offset,
      .id = query->id,
      .layer = query->layer,
      .station = query->station,
      .profile = query->profile,
  };
  live_reader *reader = NULL;
  ht_err err = take_reader(live, fault, &reader);
  if (err) return err;
  item_receiver receiver = {fn, context};
  bool held = false; /* the items and their number are of one state of the store */
  err = store_reading_begin(reader->store, fault, &held);
  if (!err) err = store_each_item(reader->store, &asked, pass_on, &receiver, fault, matched);
  store_reading_end(reader->store, held);
  give_reader(live, reader);
  return err;
}
