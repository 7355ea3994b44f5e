/* SPDX-License-Identifier: Apache-2.0 */

/* Collections through the spatial index, against a look at every shape; circles, runs and gaps. */

#include "store/store.h"
#include "store_fixture.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { PLACES = 3000 };
static const unsigned SEED = 20240501;

typedef struct items_seen {
  int count;
  char ids[256], properties[512];
  ht_shape_kind kind;
} items_seen;

static ht_err see_item(void *context, const store_item *item, ht_fault *fault) {
  (void)fault;
  items_seen *seen = context;
  size_t used = strlen(seen->ids);
  if (used < sizeof seen->ids - 40)
    snprintf(seen->ids + used, sizeof seen->ids - used, "%s%.30s", used ? " " : "", item->id);
  snprintf(seen->properties, sizeof seen->properties, "%s", item->properties);
  seen->kind = item->shape.kind;
  seen->count++;
  return HT_OK;
}

static items_seen ask(store_fixture *f, const store_items_query *query, uint64_t *matched) {
  items_seen seen = {0};
  fixture_ok(f, store_each_item(f->store, query, see_item, &seen, &f->fault, matched));
  return seen;
}

static double random_degrees(double from, double span) {
  return from + span * (rand() % 1000001) / 1e6;
}

static ht_lonlat places[PLACES];

static void put_places(store_fixture *f, int first, int end) {
  fixture_begin(f);
  for (int i = first; i < end; i++) {
    char code[16];
    snprintf(code, sizeof code, "%05d", i);
    places[i] = (ht_lonlat){random_degrees(120.9, 0.1), random_degrees(31.3, 0.1)};
    ht_demand_record demand = {.code = code, .position = places[i], .population = i};
    fixture_ok(f, ht_put_demand(f->store, &demand, &f->fault));
  }
  fixture_commit(f);
}

static void assert_box(store_fixture *f, ht_box box) {
  uint64_t matched, expected = 0;
  for (int i = 0; i < PLACES; i++)
    expected += places[i].lon_deg >= box.west_deg && places[i].lon_deg <= box.east_deg &&
                places[i].lat_deg >= box.south_deg && places[i].lat_deg <= box.north_deg;
  store_items_query query = {.collection = "demand", .has_box = true, .box = box, .limit = 10000};
  items_seen seen = ask(f, &query, &matched);
  assert_int_equal(matched, expected);
  assert_int_equal(seen.count, expected);
}

static void boxes_find_what_a_look_at_every_place_finds(void **state) {
  store_fixture *f = *state;
  print_message("seed %u\n", SEED);
  srand(SEED);
  put_places(f, 0, PLACES / 2);      /* packed */
  put_places(f, PLACES / 2, PLACES); /* inserted one by one into the packed tree */
  assert_int_equal(fixture_count(f, "SELECT CheckSpatialIndex('demand', 'geom')"), 1);
  assert_int_equal(fixture_count(f, "SELECT rtreecheck('idx_demand_geom') = 'ok'"), 1);
  assert_int_equal(fixture_count(f, "SELECT count(*) FROM idx_demand_geom"), PLACES);
  for (int i = 0; i < 200; i++) {
    double west = random_degrees(120.89, 0.1), south = random_degrees(31.29, 0.1), side = random_degrees(0, 0.05);
    assert_box(f, (ht_box){west, south, west + side, south + side});
  }
  for (int i = 0; i < 50; i++) { /* boxes that end exactly on a place */
    ht_lonlat a = places[rand() % PLACES];
    assert_box(f, (ht_box){a.lon_deg, a.lat_deg, a.lon_deg, a.lat_deg});
    assert_box(f, (ht_box){a.lon_deg, a.lat_deg, a.lon_deg + 0.01, a.lat_deg + 0.01});
    assert_box(f, (ht_box){a.lon_deg - 0.01, a.lat_deg - 0.01, a.lon_deg - 1e-9, a.lat_deg});
  }
}

static void a_packed_index_lets_rows_go(void **state) {
  store_fixture *f = *state;
  srand(SEED);
  put_places(f, 0, PLACES);
  fixture_execute(f, "DELETE FROM demand WHERE id % 3 = 0"); /* by SpatiaLite's triggers */
  assert_int_equal(fixture_count(f, "SELECT rtreecheck('idx_demand_geom') = 'ok'"), 1);
  assert_int_equal(fixture_count(f, "SELECT CheckSpatialIndex('demand', 'geom')"), 1);
  assert_int_equal(fixture_count(f, "SELECT count(*) FROM idx_demand_geom"), PLACES - PLACES / 3);
}

static void indexes_of_every_size_are_sound(void **state) {
  store_fixture *f = *state;
  static const int sizes[] = {1, 2, 31, 32, 33, 44, 45, 51, 52, 100, 1936, 1937, 2999};
  srand(SEED);
  for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
    uint64_t count;
    fixture_begin(f);
    fixture_ok(f, ht_store_clear(f->store, HT_DEMAND, NULL, &f->fault, &count));
    fixture_commit(f);
    assert_int_equal(fixture_count(f, "SELECT count(*) FROM idx_demand_geom"), 0);
    put_places(f, 0, sizes[i]);
    assert_int_equal(fixture_count(f, "SELECT rtreecheck('idx_demand_geom') = 'ok'"), 1);
    assert_int_equal(fixture_count(f, "SELECT count(*) FROM idx_demand_geom"), sizes[i]);
    assert_int_equal(fixture_count(f, "SELECT CheckSpatialIndex('demand', 'geom')"), 1);
  }
}

static void put_demand_of(store_fixture *f, const char *source, int count) {
  fixture_ok(f, ht_store_set_source(f->store, source, &f->fault));
  for (int i = 0; i < count; i++) {
    ht_demand_record demand = {.position = {random_degrees(120.9, 0.1), random_degrees(31.3, 0.1)}};
    fixture_ok(f, ht_put_demand(f->store, &demand, &f->fault));
  }
}

static void assert_sound(store_fixture *f, const char *table, long rows) {
  char sql[128];
  snprintf(sql, sizeof sql, "SELECT count(*) FROM idx_%s_geom", table);
  assert_int_equal(fixture_count(f, sql), rows);
  snprintf(sql, sizeof sql, "SELECT rtreecheck('idx_%s_geom') = 'ok' AND CheckSpatialIndex('%s', 'geom')", table,
           table);
  assert_int_equal(fixture_count(f, sql), 1);
}

static void rows_cleared_in_the_transaction_that_put_them_leave_the_index(void **state) {
  store_fixture *f = *state;
  uint64_t count;
  fixture_begin(f);
  put_demand_of(f, "a", 100);
  put_demand_of(f, "b", 100);
  fixture_ok(f, ht_store_clear(f->store, HT_DEMAND, "b", &f->fault, &count));
  assert_int_equal(count, 100);
  put_demand_of(f, "c", 100);
  fixture_commit(f);
  assert_sound(f, "demand", 200);
  fixture_begin(f);
  fixture_ok(f, ht_store_clear(f->store, HT_DEMAND, NULL, &f->fault, &count));
  put_demand_of(f, "a", 50);
  fixture_commit(f);
  assert_sound(f, "demand", 50);
}

static void an_update_between_new_rows_keeps_the_index_whole(void **state) {
  store_fixture *f = *state;
  ht_lonlat doors[40];
  for (int i = 0; i < 40; i++) doors[i] = (ht_lonlat){120.9 + i * 0.001, 31.3};
  ht_station_record old = {.code = "S1", .position = {120.9, 31.3}}, added = old;
  fixture_begin(f);
  fixture_ok(f, ht_put_station(f->store, &old, &f->fault));
  fixture_commit(f);
  added.entrances = doors;
  added.entrance_count = 40;
  fixture_begin(f);
  added.code = "S2";
  fixture_ok(f, ht_put_station(f->store, &added, &f->fault));
  old.name = "renamed";
  fixture_ok(f, ht_put_station(f->store, &old, &f->fault));
  added.code = "S3";
  fixture_ok(f, ht_put_station(f->store, &added, &f->fault));
  fixture_commit(f);
  assert_sound(f, "entrance", 80);
  assert_sound(f, "station", 3);
}

static void an_index_that_was_rolled_back_is_forgotten(void **state) {
  store_fixture *f = *state;
  fixture_begin(f);
  put_demand_of(f, "a", 100);
  ht_store_rollback(f->store);
  fixture_begin(f);
  put_demand_of(f, "a", 60);
  fixture_commit(f);
  assert_sound(f, "demand", 60);
}

static void pages_follow_each_other_and_tell_how_many_there_are(void **state) {
  store_fixture *f = *state;
  for (int i = 0; i < 5; i++) {
    char code[8];
    snprintf(code, sizeof code, "S%d", 5 - i);
    fixture_begin(f);
    ht_station_record station = {.code = code, .name = "站", .capacity = -1, .position = {120.9 + i, 31.3}};
    fixture_ok(f, ht_put_station(f->store, &station, &f->fault));
    fixture_commit(f);
  }
  uint64_t matched;
  items_seen first = ask(f, &(store_items_query){.collection = "stations", .limit = 2}, &matched);
  assert_string_equal(first.ids, "S1 S2");
  assert_int_equal(matched, 5);
  assert_int_equal(first.kind, HT_POINTS);
  items_seen last = ask(f, &(store_items_query){.collection = "stations", .limit = 2, .offset = 4}, &matched);
  assert_string_equal(last.ids, "S5");
  items_seen one = ask(f, &(store_items_query){.collection = "stations", .limit = 10, .id = "S3"}, &matched);
  assert_string_equal(one.ids, "S3");
  assert_int_equal(matched, 1);
  assert_string_equal(one.properties,
                      "{\"code\":\"S3\",\"name\":\"站\",\"tier\":\"station\",\"address\":null,\"phone\":null,"
                      "\"opening_hours\":null,\"capacity\":null,\"status\":\"open\",\"functions\":[]}");
}

static void a_wrong_collection_or_limit_is_told(void **state) {
  store_fixture *f = *state;
  uint64_t matched;
  items_seen seen = {0};
  store_items_query query = {.collection = "members", .limit = 1};
  assert_int_equal(store_each_item(f->store, &query, see_item, &seen, &f->fault, &matched), HT_NOT_FOUND);
  query.collection = "grids";
  query.limit = 10001;
  assert_int_equal(store_each_item(f->store, &query, see_item, &seen, &f->fault, &matched), HT_BAD_ARGUMENT);
  assert_string_equal(f->fault.parameter, "limit");
}

static void every_collection_can_be_asked_with_and_without_a_box(void **state) {
  store_fixture *f = *state;
  static const char *const names[] = {"grids",   "stations", "circles",  "gaps",  "addresses",
                                      "streets", "land",     "barriers", "demand"};
  for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
    uint64_t matched = 1;
    store_items_query query = {.collection = names[i], .limit = 10, .layer = "l", .station = "s", .profile = "p"};
    assert_int_equal(ask(f, &query, &matched).count, 0);
    assert_int_equal(matched, 0);
    query.has_box = true;
    assert_int_equal(ask(f, &query, &matched).count, 0);
  }
}

static void grids_are_those_of_today_and_of_one_layer(void **state) {
  store_fixture *f = *state;
  test_square square;
  ht_grid_record grid = {.code = "A",
                         .name = "first",
                         .attributes = "{\"households\":300}",
                         .valid_from = HT_DAY_FIRST,
                         .valid_to = HT_DAY_NEVER};
  grid.shape = fixture_square(&square, 120, 31, 0.1);
  static const char *const layers[] = {"grid", "party"};
  for (int i = 0; i < 2; i++) {
    fixture_begin(f);
    fixture_ok(f, ht_put_layer(f->store, &(ht_layer_record){layers[i], "", HT_BASE, HT_GRID}, &f->fault));
    grid.layer = layers[i];
    fixture_ok(f, ht_put_grid(f->store, &grid, &f->fault));
    fixture_commit(f);
  }
  grid.name = "second";
  fixture_begin(f);
  fixture_ok(f, ht_put_grid(f->store, &grid, &f->fault));
  fixture_commit(f);
  uint64_t matched;
  assert_string_equal(ask(f, &(store_items_query){.collection = "grids", .limit = 10}, &matched).ids, "grid:A party:A");
  items_seen seen = ask(f, &(store_items_query){.collection = "grids", .limit = 10, .layer = "party"}, &matched);
  assert_int_equal(matched, 1);
  assert_non_null(strstr(seen.properties, "\"name\":\"second\""));
  assert_non_null(strstr(seen.properties, "\"attributes\":{\"households\":300}"));
}

static void circles_replace_each_other_and_say_when_they_are_stale(void **state) {
  store_fixture *f = *state;
  test_square square;
  store_circle circle = {"S1", {.limit = 15, .unit = "min", .profile = "adult", .area_m2 = 5}, 0};
  circle.circle.shape = fixture_square(&square, 120, 31, 0.1);
  fixture_begin(f);
  fixture_ok(f, store_put_circle(f->store, &circle, &f->fault));
  circle.circle.area_m2 = 6;
  fixture_ok(f, store_put_circle(f->store, &circle, &f->fault));
  circle.circle.limit = 5;
  fixture_ok(f, store_put_circle(f->store, &circle, &f->fault));
  circle.station = "S2";
  circle.circle.shape = (ht_shape){.kind = HT_POLYGONS};
  fixture_ok(f, store_put_circle(f->store, &circle, &f->fault));
  fixture_commit(f);
  uint64_t matched;
  store_items_query query = {.collection = "circles", .limit = 10, .station = "S1", .profile = "adult"};
  items_seen seen = ask(f, &query, &matched);
  assert_string_equal(seen.ids, "S1:adult:15 S1:adult:5");
  assert_non_null(strstr(seen.properties, "\"area_m2\":6.0"));
  assert_non_null(strstr(seen.properties, "\"stale\":false"));
  fixture_begin(f);
  fixture_ok(f, ht_put_setting(f->store, "name", "x", &f->fault));
  fixture_commit(f);
  assert_non_null(strstr(ask(f, &query, &matched).properties, "\"stale\":true"));
  fixture_begin(f);
  fixture_ok(f, store_drop_circles(f->store, "adult", &f->fault));
  fixture_commit(f);
  assert_int_equal(fixture_count(f, "SELECT (SELECT count(*) FROM circle) + (SELECT count(*) FROM idx_circle_geom)"),
                   0);
}

static void a_new_run_replaces_the_run_of_the_same_question(void **state) {
  store_fixture *f = *state;
  test_square square;
  ht_coverage summary = {.by = "city",
                         .weight = "population",
                         .profile = "adult",
                         .unit = "min",
                         .limit = 15,
                         .data_date = "2024-01-01",
                         .total = {"", "", 70, 100, 5, 0.7}};
  const ht_lonlat home = {120.5, 31.5};
  const uint32_t start[] = {0, 1};
  ht_gap area = {.shape = fixture_square(&square, 120, 31, 0.1),
                 .grid = "A",
                 .area_m2 = 10,
                 .reason = HT_SEVERED,
                 .nearest = "S1",
                 .walk_ms = 1234567,
                 .straight_m = 300,
                 .detour = 4.5};
  ht_gap place = {.shape = {HT_POINTS, 1, 1, 1, &home, start, NULL},
                  .population = 25,
                  .reason = HT_UNCONNECTED,
                  .walk_ms = -1,
                  .straight_m = -1};
  int64_t run = 0;
  for (int i = 0; i < 2; i++) {
    fixture_begin(f);
    fixture_ok(f, store_put_run(f->store, &summary, &f->fault, &run));
    fixture_ok(f, store_put_gap(f->store, run, &area, &f->fault));
    fixture_ok(f, store_put_gap(f->store, run, &place, &f->fault));
    fixture_commit(f);
  }
  assert_int_equal(fixture_count(f, "SELECT count(*) FROM run"), 1);
  assert_int_equal(fixture_count(f, "SELECT count(*) FROM gap"), 2);
  assert_int_equal(fixture_count(f, "SELECT count(*) FROM idx_gap_geom"), 2);
  uint64_t matched;
  store_items_query query = {.collection = "gaps", .limit = 1, .has_box = true, .box = {119, 30, 120.3, 31.2}};
  items_seen seen = ask(f, &query, &matched);
  assert_int_equal(matched, 1);
  assert_non_null(strstr(seen.properties, "\"reason\":\"severed\",\"nearest\":\"S1\",\"walk_s\":1234.567"));
  query.has_box = false;
  query.offset = 1;
  seen = ask(f, &query, &matched);
  assert_non_null(strstr(seen.properties, "\"nearest\":null,\"walk_s\":null,\"straight_m\":null,\"detour\":null"));
  int64_t version;
  fixture_ok(f, ht_store_data_version(f->store, &f->fault, &version));
  assert_int_equal(version, 0);
}

int main(void) {
#define TEST(name) cmocka_unit_test_setup_teardown(name, fixture_set_up, fixture_tear_down)
  const struct CMUnitTest tests[] = {
      TEST(boxes_find_what_a_look_at_every_place_finds),
      TEST(a_packed_index_lets_rows_go),
      TEST(indexes_of_every_size_are_sound),
      TEST(rows_cleared_in_the_transaction_that_put_them_leave_the_index),
      TEST(an_update_between_new_rows_keeps_the_index_whole),
      TEST(an_index_that_was_rolled_back_is_forgotten),
      TEST(pages_follow_each_other_and_tell_how_many_there_are),
      TEST(a_wrong_collection_or_limit_is_told),
      TEST(every_collection_can_be_asked_with_and_without_a_box),
      TEST(grids_are_those_of_today_and_of_one_layer),
      TEST(circles_replace_each_other_and_say_when_they_are_stale),
      TEST(a_new_run_replaces_the_run_of_the_same_question),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
