/* SPDX-License-Identifier: Apache-2.0 */
#include "store/transaction.h"

/*
 * A transaction takes the write lock at its beginning, so that it fails at once or not at all, and raises data_version
 * at its end when it changed anything that a snapshot is built from. Circles, runs and gaps are derived: they name the
 * version they were computed from and do not raise it.
 */

#include "base/day.h"
#include "base/fault.h"
#include "base/time.h"
#include "base/zone.h"
#include "store/change.h"
#include "store/connection.h"
#include "store/rtree.h"
#include "store/statement.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

ht_err ht_store_data_version(ht_store *store, ht_fault *fault, int64_t *version) {
  store_statement s = statement_new(store, "SELECT data_version FROM state");
  return statement_number(&s, 0, fault, version);
}

ht_tally ht_store_tally(const ht_store *store, ht_kind kind) {
  return (unsigned)kind < HT_KIND_COUNT ? store->tally[kind] : (ht_tally){0};
}

ht_err transaction_today(ht_store *store, ht_fault *fault, ht_day *today) {
  int32_t offset_s = TIME_SHANGHAI_OFFSET_S;
  store_statement s = statement_new(store, "SELECT value FROM setting WHERE key = 'timezone'");
  if (statement_next(&s) && !zone_parse(column_text(&s, 0), &offset_s)) offset_s = TIME_SHANGHAI_OFFSET_S;
  ht_err err = statement_end(&s, fault);
  if (!err) *today = store->fixed_today ? store->fixed_today : day_of_time(time_now_s(), offset_s);
  return err;
}

static ht_err set_clock(ht_store *store, ht_fault *fault) {
  time_t now = time_now_s();
  struct tm utc;
  gmtime_r(&now, &utc);
  strftime(store->now, sizeof store->now, "%Y-%m-%dT%H:%M:%SZ", &utc);
  return transaction_today(store, fault, &store->today);
}

ht_err ht_store_begin(ht_store *store, const char *what, ht_fault *fault) {
  if (store->read_only) return fault_set(fault, HT_BAD_ARGUMENT, "'%s' was opened for reading only", store->path);
  if (store->writing) return fault_set(fault, HT_BAD_ARGUMENT, "a transaction is under way already");
  ht_err err = store_execute(store, "BEGIN IMMEDIATE", fault);
  if (err) return err;
  err = store_execute(store, "DELETE FROM temp.seen", fault);
  if (!err) err = set_clock(store, fault);
  if (err) {
    ht_store_rollback(store);
    return err;
  }
  store->writing = true;
  store->changed = false;
  memset(store->tally, 0, sizeof store->tally);
  snprintf(store->what, sizeof store->what, "%s", what ? what : "");
  return HT_OK;
}

static void end(ht_store *store) {
  store->writing = false;
  rtree_forget(store);
  free(store->source);
  store->source = NULL;
}

ht_err ht_store_commit(ht_store *store, ht_fault *fault) {
  ht_err err = store_check_writing(store, fault);
  if (!err) err = rtree_settle_all(store, fault);
  if (!err) err = change_note_inserted(store, fault);
  if (!err && store->changed) err = store_execute(store, "UPDATE state SET data_version = data_version + 1", fault);
  if (!err) err = store_execute(store, "COMMIT", fault);
  if (err)
    ht_store_rollback(store);
  else
    end(store);
  return err;
}

void ht_store_rollback(ht_store *store) {
  if (store->db && !sqlite3_get_autocommit(store->db)) sqlite3_exec(store->db, "ROLLBACK", NULL, NULL, NULL);
  end(store);
}

ht_err transaction_see(ht_store *store, ht_kind kind, int64_t id, const char *key, ht_fault *fault) {
  store_statement s = statement_new(store, "INSERT OR IGNORE INTO temp.seen VALUES (?, ?)");
  bind_integer(&s, kind);
  bind_integer(&s, id);
  ht_err err = statement_run(&s, fault);
  if (err) return err;
  if (sqlite3_changes(store->db) == 0) return fault_set(fault, HT_CONFLICT, "'%s' is given twice", key);
  return HT_OK;
}

ht_err ht_store_set_source(ht_store *store, const char *name, ht_fault *fault) {
  ht_err err = store_check_writing(store, fault);
  if (err) return err;
  char *copy = name && *name ? strdup(name) : NULL;
  if (name && *name && !copy) return fault_memory(fault);
  free(store->source);
  store->source = copy;
  return HT_OK;
}
