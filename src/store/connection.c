/* SPDX-License-Identifier: Apache-2.0 */
#include "store/connection.h"

#include "base/fault.h"

#include <errno.h>

/* What SQLite means, in our words, by its primary result code. */
static ht_err error_of(int primary) {
  switch (primary) {
  case SQLITE_FULL: return HT_NO_SPACE;
  case SQLITE_BUSY:
  case SQLITE_LOCKED: return HT_BUSY;
  case SQLITE_CORRUPT:
  case SQLITE_NOTADB:
  case SQLITE_CONSTRAINT:
  case SQLITE_MISMATCH: return HT_BAD_DATA;
  case SQLITE_TOOBIG: return HT_LIMIT;
  case SQLITE_NOMEM: return HT_NO_MEMORY;
  case SQLITE_IOERR:
  case SQLITE_CANTOPEN:
  case SQLITE_READONLY:
  case SQLITE_PERM:
  case SQLITE_AUTH: return HT_IO;
  case SQLITE_INTERRUPT: return HT_CANCELLED;
  default: return HT_INTERNAL;
  }
}

ht_err store_error(ht_store *store, int result, const char *what, ht_fault *fault) {
  ht_err err = error_of(result & 0xFF);
  /* A shared-memory file that finds no room fails as input/output, not as SQLITE_FULL. */
  if (err == HT_IO && store->db && sqlite3_system_errno(store->db) == ENOSPC) err = HT_NO_SPACE;
  const char *path = store->path ? store->path : "";
  if (err == HT_NO_SPACE) return fault_set(fault, err, "cannot %s '%s': the disk is full", what, path);
  if (err == HT_BUSY) return fault_set(fault, err, "cannot %s '%s': another process is writing to it", what, path);
  if (err == HT_NO_MEMORY || !store->db) return fault_memory(fault);
  return fault_set(fault, err, "cannot %s '%s': %s", what, path, sqlite3_errmsg(store->db));
}

ht_err store_execute(ht_store *store, const char *sql, ht_fault *fault) {
  int result = sqlite3_exec(store->db, sql, NULL, NULL, NULL);
  return result == SQLITE_OK ? HT_OK : store_error(store, result, "write", fault);
}

ht_err store_check_writing(ht_store *store, ht_fault *fault) {
  if (store->writing) return HT_OK;
  return fault_set(fault, HT_BAD_ARGUMENT, "nothing can be put outside of a transaction: call ht_store_begin first");
}
