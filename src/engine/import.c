/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Importing: one file, one transaction.
 *
 *   ht_import ─▶ import_streets ─▶ codec/osm_extract            an OSM file
 *            └─▶ import_KIND ───▶ import_table ─▶ bridge/ogr    anything else: rows of columns and shapes
 *
 * A row is refused alone and said so; a file that cannot be read to its end, or of which no row was good, changes
 * nothing.
 */
#include <stdio.h>
#include <string.h>

#include "base/fault.h"
#include "engine/import_kinds.h"

const char *ht_kind_name(ht_kind kind) {
  static const char *const names[HT_KIND_COUNT] = {
      [HT_STREETS] = "streets",     [HT_GRIDS] = "grids",   [HT_STATIONS] = "stations", [HT_MEMBERS] = "members",
      [HT_ADDRESSES] = "addresses", [HT_DEMAND] = "demand", [HT_LAND] = "land",         [HT_BARRIERS] = "barriers",
  };
  return (unsigned)kind < HT_KIND_COUNT ? names[kind] : "unknown";
}

static ht_err run_kind(import_job *job) {
  switch (job->kind) {
  case HT_STREETS: return import_streets(job);
  case HT_GRIDS: return import_grids(job);
  case HT_STATIONS: return import_stations(job);
  case HT_MEMBERS: return import_members(job);
  case HT_ADDRESSES: return import_addresses(job);
  case HT_DEMAND: return import_demand(job);
  case HT_LAND: return import_land(job);
  case HT_BARRIERS: return import_barriers(job);
  case HT_KIND_COUNT: break;
  }
  return fault_set(job->fault, HT_BAD_ARGUMENT, "there is no such kind of data");
}

/* All rows refused is most often one mistake made for all of them: the first reason says which. */
static ht_err check_any(const import_job *job) {
  const ht_import_report *report = job->report;
  if (report->refused == 0 || report->refused < report->read) return HT_OK;
  return fault_set(job->fault, HT_BAD_DATA, "all %llu rows were refused, the first (row %llu) because: %s",
                   (unsigned long long)report->refused, (unsigned long long)job->first_refused_row, job->first_reason);
}

/* Retires what the file does not name. A refused row's code may be one of those that then look absent, and a voided
   code is gone for good, so nothing is retired unless every row was good. */
static ht_err retire_absent(const import_job *job) {
  uint64_t count;
  const char *layer = job->options->layer && *job->options->layer ? job->options->layer : "grid";
  bool layered = job->kind == HT_GRIDS || job->kind == HT_MEMBERS;
  bool lasting = layered || job->kind == HT_STATIONS || job->kind == HT_ADDRESSES;
  if (!job->options->replace || !lasting) return HT_OK;
  if (job->report->refused)
    return fault_set(
        job->fault, HT_BAD_DATA,
        "%llu rows were refused: with --replace every row must be good, or what they name would be retired",
        (unsigned long long)job->report->refused);
  ht_day from = job->options->from ? job->options->from : HT_DAY_FIRST;
  return ht_store_retire_absent(job->store, job->kind, layered ? layer : NULL, from, job->fault, &count);
}

static void add_tally(import_job *job) {
  ht_tally tally = ht_store_tally(job->store, job->kind);
  job->report->written = tally.inserted + tally.updated;
  job->report->unchanged = tally.unchanged;
  job->report->retired = tally.retired;
}

static ht_err run(import_job *job) {
  ht_err err = import_job_open(job);
  if (err) return err;
  err = run_kind(job);
  if (!err) err = check_any(job);
  if (!err) err = retire_absent(job);
  ht_fault rejects_fault = {0};
  ht_fault *fault = job->fault;
  if (err) job->fault = &rejects_fault; /* the first failure is the one to tell */
  ht_err rejects_err = import_write_rejects(job);
  job->fault = fault;
  if (!err) add_tally(job);
  return err ? err : rejects_err;
}

static ht_err run_in_transaction(import_job *job) {
  char what[128];
  snprintf(what, sizeof what, "import %s %s", ht_kind_name(job->kind), job->name);
  ht_err err = ht_store_begin(job->store, what, job->fault);
  if (err) return err;
  err = run(job);
  if (!err) err = ht_store_commit(job->store, job->fault);
  if (err) ht_store_rollback(job->store);
  import_job_release(job);
  return err;
}

ht_err ht_import(ht_store *store, ht_kind kind, const char *path, const ht_import_options *options, ht_fault *fault,
                 ht_import_report *report) {
  static const ht_import_options defaults = {0};
  ht_import_report scratch_report;
  ht_fault scratch_fault;
  const char *slash = path ? strrchr(path, '/') : NULL;
  if (!path || !*path) return fault_parameter(fault, "file", path, "the path of a file");
  import_job job = {.store = store,
                    .kind = kind,
                    .path = path,
                    .name = slash ? slash + 1 : path,
                    .options = options ? options : &defaults,
                    .report = report ? report : &scratch_report,
                    .fault = fault ? fault : &scratch_fault};
  *job.report = (ht_import_report){0};
  *job.fault = (ht_fault){0};
  ht_err err = run_in_transaction(&job);
  return err ? fault_prefix(job.fault, err, "cannot import '%s'", path) : HT_OK;
}
