/* SPDX-License-Identifier: Apache-2.0 */
#ifndef STORE_MIGRATE_H
#define STORE_MIGRATE_H

#include "haitang/store.h"

/* The version of the schema that this program reads and writes. */
int migrate_current(void);

/* Brings an open database forward to version `to` (0: the current one), each step in a transaction of its own, or none
   if another process did it meanwhile. */
HT_CHECKED ht_err migrate_store(ht_store *store, int to, ht_fault *fault);

/* PRAGMA user_version. */
HT_CHECKED ht_err migrate_version(ht_store *store, ht_fault *fault, int64_t *version);

#endif
