/* SPDX-License-Identifier: Apache-2.0 */
#ifndef STORE_READING_H
#define STORE_READING_H

/* Several readings of one state of the store, whatever others write meanwhile. */

#include "haitang/store.h"

/* Holds the store as it is now until store_reading_end; inside a transaction it changes nothing. *held says whether
   store_reading_end has something to end. */
HT_CHECKED ht_err store_reading_begin(ht_store *store, ht_fault *fault, bool *held);
void store_reading_end(ht_store *store, bool held);

/* The longest [*from, *until) around day at in which no version of a grid or member begins or ends: what is read for at
   holds for all its days. */
HT_CHECKED ht_err store_stable_days(ht_store *store, ht_day at, ht_fault *fault, ht_day *from, ht_day *until);

#endif
