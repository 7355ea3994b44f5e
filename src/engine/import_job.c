/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Refused rows go three ways: the first twenty into the report (a screenful), all of them into a CSV when one was
 * asked for, and their number into the report. The CSV is written before the transaction commits: when it cannot be
 * written nothing is imported, since the reasons would be lost.
 */
#include "engine/import_job.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/fault.h"
#include "base/number.h"
#include "codec/csv_writer.h"
#include "store/store.h"

/* The setting "outline": west,south,east,north in degrees. */
static bool parse_box(const char *text, ht_box *box) {
  double sides[4];
  for (int i = 0; i < 4; i++) {
    char part[40];
    size_t length = strcspn(text, ",");
    if (length >= sizeof part || (text[length] == ',') != (i < 3)) return false;
    memcpy(part, text, length);
    part[length] = '\0';
    if (!number_parse(part, -180, 180, &sides[i])) return false;
    text += length + (i < 3);
  }
  *box = (ht_box){sides[0], sides[1], sides[2], sides[3]};
  return box->west_deg < box->east_deg && box->south_deg < box->north_deg;
}

ht_err import_job_open(import_job *job) {
  static const char *const columns[] = {"row", "field", "reason", NULL};
  const char *outline;
  ht_err err = bridge_geos_new(job->fault, &job->geos);
  if (!err) err = bridge_crs_new(job->fault, &job->crs);
  if (!err) err = store_read_setting(job->store, &job->arena, "outline", job->fault, &outline);
  if (err) return err;
  job->has_outline = outline && parse_box(outline, &job->outline);
  csv_writer csv = {.out = &job->rejects};
  csv_put_header(&csv, columns);
  return HT_OK;
}

void import_job_release(import_job *job) {
  bridge_geos_free(job->geos);
  bridge_crs_free(job->crs);
  arena_release(&job->arena);
  arena_release(&job->row);
  buffer_release(&job->text);
  buffer_release(&job->rejects);
}

/* Copies text behind what the report holds already; NULL when it is full. */
static const char *keep_text(import_job *job, const char *text) {
  size_t size = strlen(text) + 1;
  ht_import_report *report = job->report;
  if (size > sizeof report->text - job->told_bytes) return NULL;
  char *kept = memcpy(report->text + job->told_bytes, text, size);
  job->told_bytes += size;
  return kept;
}

/* Notes take at most half of the report's places: what was refused is more urgent. */
static bool has_place(const import_job *job, bool refused) {
  uint32_t places = sizeof job->report->rejects / sizeof *job->report->rejects;
  return job->told < (refused ? places : places / 2);
}

static void tell(import_job *job, uint64_t row, const char *field, const char *reason, bool refused) {
  csv_writer csv = {.out = &job->rejects};
  csv_put_integer(&csv, (int64_t)row);
  csv_put_text(&csv, field);
  csv_put_text(&csv, reason);
  csv_end_row(&csv);
  if (!has_place(job, refused)) return;
  ht_reject reject = {row, keep_text(job, field), keep_text(job, reason)};
  if (reject.field && reject.reason) job->report->rejects[job->told++] = reject;
}

void import_note(import_job *job, uint64_t row, const char *field, const char *reason) {
  job->report->noted++;
  tell(job, row, field, reason, false);
}

ht_err import_refuse(import_job *job, uint64_t row, const char *field, const char *format, ...) {
  char reason[sizeof job->fault->detail];
  va_list values;
  va_start(values, format);
  vsnprintf(reason, sizeof reason, format, values);
  va_end(values);
  if (job->report->refused++ == 0) {
    job->first_refused_row = row;
    snprintf(job->first_reason, sizeof job->first_reason, "%s%s%s", field, *field ? ": " : "", reason);
  }
  tell(job, row, field, reason, true);
  if (!job->options->strict) return HT_OK;
  return fault_set(job->fault, HT_BAD_DATA, "row %llu: %s%s%s", (unsigned long long)row, field, *field ? ": " : "",
                   reason);
}

ht_err import_refuse_fault(import_job *job, uint64_t row, const char *field, ht_err err) {
  if (err != HT_BAD_DATA && err != HT_CONFLICT && err != HT_BAD_ARGUMENT) return err;
  ht_fault why = *job->fault;
  *job->fault = (ht_fault){0};
  return import_refuse(job, row, *why.parameter && !*field ? why.parameter : field, "%s", why.detail);
}

ht_err import_write_rejects(import_job *job) {
  const char *path = job->options->rejects;
  if (!path) return HT_OK;
  if (job->rejects.failed) return fault_memory(job->fault);
  FILE *stream = fopen(path, "wb");
  if (!stream) return fault_errno(job->fault, errno, "write", path);
  bool written = fwrite(job->rejects.bytes, 1, job->rejects.length, stream) == job->rejects.length;
  int number = errno;
  if (fclose(stream) != 0 && written) {
    written = false;
    number = errno;
  }
  return written ? HT_OK : fault_errno(job->fault, number, "write", path);
}

ht_err import_progress(import_job *job, const char *what, uint64_t done, uint64_t total) {
  const ht_progress *progress = &job->options->progress;
  if (!progress->tell || progress->tell(progress->context, what, done, total)) return HT_OK;
  return fault_set(job->fault, HT_CANCELLED, "stopped by the user");
}
