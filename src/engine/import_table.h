/* SPDX-License-Identifier: Apache-2.0 */
#ifndef ENGINE_IMPORT_TABLE_H
#define ENGINE_IMPORT_TABLE_H

/* From a file of rows to checked rows in WGS 84, one after the other. */

#include "base/buffer.h"
#include "engine/import_columns.h"
#include "engine/import_job.h"

typedef struct import_row {
  uint64_t number; /* for messages */
  const import_header *header;
  const import_columns *columns;
  const char *const *values;
  ht_shape shape; /* WGS 84, in range, rings closed; HT_NO_SHAPE only where the kind allows it */
} import_row;

/* What a kind makes of a row. Memory is job->row. HT_OK when it was put or refused. */
typedef ht_err import_row_fn(import_job *job, const import_row *row);

/* What a kind wants to be given. */
typedef struct import_table_spec {
  import_wanted wanted;
  uint32_t shapes; /* bits 1 << ht_shape_kind that are taken; 0: positions are not asked for */
  bool shapeless;  /* a file without any positions will do */
  import_row_fn *row;
} import_table_spec;

/* Reads job->path to its end. Errors: of the file, of options, of the store; a bad row alone is refused and the next
   follows. */
HT_CHECKED ht_err import_table(import_job *job, const import_table_spec *spec);

/* The row's text of a field without blanks around it, "" when there is none; in job->row, NULL when memory is
   exhausted. */
const char *import_row_text(import_job *job, const import_row *row, import_field field);

/* Reads a number of 0 to most. *value is fallback when there is none. False, and the row refused, when it is no such
   number; *err is then what to return. */
HT_CHECKED bool import_row_number(import_job *job, const import_row *row, import_field field, double most,
                                  double fallback, double *value, ht_err *err);

/* Reads the telephone number, "" when there is none. False, and the row refused, when it has letters (a number that a
   spreadsheet turned into 1.38E+10); *err is then what to return. */
HT_CHECKED bool import_row_phone(import_job *job, const import_row *row, const char **phone, ht_err *err);

/* Splits a text at ; , | ； ， 、 and line ends into texts without blanks around them, in job->row. Errors:
   HT_NO_MEMORY. */
HT_CHECKED ht_err import_split(import_job *job, const char *text, const char *const **items, uint32_t *count);

#endif
