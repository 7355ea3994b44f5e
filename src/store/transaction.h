/* SPDX-License-Identifier: Apache-2.0 */
#ifndef STORE_TRANSACTION_H
#define STORE_TRANSACTION_H

#include "haitang/store.h"

/* The day of the deployment's own calendar. */
HT_CHECKED ht_err transaction_today(ht_store *store, ht_fault *fault, ht_day *today);

/* Notes that this transaction put the row. HT_CONFLICT, with key in the message, when it has put it before. */
HT_CHECKED ht_err transaction_see(ht_store *store, ht_kind kind, int64_t id, const char *key, ht_fault *fault);

#endif
