/* SPDX-License-Identifier: Apache-2.0 */
#include "store/create.h"

#include "store/connection.h"
#include "store/migrate.h"
#include "store/open.h"
#include "store/whole_file.h"

/* Fills a new file with the schema. Nothing else sees it yet, so it needs neither journal nor syncs. */
static ht_err fill(void *context, const char *path, ht_fault *fault) {
  const int *version = context;
  ht_store *store = NULL;
  ht_err err = open_connection(path, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, fault, &store);
  if (!err) err = store_execute(store, "PRAGMA journal_mode = MEMORY", fault);
  if (!err) err = store_execute(store, "PRAGMA synchronous = OFF", fault);
  if (!err) err = migrate_store(store, *version, fault);
  if (!err) err = store_execute(store, "PRAGMA journal_mode = WAL", fault);
  ht_store_close(store);
  return err;
}

ht_err create_database(const char *path, int version, ht_fault *fault) {
  return whole_file_make(path, fill, &version, fault);
}
