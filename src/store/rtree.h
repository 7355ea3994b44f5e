/* SPDX-License-Identifier: Apache-2.0 */
#ifndef STORE_RTREE_H
#define STORE_RTREE_H

/* Keeps the spatial index of a table in step with its rows. SpatiaLite's triggers would do it too, at 50 µs a row;
   they stay in the database for other programs but are switched off on our connections. */

#include "base/buffer.h"
#include "haitang/store.h"
#include "store/tables.h"

/* Enters the box of a row's shape, or nothing for HT_NO_SHAPE. The row must not be in the index. */
HT_CHECKED ht_err rtree_insert(ht_store *store, store_table table, int64_t id, const ht_shape *shape, ht_fault *fault);
/* Takes a row out, if it is there. */
HT_CHECKED ht_err rtree_remove(ht_store *store, store_table table, int64_t id, ht_fault *fault);
/* Takes all rows out. */
HT_CHECKED ht_err rtree_clear(ht_store *store, store_table table, ht_fault *fault);

#endif
