/* SPDX-License-Identifier: Apache-2.0 */
#include "import_fixture.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

const char *import_file(store_fixture *fixture, const char *name, const void *bytes, size_t length) {
  static char path[512];
  snprintf(path, sizeof path, "%s/%s", fixture->folder, name);
  FILE *stream = fopen(path, "wb");
  assert_non_null(stream);
  assert_int_equal(fwrite(bytes, 1, length, stream), length);
  assert_int_equal(fclose(stream), 0);
  return path;
}

const char *import_text(store_fixture *fixture, const char *name, const char *text) {
  return import_file(fixture, name, text, strlen(text));
}

void import_run(store_fixture *fixture, ht_kind kind, const char *path, const ht_import_options *options,
                import_outcome *outcome) {
  *outcome = (import_outcome){0};
  outcome->err = ht_import(fixture->store, kind, path, options, &outcome->fault, &outcome->report);
}

void import_well(store_fixture *fixture, ht_kind kind, const char *path, const ht_import_options *options,
                 import_outcome *outcome) {
  import_run(fixture, kind, path, options, outcome);
  if (outcome->err) fail_msg("%s: %s", ht_err_name(outcome->err), outcome->fault.detail);
}

/* The version and the number of rows of every table that an import can write. */
static void picture(store_fixture *fixture, char *text, size_t size) {
  int64_t version;
  fixture_ok(fixture, ht_store_data_version(fixture->store, &fixture->fault, &version));
  char rows[256];
  fixture_query(fixture,
                "SELECT (SELECT count(*) FROM layer) || ' ' || (SELECT count(*) FROM grid) || ' ' || (SELECT count(*) "
                "FROM member) || ' '"
                " || (SELECT count(*) FROM station) || ' ' || (SELECT count(*) FROM address) || ' ' || (SELECT "
                "count(*) FROM demand) || ' '"
                " || (SELECT count(*) FROM land) || ' ' || (SELECT count(*) FROM barrier) || ' ' || (SELECT count(*) "
                "FROM street) || ' '"
                " || (SELECT count(*) FROM source) || ' ' || (SELECT count(*) FROM change)",
                rows, sizeof rows);
  snprintf(text, size, "%lld: %s", (long long)version, rows);
}

void import_fails(store_fixture *fixture, ht_kind kind, const char *path, const ht_import_options *options, ht_err err,
                  const char *part) {
  char before[300], after[300];
  import_outcome outcome;
  picture(fixture, before, sizeof before);
  import_run(fixture, kind, path, options, &outcome);
  picture(fixture, after, sizeof after);
  if (outcome.err != err || !strstr(outcome.fault.detail, part))
    fail_msg("%s: %s\nexpected %s: … %s …", ht_err_name(outcome.err), outcome.fault.detail, ht_err_name(err), part);
  assert_string_equal(after, before);
}

void import_told(const import_outcome *outcome, uint64_t row, const char *part) {
  const ht_import_report *report = &outcome->report;
  for (size_t i = 0; i < sizeof report->rejects / sizeof *report->rejects && report->rejects[i].reason; i++)
    if (report->rejects[i].row == row && strstr(report->rejects[i].reason, part)) return;
  fail_msg("row %llu is not told with '%s'", (unsigned long long)row, part);
}
