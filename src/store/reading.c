/* SPDX-License-Identifier: Apache-2.0 */
#include "store/reading.h"

#include "store/connection.h"
#include "store/statement.h"

ht_err store_reading_begin(ht_store *store, ht_fault *fault, bool *held) {
  *held = false;
  if (!sqlite3_get_autocommit(store->db)) return HT_OK;
  ht_err err = store_execute(store, "BEGIN DEFERRED", fault);
  *held = !err;
  return err;
}

void store_reading_end(ht_store *store, bool held) {
  ht_err err = held ? store_execute(store, "COMMIT", NULL) : HT_OK;
  if (err) sqlite3_exec(store->db, "ROLLBACK", NULL, NULL, NULL); /* nothing was written: nothing can be lost */
}

ht_err store_stable_days(ht_store *store, ht_day at, ht_fault *fault, ht_day *from, ht_day *until) {
  store_statement s =
      statement_new(store, "SELECT max(d) FILTER (WHERE d <= ?1), min(d) FILTER (WHERE d > ?1) FROM"
                           " (SELECT valid_from AS d FROM grid UNION ALL SELECT valid_to FROM grid"
                           " UNION ALL SELECT valid_from FROM member UNION ALL SELECT valid_to FROM member)");
  bind_at(&s, at);
  ht_day first = HT_DAY_FIRST, end = HT_DAY_NEVER;
  if (statement_next(&s)) {
    first = column_day(&s, 0, HT_DAY_FIRST);
    end = column_day(&s, 1, HT_DAY_NEVER);
  }
  ht_err err = statement_end(&s, fault);
  if (err) return err;
  *from = first;
  *until = end;
  return HT_OK;
}
