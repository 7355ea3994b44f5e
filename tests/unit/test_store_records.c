/* SPDX-License-Identifier: Apache-2.0 */

/* Members, stations, addresses, demand, land, barriers and settings: each comes back as it was put, is left alone when
   it says the same, and is noted in the audit log when it changes. */

#include "store/store.h"
#include "store_fixture.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { TODAY = 19844 };

static const char *const functions[] = {"library_24h", "employment", "library_24h"};
static const ht_lonlat entrances[] = {{120.95, 31.38}, {120.96, 31.39}};
static const ht_station_record station = {.code = "S1",
                                          .name = "玉山镇新时代文明实践站",
                                          .tier = "centre",
                                          .address = "人民路1号",
                                          .phone = "0512-1",
                                          .opening_hours = "Mo-Fr 09:00-17:00",
                                          .status = "open",
                                          .capacity = 120,
                                          .functions = functions,
                                          .function_count = 3,
                                          .position = {120.951, 31.381},
                                          .entrances = entrances,
                                          .entrance_count = 2};

static void put_station(store_fixture *f, const ht_station_record *record) {
  fixture_begin(f);
  fixture_ok(f, ht_put_station(f->store, record, &f->fault));
  fixture_commit(f);
}

static void assert_tally(store_fixture *f, ht_kind kind, uint64_t inserted, uint64_t updated, uint64_t unchanged) {
  ht_tally tally = ht_store_tally(f->store, kind);
  assert_int_equal(tally.inserted, inserted);
  assert_int_equal(tally.updated, updated);
  assert_int_equal(tally.unchanged, unchanged);
}

static ht_err check_station(void *context, const ht_station_record *read, ht_fault *fault) {
  (void)fault;
  ++*(int *)context;
  assert_string_equal(read->code, "S1");
  assert_string_equal(read->name, station.name);
  assert_string_equal(read->tier, "centre");
  assert_string_equal(read->address, station.address);
  assert_string_equal(read->phone, station.phone);
  assert_string_equal(read->opening_hours, station.opening_hours);
  assert_string_equal(read->status, "open");
  assert_int_equal(read->capacity, 120);
  assert_int_equal(read->function_count, 2);
  assert_string_equal(read->functions[0], "employment");
  assert_string_equal(read->functions[1], "library_24h");
  assert_memory_equal(&read->position, &station.position, sizeof read->position);
  assert_int_equal(read->entrance_count, 2);
  assert_memory_equal(read->entrances, entrances, sizeof entrances);
  return HT_OK;
}

static void a_station_comes_back_as_it_was_put(void **state) {
  store_fixture *f = *state;
  put_station(f, &station);
  int count = 0;
  fixture_ok(f, store_each_station(f->store, TODAY, check_station, &count, &f->fault));
  assert_int_equal(count, 1);
  put_station(f, &station);
  assert_tally(f, HT_STATIONS, 0, 0, 1);
}

static void a_station_that_changes_is_changed_and_noted(void **state) {
  store_fixture *f = *state;
  put_station(f, &station);
  ht_station_record changed = station;
  changed.position.lat_deg = 31.5;
  put_station(f, &changed);
  assert_tally(f, HT_STATIONS, 0, 1, 0);
  changed.function_count = 1;
  put_station(f, &changed);
  assert_tally(f, HT_STATIONS, 0, 1, 0);
  changed.entrance_count = 1;
  put_station(f, &changed);
  assert_tally(f, HT_STATIONS, 0, 1, 0);
  assert_int_equal(fixture_count(f, "SELECT count(*) FROM change WHERE kind = 'station' AND action = 'update'"), 3);
  char text[96];
  fixture_query(f,
                "SELECT (before ->> '$.lat') || ' ' || (after ->> '$.lat') || ' ' || (before ->> '$.functions') FROM"
                " change WHERE action = 'update' ORDER BY id",
                text, sizeof text);
  assert_string_equal(text, "31.381 31.5 [\"employment\",\"library_24h\"]");
  assert_int_equal(fixture_count(f, "SELECT count(*) FROM entrance"), 1);
  assert_int_equal(
      fixture_count(f, "SELECT CheckSpatialIndex('entrance', 'geom') + CheckSpatialIndex('station', 'geom')"), 2);
}

static ht_err count_station(void *context, const ht_station_record *read, ht_fault *fault) {
  (void)read, (void)fault;
  ++*(int *)context;
  return HT_OK;
}

static void a_station_that_is_retired_may_come_back(void **state) {
  store_fixture *f = *state;
  put_station(f, &station);
  fixture_begin(f);
  uint64_t count;
  fixture_ok(f, ht_store_retire_absent(f->store, HT_STATIONS, NULL, HT_DAY_FIRST, &f->fault, &count));
  fixture_commit(f);
  assert_int_equal(count, 1);
  int today = 0, yesterday = 0;
  fixture_ok(f, store_each_station(f->store, TODAY, count_station, &today, &f->fault));
  fixture_ok(f, store_each_station(f->store, TODAY - 1, count_station, &yesterday, &f->fault));
  assert_int_equal(today, 0);
  assert_int_equal(yesterday, 1);
  put_station(f, &station);
  fixture_ok(f, store_each_station(f->store, TODAY, count_station, &today, &f->fault));
  assert_int_equal(today, 1);
}

static void a_station_of_an_unknown_tier_or_place_is_refused(void **state) {
  store_fixture *f = *state;
  fixture_begin(f);
  ht_station_record bad = station;
  bad.tier = "palace";
  assert_int_equal(ht_put_station(f->store, &bad, &f->fault), HT_BAD_DATA);
  assert_non_null(strstr(f->fault.detail, "palace"));
  bad = station;
  bad.position.lon_deg = NAN;
  assert_int_equal(ht_put_station(f->store, &bad, &f->fault), HT_BAD_DATA);
  bad = station;
  bad.code = NULL;
  assert_int_equal(ht_put_station(f->store, &bad, &f->fault), HT_BAD_DATA);
  fixture_ok(f, ht_put_station(f->store, &station, &f->fault));
  assert_int_equal(ht_put_station(f->store, &station, &f->fault), HT_CONFLICT);
  fixture_commit(f);
}

static ht_err check_member(void *context, const ht_member_record *member, ht_fault *fault) {
  (void)fault;
  snprintf(context, 96, "%s/%s %s %s %s %s", member->layer, member->grid, member->role, member->name, member->phone,
           member->department);
  return HT_OK;
}

static void a_member_belongs_to_a_grid_and_changes_with_a_note(void **state) {
  store_fixture *f = *state;
  ht_member_record member = {"grid", "A", "police", "张三", "110", "派出所"};
  ht_grid_record grid = {.layer = "grid", .code = "A", .valid_from = HT_DAY_FIRST, .valid_to = HT_DAY_NEVER};
  fixture_begin(f);
  fixture_ok(f, ht_put_layer(f->store, &(ht_layer_record){"grid", "", HT_BASE, HT_GRID}, &f->fault));
  assert_int_equal(ht_put_member(f->store, &member, &f->fault), HT_BAD_DATA);
  assert_non_null(strstr(f->fault.detail, "no grid 'A'"));
  fixture_ok(f, ht_put_grid(f->store, &grid, &f->fault));
  fixture_ok(f, ht_put_member(f->store, &member, &f->fault));
  fixture_commit(f);
  member.phone = "112";
  fixture_begin(f);
  fixture_ok(f, ht_put_member(f->store, &member, &f->fault));
  fixture_commit(f);
  assert_tally(f, HT_MEMBERS, 0, 1, 0);
  char text[96] = "";
  fixture_ok(f, store_each_member(f->store, TODAY, check_member, text, &f->fault));
  assert_string_equal(text, "grid/A police 张三 112 派出所");
  assert_int_equal(
      fixture_count(f, "SELECT before ->> '$.phone' FROM change WHERE kind = 'member' AND action = 'update'"), 110);
}

static ht_err check_address(void *context, const ht_address_record *address, ht_fault *fault) {
  (void)fault;
  int length = snprintf(context, 128, "%s %g %g %g,%g", address->text, address->households, address->population,
                        address->position.lon_deg, address->position.lat_deg);
  for (uint32_t i = 0; i < address->alias_count; i++)
    length += snprintf((char *)context + length, 128 - (size_t)length, " %s", address->aliases[i]);
  return HT_OK;
}

static void an_address_keeps_its_aliases_sorted_and_once(void **state) {
  store_fixture *f = *state;
  const char *aliases[] = {"b", "a", "", "b"};
  ht_address_record address = {.text = "人民路1号",
                               .aliases = aliases,
                               .alias_count = 4,
                               .position = {120.5, 31.25},
                               .households = 3,
                               .population = 7.5};
  for (int i = 0; i < 2; i++) {
    fixture_begin(f);
    fixture_ok(f, ht_put_address(f->store, &address, &f->fault));
    fixture_commit(f);
  }
  assert_tally(f, HT_ADDRESSES, 0, 0, 1);
  address.alias_count = 1;
  fixture_begin(f);
  fixture_ok(f, ht_put_address(f->store, &address, &f->fault));
  assert_int_equal(ht_put_address(f->store, &address, &f->fault), HT_CONFLICT);
  fixture_commit(f);
  assert_tally(f, HT_ADDRESSES, 0, 1, 0);
  char text[128] = "";
  fixture_ok(f, store_each_address(f->store, TODAY, check_address, text, &f->fault));
  assert_string_equal(text, "人民路1号 3 7.5 120.5,31.25 b");
}

typedef struct demand_seen {
  int count;
  double population;
  ht_shape_kind kind;
  uint32_t points;
} demand_seen;

static ht_err see_demand(void *context, const ht_demand_record *demand, ht_fault *fault) {
  (void)fault;
  demand_seen *seen = context;
  seen->count++;
  seen->population += demand->population;
  seen->kind = demand->footprint.kind;
  seen->points = demand->footprint.point_count;
  return HT_OK;
}

static void demand_is_known_by_source_and_code_and_cleared_by_source(void **state) {
  store_fixture *f = *state;
  test_square square;
  ht_demand_record building = {.code = "1", .position = {120.001, 31.001}, .population = 10};
  building.footprint = fixture_square(&square, 120, 31, 0.002);
  const char *const sources[] = {"houses.geojson", "cells.csv"};
  for (int i = 0; i < 2; i++) {
    fixture_begin(f);
    fixture_ok(f, ht_store_set_source(f->store, sources[i], &f->fault));
    fixture_ok(f, ht_put_demand(f->store, &building, &f->fault));
    fixture_commit(f);
    assert_tally(f, HT_DEMAND, 1, 0, 0);
  }
  fixture_begin(f);
  fixture_ok(f, ht_store_set_source(f->store, sources[0], &f->fault));
  fixture_ok(f, ht_put_demand(f->store, &building, &f->fault));
  fixture_commit(f);
  assert_tally(f, HT_DEMAND, 0, 0, 1);
  building.population = 11;
  building.footprint = (ht_shape){0};
  fixture_begin(f);
  fixture_ok(f, ht_store_set_source(f->store, sources[1], &f->fault));
  fixture_ok(f, ht_put_demand(f->store, &building, &f->fault));
  fixture_commit(f);
  assert_tally(f, HT_DEMAND, 0, 1, 0);
  demand_seen seen = {0};
  fixture_ok(f, store_each_demand(f->store, see_demand, &seen, &f->fault));
  assert_int_equal(seen.count, 2);
  assert_true(seen.population == 21);
  uint64_t count;
  fixture_begin(f);
  fixture_ok(f, ht_store_clear(f->store, HT_DEMAND, sources[1], &f->fault, &count));
  fixture_commit(f);
  assert_int_equal(count, 1);
  seen = (demand_seen){0};
  fixture_ok(f, store_each_demand(f->store, see_demand, &seen, &f->fault));
  assert_int_equal(seen.count, 1);
  assert_int_equal(seen.kind, HT_POLYGONS);
  assert_int_equal(seen.points, 5);
  assert_int_equal(
      fixture_count(f, "SELECT CheckSpatialIndex('demand', 'geom') + CheckSpatialIndex('footprint', 'geom')"), 2);
}

static void demand_of_less_than_nobody_is_refused(void **state) {
  store_fixture *f = *state;
  fixture_begin(f);
  ht_demand_record bad = {.code = "x", .position = {120, 31}, .population = -1};
  assert_int_equal(ht_put_demand(f->store, &bad, &f->fault), HT_BAD_DATA);
  bad.population = NAN;
  assert_int_equal(ht_put_demand(f->store, &bad, &f->fault), HT_BAD_DATA);
  fixture_commit(f);
}

static ht_err note_land(void *context, const ht_land_record *land, ht_fault *fault) {
  (void)fault;
  char *text = context;
  size_t used = strlen(text);
  snprintf(text + used, 96 - used, "%s:%s:%u ", land->class_name, land->name, land->shape.point_count);
  return HT_OK;
}

static ht_err note_barrier(void *context, const ht_barrier_record *barrier, ht_fault *fault) {
  (void)fault;
  char *text = context;
  size_t used = strlen(text);
  snprintf(text + used, 96 - used, "%s:%d:%u ", barrier->class_name, barrier->shape.kind, barrier->shape.path_count);
  return HT_OK;
}

static void land_and_barriers_come_back_by_class_and_shape(void **state) {
  store_fixture *f = *state;
  test_square square;
  ht_shape area = fixture_square(&square, 120, 31, 0.1);
  const uint32_t one[] = {0, 5}, two[] = {0, 2, 5};
  ht_shape wall = {HT_LINES, 5, 1, 1, square.points, one, NULL}, walls = {HT_LINES, 5, 2, 2, square.points, two, NULL};
  fixture_begin(f);
  fixture_ok(f, ht_put_land(f->store, &(ht_land_record){"park", "亭林园", area}, &f->fault));
  fixture_ok(f, ht_put_land(f->store, &(ht_land_record){"residential", NULL, area}, &f->fault));
  fixture_ok(f, ht_put_barrier(f->store, &(ht_barrier_record){"water", area}, &f->fault));
  fixture_ok(f, ht_put_barrier(f->store, &(ht_barrier_record){"wall", wall}, &f->fault));
  fixture_ok(f, ht_put_barrier(f->store, &(ht_barrier_record){"railway", walls}, &f->fault));
  assert_int_equal(ht_put_land(f->store, &(ht_land_record){"park", "line", wall}, &f->fault), HT_BAD_DATA);
  fixture_commit(f);
  char all[96] = "", parks[96] = "", barriers[96] = "";
  fixture_ok(f, store_each_land(f->store, NULL, note_land, all, &f->fault));
  fixture_ok(f, store_each_land(f->store, "park", note_land, parks, &f->fault));
  fixture_ok(f, store_each_barrier(f->store, note_barrier, barriers, &f->fault));
  assert_string_equal(all, "park:亭林园:5 residential::5 ");
  assert_string_equal(parks, "park:亭林园:5 ");
  assert_string_equal(barriers, "water:3:1 wall:2:1 railway:2:2 ");
}

static void settings_and_sources_are_kept_and_credited(void **state) {
  store_fixture *f = *state;
  fixture_begin(f);
  fixture_ok(f, ht_put_setting(f->store, "name", "昆山", &f->fault));
  fixture_ok(f, ht_put_setting(f->store, "name", "昆山市", &f->fault));
  fixture_ok(f, ht_put_source(f->store, "OpenStreetMap contributors", "ODbL", "2024-01-02", &f->fault));
  fixture_ok(f, ht_put_source(f->store, "A survey", NULL, "2024-04-30", &f->fault));
  fixture_ok(f, ht_put_source(f->store, "B", NULL, NULL, &f->fault));
  fixture_commit(f);
  base_arena arena = {0};
  const char *value, *missing, *credits;
  char date[11];
  fixture_ok(f, store_read_setting(f->store, &arena, "name", &f->fault, &value));
  fixture_ok(f, store_read_setting(f->store, &arena, "outline", &f->fault, &missing));
  fixture_ok(f, store_credits(f->store, &arena, &f->fault, &credits));
  fixture_ok(f, store_data_date(f->store, &f->fault, date));
  assert_string_equal(value, "昆山市");
  assert_null(missing);
  assert_string_equal(credits, "A survey (2024-04-30); B; OpenStreetMap contributors (ODbL, 2024-01-02)");
  assert_string_equal(date, "2024-04-30");
  arena_release(&arena);
}

static void a_time_zone_that_nobody_knows_is_refused(void **state) {
  store_fixture *f = *state;
  fixture_begin(f);
  assert_int_equal(ht_put_setting(f->store, "timezone", "Mars/Olympus", &f->fault), HT_BAD_DATA);
  fixture_ok(f, ht_put_setting(f->store, "timezone", "-03:00", &f->fault));
  fixture_ok(f, ht_put_setting(f->store, "timezone", "Asia/Shanghai", &f->fault));
  fixture_commit(f);
}

static ht_err stop(void *context, const ht_station_record *read, ht_fault *fault) {
  (void)read, (void)context;
  snprintf(fault->detail, sizeof fault->detail, "enough");
  return HT_CANCELLED;
}

static void an_error_of_the_reader_ends_the_reading_and_is_returned(void **state) {
  store_fixture *f = *state;
  put_station(f, &station);
  assert_int_equal(store_each_station(f->store, TODAY, stop, NULL, &f->fault), HT_CANCELLED);
  assert_string_equal(f->fault.detail, "enough");
  int count = 0;
  fixture_ok(f, store_each_station(f->store, TODAY, count_station, &count, &f->fault));
  assert_int_equal(count, 1);
}

static ht_err read_again(void *context, const ht_station_record *read, ht_fault *fault) {
  store_fixture *f = context;
  int count = 0;
  ht_err err = store_each_station(f->store, TODAY, check_station, &count, fault);
  assert_int_equal(count, 1);
  assert_string_equal(read->code, "S1");
  return err;
}

static void a_reading_within_a_reading_sees_its_own_rows(void **state) {
  store_fixture *f = *state;
  put_station(f, &station);
  fixture_ok(f, store_each_station(f->store, TODAY, read_again, f, &f->fault));
}

int main(void) {
#define TEST(name) cmocka_unit_test_setup_teardown(name, fixture_set_up, fixture_tear_down)
  const struct CMUnitTest tests[] = {
      TEST(a_station_comes_back_as_it_was_put),
      TEST(a_station_that_changes_is_changed_and_noted),
      TEST(a_station_that_is_retired_may_come_back),
      TEST(a_station_of_an_unknown_tier_or_place_is_refused),
      TEST(a_member_belongs_to_a_grid_and_changes_with_a_note),
      TEST(an_address_keeps_its_aliases_sorted_and_once),
      TEST(demand_is_known_by_source_and_code_and_cleared_by_source),
      TEST(demand_of_less_than_nobody_is_refused),
      TEST(land_and_barriers_come_back_by_class_and_shape),
      TEST(settings_and_sources_are_kept_and_credited),
      TEST(a_time_zone_that_nobody_knows_is_refused),
      TEST(an_error_of_the_reader_ends_the_reading_and_is_returned),
      TEST(a_reading_within_a_reading_sees_its_own_rows),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
