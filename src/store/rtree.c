/* SPDX-License-Identifier: Apache-2.0 */
#include "store/rtree.h"

#include "codec/spatialite_blob.h"
#include "store/connection.h"
#include "store/statement.h"

static const char *const insert_sql[] = {
#define X(name, text, type) [STORE_##name] = "INSERT INTO idx_" text "_geom VALUES (?, ?, ?, ?, ?)",
    STORE_EACH_TABLE(X)
#undef X
};
static const char *const remove_sql[] = {
#define X(name, text, type) [STORE_##name] = "DELETE FROM idx_" text "_geom WHERE pkid = ?",
    STORE_EACH_TABLE(X)
#undef X
};
static const char *const clear_sql[] = {
#define X(name, text, type) [STORE_##name] = "DELETE FROM idx_" text "_geom",
    STORE_EACH_TABLE(X)
#undef X
};

ht_err rtree_insert(ht_store *store, store_table table, int64_t id, const ht_shape *shape, ht_fault *fault) {
  if (shape->kind == HT_NO_SHAPE || shape->point_count == 0) return HT_OK;
  ht_box box = spatialite_blob_box(shape);
  store_statement s = statement_new(store, insert_sql[table]);
  bind_integer(&s, id);
  bind_real(&s, box.west_deg);
  bind_real(&s, box.east_deg);
  bind_real(&s, box.south_deg);
  bind_real(&s, box.north_deg);
  return statement_run(&s, fault);
}

ht_err rtree_remove(ht_store *store, store_table table, int64_t id, ht_fault *fault) {
  store_statement s = statement_new(store, remove_sql[table]);
  bind_integer(&s, id);
  return statement_run(&s, fault);
}

ht_err rtree_clear(ht_store *store, store_table table, ht_fault *fault) {
  store_statement s = statement_new(store, clear_sql[table]);
  return statement_run(&s, fault);
}
