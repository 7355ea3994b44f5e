/* SPDX-License-Identifier: Apache-2.0 */
/* The local metric against the geodesics of PROJ's GeographicLib. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <geodesic.h>
#include <math.h>
#include <stdio.h>

#include "geo/metric.h"

static uint64_t seed = 20240601;

static double random_between(double low, double high) {
  seed = seed * 6364136223846793005u + 1442695040888963407u;
  return low + (high - low) * (double)(seed >> 11) * 0x1p-53;
}

static double geodesic_m(ht_lonlat a, ht_lonlat b) {
  struct geod_geodesic wgs84;
  double distance_m, azimuth_a, azimuth_b;
  geod_init(&wgs84, 6378137.0, 1 / 298.257223563);
  geod_inverse(&wgs84, a.lat_deg, a.lon_deg, b.lat_deg, b.lon_deg, &distance_m, &azimuth_a, &azimuth_b);
  return distance_m;
}

/* Largest |plane / geodesic - 1| of segments from the origin's surroundings, up to radius_m away from it. */
static double worst_error(double radius_m, int count) {
  double worst = 0;
  for (int i = 0; i < count; i++) {
    geo_metric metric = geo_metric_at((ht_lonlat){random_between(-179, 179), random_between(-60, 60)});
    geo_xy a = {random_between(-0.7, 0.7) * radius_m, random_between(-0.7, 0.7) * radius_m};
    geo_xy b = {random_between(-0.7, 0.7) * radius_m, random_between(-0.7, 0.7) * radius_m};
    double plane_m = hypot(a.x_m - b.x_m, a.y_m - b.y_m);
    double true_m = geodesic_m(geo_metric_lonlat(&metric, a), geo_metric_lonlat(&metric, b));
    worst = fmax(worst, fabs(plane_m / true_m - 1));
  }
  return worst;
}

static void lengths_within_a_kilometre_are_true_to_three_in_ten_thousand(void **state) {
  (void)state;
  assert_true(worst_error(1000, 20000) < 3e-4);
}

static void lengths_within_five_kilometres_are_true_to_fifteen_in_ten_thousand(void **state) {
  (void)state;
  assert_true(worst_error(5000, 20000) < 1.5e-3);
}

static void the_distance_of_two_places_is_the_geodesic_to_one_in_ten_thousand(void **state) {
  (void)state;
  for (int i = 0; i < 20000; i++) {
    ht_lonlat a = {random_between(-170, 170), random_between(-60, 60)};
    geo_metric metric = geo_metric_at(a);
    double bearing = random_between(0, 6.283185307), far_m = random_between(1, 29000);
    ht_lonlat b = geo_metric_lonlat(&metric, (geo_xy){far_m * cos(bearing), far_m * sin(bearing)});
    assert_true(fabs(geo_metric_distance_m(a, b) / geodesic_m(a, b) - 1) < 1e-4);
  }
}

static void degrees_come_back_from_metres(void **state) {
  (void)state;
  for (int i = 0; i < 10000; i++) {
    geo_metric metric = geo_metric_at((ht_lonlat){random_between(-180, 180), random_between(-90, 90)});
    geo_xy xy = {random_between(-50000, 50000), random_between(-50000, 50000)};
    geo_xy again = geo_metric_xy(&metric, geo_metric_lonlat(&metric, xy));
    assert_true(fabs(again.x_m - xy.x_m) < 1e-6 && fabs(again.y_m - xy.y_m) < 1e-6);
  }
}

static void a_pole_is_a_place_like_any_other(void **state) {
  (void)state;
  geo_metric metric = geo_metric_at((ht_lonlat){0, 90});
  ht_lonlat place = geo_metric_lonlat(&metric, (geo_xy){1, -1});
  assert_true(isfinite(place.lon_deg) && isfinite(place.lat_deg));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(lengths_within_a_kilometre_are_true_to_three_in_ten_thousand),
      cmocka_unit_test(lengths_within_five_kilometres_are_true_to_fifteen_in_ten_thousand),
      cmocka_unit_test(the_distance_of_two_places_is_the_geodesic_to_one_in_ten_thousand),
      cmocka_unit_test(degrees_come_back_from_metres),
      cmocka_unit_test(a_pole_is_a_place_like_any_other),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
