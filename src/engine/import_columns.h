/* SPDX-License-Identifier: Apache-2.0 */
#ifndef ENGINE_IMPORT_COLUMNS_H
#define ENGINE_IMPORT_COLUMNS_H

/* Which column of a file holds which field: by the names that real files use, in Chinese and English, or as told. */

#include "base/arena.h"
#include "haitang/store.h"

/* What rows may say. The table of names is in import_columns.c. */
typedef enum import_field {
  IMPORT_CODE = 0,
  IMPORT_NAME,
  IMPORT_PARENT,
  IMPORT_ORGANISATION,
  IMPORT_FROM,
  IMPORT_TO,
  IMPORT_GRID,
  IMPORT_ROLE,
  IMPORT_PHONE,
  IMPORT_DEPARTMENT,
  IMPORT_TIER,
  IMPORT_ADDRESS,
  IMPORT_HOURS,
  IMPORT_STATUS,
  IMPORT_CAPACITY,
  IMPORT_FUNCTIONS,
  IMPORT_ALIASES,
  IMPORT_PROVINCE,
  IMPORT_CITY,
  IMPORT_COUNTY,
  IMPORT_POPULATION,
  IMPORT_HOUSEHOLDS,
  IMPORT_ELDERLY,
  IMPORT_CLASS,
  IMPORT_LAYER,
  IMPORT_LON,
  IMPORT_LAT,
  IMPORT_FIELD_COUNT
} import_field;

/* The columns of a field, in the order in which they are asked: the first with a value has it. */
typedef struct import_columns {
  const uint32_t *columns[IMPORT_FIELD_COUNT];
  uint32_t counts[IMPORT_FIELD_COUNT];
  const bool *used; /* per column of the file: some field takes it */
} import_columns;

/* Says which fields a kind has, which it cannot do without, and of which one at least must be there. */
typedef struct import_wanted {
  uint64_t fields, required, one_of; /* bits 1 << import_field */
} import_wanted;
#define IMPORT_BIT(field) (UINT64_C(1) << (field))

typedef struct import_header {
  const char *const *names; /* the file's columns */
  uint32_t count;
} import_header;

/* Finds the columns of the wanted fields among the header's, told ones ("COLUMN=FIELD") first. Errors:
   HT_BAD_ARGUMENT for a told one that names no column or no field of this kind; HT_BAD_DATA for a required field
   without a column, listing what was found and which names would have done. */
HT_CHECKED ht_err import_columns_find(const import_header *header, const ht_import_options *options,
                                      import_wanted wanted, base_arena *arena, ht_fault *fault,
                                      import_columns *columns);

/* The field's name for people and for COLUMN=FIELD: a constant. */
const char *import_field_name(import_field field);

/* The row's value of a field, NULL when there is none or it is blank. */
const char *import_columns_value(const import_columns *columns, const char *const *values, import_field field);

#endif
