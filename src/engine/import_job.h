/* SPDX-License-Identifier: Apache-2.0 */
#ifndef ENGINE_IMPORT_JOB_H
#define ENGINE_IMPORT_JOB_H

/* One import under way: what its parts share, and how they refuse a row. */

#include "base/arena.h"
#include "base/buffer.h"
#include "bridge/crs.h"
#include "bridge/geos.h"
#include "haitang/store.h"

typedef struct import_job {
  ht_store *store; /* a transaction is under way */
  ht_kind kind;
  const char *path, *name; /* of the file; the name without folders is the source of land, barriers and demand */
  const ht_import_options *options;
  ht_import_report *report;
  ht_fault *fault; /* never NULL */
  bridge_geos *geos;
  bridge_crs *crs;
  base_arena arena; /* of the whole import */
  base_arena row;   /* of one row; reset before the next */
  ht_box outline;   /* of the city */
  bool has_outline;
  bool layer_known;                  /* grids: the layer is stored already */
  struct import_function *functions; /* stations: the functions known */
  struct import_gathered *lines;     /* streets from a line layer: those read so far */
  base_buffer text;                  /* scratch */
  base_buffer rejects;               /* the CSV of refused rows */
  uint64_t first_refused_row;
  char first_reason[640];
  uint32_t told;     /* rejects in the report */
  size_t told_bytes; /* of report->text */
} import_job;

/* The caller releases job, also after a failure. */
HT_CHECKED ht_err import_job_open(import_job *job);
void import_job_release(import_job *job);

/* Refuses a row: counts and notes it, with the field ("" the row as a whole) and a reason. HT_OK, so that the next
   row follows; HT_BAD_DATA when the import is strict. */
HT_CHECKED ht_err import_refuse(import_job *job, uint64_t row, const char *field, const char *format, ...)
    HT_PRINTF(4, 5);

/* Refuses a row for the reason that job->fault has when err is HT_BAD_DATA or HT_CONFLICT; other errors are returned
   as they are. */
HT_CHECKED ht_err import_refuse_fault(import_job *job, uint64_t row, const char *field, ht_err err);

/* Notes that a row was not taken as it stands. */
void import_note(import_job *job, uint64_t row, const char *field, const char *reason);

/* Writes the refused rows to the file that the options name, if any. Errors: HT_IO, HT_NO_SPACE, HT_NO_MEMORY. */
HT_CHECKED ht_err import_write_rejects(import_job *job);

/* Tells how far it is. HT_CANCELLED when told to stop. */
HT_CHECKED ht_err import_progress(import_job *job, const char *what, uint64_t done, uint64_t total);

#endif
