/* SPDX-License-Identifier: Apache-2.0 */
#ifndef STORE_CREATE_H
#define STORE_CREATE_H

#include "haitang/store.h"

/* Makes a new database at path, whole or not at all, of schema version `version` (0: the current one). Errors:
   HT_CONFLICT when there is one, HT_IO, HT_NO_SPACE. */
HT_CHECKED ht_err create_database(const char *path, int version, ht_fault *fault);

#endif
