/* SPDX-License-Identifier: Apache-2.0 */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "bridge/crs.h"
#include "bridge/geodesic.h"
#include "engine/densify.h"

static bridge_crs *crs;

static ht_err from_4549(void *context, ht_lonlat *points, size_t count, ht_fault *fault) {
  (void)context;
  return bridge_crs_to_wgs84(crs, "EPSG:4549", points, count, fault);
}

static int set_up(void **state) {
  (void)state;
  return bridge_crs_new(NULL, &crs);
}

static int tear_down(void **state) {
  (void)state;
  bridge_crs_free(crs);
  return 0;
}

static ht_shape line(const ht_lonlat *points, uint32_t count) {
  static uint32_t start[2];
  start[1] = count;
  return (ht_shape){.kind = HT_LINES, .point_count = count, .path_count = 1, .points = points, .path_start = start};
}

/* How far p is from the straight (in degrees) line a-b, in metres. */
static double off_line_m(ht_lonlat p, ht_lonlat a, ht_lonlat b) {
  double kx = 111320 * cos(a.lat_deg * 0.017453292519943295), ky = 110950;
  double dx = (b.lon_deg - a.lon_deg) * kx, dy = (b.lat_deg - a.lat_deg) * ky, px = (p.lon_deg - a.lon_deg) * kx,
         py = (p.lat_deg - a.lat_deg) * ky;
  double along = (px * dx + py * dy) / (dx * dx + dy * dy);
  if (along < 0) along = 0;
  if (along > 1) along = 1;
  return hypot(px - along * dx, py - along * dy);
}

/* The oracle: points every few metres of the projected line, converted one by one, lie within 1 mm of the result. */
static void no_converted_edge_is_farther_than_1_mm_from_the_projected_one(void **state) {
  (void)state;
  unsigned seed = 4549;
  double worst_m = 0;
  for (int round = 0; round < 40; round++) {
    base_arena arena = {0};
    ht_fault fault;
    ht_lonlat ends[2];
    for (int i = 0; i < 2; i++) ends[i] = (ht_lonlat){560000 + rand_r(&seed) % 60000, 3440000 + rand_r(&seed) % 50000};
    ht_shape projected = line(ends, 2), made;
    assert_int_equal(densify_shape(&projected, from_4549, NULL, &arena, &fault, &made), HT_OK);
    for (int step = 0; step <= 2000; step++) {
      double t = step / 2000.0, nearest_m = 1e9;
      ht_lonlat p = {ends[0].lon_deg + t * (ends[1].lon_deg - ends[0].lon_deg),
                     ends[0].lat_deg + t * (ends[1].lat_deg - ends[0].lat_deg)};
      assert_int_equal(from_4549(NULL, &p, 1, &fault), HT_OK);
      for (uint32_t i = 0; i + 1 < made.point_count; i++)
        nearest_m = fmin(nearest_m, off_line_m(p, made.points[i], made.points[i + 1]));
      worst_m = fmax(worst_m, nearest_m);
    }
    arena_release(&arena);
  }
  print_message("worst %.3f mm\n", worst_m * 1000);
  assert_true(worst_m <= 0.001);
}

static void an_edge_gets_the_same_points_from_both_sides(void **state) {
  (void)state;
  unsigned seed = 7;
  for (int round = 0; round < 100; round++) {
    base_arena arena = {0};
    ht_fault fault;
    ht_lonlat there[2], back[2];
    for (int i = 0; i < 2; i++)
      there[i] = (ht_lonlat){560000 + rand_r(&seed) % 60000 + 0.37, 3440000 + rand_r(&seed) % 50000 + 0.11};
    back[0] = there[1], back[1] = there[0];
    ht_shape forth_line = line(there, 2), forth, back_line, other;
    assert_int_equal(densify_shape(&forth_line, from_4549, NULL, &arena, &fault, &forth), HT_OK);
    back_line = line(back, 2);
    assert_int_equal(densify_shape(&back_line, from_4549, NULL, &arena, &fault, &other), HT_OK);
    assert_int_equal(forth.point_count, other.point_count);
    for (uint32_t i = 0; i < forth.point_count; i++)
      assert_memory_equal(&forth.points[i], &other.points[forth.point_count - 1 - i], sizeof(ht_lonlat));
    arena_release(&arena);
  }
}

/* Source: GeographicLib's documentation, JFK to LHR: 5,551,759.4 m. */
static void a_geodesic_is_as_long_as_geographiclib_says(void **state) {
  (void)state;
  const ht_lonlat flight[] = {{-73.8, 40.6}, {-0.5, 51.6}};
  int64_t length_mm = geodesic_length_mm(flight, 2);
  assert_true(length_mm > 5551759350 && length_mm < 5551759450);
}

static void a_line_is_as_long_on_the_way_back(void **state) {
  (void)state;
  unsigned seed = 11;
  for (int round = 0; round < 1000; round++) {
    ht_lonlat there[5], back[5];
    for (int i = 0; i < 5; i++)
      back[4 - i] = there[i] = (ht_lonlat){120 + rand_r(&seed) % 1000000 * 1e-7, 31 + rand_r(&seed) % 1000000 * 1e-7};
    assert_int_equal(geodesic_length_mm(there, 5), geodesic_length_mm(back, 5));
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(no_converted_edge_is_farther_than_1_mm_from_the_projected_one),
      cmocka_unit_test(an_edge_gets_the_same_points_from_both_sides),
      cmocka_unit_test(a_geodesic_is_as_long_as_geographiclib_says),
      cmocka_unit_test(a_line_is_as_long_on_the_way_back),
  };
  return cmocka_run_group_tests(tests, set_up, tear_down);
}
