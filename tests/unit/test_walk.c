/* SPDX-License-Identifier: Apache-2.0 */

/* Walking through the public interface, in a village of one street along the equator with stations of every kind. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "geo/metric.h"
#include "haitang.h"
#include "store/store.h"

typedef struct village {
  char path[64];
  ht_store *store;
  ht_city *city;
  ht_worker *worker;
  ht_fault fault;
} village;

enum { CORNERS = 21 };

/* Along the street, and beside it to the north. */
static ht_lonlat at(double east_m, double north_m) {
  geo_metric metric = geo_metric_at((ht_lonlat){120, 0});
  return geo_metric_lonlat(&metric, (geo_xy){east_m, north_m});
}

static void must(ht_err err, const ht_fault *fault) {
  if (err) fail_msg("%s: %s", ht_err_name(err), fault->detail);
}

/* A street of 2 km with a corner every 100 m, and beside it an island of two corners 400 m to the north. */
static void put_streets(village *v) {
  ht_street_node_record nodes[CORNERS + 2] = {0};
  ht_street_record streets[CORNERS] = {0};
  ht_lonlat points[2 * CORNERS];
  for (uint32_t i = 0; i < CORNERS; i++) nodes[i] = (ht_street_node_record){.source = i, .position = at(100.0 * i, 0)};
  for (uint32_t i = 0; i < 2; i++)
    nodes[CORNERS + i] = (ht_street_node_record){.source = CORNERS + i, .position = at(1000 + 100.0 * i, 400)};
  for (uint32_t i = 0; i < CORNERS; i++) {
    uint32_t a = i < CORNERS - 1 ? i : CORNERS;
    streets[i] = (ht_street_record){.node_a = a,
                                    .node_b = a + 1,
                                    .first_point = 2 * i,
                                    .point_count = 2,
                                    .class_name = "residential",
                                    .name = "",
                                    .length_mm = 100000};
    points[2 * i] = nodes[a].position, points[2 * i + 1] = nodes[a + 1].position;
  }
  ht_network_record network = {nodes, CORNERS + 2, streets, CORNERS, points, 2 * CORNERS};
  must(ht_put_network(v->store, &network, &v->fault), &v->fault);
}

static void put_station(village *v, const char *code, const char *tier, const char *function, const char *status,
                        ht_lonlat position, const ht_lonlat *entrance) {
  ht_station_record station = {.code = code,
                               .name = code,
                               .tier = tier,
                               .status = status,
                               .capacity = -1,
                               .opening_hours = code[0] == 'n' ? "24/7" : "",
                               .functions = &function,
                               .function_count = function ? 1 : 0,
                               .position = position,
                               .entrances = entrance,
                               .entrance_count = entrance ? 1 : 0};
  must(ht_put_station(v->store, &station, &v->fault), &v->fault);
}

static int set_up(void **state) {
  village *v = calloc(1, sizeof *v);
  *state = v;
  snprintf(v->path, sizeof v->path, "/tmp/haitang-village-%d.db", getpid());
  must(ht_store_open(v->path, &(ht_store_options){.create = true}, &v->fault, &v->store), &v->fault);
  must(ht_store_begin(v->store, "village", &v->fault), &v->fault);
  put_streets(v);
  must(ht_put_function(v->store, "library", "图书馆", "library", &v->fault), &v->fault);
  must(ht_put_function(v->store, "market", "菜市场", "market", &v->fault), &v->fault);
  ht_lonlat gate = at(300, 0);
  put_station(v, "a1", "station", "library", "open", at(500, 0), NULL);
  put_station(v, "a2", "station", NULL, "open", at(500, 0), NULL);
  put_station(v, "closed", "station", "library", "closed", at(10, 0), NULL);
  put_station(v, "entrance", "centre", NULL, "open", at(300, 2000), &gate);
  put_station(v, "island", "point", "market", "open", at(1050, 400), NULL);
  put_station(v, "lost", "point", NULL, "open", at(0, -900), NULL);
  put_station(v, "night", "point", "library", "open", at(1900, 0), NULL);
  put_station(v, "planned", "station", "library", "planned", at(20, 0), NULL);
  must(ht_store_commit(v->store, &v->fault), &v->fault);
  must(ht_city_load(v->store, (ht_progress){0}, &v->fault, &v->city), &v->fault);
  return ht_worker_new(&v->fault, &v->worker);
}

static int tear_down(void **state) {
  village *v = *state;
  char beside[80];
  ht_worker_free(v->worker);
  ht_city_free(v->city);
  ht_store_close(v->store);
  unlink(v->path);
  snprintf(beside, sizeof beside, "%s-wal", v->path);
  unlink(beside);
  snprintf(beside, sizeof beside, "%s-shm", v->path);
  unlink(beside);
  free(v);
  return 0;
}

static const ht_nearest *nearest(village *v, ht_lonlat place, const ht_nearest_options *options) {
  const ht_nearest *answer = NULL;
  must(ht_nearest_stations(v->city, v->worker, place, options, &v->fault, &answer), &v->fault);
  return answer;
}

static void check_codes(const ht_nearest *answer, const char *codes) {
  char found[256] = "";
  for (uint32_t i = 0; i < answer->station_count; i++) {
    size_t length = strlen(found);
    snprintf(found + length, sizeof found - length, "%s ", answer->stations[i].station->code);
  }
  assert_string_equal(found, codes);
}

static void stations_come_by_walk_then_code_without_those_out_of_service(void **state) {
  village *v = *state;
  check_codes(nearest(v, at(0, 0), NULL), "entrance ");
  check_codes(nearest(v, at(0, 0), &(ht_nearest_options){.k = 10}), "entrance a1 a2 night ");
  check_codes(nearest(v, at(0, 0), &(ht_nearest_options){.k = 2}), "entrance a1 ");
  check_codes(nearest(v, at(0, 0), &(ht_nearest_options){.k = 10, .function = "library"}), "a1 night ");
  check_codes(nearest(v, at(0, 0), &(ht_nearest_options){.k = 10, .tier = "point"}), "night ");
  check_codes(nearest(v, at(1000, 400), &(ht_nearest_options){.k = 10}), "island ");
}

static void a_walk_starts_at_an_entrance_and_is_told_in_time_and_length(void **state) {
  village *v = *state;
  const ht_nearest *answer = nearest(v, at(0, 0), &(ht_nearest_options){.route = true});
  const ht_found_station *found = &answer->stations[0];
  assert_string_equal(answer->profile, "adult");
  assert_in_range(found->walk_mm, 299990, 300010);
  assert_in_range(found->walk_ms, 215990, 216010); /* 300 m at 5 km/h */
  assert_true(fabs(found->straight_m - 300) < 0.1 && fabs(found->detour - 1) < 0.001);
  assert_int_equal(found->route.kind, HT_LINES);
  assert_true(fabs(found->route.points[0].lon_deg - at(0, 0).lon_deg) < 1e-7);
  assert_true(fabs(found->route.points[found->route.point_count - 1].lon_deg - at(300, 0).lon_deg) < 1e-7);
  assert_int_equal(found->open, HT_OPEN_UNKNOWN);
  assert_int_equal(nearest(v, at(1900, 10), NULL)->stations[0].open, HT_OPEN_YES);
  assert_int_equal(nearest(v, at(0, 0), NULL)->stations[0].route.kind, HT_NO_SHAPE);
}

static void by_distance_the_way_is_counted_and_its_time_told(void **state) {
  village *v = *state;
  const ht_nearest *answer = nearest(v, at(0, 0), &(ht_nearest_options){.profile = "gb50180"});
  assert_string_equal(answer->profile, "gb50180");
  assert_in_range(answer->stations[0].walk_mm, 299990, 300010);
  assert_in_range(answer->stations[0].walk_ms, 215990, 216010);
}

static void an_answer_says_how_it_meets_the_streets(void **state) {
  village *v = *state;
  const ht_nearest *far = nearest(v, at(500, 150), NULL);
  assert_true(far->unconnected && far->snap_m == -1 && far->component == -1 && far->station_count == 0);
  const ht_nearest *near = nearest(v, at(550, 60), NULL);
  assert_true(!near->unconnected && fabs(near->snap_m - 60) < 0.1 && near->component == 0 && !near->suspected_gap);
  const ht_nearest *island = nearest(v, at(1050, 410), NULL);
  assert_int_equal(island->component, 1);
}

static void a_station_near_in_a_straight_line_that_nobody_walks_to_is_told(void **state) {
  village *v = *state;
  const ht_nearest *answer = nearest(v, at(1050, 0), &(ht_nearest_options){.function = "market"});
  assert_true(answer->station_count == 0 && answer->suspected_gap); /* 400 m away, on the island */
  answer = nearest(v, at(0, 0), &(ht_nearest_options){.function = "market"});
  assert_true(answer->station_count == 0 && !answer->suspected_gap); /* far away anyhow */
  assert_false(nearest(v, at(1050, 0), NULL)->suspected_gap);        /* others are near */
}

static void what_is_wrong_with_a_question_is_named(void **state) {
  village *v = *state;
  const ht_nearest *answer = NULL;
  const ht_isochrone *isochrone = NULL;
  ht_fault *f = &v->fault;
  const double nan = strtod("nan", NULL);
  static const double zero[] = {0}, day[] = {1441};
  double many[17];
  for (int i = 0; i < 17; i++) many[i] = i + 1;
  assert_int_equal(ht_nearest_stations(v->city, v->worker, (ht_lonlat){200, 0}, NULL, f, &answer), HT_BAD_ARGUMENT);
  assert_string_equal(f->parameter, "lon");
  assert_int_equal(ht_nearest_stations(v->city, v->worker, (ht_lonlat){120, nan}, NULL, f, &answer), HT_BAD_ARGUMENT);
  assert_string_equal(f->parameter, "lat");
  assert_int_equal(ht_nearest_stations(v->city, v->worker, at(0, 0), &(ht_nearest_options){.k = 1001}, f, &answer),
                   HT_BAD_ARGUMENT);
  assert_string_equal(f->parameter, "k");
  assert_int_equal(
      ht_nearest_stations(v->city, v->worker, at(0, 0), &(ht_nearest_options){.profile = "cyclist"}, f, &answer),
      HT_BAD_ARGUMENT);
  assert_non_null(strstr(f->detail, "one of adult, elder, gb50180, sdg1121"));
  assert_int_equal(ht_station_circle(v->city, v->worker, "nobody", NULL, f, &isochrone), HT_NOT_FOUND);
  const double *wrong[] = {zero, day, many};
  static const uint32_t counts[] = {1, 1, 17};
  for (int i = 0; i < 3; i++) {
    ht_isochrone_options options = {.limits = wrong[i], .limit_count = counts[i]};
    assert_int_equal(ht_isochrone_at(v->city, v->worker, at(0, 0), &options, f, &isochrone), HT_BAD_ARGUMENT);
    assert_string_equal(f->parameter, "limits");
  }
  assert_null(answer);
  assert_null(isochrone);
}

static void circles_come_longest_first_and_each_limit_once(void **state) {
  village *v = *state;
  const ht_isochrone *isochrone;
  static const double limits[] = {5, 15, 5, 10};
  ht_isochrone_options options = {.limits = limits, .limit_count = 4};
  must(ht_isochrone_at(v->city, v->worker, at(1000, 0), &options, &v->fault, &isochrone), &v->fault);
  assert_int_equal(isochrone->circle_count, 3);
  assert_true(isochrone->circles[0].limit == 15 && isochrone->circles[2].limit == 5);
  assert_string_equal(isochrone->circles[0].unit, "min");
  /* 5 min are 416.7 m: streets up to 316.7 m either way, 100 m around them, which is 2 × 316.7 × 200 + π × 100². */
  double expected = 2 * 316.667 * 200 + 3.14159265 * 10000;
  assert_true(fabs(isochrone->circles[2].area_m2 - expected) < 0.005 * expected);
  /* 15 min reach the street's ends, 1 km away. */
  expected = 2000 * 200 + 3.14159265 * 10000;
  assert_true(fabs(isochrone->circles[0].area_m2 - expected) < 0.005 * expected);
}

static void a_circle_of_a_place_without_streets_is_empty(void **state) {
  village *v = *state;
  const ht_isochrone *isochrone;
  must(ht_isochrone_at(v->city, v->worker, at(0, 5000), NULL, &v->fault, &isochrone), &v->fault);
  assert_true(isochrone->unconnected);
  assert_int_equal(isochrone->circle_count, 3);
  assert_true(isochrone->circles[0].shape.part_count == 0 && isochrone->circles[0].area_m2 == 0);
}

static ht_err count_item(void *context, const store_item *item, ht_fault *fault) {
  (void)fault;
  *(uint32_t *)context += item->shape.path_count > 0;
  return HT_OK;
}

static void the_circles_of_all_stations_are_stored_in_place_of_older_ones(void **state) {
  village *v = *state;
  ht_circles_report report;
  for (uint32_t threads = 1; threads <= 3; threads++) {
    must(ht_compute_circles(v->store, v->city, NULL, threads, (ht_progress){0}, &v->fault, &report), &v->fault);
    assert_int_equal(report.stations, 8);
    assert_int_equal(report.circles, 24);
    assert_int_equal(report.unconnected, 1);
    store_items_query query = {.collection = "circles", .limit = 1000, .station = "a1"};
    uint32_t drawn = 0;
    uint64_t matched = 0;
    must(store_each_item(v->store, &query, count_item, &drawn, &v->fault, &matched), &v->fault);
    assert_int_equal(drawn, 3);
    assert_int_equal(matched, 3);
  }
}

static bool refuse(void *context, const char *what, uint64_t done, uint64_t total) {
  (void)context, (void)what, (void)done, (void)total;
  return false;
}

static void computing_circles_can_be_cancelled_and_leaves_what_was_stored(void **state) {
  village *v = *state;
  ht_circles_report report;
  int64_t before, after;
  must(ht_compute_circles(v->store, v->city, NULL, 1, (ht_progress){0}, &v->fault, &report), &v->fault);
  must(ht_store_data_version(v->store, &v->fault, &before), &v->fault);
  assert_int_equal(ht_compute_circles(v->store, v->city, NULL, 1, (ht_progress){.tell = refuse}, &v->fault, &report),
                   HT_CANCELLED);
  must(ht_store_data_version(v->store, &v->fault, &after), &v->fault);
  assert_int_equal(before, after);
  store_items_query query = {.collection = "circles", .limit = 1000};
  uint32_t drawn = 0;
  uint64_t matched = 0;
  must(store_each_item(v->store, &query, count_item, &drawn, &v->fault, &matched), &v->fault);
  assert_int_equal(matched, 24);
}

int main(void) {
#define EACH(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)
  const struct CMUnitTest tests[] = {
      EACH(stations_come_by_walk_then_code_without_those_out_of_service),
      EACH(a_walk_starts_at_an_entrance_and_is_told_in_time_and_length),
      EACH(by_distance_the_way_is_counted_and_its_time_told),
      EACH(an_answer_says_how_it_meets_the_streets),
      EACH(a_station_near_in_a_straight_line_that_nobody_walks_to_is_told),
      EACH(what_is_wrong_with_a_question_is_named),
      EACH(circles_come_longest_first_and_each_limit_once),
      EACH(a_circle_of_a_place_without_streets_is_empty),
      EACH(the_circles_of_all_stations_are_stored_in_place_of_older_ones),
      EACH(computing_circles_can_be_cancelled_and_leaves_what_was_stored),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
