/* SPDX-License-Identifier: Apache-2.0 */
#ifndef STORE_CHANGE_H
#define STORE_CHANGE_H

/*
 * The audit log: who changed which row, when, within what work, and what it was before and after, as JSON.
 *
 * A row that is changed or ended gets an entry of its own. Rows that are new get one entry a kind and transaction with
 * their count: the rows themselves say what they are, and a first import of 60,000 buildings would otherwise be stored
 * twice.
 */

#include "haitang/store.h"

/* Reads a row as JSON by `sql`, whose one value is the row's id and whose one column is the text. The text lives
   until the next change_note. */
HT_CHECKED ht_err change_read(ht_store *store, const char *sql, int64_t id, ht_fault *fault, const char **json);

typedef struct store_note {
  const char *kind, *key;
  const char *action;         /* insert, update, retire, delete, replace */
  uint64_t count;             /* 0: 1 */
  const char *before, *after; /* NULL: none */
} store_note;
HT_CHECKED ht_err change_note(ht_store *store, const store_note *note, ht_fault *fault);

/* Enters the counts of new rows; at the end of a transaction. */
HT_CHECKED ht_err change_note_inserted(ht_store *store, ht_fault *fault);

/* The name of a kind as it stands in the log: the name of its table. */
const char *change_kind(ht_kind kind);

#endif
