/* SPDX-License-Identifier: Apache-2.0 */
#ifndef STORE_STATEMENT_H
#define STORE_STATEMENT_H

/*
 * One SQL statement on its way, so that a put reads like the table it fills:
 *
 *   store_statement s = statement_new(store, "INSERT INTO setting (key, value) VALUES (?, ?)");
 *   bind_text(&s, key);
 *   bind_text(&s, value);
 *   return statement_run(&s, fault);
 *
 * and a reading:
 *
 *   while (statement_next(&s)) … column_text(&s, 0) …
 *   return statement_end(&s, fault);
 *
 * The first failure is kept and told at the end. Texts must be constants: the prepared statement is kept
 * under the text's address. Values are bound in order, the first to ?1.
 */

#include "base/arena.h"
#include "haitang/store.h"

#include <sqlite3.h>

typedef struct store_statement {
  ht_store *store;
  sqlite3_stmt *handle;
  int next_value;
  int result;  /* SQLITE_OK, or the first failure */
  bool own;    /* not the kept one, which is in use further out */
  bool writes; /* for the message */
} store_statement;

store_statement statement_new(ht_store *store, const char *sql);

/* NULL and "" are stored as NULL. */
void bind_text(store_statement *statement, const char *text);
void bind_integer(store_statement *statement, int64_t number);
void bind_real(store_statement *statement, double number);
void bind_blob(store_statement *statement, const void *bytes, size_t length);
void bind_null(store_statement *statement);
/* HT_DAY_FIRST and HT_DAY_NEVER are stored as NULL. */
void bind_day(store_statement *statement, ht_day day);
/* A day to compare stored days with, always a text: the first of all days for HT_DAY_FIRST, the last for
   HT_DAY_NEVER. */
void bind_at(store_statement *statement, ht_day day);
/* HT_NO_SHAPE is stored as NULL. */
void bind_shape(store_statement *statement, const ht_shape *shape);
void bind_point(store_statement *statement, ht_lonlat point);

/* Steps to the next row; false at the end and after a failure. */
bool statement_next(store_statement *statement);
/* Ends the statement, at any point, and tells of the first failure. */
HT_CHECKED ht_err statement_end(store_statement *statement, ht_fault *fault);
/* Steps to the end and ends. */
HT_CHECKED ht_err statement_run(store_statement *statement, ht_fault *fault);
/* Runs a statement whose one row has one number; NULL and no row give absent. */
HT_CHECKED ht_err statement_number(store_statement *statement, int64_t absent, ht_fault *fault, int64_t *number);

/* "" for NULL. Valid until the next step. */
const char *column_text(store_statement *statement, int column);
int64_t column_integer(store_statement *statement, int column);
double column_real(store_statement *statement, int column);
bool column_is_null(store_statement *statement, int column);
/* absent for NULL and for what is not a day. */
ht_day column_day(store_statement *statement, int column, ht_day absent);
/* Into arena; HT_NO_SHAPE for NULL. Errors: HT_BAD_DATA, HT_NO_MEMORY. */
HT_CHECKED ht_err column_shape(store_statement *statement, int column, base_arena *arena, ht_fault *fault,
                               ht_shape *shape);
HT_CHECKED ht_err column_point(store_statement *statement, int column, base_arena *arena, ht_fault *fault,
                               ht_lonlat *point);

#endif
