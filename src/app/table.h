/* SPDX-License-Identifier: Apache-2.0 */
#ifndef APP_TABLE_H
#define APP_TABLE_H

/* A table for people: columns as wide as their widest cell on a terminal, where a Chinese character takes two
   places. */

#include "app/app.h"

#include <stdio.h>

typedef struct app_column {
  const char *chinese, *english;
  bool right; /* numbers */
} app_column;

typedef struct app_table {
  const app_context *app;
  base_arena *arena;
  const app_column *columns;
  uint32_t column_count, cell_count, capacity;
  const char **cells;
  bool failed;
} app_table;

/* Columns end with a NULL name. */
app_table table_begin(app_context *app, const app_column *columns);
/* Adds the next cell; a row is full after as many cells as there are columns. NULL is an empty cell. */
void table_text(app_table *table, const char *text);
void table_printf(app_table *table, const char *format, ...) HT_PRINTF(2, 3);
/* Prints the head and all rows. HT_NO_MEMORY when a cell was lost. */
HT_CHECKED ht_err table_print(const app_table *table, FILE *file);

#endif
