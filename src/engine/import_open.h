/* SPDX-License-Identifier: Apache-2.0 */
#ifndef ENGINE_IMPORT_OPEN_H
#define ENGINE_IMPORT_OPEN_H

/* Opening a table of rows: whole, in the right encoding, in a known reference system. */

#include "bridge/ogr.h"
#include "engine/import_job.h"

typedef struct import_source {
  ogr_table *table;
  const char *crs; /* what the file states: "EPSG:n" or "wkt"; NULL: nothing. Lives as long as the table */
} import_source;

/* Opens job->path. The caller closes source->table once. Errors: as ogr_table_open, HT_BAD_DATA for a text that was
   cut. */
HT_CHECKED ht_err import_open(import_job *job, import_source *source);

#endif
