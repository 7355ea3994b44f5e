/* SPDX-License-Identifier: Apache-2.0 */

/* Coverage runs and their gaps, derived as circles are. Of the same question only the newest answer is kept. */

#include "base/fault.h"
#include "store/connection.h"
#include "store/rtree.h"
#include "store/shape_check.h"
#include "store/statement.h"
#include "store/store.h"

#define SAME_QUESTION "profile = ?1 AND \"limit\" = ?2 AND function IS ?3 AND weight = ?4"

static ht_err drop_older(ht_store *store, const ht_coverage *summary, ht_fault *fault) {
  static const char *const sql[] = {
      "DELETE FROM idx_gap_geom WHERE pkid IN (SELECT id FROM gap WHERE run IN (SELECT id FROM run WHERE " SAME_QUESTION
      "))",
      "DELETE FROM gap WHERE run IN (SELECT id FROM run WHERE " SAME_QUESTION ")",
      "DELETE FROM run WHERE " SAME_QUESTION,
  };
  ht_err err = rtree_settle(store, STORE_GAP, fault);
  for (size_t i = 0; !err && i < sizeof sql / sizeof *sql; i++) {
    store_statement s = statement_new(store, sql[i]);
    bind_text(&s, summary->profile);
    bind_real(&s, summary->limit);
    bind_text(&s, summary->function);
    bind_text(&s, summary->weight);
    err = statement_run(&s, fault);
  }
  return err;
}

ht_err store_put_run(ht_store *store, const ht_coverage *summary, ht_fault *fault, int64_t *run) {
  ht_err err = store_check_writing(store, fault);
  if (!err) err = drop_older(store, summary, fault);
  if (err) return err;
  store_statement s =
      statement_new(store, "INSERT INTO run (profile, \"limit\", function, weight, unit, at, covered, total,"
                           " unconnected, share, data_version, data_date, computed_at) VALUES (?, ?, ?, ?, ?,"
                           " strftime('%Y-%m-%dT%H:%M:%SZ', ?, 'unixepoch'), ?, ?, ?, ?, ?, ?, ?)");
  bind_text(&s, summary->profile);
  bind_real(&s, summary->limit);
  bind_text(&s, summary->function);
  bind_text(&s, summary->weight);
  bind_text(&s, summary->unit);
  bind_integer(&s, summary->at_s);
  bind_real(&s, summary->total.covered);
  bind_real(&s, summary->total.total);
  bind_real(&s, summary->total.unconnected);
  bind_real(&s, summary->total.share);
  bind_integer(&s, summary->data_version);
  bind_text(&s, summary->data_date);
  bind_text(&s, store->now);
  err = statement_run(&s, fault);
  if (!err) *run = sqlite3_last_insert_rowid(store->db);
  return err;
}

static void bind_known(store_statement *s, double number, bool known) {
  if (known)
    bind_real(s, number);
  else
    bind_null(s);
}

ht_err store_put_gap(ht_store *store, int64_t run, const ht_gap *gap, ht_fault *fault) {
  ht_err err = store_check_writing(store, fault);
  if (!err) err = shape_check(&gap->shape, fault);
  if (err) return fault_prefix(fault, err, "gap of run %lld", (long long)run);
  store_statement s =
      statement_new(store, "INSERT INTO gap (run, grid, area_m2, population, households, reason, nearest,"
                           " walk_s, straight_m, detour, geom) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
  bind_integer(&s, run);
  bind_text(&s, gap->grid);
  bind_real(&s, gap->area_m2);
  bind_real(&s, gap->population);
  bind_real(&s, gap->households);
  bind_text(&s, ht_reason_name(gap->reason));
  bind_text(&s, gap->nearest);
  bind_known(&s, (double)gap->walk_ms / 1000, gap->walk_ms >= 0);
  bind_known(&s, gap->straight_m, gap->straight_m >= 0);
  bind_known(&s, gap->detour, gap->detour > 0);
  bind_shape(&s, &gap->shape);
  err = statement_run(&s, fault);
  return err ? err : rtree_insert(store, STORE_GAP, sqlite3_last_insert_rowid(store->db), &gap->shape, fault);
}
