/* SPDX-License-Identifier: Apache-2.0 */
/* The model town in a store, asked as any city is. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#include "app/demo_fill.h"
#include "store_fixture.h"

/* One town, one database, one snapshot for all tests. */
typedef struct demo {
  store_fixture *fixture;
  model_town *town;
  ht_city *city;
  ht_worker *worker;
} demo;

static int set_up(void **state) {
  demo *at = calloc(1, sizeof *at);
  assert_non_null(at);
  if (fixture_set_up((void **)&at->fixture)) return 1;
  ht_fault *fault = &at->fixture->fault;
  fixture_ok(at->fixture, model_town_draw(1, fault, &at->town));
  fixture_ok(at->fixture, demo_fill(at->fixture->store, at->town, (ht_progress){0}, fault));
  fixture_ok(at->fixture, ht_city_load(at->fixture->store, (ht_progress){0}, fault, &at->city));
  fixture_ok(at->fixture, ht_worker_new(fault, &at->worker));
  *state = at;
  return 0;
}

static int tear_down(void **state) {
  demo *at = *state;
  ht_worker_free(at->worker);
  ht_city_free(at->city);
  model_town_free(at->town);
  int status = fixture_tear_down((void **)&at->fixture);
  free(at);
  return status;
}

static void everything_is_stored_and_called_a_model(void **state) {
  demo *at = *state;
  static const struct {
    const char *sql;
    size_t offset;
  } counts[] = {{"SELECT count(*) FROM grid", offsetof(model_town, grid_count)},
                {"SELECT count(*) FROM member", offsetof(model_town, member_count)},
                {"SELECT count(*) FROM station", offsetof(model_town, station_count)},
                {"SELECT count(*) FROM address", offsetof(model_town, address_count)},
                {"SELECT count(*) FROM demand", offsetof(model_town, demand_count)},
                {"SELECT count(*) FROM land", offsetof(model_town, land_count)},
                {"SELECT count(*) FROM barrier", offsetof(model_town, barrier_count)},
                {"SELECT count(*) FROM street", offsetof(model_town, network.street_count)},
                {"SELECT count(*) FROM street_node", offsetof(model_town, network.node_count)}};
  for (unsigned i = 0; i < sizeof counts / sizeof *counts; i++)
    assert_int_equal(fixture_count(at->fixture, counts[i].sql),
                     *(const uint32_t *)((const char *)at->town + counts[i].offset));
  assert_int_equal(fixture_count(at->fixture, "SELECT count(*) FROM street WHERE length_mm < 1"), 0);
  assert_int_equal(fixture_count(at->fixture, "SELECT count(*) FROM setting WHERE key = 'model' AND value = 'true'"),
                   1);
  assert_int_equal(fixture_count(at->fixture, "SELECT count(*) FROM source WHERE name = 'model'"), 1);
  assert_non_null(strstr(ht_city_name(at->city), "模型"));
}

static void every_home_has_one_owner_on_every_level(void **state) {
  demo *at = *state;
  for (uint32_t i = 0; i < at->town->demand_count; i += 7) {
    const ht_location *location;
    fixture_ok(at->fixture, ht_locate(at->city, at->worker, at->town->demands[i].position, &(ht_locate_options){0},
                                      &at->fixture->fault, &location));
    assert_non_null(location->dispatch);
    for (uint32_t j = 0; j < location->layer_count; j++) {
      if (strcmp(location->layers[j].kind, "base") == 0) assert_non_null(location->layers[j].code);
      assert_int_equal(location->layers[j].overlap_count, 0);
    }
    ht_worker_reset(at->worker);
  }
}

static void a_building_is_found_by_its_address_its_alias_and_its_old_name(void **state) {
  demo *at = *state;
  for (uint32_t i = 0; i < at->town->address_count; i += 97) {
    const ht_address_record *address = &at->town->addresses[i];
    const ht_location *location;
    fixture_ok(at->fixture, ht_locate_address(at->city, at->worker, address->text, &(ht_locate_options){0},
                                              &at->fixture->fault, &location));
    assert_true(location->has_position);
    assert_string_equal(location->address->method, "exact");
    fixture_ok(at->fixture, ht_locate_address(at->city, at->worker, address->aliases[address->alias_count - 1],
                                              &(ht_locate_options){0}, &at->fixture->fault, &location));
    assert_string_equal(location->address->standard, address->text);
    ht_worker_reset(at->worker);
  }
}

static int64_t walk_to_nearest_ms(demo *at, const ht_demand_record *home) {
  const ht_nearest *nearest;
  fixture_ok(at->fixture, ht_nearest_stations(at->city, at->worker, home->position, &(ht_nearest_options){0},
                                              &at->fixture->fault, &nearest));
  assert_false(nearest->unconnected);
  assert_int_equal(nearest->component, 0);
  int64_t walk_ms = nearest->station_count ? nearest->stations[0].walk_ms : INT64_MAX;
  ht_worker_reset(at->worker);
  return walk_ms;
}

static const ht_demand_record *home_of(const model_town *town, const char *code) {
  for (uint32_t i = 0; i < town->demand_count; i++)
    if (!strcmp(town->demands[i].code, code)) return &town->demands[i];
  fail_msg("there is no home '%s'", code);
  return NULL;
}

static void homes_said_to_be_beyond_are_more_than_fifteen_minutes_away(void **state) {
  demo *at = *state;
  const model_town *town = at->town;
  for (uint32_t i = 0; i < town->severed_count; i++)
    assert_true(walk_to_nearest_ms(at, home_of(town, town->severed[i])) > 900000);
  for (uint32_t i = 0; i < town->too_far_count; i++)
    assert_true(walk_to_nearest_ms(at, home_of(town, town->too_far[i])) > 900000);
}

static void most_people_are_within_fifteen_minutes_of_a_station(void **state) {
  demo *at = *state;
  double within = 0, all = 0;
  for (uint32_t i = 0; i < at->town->demand_count; i += 3) {
    const ht_demand_record *home = &at->town->demands[i];
    all += home->population;
    if (walk_to_nearest_ms(at, home) <= 900000) within += home->population;
  }
  assert_true(within > 0.7 * all && within < 0.99 * all);
}

static void a_second_filling_changes_nothing_but_the_streets(void **state) {
  demo *at = *state;
  fixture_ok(at->fixture, demo_fill(at->fixture->store, at->town, (ht_progress){0}, &at->fixture->fault));
  assert_int_equal(ht_store_tally(at->fixture->store, HT_GRIDS).updated, 0);
  assert_int_equal(ht_store_tally(at->fixture->store, HT_STATIONS).inserted, 0);
  assert_int_equal(ht_store_tally(at->fixture->store, HT_ADDRESSES).updated, 0);
  assert_int_equal(fixture_count(at->fixture, "SELECT count(*) FROM land"), at->town->land_count);
  assert_int_equal(fixture_count(at->fixture, "SELECT count(*) FROM demand"), at->town->demand_count);
}

static bool stop(void *context, const char *what, uint64_t done, uint64_t total) {
  (void)done, (void)total;
  return strcmp(what, context) != 0;
}

static void a_filling_that_is_stopped_leaves_the_store_as_it_was(void **state) {
  (void)state;
  store_fixture *fixture;
  model_town *town;
  assert_int_equal(fixture_set_up((void **)&fixture), 0);
  fixture_ok(fixture, model_town_draw(2, &fixture->fault, &town));
  ht_progress progress = {stop, "demand"};
  assert_int_equal(demo_fill(fixture->store, town, progress, &fixture->fault), HT_CANCELLED);
  assert_int_equal(fixture_count(fixture, "SELECT (SELECT count(*) FROM grid) + (SELECT count(*) FROM setting)"), 0);
  model_town_free(town);
  assert_int_equal(fixture_tear_down((void **)&fixture), 0);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(everything_is_stored_and_called_a_model),
      cmocka_unit_test(every_home_has_one_owner_on_every_level),
      cmocka_unit_test(a_building_is_found_by_its_address_its_alias_and_its_old_name),
      cmocka_unit_test(homes_said_to_be_beyond_are_more_than_fifteen_minutes_away),
      cmocka_unit_test(most_people_are_within_fifteen_minutes_of_a_station),
      cmocka_unit_test(a_second_filling_changes_nothing_but_the_streets),
      cmocka_unit_test(a_filling_that_is_stopped_leaves_the_store_as_it_was),
  };
  return cmocka_run_group_tests(tests, set_up, tear_down);
}
