/* SPDX-License-Identifier: Apache-2.0 */

/* The circles of stations. They are derived: each names the data_version that it was computed from and does not raise
   it. */

#include "base/fault.h"
#include "store/connection.h"
#include "store/rtree.h"
#include "store/shape_check.h"
#include "store/statement.h"
#include "store/store.h"

/* Removes the circle of the same key. */
static ht_err remove_circle(ht_store *store, const store_circle *circle, ht_fault *fault) {
  store_statement find =
      statement_new(store, "SELECT id FROM circle WHERE station = ? AND profile = ? AND \"limit\" = ?");
  bind_text(&find, circle->station);
  bind_text(&find, circle->circle.profile);
  bind_real(&find, circle->circle.limit);
  int64_t id;
  ht_err err = statement_number(&find, 0, fault, &id);
  if (err || !id) return err;
  store_statement s = statement_new(store, "DELETE FROM circle WHERE id = ?");
  bind_integer(&s, id);
  err = statement_run(&s, fault);
  return err ? err : rtree_remove(store, STORE_CIRCLE, id, fault);
}

ht_err store_put_circle(ht_store *store, const store_circle *circle, ht_fault *fault) {
  const ht_shape *shape = &circle->circle.shape;
  ht_err err = store_check_writing(store, fault);
  if (!err && shape->point_count) err = shape_check_kind(shape, HT_POLYGONS, fault);
  if (!err) err = remove_circle(store, circle, fault);
  if (err) return err;
  store_statement s =
      statement_new(store, "INSERT INTO circle (station, profile, \"limit\", unit, area_m2, data_version,"
                           " computed_at, geom) VALUES (?, ?, ?, ?, ?, ?, ?, ?)");
  bind_text(&s, circle->station);
  bind_text(&s, circle->circle.profile);
  bind_real(&s, circle->circle.limit);
  bind_text(&s, circle->circle.unit);
  bind_real(&s, circle->circle.area_m2);
  bind_integer(&s, circle->data_version);
  bind_text(&s, store->now);
  bind_shape(&s, shape);
  err = statement_run(&s, fault);
  return err ? err : rtree_insert(store, STORE_CIRCLE, sqlite3_last_insert_rowid(store->db), shape, fault);
}

ht_err store_drop_circles(ht_store *store, const char *profile, ht_fault *fault) {
  static const char *const sql[] = {
      "DELETE FROM idx_circle_geom WHERE pkid IN (SELECT id FROM circle WHERE profile = ?)",
      "DELETE FROM circle WHERE profile = ?",
  };
  ht_err err = store_check_writing(store, fault);
  if (!err) err = rtree_settle(store, STORE_CIRCLE, fault);
  for (size_t i = 0; !err && i < sizeof sql / sizeof *sql; i++) {
    store_statement s = statement_new(store, sql[i]);
    bind_text(&s, profile);
    err = statement_run(&s, fault);
  }
  return err;
}
