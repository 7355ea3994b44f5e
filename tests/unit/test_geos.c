/* SPDX-License-Identifier: Apache-2.0 */
/* The door to GEOS: what goes in comes out, flaws are named with their place, overlays keep areas. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <geodesic.h>
#include <math.h>
#include <string.h>

#include "base/arena.h"
#include "bridge/geos.h"
#include "geo/area.h"

static bridge_geos *geos;
static base_arena arena;

static int open_geos(void **state) {
  (void)state;
  return bridge_geos_new(NULL, &geos);
}

static int close_geos(void **state) {
  (void)state;
  bridge_geos_free(geos);
  arena_release(&arena);
  return 0;
}

/* A rectangle with its lower left corner at (x, y) thousandths of a degree from 120 E 31 N. */
static ht_shape rectangle(double x, double y, double width, double height) {
  ht_lonlat *p = ARENA_ARRAY(&arena, ht_lonlat, 5);
  static const uint32_t path_start[] = {0, 5}, part_start[] = {0, 1};
  double west = 120 + x / 1000, south = 31 + y / 1000, east = west + width / 1000, north = south + height / 1000;
  p[0] = p[4] = (ht_lonlat){west, south};
  p[1] = (ht_lonlat){east, south};
  p[2] = (ht_lonlat){east, north};
  p[3] = (ht_lonlat){west, north};
  return (ht_shape){HT_POLYGONS, 5, 1, 1, p, path_start, part_start};
}

static ht_shape polygon_of(const ht_lonlat *points, uint32_t count) {
  uint32_t *path_start = ARENA_ARRAY(&arena, uint32_t, 2), *part_start = ARENA_ARRAY(&arena, uint32_t, 2);
  path_start[1] = count;
  part_start[1] = 1;
  return (ht_shape){HT_POLYGONS, count, 1, 1, points, path_start, part_start};
}

static bridge_validity validity_of(const ht_lonlat *points, uint32_t count) {
  ht_shape shape = polygon_of(points, count);
  bridge_validity validity = {0};
  assert_int_equal(bridge_geos_validity(geos, &shape, NULL, &validity), HT_OK);
  return validity;
}

static void a_difference_and_an_intersection_share_out_the_area(void **state) {
  (void)state;
  ht_shape a = rectangle(0, 0, 10, 10), b = rectangle(4, 4, 10, 10), left = {0}, both = {0};
  assert_int_equal(bridge_geos_overlay(geos, BRIDGE_DIFFERENCE, &a, &b, &arena, NULL, &left), HT_OK);
  assert_int_equal(bridge_geos_overlay(geos, BRIDGE_INTERSECTION, &a, &b, &arena, NULL, &both), HT_OK);
  double whole_m2 = geo_area_m2(&a);
  assert_true(fabs(geo_area_m2(&left) + geo_area_m2(&both) - whole_m2) < 1e-6 * whole_m2);
  assert_true(fabs(geo_area_m2(&both) / whole_m2 - 0.36) < 1e-4);
}

static void a_hole_comes_out_as_a_second_ring(void **state) {
  (void)state;
  ht_shape a = rectangle(0, 0, 10, 10), b = rectangle(4, 4, 2, 2), left = {0};
  assert_int_equal(bridge_geos_overlay(geos, BRIDGE_DIFFERENCE, &a, &b, &arena, NULL, &left), HT_OK);
  assert_int_equal(left.part_count, 1);
  assert_int_equal(left.path_count, 2);
  assert_int_equal(left.point_count, 10);
  assert_int_equal(left.path_start[2], 10);
  assert_int_equal(left.part_start[1], 2);
  assert_true(fabs(geo_area_m2(&left) - geo_area_m2(&a) + geo_area_m2(&b)) < 1e-3);
}

static void rectangles_that_only_touch_share_nothing(void **state) {
  (void)state;
  ht_shape a = rectangle(0, 0, 10, 10), b = rectangle(10, 0, 10, 10), both = {0};
  assert_int_equal(bridge_geos_overlay(geos, BRIDGE_INTERSECTION, &a, &b, &arena, NULL, &both), HT_OK);
  assert_int_equal(both.kind, HT_POLYGONS);
  assert_int_equal(both.part_count, 0);
}

static void a_line_keeps_what_lies_outside_a_polygon(void **state) {
  (void)state;
  static const ht_lonlat points[] = {{119.99, 31.005}, {120.02, 31.005}};
  static const uint32_t path_start[] = {0, 2};
  ht_shape line = {HT_LINES, 2, 1, 0, points, path_start, NULL}, b = rectangle(0, 0, 10, 10), left = {0};
  assert_int_equal(bridge_geos_overlay(geos, BRIDGE_DIFFERENCE, &line, &b, &arena, NULL, &left), HT_OK);
  assert_int_equal(left.kind, HT_LINES);
  assert_int_equal(left.path_count, 2);
}

static void a_union_of_a_row_of_rectangles_is_one(void **state) {
  (void)state;
  ht_shape row[20], all = {0};
  for (int i = 0; i < 20; i++) row[i] = rectangle(i, 0, 1, 1);
  assert_int_equal(bridge_geos_union(geos, row, 20, &arena, NULL, &all), HT_OK);
  assert_int_equal(all.part_count, 1);
  assert_int_equal(all.path_count, 1);
  ht_shape nothing = {0};
  assert_int_equal(bridge_geos_union(geos, NULL, 0, &arena, NULL, &nothing), HT_OK);
  assert_int_equal(nothing.part_count, 0);
}

static void an_empty_shape_takes_nothing_away(void **state) {
  (void)state;
  ht_shape a = rectangle(0, 0, 10, 10), none = {0}, left = {0};
  assert_int_equal(bridge_geos_overlay(geos, BRIDGE_DIFFERENCE, &a, &none, &arena, NULL, &left), HT_OK);
  assert_true(fabs(geo_area_m2(&left) - geo_area_m2(&a)) < 1e-6);
}

static void a_bow_tie_is_invalid_where_it_crosses(void **state) {
  (void)state;
  static const ht_lonlat bow[] = {{0, 0}, {2, 2}, {2, 0}, {0, 2}, {0, 0}};
  bridge_validity validity = validity_of(bow, 5);
  assert_false(validity.valid);
  assert_string_equal(validity.reason, "Self-intersection");
  assert_true(validity.place.lon_deg == 1 && validity.place.lat_deg == 1);
}

static void broken_rings_are_invalid_and_not_failures(void **state) {
  (void)state;
  static const ht_lonlat two[] = {{0, 0}, {1, 1}}, open[] = {{0, 0}, {1, 0}, {1, 1}, {0, 1}};
  const ht_lonlat nan[] = {{0, 0}, {1, 0}, {1, NAN}, {0, 1}, {0, 0}};
  assert_string_equal(validity_of(two, 2).reason, "Ring of fewer than four points");
  assert_string_equal(validity_of(open, 4).reason, "Ring is not closed");
  assert_string_equal(validity_of(nan, 5).reason, "Coordinate is not a number");
}

static void an_overlay_of_a_broken_ring_is_refused_with_its_place(void **state) {
  (void)state;
  static const ht_lonlat two[] = {{7, 8}, {1, 1}};
  ht_shape bad = polygon_of(two, 2), good = rectangle(0, 0, 1, 1), left = {.point_count = 77};
  ht_fault fault = {0};
  assert_int_equal(bridge_geos_overlay(geos, BRIDGE_DIFFERENCE, &good, &bad, &arena, &fault, &left), HT_BAD_DATA);
  assert_non_null(strstr(fault.detail, "7.0000000 8.0000000"));
  assert_int_equal(left.point_count, 77);
}

static void an_overlay_mends_what_crosses_itself(void **state) {
  (void)state;
  static const ht_lonlat bow[] = {{120, 31}, {120.002, 31.002}, {120.002, 31}, {120, 31.002}, {120, 31}};
  ht_shape bad = polygon_of(bow, 5), all = rectangle(0, 0, 2, 2), left = {0};
  assert_int_equal(bridge_geos_overlay(geos, BRIDGE_DIFFERENCE, &all, &bad, &arena, NULL, &left), HT_OK);
  assert_true(fabs(geo_area_m2(&left) / geo_area_m2(&all) - 0.5) < 1e-3);
}

static void the_inside_of_a_horseshoe_is_on_it(void **state) {
  (void)state;
  ht_shape block = rectangle(0, 0, 10, 10), bay = rectangle(2, 2, 6, 20), shoe = {0}, dot = {0};
  assert_int_equal(bridge_geos_overlay(geos, BRIDGE_DIFFERENCE, &block, &bay, &arena, NULL, &shoe), HT_OK);
  ht_lonlat place = {0};
  assert_int_equal(bridge_geos_inside(geos, &shoe, NULL, &place), HT_OK);
  ht_shape around = rectangle((place.lon_deg - 120) * 1000 - 1e-6, (place.lat_deg - 31) * 1000 - 1e-6, 2e-6, 2e-6);
  assert_int_equal(bridge_geos_overlay(geos, BRIDGE_DIFFERENCE, &around, &shoe, &arena, NULL, &dot), HT_OK);
  assert_int_equal(dot.part_count, 0);
}

static void an_area_is_the_geodesic_one(void **state) {
  (void)state;
  for (int lat = -55; lat <= 55; lat += 11) {
    struct geod_geodesic wgs84;
    struct geod_polygon polygon;
    static const double corner[][2] = {{0, 0}, {.05, .01}, {.06, .05}, {-.01, .04}};
    ht_lonlat points[5];
    geod_init(&wgs84, 6378137.0, 1 / 298.257223563);
    geod_polygon_init(&polygon, 0);
    for (int i = 0; i < 5; i++) points[i] = (ht_lonlat){120 + corner[i % 4][0], lat + corner[i % 4][1]};
    for (int edge = 0; edge < 4; edge++) /* our edges are straight in degrees, geodesics are not: go in small steps */
      for (int step = 0; step < 100; step++) {
        ht_lonlat a = points[edge], b = points[edge + 1];
        geod_polygon_addpoint(&wgs84, &polygon, a.lat_deg + (b.lat_deg - a.lat_deg) * step / 100,
                              a.lon_deg + (b.lon_deg - a.lon_deg) * step / 100);
      }
    double true_m2, perimeter_m;
    geod_polygon_compute(&wgs84, &polygon, 0, 1, &true_m2, &perimeter_m);
    ht_shape shape = polygon_of(points, 5);
    assert_true(fabs(geo_area_m2(&shape) / true_m2 - 1) < 1e-6);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_difference_and_an_intersection_share_out_the_area),
      cmocka_unit_test(a_hole_comes_out_as_a_second_ring),
      cmocka_unit_test(rectangles_that_only_touch_share_nothing),
      cmocka_unit_test(a_line_keeps_what_lies_outside_a_polygon),
      cmocka_unit_test(a_union_of_a_row_of_rectangles_is_one),
      cmocka_unit_test(an_empty_shape_takes_nothing_away),
      cmocka_unit_test(a_bow_tie_is_invalid_where_it_crosses),
      cmocka_unit_test(broken_rings_are_invalid_and_not_failures),
      cmocka_unit_test(an_overlay_of_a_broken_ring_is_refused_with_its_place),
      cmocka_unit_test(an_overlay_mends_what_crosses_itself),
      cmocka_unit_test(the_inside_of_a_horseshoe_is_on_it),
      cmocka_unit_test(an_area_is_the_geodesic_one),
  };
  return cmocka_run_group_tests(tests, open_geos, close_geos);
}
