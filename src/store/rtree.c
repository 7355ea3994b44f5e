/* SPDX-License-Identifier: Apache-2.0 */
#include "store/rtree.h"

#include "base/fault.h"
#include "codec/spatialite_blob.h"
#include "store/connection.h"
#include "store/rtree_pack.h"
#include "store/statement.h"

enum { FEW = 32 }; /* entries that are not worth packing */

static const struct {
  const char *insert, *remove, *any, *node_bytes, *write_node, *write_parent, *write_leaf;
  const char *empty[4]; /* back to an empty root */
} sql[STORE_TABLES] = {
#define X(name, text, type)                                                                                            \
  [STORE_##name] = {"INSERT INTO idx_" text "_geom VALUES (?, ?, ?, ?, ?)",                                            \
                    "DELETE FROM idx_" text "_geom WHERE pkid = ?",                                                    \
                    "SELECT 1 FROM idx_" text "_geom_rowid LIMIT 1",                                                   \
                    "SELECT length(data) FROM idx_" text "_geom_node WHERE nodeno = 1",                                \
                    "REPLACE INTO idx_" text "_geom_node (nodeno, data) VALUES (?, ?)",                                \
                    "INSERT INTO idx_" text "_geom_parent (nodeno, parentnode) VALUES (?, ?)",                         \
                    "INSERT INTO idx_" text "_geom_rowid (rowid, nodeno) VALUES (?, ?)",                               \
                    {"UPDATE idx_" text "_geom_node SET data = zeroblob(length(data)) WHERE nodeno = 1",               \
                     "DELETE FROM idx_" text "_geom_node WHERE nodeno <> 1", "DELETE FROM idx_" text "_geom_rowid",    \
                     "DELETE FROM idx_" text "_geom_parent"}},
    STORE_EACH_TABLE(X)
#undef X
};

static ht_err insert_now(ht_store *store, store_table table, const rtree_entry *entry, ht_fault *fault) {
  store_statement s = statement_new(store, sql[table].insert);
  bind_integer(&s, entry->id);
  bind_real(&s, (double)entry->west_deg);
  bind_real(&s, (double)entry->east_deg);
  bind_real(&s, (double)entry->south_deg);
  bind_real(&s, (double)entry->north_deg);
  return statement_run(&s, fault);
}

/* Decides at the first touch in a transaction. */
static ht_err choose_mode(ht_store *store, store_table table, ht_fault *fault) {
  store_rtree *rtree = &store->rtree[table];
  if (rtree->mode != RTREE_UNKNOWN) return HT_OK;
  store_statement s = statement_new(store, sql[table].any);
  int64_t any;
  ht_err err = statement_number(&s, 0, fault, &any);
  if (!err) rtree->mode = any ? RTREE_DIRECT : RTREE_KEPT_BACK;
  return err;
}

static ht_err insert_box(ht_store *store, store_table table, int64_t id, ht_box box, ht_fault *fault) {
  rtree_entry entry = rtree_entry_of(id, box);
  store_rtree *rtree = &store->rtree[table];
  ht_err err = choose_mode(store, table, fault);
  if (err) return err;
  if (rtree->mode == RTREE_DIRECT) return insert_now(store, table, &entry, fault);
  buffer_append(&rtree->entries, &entry, sizeof entry);
  return rtree->entries.failed ? fault_memory(fault) : HT_OK;
}

ht_err rtree_insert(ht_store *store, store_table table, int64_t id, const ht_shape *shape, ht_fault *fault) {
  if (shape->kind == HT_NO_SHAPE || shape->point_count == 0) return HT_OK;
  return insert_box(store, table, id, spatialite_blob_box(shape), fault);
}

ht_err rtree_insert_point(ht_store *store, store_table table, int64_t id, ht_lonlat point, ht_fault *fault) {
  return insert_box(store, table, id, (ht_box){point.lon_deg, point.lat_deg, point.lon_deg, point.lat_deg}, fault);
}

ht_err rtree_remove(ht_store *store, store_table table, int64_t id, ht_fault *fault) {
  ht_err err = rtree_settle(store, table, fault);
  if (err) return err;
  store_statement s = statement_new(store, sql[table].remove);
  bind_integer(&s, id);
  return statement_run(&s, fault);
}

/* By the shadow tables: the module itself would take each row out by a search. */
ht_err rtree_clear(ht_store *store, store_table table, ht_fault *fault) {
  for (int i = 0; i < 4; i++) {
    store_statement s = statement_new(store, sql[table].empty[i]);
    ht_err err = statement_run(&s, fault);
    if (err) return err;
  }
  buffer_clear(&store->rtree[table].entries);
  store->rtree[table].mode = RTREE_KEPT_BACK;
  return HT_OK;
}

/* Where the packed nodes of a table go. */
typedef struct node_writer {
  ht_store *store;
  store_table table;
} node_writer;

static ht_err write_node(void *context, int64_t node, const void *data, size_t size, ht_fault *fault) {
  const node_writer *writer = context;
  store_statement s = statement_new(writer->store, sql[writer->table].write_node);
  bind_integer(&s, node);
  bind_blob(&s, data, size);
  return statement_run(&s, fault);
}

static ht_err write_pair(const node_writer *writer, const char *text, int64_t a, int64_t b, ht_fault *fault) {
  store_statement s = statement_new(writer->store, text);
  bind_integer(&s, a);
  bind_integer(&s, b);
  return statement_run(&s, fault);
}

static ht_err write_parent(void *context, int64_t node, int64_t parent, ht_fault *fault) {
  const node_writer *writer = context;
  return write_pair(writer, sql[writer->table].write_parent, node, parent, fault);
}

static ht_err write_leaf(void *context, int64_t id, int64_t node, ht_fault *fault) {
  const node_writer *writer = context;
  return write_pair(writer, sql[writer->table].write_leaf, id, node, fault);
}

static ht_err pack(ht_store *store, store_table table, const rtree_entry *entries, size_t count, ht_fault *fault) {
  node_writer writer = {store, table};
  rtree_sink sink = {&writer, write_node, write_parent, write_leaf};
  store_statement s = statement_new(store, sql[table].node_bytes);
  int64_t node_bytes;
  ht_err err = statement_number(&s, 0, fault, &node_bytes);
  return err ? err : rtree_pack(entries, count, (size_t)node_bytes, &sink, fault);
}

ht_err rtree_settle(ht_store *store, store_table table, ht_fault *fault) {
  store_rtree *rtree = &store->rtree[table];
  size_t count = rtree->entries.length / sizeof(rtree_entry);
  const rtree_entry *entries = (const rtree_entry *)(const void *)rtree->entries.bytes;
  ht_err err = HT_OK;
  if (count > FEW)
    err = pack(store, table, entries, count, fault);
  else
    for (size_t i = 0; !err && i < count; i++) err = insert_now(store, table, &entries[i], fault);
  if (err) return err;
  rtree->mode = RTREE_DIRECT;
  buffer_clear(&rtree->entries);
  return HT_OK;
}

ht_err rtree_settle_all(ht_store *store, ht_fault *fault) {
  for (int table = 0; table < STORE_TABLES; table++) {
    ht_err err = rtree_settle(store, (store_table)table, fault);
    if (err) return err;
  }
  return HT_OK;
}

void rtree_forget(ht_store *store) {
  for (int table = 0; table < STORE_TABLES; table++) {
    buffer_release(&store->rtree[table].entries);
    store->rtree[table].mode = RTREE_UNKNOWN;
  }
}
