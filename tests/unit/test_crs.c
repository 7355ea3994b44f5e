/* SPDX-License-Identifier: Apache-2.0 */
/* Reference systems: names, known pairs of coordinates, and what lies outside a system's domain. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bridge/crs.h"
#include "geo/metric.h"

static bridge_crs *crs;

static int open_crs(void **state) {
  (void)state;
  return bridge_crs_new(NULL, &crs);
}

static int close_crs(void **state) {
  (void)state;
  bridge_crs_free(crs);
  return 0;
}

static void names_are_known_in_any_case(void **state) {
  (void)state;
  static const char *const names[] = {"wgs84", "WGS84",     "cgcs2000",  "CGCS2000",  "gcj02",     "GCJ02",
                                      "Bd09",  "EPSG:4549", "epsg:4528", "EPSG:4326", "EPSG:4490", "EPSG:3857"};
  for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
    bool projected = false;
    assert_int_equal(bridge_crs_check(crs, names[i], NULL, &projected), HT_OK);
    assert_int_equal(projected, strstr(names[i], "45") || strstr(names[i], "3857") ? 1 : 0);
  }
}

static void other_names_are_refused_with_what_was_expected(void **state) {
  (void)state;
  static const char *const names[] = {
      "",           "wgs",         "EPSG:",     "EPSG:x",    "EPSG:-1",       "EPSG:99999999999", "EPSG:1.5",
      "EPSG: 4549", "EPSG:999998", "EPSG:4978", "EPSG:5773", "+proj=longlat", "wgs84 ",           "EPSG:4549 "};
  for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
    ht_fault fault = {0};
    bool projected = false;
    assert_int_equal(bridge_crs_check(crs, names[i], &fault, &projected), HT_BAD_ARGUMENT);
    assert_string_equal(fault.parameter, "crs");
    assert_string_equal(fault.value, names[i]);
  }
  bool projected;
  assert_int_equal(bridge_crs_check(crs, NULL, NULL, &projected), HT_BAD_ARGUMENT);
}

static void kunshan_s_points_in_its_zones_agree_to_a_tenth_of_a_millimetre(void **state) {
  (void)state;
  static const struct {
    double lon, lat, east_4549, north, east_4528;
  } pairs[] = {{120.958, 31.385, 591125.3950, 3474057.1122, 40591125.3950},
               {120.805833, 31.109444, 576873.6410, 3443387.7458, 40576873.6410},
               {121.151111, 31.543333, 609311.1042, 3491790.4017, 40609311.1042},
               {120.0, 31.35, 500000.0000, 3469779.6909, 40500000.0000}};
  for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
    ht_lonlat there[] = {{pairs[i].lon, pairs[i].lat}, {pairs[i].lon, pairs[i].lat}};
    ht_lonlat back[] = {{pairs[i].east_4549, pairs[i].north}, {pairs[i].east_4528, pairs[i].north}};
    assert_int_equal(bridge_crs_from_wgs84(crs, "EPSG:4549", &there[0], 1, NULL), HT_OK);
    assert_int_equal(bridge_crs_from_wgs84(crs, "EPSG:4528", &there[1], 1, NULL), HT_OK);
    assert_true(fabs(there[0].lon_deg - pairs[i].east_4549) < 2e-4 && fabs(there[0].lat_deg - pairs[i].north) < 2e-4);
    assert_true(fabs(there[1].lon_deg - pairs[i].east_4528) < 2e-4);
    assert_int_equal(bridge_crs_to_wgs84(crs, "EPSG:4549", &back[0], 1, NULL), HT_OK);
    assert_int_equal(bridge_crs_to_wgs84(crs, "EPSG:4528", &back[1], 1, NULL), HT_OK);
    for (int k = 0; k < 2; k++)
      assert_true(geo_metric_distance_m(back[k], (ht_lonlat){pairs[i].lon, pairs[i].lat}) < 2e-4);
  }
}

static void there_and_back_is_the_same_place_in_every_system(void **state) {
  (void)state;
  static const char *const names[] = {"wgs84",     "cgcs2000",  "gcj02",     "bd09",      "EPSG:4326",
                                      "EPSG:4490", "EPSG:4549", "EPSG:4528", "EPSG:3857", "EPSG:32651"};
  for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
    ht_lonlat places[1000];
    for (int k = 0; k < 1000; k++) places[k] = (ht_lonlat){120.8 + k % 37 * 0.009, 31.1 + k % 41 * 0.01};
    assert_int_equal(bridge_crs_from_wgs84(crs, names[i], places, 1000, NULL), HT_OK);
    assert_int_equal(bridge_crs_to_wgs84(crs, names[i], places, 1000, NULL), HT_OK);
    for (int k = 0; k < 1000; k++) {
      ht_lonlat was = {120.8 + k % 37 * 0.009, 31.1 + k % 41 * 0.01};
      assert_true(geo_metric_distance_m(places[k], was) < 1e-6);
    }
  }
}

static void wgs84_and_cgcs2000_are_the_same_bits(void **state) {
  (void)state;
  ht_lonlat p = {120.9581234567890123, 31.385}, q = p;
  assert_int_equal(bridge_crs_to_wgs84(crs, "EPSG:4490", &q, 1, NULL), HT_OK);
  assert_memory_equal(&p, &q, sizeof p);
}

static void a_system_of_degrees_keeps_longitude_first(void **state) {
  (void)state;
  ht_lonlat p = {120.95, 31.38};
  assert_int_equal(bridge_crs_from_wgs84(crs, "EPSG:4258", &p, 1, NULL), HT_BAD_ARGUMENT); /* Europe's */
  assert_int_equal(bridge_crs_from_wgs84(crs, "EPSG:4555", &p, 1, NULL), HT_OK);           /* New Beijing */
  assert_true(fabs(p.lon_deg - 120.95) < 0.01 && fabs(p.lat_deg - 31.38) < 0.01);
}

static void swapped_axes_are_recognised(void **state) {
  (void)state;
  ht_fault fault = {0};
  ht_lonlat p = {3474057.1122, 591125.3950}, was = p;
  assert_int_equal(bridge_crs_to_wgs84(crs, "EPSG:4549", &p, 1, &fault), HT_BAD_ARGUMENT);
  assert_non_null(strstr(fault.detail, "axes look swapped"));
  assert_memory_equal(&p, &was, sizeof p);
  ht_lonlat q = {31.385, 120.958};
  assert_int_equal(bridge_crs_to_wgs84(crs, "gcj02", &q, 1, &fault), HT_BAD_ARGUMENT);
  assert_non_null(strstr(fault.detail, "axes look swapped"));
}

static void what_is_no_place_is_refused_and_numbered(void **state) {
  (void)state;
  const ht_lonlat bad[] = {{200, 31}, {120, 91}, {NAN, 31}, {120, INFINITY}, {-181, 0}};
  static const char *const names[] = {"wgs84", "gcj02", "bd09", "EPSG:4549"};
  for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
    for (size_t k = 0; k < sizeof names / sizeof *names; k++) {
      ht_lonlat points[] = {{120.9, 31.3}, bad[i]};
      ht_fault fault = {0};
      assert_int_equal(bridge_crs_from_wgs84(crs, names[k], points, 2, &fault), HT_BAD_ARGUMENT);
      assert_non_null(strstr(fault.detail, "point 2:"));
    }
}

static void a_place_far_from_the_zone_is_outside_it(void **state) {
  (void)state;
  ht_lonlat zero = {0, 0}, paris = {2.35, 48.85};
  assert_int_equal(bridge_crs_to_wgs84(crs, "EPSG:4549", &zero, 1, NULL), HT_BAD_ARGUMENT);
  assert_int_equal(bridge_crs_from_wgs84(crs, "EPSG:4549", &paris, 1, NULL), HT_BAD_ARGUMENT);
}

static void more_systems_than_are_kept_still_work(void **state) {
  (void)state;
  for (int round = 0; round < 2; round++)
    for (int code = 4534; code <= 4544; code++) {
      char name[24];
      bool projected = false;
      snprintf(name, sizeof name, "EPSG:%d", code);
      assert_int_equal(bridge_crs_check(crs, name, NULL, &projected), HT_OK);
      assert_true(projected);
    }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(names_are_known_in_any_case),
      cmocka_unit_test(other_names_are_refused_with_what_was_expected),
      cmocka_unit_test(kunshan_s_points_in_its_zones_agree_to_a_tenth_of_a_millimetre),
      cmocka_unit_test(there_and_back_is_the_same_place_in_every_system),
      cmocka_unit_test(wgs84_and_cgcs2000_are_the_same_bits),
      cmocka_unit_test(a_system_of_degrees_keeps_longitude_first),
      cmocka_unit_test(swapped_axes_are_recognised),
      cmocka_unit_test(what_is_no_place_is_refused_and_numbered),
      cmocka_unit_test(a_place_far_from_the_zone_is_outside_it),
      cmocka_unit_test(more_systems_than_are_kept_still_work),
  };
  return cmocka_run_group_tests(tests, open_crs, close_crs);
}
