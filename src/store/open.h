/* SPDX-License-Identifier: Apache-2.0 */
#ifndef STORE_OPEN_H
#define STORE_OPEN_H

#include "haitang/store.h"

/* A connection to the SQLite file at path, with SpatiaLite in it, not yet looked at. flags: SQLITE_OPEN_…. The caller
   closes it with ht_store_close, also after an error when *store is not NULL. */
HT_CHECKED ht_err open_connection(const char *path, int flags, ht_fault *fault, ht_store **store);

#endif
