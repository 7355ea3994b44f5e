/* SPDX-License-Identifier: Apache-2.0 */
#include "store_fixture.h"

#include <dirent.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>
#include <sqlite3.h>

#include <spatialite.h>

enum { TODAY = 19844 }; /* 2024-05-01 */

void fixture_ok(store_fixture *fixture, ht_err err) {
  if (err) fail_msg("%s: %s", ht_err_name(err), fixture->fault.detail);
}

void fixture_open(store_fixture *fixture, const ht_store_options *options) {
  fixture_ok(fixture, ht_store_open(fixture->path, options, &fixture->fault, &fixture->store));
}

void fixture_close(store_fixture *fixture) {
  ht_store_close(fixture->store);
  fixture->store = NULL;
}

int fixture_set_up(void **state) {
  store_fixture *fixture = calloc(1, sizeof *fixture);
  assert_non_null(fixture);
  snprintf(fixture->folder, sizeof fixture->folder, "/tmp/haitang-store-XXXXXX");
  assert_non_null(mkdtemp(fixture->folder));
  snprintf(fixture->path, sizeof fixture->path, "%s/city.db", fixture->folder);
  fixture_open(fixture, &(ht_store_options){.create = true, .actor = "tester", .today = TODAY, .busy_ms = 50});
  *state = fixture;
  return 0;
}

static void remove_folder(const char *path) {
  DIR *folder = opendir(path);
  for (struct dirent *entry; folder && (entry = readdir(folder));) {
    char name[512];
    snprintf(name, sizeof name, "%s/%s", path, entry->d_name);
    unlink(name);
  }
  if (folder) closedir(folder);
  rmdir(path);
}

int fixture_tear_down(void **state) {
  store_fixture *fixture = *state;
  ht_store_close(fixture->store);
  remove_folder(fixture->folder);
  free(fixture);
  return 0;
}

void fixture_begin(store_fixture *fixture) {
  fixture_ok(fixture, ht_store_begin(fixture->store, "test", &fixture->fault));
}

void fixture_commit(store_fixture *fixture) {
  fixture_ok(fixture, ht_store_commit(fixture->store, &fixture->fault));
}

/* A connection as another program has it; its one row's first column goes to text. */
static void run_elsewhere(const char *path, const char *sql, char *text, size_t size) {
  sqlite3 *db = NULL;
  assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
  void *spatialite = spatialite_alloc_connection();
  spatialite_init_ex(db, spatialite, 0);
  sqlite3_stmt *statement = NULL;
  if (sqlite3_prepare_v2(db, sql, -1, &statement, NULL) != SQLITE_OK) fail_msg("%s: %s", sql, sqlite3_errmsg(db));
  int result = sqlite3_step(statement);
  const char *found = result == SQLITE_ROW ? (const char *)sqlite3_column_text(statement, 0) : NULL;
  snprintf(text, size, "%s", found ? found : "");
  if (result != SQLITE_ROW && result != SQLITE_DONE) fail_msg("%s: %s", sql, sqlite3_errmsg(db));
  sqlite3_finalize(statement);
  sqlite3_close(db);
  spatialite_cleanup_ex(spatialite);
}

void fixture_query(store_fixture *fixture, const char *sql, char *text, size_t size) {
  run_elsewhere(fixture->path, sql, text, size);
}

long fixture_count(store_fixture *fixture, const char *sql) {
  char text[32], *end;
  run_elsewhere(fixture->path, sql, text, sizeof text);
  long number = strtol(text, &end, 10);
  if (end == text) fail_msg("%s gave '%s', not a number", sql, text);
  return number;
}

void fixture_execute(store_fixture *fixture, const char *sql) {
  char text[32];
  run_elsewhere(fixture->path, sql, text, sizeof text);
}

ht_shape fixture_square(test_square *square, double lon, double lat, double side) {
  *square = (test_square){
      .points = {{lon, lat}, {lon + side, lat}, {lon + side, lat + side}, {lon, lat + side}, {lon, lat}},
      .paths = {0, 5},
      .parts = {0, 1},
  };
  return (ht_shape){HT_POLYGONS, 5, 1, 1, square->points, square->paths, square->parts};
}
