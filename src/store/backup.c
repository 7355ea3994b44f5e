/* SPDX-License-Identifier: Apache-2.0 */

/* A copy of the database while others read and write it: SQLite's backup interface inside a read transaction, which
   keeps seeing the state that it began with. */

#include "base/fault.h"
#include "store/connection.h"
#include "store/open.h"
#include "store/statement.h"
#include "store/whole_file.h"

enum { PAGES_A_STEP = 256 };

typedef struct backup_work {
  ht_store *store;
  ht_progress progress;
} backup_work;

static ht_err copy_pages(const backup_work *work, sqlite3_backup *backup, ht_store *copy, ht_fault *fault) {
  int result = SQLITE_OK;
  while (result == SQLITE_OK) {
    result = sqlite3_backup_step(backup, PAGES_A_STEP);
    uint64_t total = (uint64_t)sqlite3_backup_pagecount(backup);
    uint64_t done = total - (uint64_t)sqlite3_backup_remaining(backup);
    if (work->progress.tell && !work->progress.tell(work->progress.context, "backup", done, total))
      return fault_set(fault, HT_CANCELLED, "the backup was cancelled");
  }
  return result == SQLITE_DONE ? HT_OK : store_error(copy, result, "write", fault);
}

static ht_err copy_database(const backup_work *work, ht_store *copy, ht_fault *fault) {
  sqlite3_backup *backup = sqlite3_backup_init(copy->db, "main", work->store->db, "main");
  if (!backup) return store_error(copy, sqlite3_errcode(copy->db), "write", fault);
  ht_err err = copy_pages(work, backup, copy, fault);
  int result = sqlite3_backup_finish(backup);
  return !err && result != SQLITE_OK ? store_error(copy, result, "write", fault) : err;
}

static ht_err fill(void *context, const char *path, ht_fault *fault) {
  const backup_work *work = context;
  ht_store *copy = NULL;
  ht_err err = open_connection(path, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, fault, &copy);
  if (!err) err = copy_database(work, copy, fault);
  ht_store_close(copy);
  return err;
}

ht_err ht_store_backup(ht_store *store, const char *path, ht_progress progress, ht_fault *fault) {
  if (store->writing) return fault_set(fault, HT_BAD_ARGUMENT, "a transaction is under way: commit it before a backup");
  backup_work work = {store, progress};
  int64_t version; /* reading it makes the transaction see this state until its end */
  ht_err err = store_execute(store, "BEGIN", fault);
  if (!err) err = ht_store_data_version(store, fault, &version);
  if (!err) err = whole_file_make(path, fill, &work, fault);
  ht_store_rollback(store);
  return err;
}
