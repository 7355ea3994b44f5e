/* SPDX-License-Identifier: Apache-2.0 */
#ifndef TESTS_UNIT_IMPORT_FIXTURE_H
#define TESTS_UNIT_IMPORT_FIXTURE_H

/* Files written for a test into the store's folder, and imports of them. */

#include "store_fixture.h"

/* GeoJSON, for texts put together by the compiler. */
#define IMPORT_COLLECTION(features) "{\"type\":\"FeatureCollection\",\"features\":[" features "]}"
#define IMPORT_FEATURE(properties, type, coordinates)                                                                  \
  "{\"type\":\"Feature\",\"properties\":{" properties "},\"geometry\":{\"type\":\"" type                               \
  "\",\"coordinates\":" coordinates "}}"

typedef struct import_outcome {
  ht_err err;
  ht_fault fault;
  ht_import_report report;
} import_outcome;

/* Writes bytes to the file NAME and gives its path, which lives until the next call. */
const char *import_file(store_fixture *fixture, const char *name, const void *bytes, size_t length);
const char *import_text(store_fixture *fixture, const char *name, const char *text);

/* Imports path; options NULL: none. *outcome is filled. */
void import_run(store_fixture *fixture, ht_kind kind, const char *path, const ht_import_options *options,
                import_outcome *outcome);
/* As above, and it must succeed. */
void import_well(store_fixture *fixture, ht_kind kind, const char *path, const ht_import_options *options,
                 import_outcome *outcome);
/* As above, and it must fail with err, say part in its detail, and leave version and row counts as they were. */
void import_fails(store_fixture *fixture, ht_kind kind, const char *path, const ht_import_options *options, ht_err err,
                  const char *part);

/* Asserts that the report tells row's refusal or note, with part in its reason. */
void import_told(const import_outcome *outcome, uint64_t row, const char *part);

#endif
