/* SPDX-License-Identifier: Apache-2.0 */
#include "store/migrate.h"

/*
 * A new database goes through every step from nothing, so that each database of a version has the same schema however
 * it came there. To add a version: write schema_vN.c, append it here, and add to tests/unit/test_store_migrate.c what
 * its step must keep.
 */

#include "base/fault.h"
#include "store/connection.h"
#include "store/schema.h"
#include "store/statement.h"

#include <stdio.h>

static const char *const *const steps[] = {schema_v1, schema_v2}; /* steps[n] leads from version n to n + 1 */

int migrate_current(void) {
  return (int)(sizeof steps / sizeof *steps);
}

ht_err migrate_version(ht_store *store, ht_fault *fault, int64_t *version) {
  store_statement s = statement_new(store, "PRAGMA user_version");
  return statement_number(&s, 0, fault, version);
}

/* SpatiaLite's functions say 0 instead of failing. */
static ht_err run_sql(ht_store *store, const char *sql, ht_fault *fault) {
  sqlite3_stmt *handle = NULL;
  int result = sqlite3_prepare_v2(store->db, sql, -1, &handle, NULL);
  bool refused = false;
  if (result == SQLITE_OK) {
    while ((result = sqlite3_step(handle)) == SQLITE_ROW)
      refused = refused || (sqlite3_column_type(handle, 0) == SQLITE_INTEGER && sqlite3_column_int(handle, 0) == 0);
  }
  sqlite3_finalize(handle);
  if (result != SQLITE_DONE) return store_error(store, result, "write", fault);
  return refused ? fault_set(fault, HT_INTERNAL, "SpatiaLite refused: %s", sql) : HT_OK;
}

static ht_err run_step(ht_store *store, int64_t from, ht_fault *fault) {
  for (const char *const *sql = steps[from]; *sql; sql++) {
    ht_err err = run_sql(store, *sql, fault);
    if (err) return err;
  }
  char pragma[48];
  snprintf(pragma, sizeof pragma, "PRAGMA user_version = %d", (int)from + 1);
  return store_execute(store, pragma, fault);
}

/* One step under the write lock, unless another process has done it. */
static ht_err step_forward(ht_store *store, int to, ht_fault *fault, bool *done) {
  int64_t version;
  ht_err err = store_execute(store, "BEGIN IMMEDIATE", fault);
  if (err) return err;
  err = migrate_version(store, fault, &version);
  *done = !err && version >= to;
  if (!err && !*done) err = run_step(store, version, fault);
  if (!err) err = store_execute(store, "COMMIT", fault);
  if (err && !sqlite3_get_autocommit(store->db)) sqlite3_exec(store->db, "ROLLBACK", NULL, NULL, NULL);
  return err ? fault_prefix(fault, err, "cannot bring the database to version %d", to) : HT_OK;
}

ht_err migrate_store(ht_store *store, int to, ht_fault *fault) {
  if (to == 0) to = migrate_current();
  bool done = false;
  while (!done) {
    ht_err err = step_forward(store, to, fault, &done);
    if (err) return err;
  }
  return HT_OK;
}
