/* SPDX-License-Identifier: Apache-2.0 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "bridge/geos.h"
#include "geo/rings.h"

static const ht_lonlat nested[] = {{0, 0}, {9, 0}, {9, 9}, {0, 9}, {0, 0}, {4, 4},  {5, 4},  {5, 5},  {4, 4},
                                   {1, 1}, {8, 1}, {8, 8}, {1, 8}, {1, 1}, {20, 0}, {21, 0}, {21, 1}, {20, 0}};
static const uint32_t nested_start[] = {0, 5, 9, 14, 18};

static void a_ring_in_a_ring_is_a_hole_and_a_ring_in_a_hole_a_shell(void **state) {
  (void)state;
  base_arena arena = {0};
  ht_shape shape;
  assert_true(geo_rings_nest(&(geo_rings){nested, nested_start, 4}, &arena, &shape));
  assert_int_equal(shape.part_count, 3);
  assert_int_equal(shape.path_count, 4);
  assert_int_equal(shape.part_start[1], 2); /* the first polygon has a hole */
  assert_int_equal(shape.point_count, 18);
  arena_release(&arena);
}

static double twice_area(const ht_lonlat *points, uint32_t first, uint32_t end) {
  double sum = 0;
  for (uint32_t i = first; i + 1 < end; i++)
    sum += points[i].lon_deg * points[i + 1].lat_deg - points[i + 1].lon_deg * points[i].lat_deg;
  return sum < 0 ? -sum : sum;
}

static double shape_area(const ht_shape *shape) {
  double sum = 0;
  for (uint32_t part = 0; part < shape->part_count; part++)
    for (uint32_t path = shape->part_start[part]; path < shape->part_start[part + 1]; path++)
      sum += twice_area(shape->points, shape->path_start[path], shape->path_start[path + 1]) /
             (path == shape->part_start[part] ? 2 : -2);
  return sum;
}

/* Teeth that hang from a square's lower edge by one point each, alternately inward (a hole) and outward (a shell). */
static uint32_t saw(ht_lonlat *points, unsigned *seed, double *area) {
  uint32_t count = 0;
  *area = 100;
  points[count++] = (ht_lonlat){0, 0};
  for (int tooth = 1; tooth < 10; tooth++) {
    bool inward = rand_r(seed) % 2;
    double tip = inward ? 1 : -1;
    points[count++] = (ht_lonlat){tooth, 0};
    points[count++] = (ht_lonlat){tooth + 0.25, tip};
    points[count++] = (ht_lonlat){tooth - 0.25, tip};
    points[count++] = (ht_lonlat){tooth, 0};
    *area += inward ? -0.25 : 0.25;
  }
  const ht_lonlat rest[] = {{10, 0}, {10, 10}, {0, 10}, {0, 0}};
  for (int i = 0; i < 4; i++) points[count++] = rest[i];
  return count;
}

static void a_ring_cut_where_it_touches_itself_is_valid_and_as_large(void **state) {
  (void)state;
  unsigned seed = 20261124;
  print_message("seed %u\n", seed);
  ht_fault fault;
  bridge_geos *geos;
  assert_int_equal(bridge_geos_new(&fault, &geos), HT_OK);
  for (int round = 0; round < 200; round++) {
    base_arena arena = {0};
    ht_lonlat points[64];
    double area;
    const uint32_t start[] = {0, saw(points, &seed, &area)};
    geo_rings split;
    ht_shape shape;
    bridge_validity validity;
    assert_int_equal(geo_rings_split(&(geo_rings){points, start, 1}, &arena, &split), GEO_RINGS_SPLIT);
    assert_int_equal(split.count, 10);
    assert_true(geo_rings_nest(&split, &arena, &shape));
    assert_int_equal(bridge_geos_validity(geos, &shape, &fault, &validity), HT_OK);
    if (!validity.valid) fail_msg("%s", validity.reason);
    assert_true(shape_area(&shape) > area - 1e-9 && shape_area(&shape) < area + 1e-9);
    arena_release(&arena);
  }
  bridge_geos_free(geos);
}

static void a_ring_that_touches_nothing_stays_as_it_is(void **state) {
  (void)state;
  base_arena arena = {0};
  geo_rings split;
  assert_int_equal(geo_rings_split(&(geo_rings){nested, nested_start, 4}, &arena, &split), GEO_RINGS_SPLIT);
  assert_int_equal(split.count, 4);
  assert_memory_equal(split.points, nested, sizeof nested);
  arena_release(&arena);
}

static void a_spike_is_no_ring(void **state) {
  (void)state;
  base_arena arena = {0};
  const ht_lonlat points[] = {{0, 0}, {1, 0}, {2, 0}, {1, 0}, {1, 1}, {0, 0}};
  const uint32_t start[] = {0, 6};
  geo_rings split;
  assert_int_equal(geo_rings_split(&(geo_rings){points, start, 1}, &arena, &split), GEO_RINGS_SPIKE);
  arena_release(&arena);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_ring_in_a_ring_is_a_hole_and_a_ring_in_a_hole_a_shell),
      cmocka_unit_test(a_ring_cut_where_it_touches_itself_is_valid_and_as_large),
      cmocka_unit_test(a_ring_that_touches_nothing_stays_as_it_is),
      cmocka_unit_test(a_spike_is_no_ring),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
