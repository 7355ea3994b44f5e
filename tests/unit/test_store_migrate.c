/* SPDX-License-Identifier: Apache-2.0 */

/* Databases of every older version come forward with their rows, to the schema that a new database has. */

#include "store/create.h"
#include "store/migrate.h"
#include "store_fixture.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

/* The path of a database of an older version, in the fixture's place. */
static void make_version(store_fixture *f, int version) {
  fixture_close(f);
  unlink(f->path);
  fixture_ok(f, create_database(f->path, version, &f->fault));
  assert_int_equal(fixture_count(f, "PRAGMA user_version"), version);
}

static const char SCHEMA[] = "SELECT group_concat(type || ' ' || name || ' ' || ifnull(sql, ''), ';') FROM"
                             " (SELECT * FROM sqlite_master WHERE name NOT LIKE 'sqlite_%' ORDER BY type, name)";
enum { SCHEMA_BYTES = 1 << 20 };

static void every_older_version_comes_to_the_schema_of_a_new_database(void **state) {
  store_fixture *f = *state;
  char *wanted = calloc(1, SCHEMA_BYTES), *got = calloc(1, SCHEMA_BYTES);
  fixture_query(f, SCHEMA, wanted, SCHEMA_BYTES);
  assert_true(strlen(wanted) > 1000 && strlen(wanted) < SCHEMA_BYTES - 1);
  for (int version = 1; version < migrate_current(); version++) {
    make_version(f, version);
    fixture_open(f, NULL);
    assert_int_equal(fixture_count(f, "PRAGMA user_version"), migrate_current());
    fixture_query(f, SCHEMA, got, SCHEMA_BYTES);
    assert_string_equal(got, wanted);
  }
  free(wanted);
  free(got);
}

static void version_2_keeps_predecessors_as_lineage(void **state) {
  store_fixture *f = *state;
  make_version(f, 1);
  fixture_execute(f, "INSERT INTO layer VALUES ('grid', '网格', 'base', 'grid')");
  fixture_execute(
      f, "INSERT INTO grid (id, layer, code, name, valid_to, geom) VALUES (1, 'grid', 'A', 'old', '2024-01-01',"
         " CastToMulti(GeomFromText('POLYGON((120 31, 120.1 31, 120.1 31.1, 120 31))', 4326)))");
  fixture_execute(f, "INSERT INTO grid (id, layer, code, name, valid_from, predecessor) VALUES (2, 'grid', 'A', 'new',"
                     " '2024-01-01', 1)");
  fixture_open(f, NULL);
  assert_int_equal(fixture_count(f, "SELECT predecessor * 10 + successor FROM lineage"), 12);
  assert_int_equal(fixture_count(f, "SELECT count(*) FROM grid WHERE name IN ('old', 'new')"), 2);
  assert_int_equal(fixture_count(f, "SELECT CheckSpatialIndex('grid', 'geom')"), 1);
  assert_int_equal(fixture_count(f, "SELECT count(*) FROM pragma_table_info('grid') WHERE name = 'predecessor'"), 0);
}

static void an_older_database_opened_for_reading_says_what_to_do(void **state) {
  store_fixture *f = *state;
  make_version(f, 1);
  ht_store *store = NULL;
  assert_int_equal(ht_store_open(f->path, &(ht_store_options){.read_only = true}, &f->fault, &store), HT_BAD_DATA);
  assert_non_null(strstr(f->fault.detail, "for writing"));
  assert_int_equal(fixture_count(f, "PRAGMA user_version"), 1);
}

static void a_migration_that_fails_leaves_the_older_version(void **state) {
  store_fixture *f = *state;
  make_version(f, 1);
  fixture_execute(f, "CREATE TABLE lineage (in_the_way)");
  ht_store *store = NULL;
  assert_int_not_equal(ht_store_open(f->path, NULL, &f->fault, &store), HT_OK);
  assert_non_null(strstr(f->fault.detail, "lineage"));
  assert_int_equal(fixture_count(f, "PRAGMA user_version"), 1);
  assert_int_equal(fixture_count(f, "SELECT count(*) FROM pragma_table_info('grid') WHERE name = 'predecessor'"), 1);
}

static void a_database_is_not_made_over_another(void **state) {
  store_fixture *f = *state;
  assert_int_equal(create_database(f->path, 0, &f->fault), HT_CONFLICT);
}

int main(void) {
#define TEST(name) cmocka_unit_test_setup_teardown(name, fixture_set_up, fixture_tear_down)
  const struct CMUnitTest tests[] = {
      TEST(every_older_version_comes_to_the_schema_of_a_new_database),
      TEST(version_2_keeps_predecessors_as_lineage),
      TEST(an_older_database_opened_for_reading_says_what_to_do),
      TEST(a_migration_that_fails_leaves_the_older_version),
      TEST(a_database_is_not_made_over_another),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
