/* SPDX-License-Identifier: Apache-2.0 */

/* Grids and their history. Today is 2024-05-01. */

#include "base/day.h"
#include "store/store.h"
#include "store_fixture.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static ht_day day(const char *text) {
  ht_day number = 0;
  assert_true(day_parse(text, &number));
  return number;
}

static int set_up(void **state) {
  fixture_set_up(state);
  store_fixture *f = *state;
  fixture_begin(f);
  fixture_ok(f, ht_put_layer(f->store, &(ht_layer_record){"grid", "网格", HT_BASE, HT_GRID}, &f->fault));
  fixture_commit(f);
  return 0;
}

/* Puts grid `code` with a name from a day ("" always) in a transaction of its own. */
static ht_err put(store_fixture *f, const char *code, const char *name, const char *from) {
  test_square square;
  ht_grid_record grid = {.layer = "grid",
                         .code = code,
                         .name = name,
                         .parent = "P",
                         .organisation = "O",
                         .attributes = "{\"a\":1}",
                         .valid_from = *from ? day(from) : HT_DAY_FIRST,
                         .valid_to = HT_DAY_NEVER};
  grid.shape = fixture_square(&square, 120, 31, 0.01);
  fixture_begin(f);
  ht_err err = ht_put_grid(f->store, &grid, &f->fault);
  if (err)
    ht_store_rollback(f->store);
  else
    fixture_commit(f);
  return err;
}

typedef struct seen_grid {
  int count;
  char names[256];
} seen_grid;

static ht_err see_grid(void *context, const ht_grid_record *grid, ht_fault *fault) {
  (void)fault;
  seen_grid *seen = context;
  char from[11], to[11];
  size_t used = strlen(seen->names);
  day_format(grid->valid_from, from);
  day_format(grid->valid_to, to);
  snprintf(seen->names + used, sizeof seen->names - used, "%s%s=%s[%s,%s)", seen->count++ ? " " : "", grid->code,
           grid->name, from, to);
  return HT_OK;
}

/* Asserts which versions are valid on a day. */
static void assert_grids(store_fixture *f, const char *at, const char *expected) {
  seen_grid seen = {0};
  fixture_ok(f, store_each_grid(f->store, *at ? day(at) : HT_DAY_FIRST, see_grid, &seen, &f->fault));
  assert_string_equal(seen.names, expected);
}

static void assert_tally(store_fixture *f, uint64_t inserted, uint64_t updated, uint64_t unchanged) {
  ht_tally tally = ht_store_tally(f->store, HT_GRIDS);
  assert_int_equal(tally.inserted, inserted);
  assert_int_equal(tally.updated, updated);
  assert_int_equal(tally.unchanged, unchanged);
}

static void a_new_grid_is_valid_always(void **state) {
  store_fixture *f = *state;
  fixture_ok(f, put(f, "A", "first", ""));
  assert_tally(f, 1, 0, 0);
  assert_grids(f, "1950-01-01", "A=first[,)");
  assert_grids(f, "", "A=first[,)");
}

static void the_same_grid_again_changes_nothing(void **state) {
  store_fixture *f = *state;
  int64_t before, after;
  fixture_ok(f, put(f, "A", "first", ""));
  fixture_ok(f, ht_store_data_version(f->store, &f->fault, &before));
  fixture_ok(f, put(f, "A", "first", ""));
  assert_tally(f, 0, 0, 1);
  fixture_ok(f, ht_store_data_version(f->store, &f->fault, &after));
  assert_int_equal(before, after);
  assert_int_equal(fixture_count(f, "SELECT count(*) FROM grid"), 1);
}

static void a_changed_grid_follows_the_old_one_from_today(void **state) {
  store_fixture *f = *state;
  fixture_ok(f, put(f, "A", "first", ""));
  fixture_ok(f, put(f, "A", "second", ""));
  assert_tally(f, 0, 1, 0);
  assert_grids(f, "2024-04-30", "A=first[,2024-05-01)");
  assert_grids(f, "2024-05-01", "A=second[2024-05-01,)");
  assert_int_equal(fixture_count(f, "SELECT count(*) FROM lineage JOIN grid p ON p.id = predecessor JOIN grid s"
                                    " ON s.id = successor WHERE p.name = 'first' AND s.name = 'second'"),
                   1);
  assert_int_equal(fixture_count(f, "SELECT CheckSpatialIndex('grid', 'geom')"), 1);
}

static void a_second_change_on_the_same_day_corrects_in_place(void **state) {
  store_fixture *f = *state;
  fixture_ok(f, put(f, "A", "first", ""));
  fixture_ok(f, put(f, "A", "secnod", ""));
  fixture_ok(f, put(f, "A", "second", ""));
  assert_int_equal(fixture_count(f, "SELECT count(*) FROM grid"), 2);
  assert_grids(f, "2024-05-01", "A=second[2024-05-01,)");
  char text[32];
  fixture_query(
      f,
      "SELECT json_extract(before, '$.name') || ' ' || json_extract(after, '$.name') || ' ' || actor FROM change"
      " WHERE kind = 'grid' AND action = 'update' ORDER BY id DESC",
      text, sizeof text);
  assert_string_equal(text, "secnod second tester");
  assert_int_equal(fixture_count(f,
                                 "SELECT json_array_length(json_extract(before, '$.geometry.coordinates')) FROM change"
                                 " WHERE action = 'update'"),
                   1);
}

static void versions_may_come_in_any_order(void **state) {
  store_fixture *f = *state;
  fixture_ok(f, put(f, "A", "v2024", "2024-01-01"));
  fixture_ok(f, put(f, "A", "v2020", "2020-01-01"));
  fixture_ok(f, put(f, "A", "v2022", "2022-01-01"));
  assert_grids(f, "2019-12-31", "");
  assert_grids(f, "2021-06-01", "A=v2020[2020-01-01,2022-01-01)");
  assert_grids(f, "2023-12-31", "A=v2022[2022-01-01,2024-01-01)");
  assert_grids(f, "2024-01-01", "A=v2024[2024-01-01,)");
}

static void a_voided_code_is_never_used_again(void **state) {
  store_fixture *f = *state;
  fixture_ok(f, put(f, "A", "first", ""));
  fixture_ok(f, put(f, "B", "other", ""));
  uint64_t count;
  fixture_begin(f);
  fixture_ok(f, ht_store_retire_absent(f->store, HT_GRIDS, "grid", day("2024-03-01"), &f->fault, &count));
  fixture_commit(f);
  assert_int_equal(count, 2);
  assert_int_equal(ht_store_tally(f->store, HT_GRIDS).retired, 2);
  assert_int_equal(fixture_count(f, "SELECT count(*) FROM change WHERE action = 'retire'"), 2);
  assert_grids(f, "2024-05-01", "");
  assert_grids(f, "2024-02-29", "A=first[,2024-03-01) B=other[,2024-03-01)");
  assert_int_equal(put(f, "A", "again", ""), HT_BAD_DATA);
  assert_non_null(strstr(f->fault.detail, "2024-03-01"));
}

static void what_was_retired_today_may_come_back_today(void **state) {
  store_fixture *f = *state;
  fixture_ok(f, put(f, "A", "first", ""));
  fixture_ok(f, put(f, "B", "new", "2024-05-01"));
  uint64_t count;
  fixture_begin(f);
  fixture_ok(f, ht_store_retire_absent(f->store, HT_GRIDS, "grid", HT_DAY_FIRST, &f->fault, &count));
  fixture_commit(f);
  assert_grids(f, "2024-05-01", "");
  fixture_ok(f, put(f, "A", "first", ""));
  fixture_ok(f, put(f, "B", "new", ""));
  assert_grids(f, "2024-05-01", "A=first[2024-05-01,) B=new[2024-05-01,)");
}

static void retiring_spares_what_the_transaction_put(void **state) {
  store_fixture *f = *state;
  for (const char *const *code = (const char *const[]){"A", "B", "C", NULL}; *code; code++)
    fixture_ok(f, put(f, *code, "x", ""));
  test_square square;
  ht_grid_record grid = {.layer = "grid",
                         .code = "A",
                         .name = "x",
                         .parent = "P",
                         .organisation = "O",
                         .attributes = "{\"a\":1}",
                         .valid_from = HT_DAY_FIRST,
                         .valid_to = HT_DAY_NEVER};
  grid.shape = fixture_square(&square, 120, 31, 0.01);
  fixture_begin(f);
  fixture_ok(f, ht_put_grid(f->store, &grid, &f->fault));
  grid.code = "B";
  grid.name = "changed";
  fixture_ok(f, ht_put_grid(f->store, &grid, &f->fault));
  uint64_t count;
  fixture_ok(f, ht_store_retire_absent(f->store, HT_GRIDS, "grid", HT_DAY_FIRST, &f->fault, &count));
  fixture_commit(f);
  assert_int_equal(count, 1);
  assert_tally(f, 0, 1, 1);
  assert_grids(f, "2024-05-01", "A=x[,) B=changed[2024-05-01,)");
}

static void the_same_code_twice_in_one_transaction_is_a_conflict(void **state) {
  store_fixture *f = *state;
  fixture_ok(f, put(f, "A", "old", ""));
  test_square square;
  ht_grid_record grid = {
      .layer = "grid", .code = "A", .name = "x", .valid_from = HT_DAY_FIRST, .valid_to = HT_DAY_NEVER};
  grid.shape = fixture_square(&square, 120, 31, 0.01);
  fixture_begin(f);
  fixture_ok(f, ht_put_grid(f->store, &grid, &f->fault));
  grid.name = "y";
  assert_int_equal(ht_put_grid(f->store, &grid, &f->fault), HT_CONFLICT);
  grid.code = "N";
  fixture_ok(f, ht_put_grid(f->store, &grid, &f->fault));
  grid.name = "z";
  assert_int_equal(ht_put_grid(f->store, &grid, &f->fault), HT_CONFLICT);
  fixture_commit(f);
  assert_grids(f, "2024-05-01", "A=x[2024-05-01,) N=y[,)");
}

static void an_end_that_is_given_ends_the_version(void **state) {
  store_fixture *f = *state;
  fixture_ok(f, put(f, "A", "first", "2020-01-01"));
  test_square square;
  ht_grid_record grid = {.layer = "grid",
                         .code = "A",
                         .name = "first",
                         .parent = "P",
                         .organisation = "O",
                         .attributes = "{\"a\":1}",
                         .valid_from = day("2020-01-01"),
                         .valid_to = day("2023-01-01")};
  grid.shape = fixture_square(&square, 120, 31, 0.01);
  fixture_begin(f);
  fixture_ok(f, ht_put_grid(f->store, &grid, &f->fault));
  fixture_commit(f);
  assert_tally(f, 0, 1, 0);
  assert_grids(f, "2022-12-31", "A=first[2020-01-01,2023-01-01)");
  assert_grids(f, "2023-01-01", "");
}

static void an_end_beyond_the_next_version_stops_there(void **state) {
  store_fixture *f = *state;
  fixture_ok(f, put(f, "A", "v2020", "2020-01-01"));
  fixture_ok(f, put(f, "A", "v2024", "2024-01-01"));
  ht_grid_record grid = {.layer = "grid", .code = "A", .name = "v2020", .valid_from = day("2020-01-01")};
  grid.valid_to = day("2030-01-01");
  fixture_begin(f);
  fixture_ok(f, ht_put_grid(f->store, &grid, &f->fault));
  fixture_commit(f);
  assert_grids(f, "2023-12-31", "A=v2020[2020-01-01,2024-01-01)");
  assert_grids(f, "2025-01-01", "A=v2024[2024-01-01,)");
}

static ht_err same_shape(void *context, const ht_grid_record *grid, ht_fault *fault) {
  (void)fault;
  const ht_shape *expected = context;
  assert_int_equal(grid->shape.kind, HT_POLYGONS);
  assert_int_equal(grid->shape.part_count, expected->part_count);
  assert_int_equal(grid->shape.path_count, expected->path_count);
  assert_memory_equal(grid->shape.points, expected->points, expected->point_count * sizeof *expected->points);
  assert_memory_equal(grid->shape.path_start, expected->path_start, (expected->path_count + 1) * sizeof(uint32_t));
  assert_memory_equal(grid->shape.part_start, expected->part_start, (expected->part_count + 1) * sizeof(uint32_t));
  assert_string_equal(grid->attributes, "{\"k\":\"值\"}");
  return HT_OK;
}

static void polygons_with_holes_come_back_bit_for_bit(void **state) {
  store_fixture *f = *state;
  const ht_lonlat points[] = {{120, 31},       {120.1, 31},     {120.1, 31.1},   {120, 31.1},
                              {120, 31},       {120.02, 31.02}, {120.02, 31.04}, {120.04, 31.04},
                              {120.02, 31.02}, {120.2, 31},     {120.3, 31},     {120.3, 31.123456789012345},
                              {120.2, 31}};
  const uint32_t paths[] = {0, 5, 9, 13}, parts[] = {0, 2, 3};
  ht_shape shape = {HT_POLYGONS, 13, 3, 2, points, paths, parts};
  ht_grid_record grid = {.layer = "grid",
                         .code = "H",
                         .valid_from = HT_DAY_FIRST,
                         .valid_to = HT_DAY_NEVER,
                         .attributes = "{\"k\":\"值\"}",
                         .shape = shape};
  fixture_begin(f);
  fixture_ok(f, ht_put_grid(f->store, &grid, &f->fault));
  fixture_commit(f);
  fixture_ok(f, store_each_grid(f->store, day("2024-05-01"), same_shape, &shape, &f->fault));
  assert_int_equal(
      fixture_count(f, "SELECT ST_IsValid(geom) AND ST_NumInteriorRing(ST_GeometryN(geom, 1)) = 1 FROM grid"), 1);
}

static void bad_grids_are_refused_and_leave_nothing(void **state) {
  store_fixture *f = *state;
  test_square square;
  ht_grid_record good = {.layer = "grid", .code = "A", .valid_from = HT_DAY_FIRST, .valid_to = HT_DAY_NEVER};
  good.shape = fixture_square(&square, 120, 31, 0.01);
  fixture_begin(f);
  ht_grid_record bad = good;
  bad.code = "";
  assert_int_equal(ht_put_grid(f->store, &bad, &f->fault), HT_BAD_DATA);
  bad = good;
  bad.layer = "nowhere";
  assert_int_equal(ht_put_grid(f->store, &bad, &f->fault), HT_BAD_DATA);
  bad = good;
  bad.attributes = "{not json";
  assert_int_equal(ht_put_grid(f->store, &bad, &f->fault), HT_BAD_DATA);
  bad = good;
  bad.valid_to = bad.valid_from;
  assert_int_equal(ht_put_grid(f->store, &bad, &f->fault), HT_BAD_DATA);
  square.points[2].lon_deg = 200;
  assert_int_equal(ht_put_grid(f->store, &good, &f->fault), HT_BAD_DATA);
  assert_non_null(strstr(f->fault.detail, "200"));
  square.points[2].lon_deg = 120.01;
  square.points[4].lat_deg = 31.001;
  assert_int_equal(ht_put_grid(f->store, &good, &f->fault), HT_BAD_DATA);
  fixture_commit(f);
  assert_int_equal(fixture_count(f, "SELECT count(*) FROM grid"), 0);
}

int main(void) {
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, fixture_tear_down)
  const struct CMUnitTest tests[] = {
      TEST(a_new_grid_is_valid_always),
      TEST(the_same_grid_again_changes_nothing),
      TEST(a_changed_grid_follows_the_old_one_from_today),
      TEST(a_second_change_on_the_same_day_corrects_in_place),
      TEST(versions_may_come_in_any_order),
      TEST(a_voided_code_is_never_used_again),
      TEST(what_was_retired_today_may_come_back_today),
      TEST(retiring_spares_what_the_transaction_put),
      TEST(the_same_code_twice_in_one_transaction_is_a_conflict),
      TEST(an_end_that_is_given_ends_the_version),
      TEST(an_end_beyond_the_next_version_stops_there),
      TEST(polygons_with_holes_come_back_bit_for_bit),
      TEST(bad_grids_are_refused_and_leave_nothing),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
