/* SPDX-License-Identifier: Apache-2.0 */
/* Who owns a place, from the store to the answer: a small city of squares a hundred metres wide. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "grid_fixture.h"
#include "haitang.h"

enum { SIDE = 4 };

static ht_city *city;
static ht_worker *worker;

static void put_plain(store_fixture *f, const char *layer, const char *code, const char *parent, double x, double y,
                      double side) {
  fixture_grid(f, &(ht_grid_record){.layer = layer, .code = code, .name = code, .parent = parent}, x, y, side);
}

static const char *square_code(int x, int y, char code[40]) {
  snprintf(code, 40, "3205831000010%d%d", x, y);
  return code;
}

/* Sixteen grids in four by four; their number is put in the given order. */
static void put_grids(store_fixture *f, const int order[SIDE * SIDE]) {
  for (int i = 0; i < SIDE * SIDE; i++) {
    char code[40];
    int x = order[i] % SIDE, y = order[i] / SIDE;
    if (x == 1 && y == 1) continue; /* a hole */
    put_plain(f, "grid", square_code(x, y, code), NULL, x, y, 1);
  }
}

static void put_city(store_fixture *f, const int order[SIDE * SIDE]) {
  fixture_layer(f, "town", HT_BASE, HT_TOWN);
  fixture_layer(f, "community", HT_BASE, HT_COMMUNITY);
  fixture_layer(f, "grid", HT_BASE, HT_GRID);
  fixture_layer(f, "mall", HT_SPECIAL, HT_GRID);
  fixture_layer(f, "party", HT_ROLE, HT_GRID);
  put_plain(f, "town", "320583100000", NULL, 0, 0, SIDE);
  put_plain(f, "community", "320583100001", NULL, 0, 0, SIDE);
  put_grids(f, order);
  put_plain(f, "mall", "M2", "320583100001", 2, 2, 1.5);
  put_plain(f, "mall", "M1", NULL, 2.25, 2.25, 0.5);
  put_plain(f, "party", "P1", NULL, 0, 0, 2);
  put_plain(f, "party", "P2", NULL, 1.5, 0, 2);
}

static int in_order(void **state) {
  int order[SIDE * SIDE];
  for (int i = 0; i < SIDE * SIDE; i++) order[i] = i;
  if (fixture_set_up(state)) return 1;
  store_fixture *f = *state;
  fixture_begin(f);
  put_city(f, order);
  fixture_ok(f, ht_put_setting(f->store, "name", "昆山市", &f->fault));
  const ht_member_record members[] = {{"grid", "320583100001022", "police", "Li", "2", "PS"},
                                      {"grid", "320583100001022", "grid_officer", "Wang", "1", "G"},
                                      {"mall", "M1", "property", "Zhao", "3", "M"}};
  for (int i = 0; i < 3; i++) fixture_ok(f, ht_put_member(f->store, &members[i], &f->fault));
  fixture_commit(f);
  return 0;
}

static void load(store_fixture *f) {
  fixture_ok(f, ht_city_load(f->store, (ht_progress){0}, &f->fault, &city));
  fixture_ok(f, ht_worker_new(&f->fault, &worker));
}

static int set_up(void **state) {
  if (in_order(state)) return 1;
  load(*state);
  return 0;
}

static int tear_down(void **state) {
  ht_worker_free(worker);
  ht_city_free(city);
  worker = NULL;
  city = NULL;
  return fixture_tear_down(state);
}

static const ht_location *locate(ht_lonlat p, const ht_locate_options *options) {
  const ht_location *location = NULL;
  ht_fault fault = {0};
  if (ht_locate(city, worker, p, options, &fault, &location)) fail_msg("%s", fault.detail);
  return location;
}

static const ht_ownership *on_layer(const ht_location *location, const char *layer) {
  for (uint32_t i = 0; i < location->layer_count; i++)
    if (!strcmp(location->layers[i].layer, layer)) return &location->layers[i];
  fail_msg("there is no layer %s in the answer", layer);
  return NULL;
}

static void an_answer_names_the_owner_on_every_layer(void **state) {
  (void)state;
  const ht_location *location = locate(fixture_place(0, 2), NULL);
  assert_int_equal(location->layer_count, 5);
  assert_string_equal(on_layer(location, "grid")->code, "320583100001002");
  assert_string_equal(on_layer(location, "grid")->kind, "base");
  assert_string_equal(on_layer(location, "community")->code, "320583100001");
  assert_string_equal(on_layer(location, "town")->code, "320583100000");
  assert_null(on_layer(location, "mall")->code);
  assert_null(on_layer(location, "party")->code);
  assert_ptr_equal(location->dispatch, on_layer(location, "grid"));
  assert_false(location->special);
  assert_true(location->has_position);
  assert_int_equal(location->data_version, ht_city_data_version(city));
}

static void check_chain(const ht_ownership *ownership, const char *expected) {
  char text[256] = "";
  for (uint32_t i = 0; i < ownership->chain_count; i++) {
    size_t length = strlen(text);
    snprintf(text + length, sizeof text - length, "%s%s %s", i ? ", " : "", ownership->chain[i].level,
             ownership->chain[i].code);
  }
  assert_string_equal(text, expected);
}

static void a_chain_goes_up_by_the_code_s_prefix_to_the_city(void **state) {
  (void)state;
  const ht_ownership *grid = on_layer(locate(fixture_place(0, 2), NULL), "grid");
  check_chain(grid, "grid 320583100001002, community 320583100001, town 320583100000, city ");
  assert_string_equal(grid->chain[3].name, "昆山市");
}

static void a_chain_goes_up_by_the_parent_that_is_stored(void **state) {
  (void)state;
  check_chain(on_layer(locate(fixture_place(3.4, 3.4), NULL), "mall"), "");
  check_chain(on_layer(locate(fixture_place(1.7, 1.7), NULL), "mall"),
              "grid M2, community 320583100001, town 320583100000, city ");
}

static void without_codes_a_chain_goes_up_by_the_largest_share_of_the_area(void **state) {
  (void)state;
  check_chain(on_layer(locate(fixture_place(2, 2), NULL), "mall"),
              "grid M1, community 320583100001, town 320583100000, city ");
}

static void the_smallest_special_grid_is_dispatched(void **state) {
  (void)state;
  const ht_location *inner = locate(fixture_place(2, 2), NULL), *outer = locate(fixture_place(1.7, 1.7), NULL);
  assert_true(inner->special && outer->special);
  assert_string_equal(inner->dispatch->code, "M1");
  assert_int_equal(inner->dispatch->overlap_count, 2);
  assert_string_equal(inner->dispatch->overlap[0], "M1");
  assert_string_equal(inner->dispatch->overlap[1], "M2");
  assert_string_equal(outer->dispatch->code, "M2");
  assert_string_equal(on_layer(outer, "grid")->code, "320583100001022");
}

static void members_are_those_of_the_dispatched_grid_and_only_when_asked(void **state) {
  (void)state;
  ht_locate_options options = {.members = true};
  assert_int_equal(locate(fixture_place(2.4, 2.4), NULL)->member_count, 0);
  const ht_location *mall = locate(fixture_place(2, 2), &options);
  assert_int_equal(mall->member_count, 1);
  assert_string_equal(mall->members[0].name, "Zhao");
  assert_int_equal(locate(fixture_place(0, 0), &options)->member_count, 0);
}

static void a_place_near_a_border_is_ambiguous_and_names_its_neighbours(void **state) {
  (void)state;
  const ht_ownership *grid = on_layer(locate(fixture_place(0.45, 2.45), NULL), "grid"); /* 5 m from two borders */
  assert_true(grid->ambiguous);
  assert_true(fabs(grid->boundary_distance_m - 0.05 * FIXTURE_STEP * 95170) < 0.02);
  assert_int_equal(grid->neighbour_count, 3);
  assert_string_equal(grid->neighbours[0], "320583100001003");
  assert_string_equal(grid->neighbours[1], "320583100001012");
  assert_string_equal(grid->neighbours[2], "320583100001013");
  ht_locate_options exact = {.uncertainty_m = -1}, wide = {.uncertainty_m = 60};
  assert_false(on_layer(locate(fixture_place(0.45, 2.45), &exact), "grid")->ambiguous);
  assert_false(on_layer(locate(fixture_place(0, 2), NULL), "grid")->ambiguous);
  assert_true(on_layer(locate(fixture_place(0, 2), &wide), "grid")->ambiguous);
}

static void on_a_corner_the_north_eastern_grid_owns_the_place(void **state) {
  (void)state;
  ht_lonlat corner = {FIXTURE_WEST + FIXTURE_STEP * 3, FIXTURE_SOUTH + FIXTURE_STEP * 1};
  const ht_ownership *grid = on_layer(locate(corner, NULL), "grid");
  assert_string_equal(grid->code, "320583100001031");
  assert_true(grid->boundary_distance_m == 0 && grid->ambiguous);
}

static void a_hole_is_nobody_s_and_outside_is_no_hole(void **state) {
  (void)state;
  const ht_ownership *hole = on_layer(locate(fixture_place(1, 1), NULL), "grid");
  assert_null(hole->code);
  assert_true(hole->hole);
  assert_int_equal(hole->chain_count, 0);
  const ht_ownership *outside = on_layer(locate(fixture_place(-1, 1), NULL), "grid");
  assert_null(outside->code);
  assert_false(outside->hole);
  assert_null(locate(fixture_place(1, 1), NULL)->dispatch);
}

static void an_overlap_is_owned_by_the_lower_code_and_all_are_listed(void **state) {
  (void)state;
  const ht_ownership *party = on_layer(locate(fixture_place(1.25, 0.5), NULL), "party");
  assert_string_equal(party->code, "P1");
  assert_int_equal(party->overlap_count, 2);
  assert_string_equal(party->overlap[1], "P2");
}

static void only_the_layers_asked_for_are_answered(void **state) {
  (void)state;
  const char *layers[] = {"party", "town"};
  ht_locate_options options = {.layers = layers, .layer_count = 2};
  const ht_location *location = locate(fixture_place(0, 0), &options);
  assert_int_equal(location->layer_count, 2);
  assert_string_equal(location->layers[0].code, "P1");
  assert_string_equal(location->layers[1].code, "320583100000");
  assert_string_equal(location->dispatch->code, "320583100001000"); /* who is sent does not depend on it */
}

static void check_refused(ht_lonlat p, const ht_locate_options *options, const char *parameter) {
  const ht_location *location = NULL;
  ht_fault fault = {0};
  assert_int_equal(ht_locate(city, worker, p, options, &fault, &location), HT_BAD_ARGUMENT);
  assert_string_equal(fault.parameter, parameter);
  assert_null(location);
}

static void what_is_no_question_is_refused(void **state) {
  (void)state;
  const char *unknown = "nonsense";
  ht_locate_options layer = {.layers = &unknown, .layer_count = 1}, far = {.uncertainty_m = 1e9},
                    nan = {.uncertainty_m = NAN};
  check_refused(fixture_place(0, 0), &layer, "layer");
  check_refused((ht_lonlat){200, 31}, NULL, "lon");
  check_refused((ht_lonlat){120, NAN}, NULL, "lat");
  check_refused(fixture_place(0, 0), &far, "uncertainty");
  check_refused(fixture_place(0, 0), &nan, "uncertainty");
}

static void a_batch_gives_the_same_owners_as_single_questions(void **state) {
  (void)state;
  ht_lonlat points[400];
  const char *codes[400];
  for (int i = 0; i < 400; i++) points[i] = fixture_place(i % 20 * 0.25 - 0.5, i / 20 * 0.25 - 0.5);
  assert_int_equal(ht_locate_batch(city, "grid", points, 400, NULL, codes), HT_OK);
  for (int i = 0; i < 400; i++) {
    const ht_ownership *grid = on_layer(locate(points[i], NULL), "grid");
    assert_ptr_equal(codes[i], grid->code);
    ht_worker_reset(worker);
  }
  assert_int_equal(ht_locate_batch(city, "none", points, 400, NULL, codes), HT_BAD_ARGUMENT);
}

static void the_extent_is_that_of_all_grids(void **state) {
  (void)state;
  ht_box box = ht_city_extent(city);
  assert_true(box.west_deg == FIXTURE_WEST && box.south_deg == FIXTURE_SOUTH);
  assert_true(fabs(box.east_deg - FIXTURE_WEST - SIDE * FIXTURE_STEP) < 1e-12 &&
              fabs(box.north_deg - FIXTURE_SOUTH - SIDE * FIXTURE_STEP) < 1e-12);
  assert_string_equal(ht_city_name(city), "昆山市");
  assert_int_equal(ht_city_utc_offset_s(city), 28800);
}

static void coordinates_convert_through_a_worker(void **state) {
  (void)state;
  ht_lonlat p = {120.958, 31.385}, was = p;
  assert_int_equal(ht_from_wgs84(worker, "EPSG:4549", &p, 1, NULL), HT_OK);
  assert_true(fabs(p.lon_deg - 591125.395) < 1e-3 && fabs(p.lat_deg - 3474057.1122) < 1e-3);
  assert_int_equal(ht_to_wgs84(worker, "EPSG:4549", &p, 1, NULL), HT_OK);
  assert_true(fabs(p.lon_deg - was.lon_deg) < 1e-9 && fabs(p.lat_deg - was.lat_deg) < 1e-9);
  assert_int_equal(ht_to_wgs84(worker, "mars", &p, 1, NULL), HT_BAD_ARGUMENT);
}

/* ---- order ---- */

/* All that an answer says, as text. */
static void append_answer(ht_lonlat p, char *text, size_t size) {
  const ht_location *location = locate(p, NULL);
  for (uint32_t i = 0; i < location->layer_count; i++) {
    const ht_ownership *o = &location->layers[i];
    size_t length = strlen(text);
    snprintf(text + length, size - length, "%s %s %a %d %d %u;", o->layer, o->code ? o->code : "-",
             o->boundary_distance_m, o->ambiguous, o->hole, o->overlap_count);
  }
}

static char *answers(void) {
  size_t size = 1 << 20;
  char *text = calloc(size, 1);
  assert_non_null(text);
  for (int i = 0; i < 225; i++) append_answer(fixture_place(i % 15 * 0.25 - 0.5, i / 15 * 0.25 - 0.5), text, size);
  return text;
}

static void the_order_in_which_grids_were_put_changes_nothing(void **state) {
  char *expected = answers();
  for (int round = 0; round < 3; round++) {
    int order[SIDE * SIDE];
    tear_down(state);
    assert_int_equal(fixture_set_up(state), 0);
    for (int i = 0; i < SIDE * SIDE; i++) order[i] = (i * 5 + 3 * round + 1) % (SIDE * SIDE);
    store_fixture *f = *state;
    fixture_begin(f);
    put_city(f, order);
    fixture_commit(f);
    load(f);
    char *again = answers();
    assert_string_equal(again, expected);
    free(again);
  }
  free(expected);
}

static void an_empty_store_is_a_city_without_owners(void **state) {
  load(*state);
  const ht_location *location = locate(fixture_place(0, 0), NULL);
  assert_int_equal(location->layer_count, 0);
  assert_null(location->dispatch);
  ht_box box = ht_city_extent(city);
  assert_true(box.west_deg == 0 && box.north_deg == 0);
}

static bool stop_at_once(void *context, const char *what, uint64_t done, uint64_t total) {
  (void)context, (void)what, (void)done, (void)total;
  return false;
}

static void loading_can_be_cancelled(void **state) {
  store_fixture *f = *state;
  assert_int_equal(ht_city_load(f->store, (ht_progress){stop_at_once, NULL}, &f->fault, &city), HT_CANCELLED);
  assert_null(city);
}

static void a_time_zone_is_read_or_refused(void **state) {
  store_fixture *f = *state;
  static const struct {
    const char *zone;
    int32_t offset_s;
  } zones[] = {{"+08:00", 28800}, {"-03:30", -12600}, {"UTC", 0}, {"Asia/Urumqi", 21600}};
  for (int i = 0; i < 4; i++) {
    fixture_begin(f);
    fixture_ok(f, ht_put_setting(f->store, "timezone", zones[i].zone, &f->fault));
    fixture_commit(f);
    fixture_ok(f, ht_city_load(f->store, (ht_progress){0}, &f->fault, &city));
    assert_int_equal(ht_city_utc_offset_s(city), zones[i].offset_s);
    ht_city_free(city);
    city = NULL;
  }
  fixture_begin(f);
  assert_int_equal(ht_put_setting(f->store, "timezone", "Mars/Olympus", &f->fault), HT_BAD_DATA);
  assert_non_null(strstr(f->fault.detail, "Mars/Olympus"));
  ht_store_rollback(f->store);
}

#define IN_CITY(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)
#define IN_EMPTY(test) cmocka_unit_test_setup_teardown(test, fixture_set_up, tear_down)

int main(void) {
  const struct CMUnitTest tests[] = {
      IN_CITY(an_answer_names_the_owner_on_every_layer),
      IN_CITY(a_chain_goes_up_by_the_code_s_prefix_to_the_city),
      IN_CITY(a_chain_goes_up_by_the_parent_that_is_stored),
      IN_CITY(without_codes_a_chain_goes_up_by_the_largest_share_of_the_area),
      IN_CITY(the_smallest_special_grid_is_dispatched),
      IN_CITY(members_are_those_of_the_dispatched_grid_and_only_when_asked),
      IN_CITY(a_place_near_a_border_is_ambiguous_and_names_its_neighbours),
      IN_CITY(on_a_corner_the_north_eastern_grid_owns_the_place),
      IN_CITY(a_hole_is_nobody_s_and_outside_is_no_hole),
      IN_CITY(an_overlap_is_owned_by_the_lower_code_and_all_are_listed),
      IN_CITY(only_the_layers_asked_for_are_answered),
      IN_CITY(what_is_no_question_is_refused),
      IN_CITY(a_batch_gives_the_same_owners_as_single_questions),
      IN_CITY(the_extent_is_that_of_all_grids),
      IN_CITY(coordinates_convert_through_a_worker),
      IN_CITY(the_order_in_which_grids_were_put_changes_nothing),
      IN_EMPTY(an_empty_store_is_a_city_without_owners),
      IN_EMPTY(loading_can_be_cancelled),
      IN_EMPTY(a_time_zone_is_read_or_refused),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
