/* SPDX-License-Identifier: Apache-2.0 */
#ifndef STORE_RTREE_H
#define STORE_RTREE_H

/*
 * Keeps the spatial index of a table in step with its rows. SpatiaLite's triggers would do it too, at 50 µs a row;
 * they stay in the database for other programs but are switched off on our connections.
 *
 * What goes into an index that was empty when the transaction began is kept back and packed as a whole at its end.
 */

#include "base/buffer.h"
#include "haitang/store.h"
#include "store/tables.h"

/* The index of one table during a transaction. */
typedef struct store_rtree {
  enum { RTREE_UNKNOWN = 0, RTREE_KEPT_BACK, RTREE_DIRECT } mode;
  base_buffer entries; /* rtree_entry, kept back */
} store_rtree;

/* Enters the box of a row's shape, or nothing for HT_NO_SHAPE. The row must not be in the index. */
HT_CHECKED ht_err rtree_insert(ht_store *store, store_table table, int64_t id, const ht_shape *shape, ht_fault *fault);
HT_CHECKED ht_err rtree_insert_point(ht_store *store, store_table table, int64_t id, ht_lonlat point, ht_fault *fault);
/* Takes a row out, if it is there. */
HT_CHECKED ht_err rtree_remove(ht_store *store, store_table table, int64_t id, ht_fault *fault);
/* Takes all rows out. */
HT_CHECKED ht_err rtree_clear(ht_store *store, store_table table, ht_fault *fault);
/* Writes what was kept back: before SQL that touches idx_TABLE_geom itself. */
HT_CHECKED ht_err rtree_settle(ht_store *store, store_table table, ht_fault *fault);
/* Writes what was kept back in all tables; at the end of a transaction. */
HT_CHECKED ht_err rtree_settle_all(ht_store *store, ht_fault *fault);
/* Forgets the transaction, and what was kept back. */
void rtree_forget(ht_store *store);

#endif
