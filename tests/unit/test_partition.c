/* SPDX-License-Identifier: Apache-2.0 */
/* The partition against brute force: every edge of every polygon, by another ray, in whole numbers or 113 bits. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <geodesic.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "geo/metric.h"
#include "geo/partition.h"

static uint64_t seed = 20240604;
static base_arena arena;

static uint32_t random_below(uint32_t limit) {
  seed = seed * 6364136223846793005u + 1442695040888963407u;
  return (uint32_t)((seed >> 33) * (uint64_t)limit >> 31);
}

static double random_between(double low, double high) {
  return low + (high - low) * (random_below(1u << 30) + random_below(1u << 20) * 0x1p-20) * 0x1p-30;
}

static int forget(void **state) {
  (void)state;
  arena_release(&arena);
  return 0;
}

/* ---- shapes ---- */

static ht_shape polygon(const ht_lonlat *corners, uint32_t count) {
  ht_lonlat *points = ARENA_ARRAY(&arena, ht_lonlat, count + 1);
  uint32_t *starts = ARENA_ARRAY(&arena, uint32_t, 4);
  for (uint32_t i = 0; i <= count; i++) points[i] = corners[i % count];
  starts[1] = count + 1;
  starts[3] = 1;
  return (ht_shape){HT_POLYGONS, count + 1, 1, 1, points, starts, starts + 2};
}

static ht_shape box(double west, double south, double east, double north) {
  const ht_lonlat corners[] = {{west, south}, {east, south}, {east, north}, {west, north}};
  return polygon(corners, 4);
}

/* One shape of several rings: all in one polygon (the first its shell), or each a polygon of its own. */
static ht_shape joined(const ht_shape *rings, uint32_t count, bool one_polygon) {
  ht_shape all = {.kind = HT_POLYGONS, .path_count = count, .part_count = one_polygon ? 1 : count};
  for (uint32_t i = 0; i < count; i++) all.point_count += rings[i].point_count;
  ht_lonlat *points = ARENA_ARRAY(&arena, ht_lonlat, all.point_count);
  uint32_t *paths = ARENA_ARRAY(&arena, uint32_t, count + 1), *parts = ARENA_ARRAY(&arena, uint32_t, count + 1);
  for (uint32_t i = 0; i < count; i++) {
    memcpy(points + paths[i], rings[i].points, rings[i].point_count * sizeof *points);
    paths[i + 1] = paths[i] + rings[i].point_count;
    parts[i + 1] = i + 1;
  }
  if (one_polygon) parts[1] = count;
  all.points = points;
  all.path_start = paths;
  all.part_start = parts;
  return all;
}

static const geo_partition *built(const ht_shape *shapes, uint32_t count) {
  const geo_partition *partition = NULL;
  ht_fault fault = {0};
  if (geo_partition_build(shapes, count, &arena, &fault, &partition)) fail_msg("%s", fault.detail);
  return partition;
}

/* ---- the oracle ---- */

/* Counts the edges to the west of p, moved by the rule, on its parallel. Doubles of one city fit into 113 bits
   together. */
static bool polygon_contains(const ht_shape *shape, uint32_t part, ht_lonlat p) {
  bool inside = false;
  for (uint32_t ring = shape->part_start[part]; ring < shape->part_start[part + 1]; ring++)
    for (uint32_t i = shape->path_start[ring]; i + 1 < shape->path_start[ring + 1]; i++) {
      ht_lonlat low = shape->points[i], high = shape->points[i + 1];
      if ((low.lat_deg <= p.lat_deg) == (high.lat_deg <= p.lat_deg)) continue;
      if (low.lat_deg > high.lat_deg) {
        low = shape->points[i + 1];
        high = shape->points[i];
      }
      __float128 ax = (__float128)high.lon_deg - low.lon_deg, ay = (__float128)high.lat_deg - low.lat_deg;
      __float128 bx = (__float128)p.lon_deg - low.lon_deg, by = (__float128)p.lat_deg - low.lat_deg;
      if (ax * by - ay * bx <= 0) inside = !inside; /* on the edge: moved to the east of it */
    }
  return inside;
}

static bool shape_contains(const ht_shape *shape, ht_lonlat p) {
  for (uint32_t part = 0; part < shape->part_count; part++)
    if (polygon_contains(shape, part, p)) return true;
  return false;
}

/* Checks owner and all at p against the oracle; returns how many shapes contain p. */
static uint32_t check(const geo_partition *partition, const ht_shape *shapes, uint32_t count, ht_lonlat p) {
  uint32_t truth = 0, first = GEO_NOBODY, listed[256], listed_count = geo_partition_all(partition, p, listed, 256);
  for (uint32_t i = 0; i < count; i++) {
    if (!shape_contains(&shapes[i], p)) continue;
    if (truth == 0) first = i;
    if (truth >= listed_count || listed[truth] != i) fail_msg("%a %a: shape %u is not listed", p.lon_deg, p.lat_deg, i);
    truth++;
  }
  assert_int_equal(listed_count, truth);
  assert_int_equal(geo_partition_owner(partition, p), first);
  return truth;
}

/* ---- tilings ---- */

enum { SIDE = 12, TILES = SIDE * SIDE };

/* Quadrilaterals between the knots of a net shaken at random, with extra knots on shared edges, in random
   directions. */
static void make_tiling(ht_shape tiles[TILES], double size_deg) {
  static ht_lonlat knots[SIDE + 1][SIDE + 1];
  for (int y = 0; y <= SIDE; y++)
    for (int x = 0; x <= SIDE; x++) {
      bool rim = x == 0 || y == 0 || x == SIDE || y == SIDE;
      double shake = rim ? 0 : 0.45;
      knots[y][x] = (ht_lonlat){120.9 + size_deg * (x + random_between(-shake, shake)),
                                31.3 + size_deg * (y + random_between(-shake, shake))};
    }
  for (int i = 0; i < TILES; i++) {
    int x = i % SIDE, y = i / SIDE;
    ht_lonlat corners[4] = {knots[y][x], knots[y][x + 1], knots[y + 1][x + 1], knots[y + 1][x]}, turned[4];
    uint32_t start = random_below(4), step = random_below(2) ? 1 : 3;
    for (uint32_t k = 0; k < 4; k++) turned[k] = corners[(start + k * step) % 4];
    tiles[i] = polygon(turned, 4);
  }
}

static bool in_tiling(ht_lonlat p, double size_deg) {
  double west = 120.9, south = 31.3, side = size_deg * SIDE;
  return p.lon_deg >= west && p.lat_deg >= south && p.lon_deg < west + side && p.lat_deg < south + side;
}

static ht_lonlat middle(ht_lonlat a, ht_lonlat b) {
  return (ht_lonlat){(a.lon_deg + b.lon_deg) / 2, (a.lat_deg + b.lat_deg) / 2};
}

static void every_place_of_a_tiling_has_exactly_one_owner(void **state) {
  (void)state;
  print_message("seed %llu\n", (unsigned long long)seed);
  ht_shape tiles[TILES];
  for (int round = 0; round < 20; round++) {
    double size_deg = round % 2 ? 0.01 : 1e-5;
    make_tiling(tiles, size_deg);
    const geo_partition *partition = built(tiles, TILES);
    for (int i = 0; i < TILES; i++)
      for (int k = 0; k < 4; k++) {
        ht_lonlat corner = tiles[i].points[k], half = middle(corner, tiles[i].points[k + 1]);
        assert_int_equal(check(partition, tiles, TILES, corner), in_tiling(corner, size_deg));
        assert_int_equal(check(partition, tiles, TILES, half), in_tiling(half, size_deg));
      }
    for (int i = 0; i < 500; i++) {
      ht_lonlat p = {120.9 + size_deg * random_between(-1, SIDE + 1), 31.3 + size_deg * random_between(-1, SIDE + 1)};
      assert_int_equal(check(partition, tiles, TILES, p), in_tiling(p, size_deg));
    }
    arena_reset(&arena);
  }
}

static void the_corner_of_four_squares_belongs_to_the_one_in_the_north_east(void **state) {
  (void)state;
  ht_shape squares[] = {box(0, 0, 1, 1), box(1, 0, 2, 1), box(0, 1, 1, 2), box(1, 1, 2, 2)};
  const geo_partition *partition = built(squares, 4);
  assert_int_equal(geo_partition_owner(partition, (ht_lonlat){1, 1}), 3);
  assert_int_equal(geo_partition_owner(partition, (ht_lonlat){0.5, 1}), 2);
  assert_int_equal(geo_partition_owner(partition, (ht_lonlat){1, 0.5}), 1);
  assert_int_equal(geo_partition_owner(partition, (ht_lonlat){0, 0}), 0);
}

static void the_outline_s_east_and_north_edges_are_outside(void **state) {
  (void)state;
  ht_shape square = box(0, 0, 1, 1);
  const geo_partition *partition = built(&square, 1);
  static const ht_lonlat inside[] = {{0, 0}, {0.5, 0}, {0, 0.5}, {0.5, 0.5}};
  static const ht_lonlat outside[] = {{1, 0}, {1, 1}, {0, 1}, {0.5, 1}, {1, 0.5}};
  for (int i = 0; i < 4; i++) assert_int_equal(geo_partition_owner(partition, inside[i]), 0);
  for (int i = 0; i < 5; i++) assert_int_equal(geo_partition_owner(partition, outside[i]), GEO_NOBODY);
}

static void the_order_of_shapes_changes_no_owner(void **state) {
  (void)state;
  ht_shape tiles[TILES], shuffled[TILES];
  uint32_t order[TILES];
  make_tiling(tiles, 0.01);
  const geo_partition *straight = built(tiles, TILES);
  for (uint32_t i = 0; i < TILES; i++) order[i] = i;
  for (uint32_t i = TILES - 1; i > 0; i--) {
    uint32_t other = random_below(i + 1), swap = order[i];
    order[i] = order[other];
    order[other] = swap;
  }
  for (int i = 0; i < TILES; i++) shuffled[i] = tiles[order[i]];
  const geo_partition *mixed = built(shuffled, TILES);
  for (int i = 0; i < TILES; i++)
    for (int k = 0; k < 4; k++) {
      ht_lonlat p = tiles[i].points[k];
      uint32_t a = geo_partition_owner(straight, p), b = geo_partition_owner(mixed, p);
      assert_int_equal(a, b == GEO_NOBODY ? b : order[b]);
    }
}

static void a_hole_belongs_to_whoever_fills_it(void **state) {
  (void)state;
  ht_shape rings[] = {box(0, 0, 9, 9), box(3, 3, 6, 6), box(7, 7, 8, 8)};
  ht_shape shapes[] = {joined(rings, 3, true), box(3, 3, 6, 6)};
  const geo_partition *partition = built(shapes, 2);
  for (int y = -1; y <= 19; y++)
    for (int x = -1; x <= 19; x++) check(partition, shapes, 2, (ht_lonlat){x / 2.0, y / 2.0});
  assert_int_equal(geo_partition_owner(partition, (ht_lonlat){3, 3}), 1);
  assert_int_equal(geo_partition_owner(partition, (ht_lonlat){6, 6}), 0);
  assert_int_equal(geo_partition_owner(partition, (ht_lonlat){7.5, 7.5}), GEO_NOBODY);
}

static void an_overlap_lists_all_and_belongs_to_the_lowest(void **state) {
  (void)state;
  ht_shape shapes[] = {box(2, 2, 5, 5), box(0, 0, 3, 3), box(0, 0, 9, 9)};
  const geo_partition *partition = built(shapes, 3);
  uint32_t all[8];
  assert_int_equal(geo_partition_all(partition, (ht_lonlat){2.5, 2.5}, all, 8), 3);
  assert_true(all[0] == 0 && all[1] == 1 && all[2] == 2);
  assert_int_equal(geo_partition_owner(partition, (ht_lonlat){2.5, 2.5}), 0);
  assert_int_equal(geo_partition_owner(partition, (ht_lonlat){1, 1}), 1);
  assert_int_equal(geo_partition_all(partition, (ht_lonlat){2.5, 2.5}, all, 0), 3);
}

static void a_shape_of_parts_that_overlap_contains_a_place_once(void **state) {
  (void)state;
  ht_shape parts[] = {box(0, 0, 3, 3), box(2, 2, 5, 5), box(20, 20, 21, 21)};
  ht_shape shape = joined(parts, 3, false);
  const geo_partition *partition = built(&shape, 1);
  static const ht_lonlat places[] = {{1, 1}, {2.5, 2.5}, {4, 4}, {20.5, 20.5}};
  for (int i = 0; i < 4; i++) assert_int_equal(check(partition, &shape, 1, places[i]), 1);
  assert_int_equal(geo_partition_owner(partition, (ht_lonlat){10, 10}), GEO_NOBODY);
}

/* Polygons with corners on a small lattice: they cross, touch, overlap and run back over themselves. */
static void whatever_the_polygons_it_agrees_with_brute_force(void **state) {
  (void)state;
  print_message("seed %llu\n", (unsigned long long)seed);
  for (int round = 0; round < 400; round++) {
    ht_shape shapes[20], plain[20];
    uint32_t count = 1 + random_below(20), lattice = 3 + random_below(30);
    for (uint32_t i = 0; i < count; i++) {
      ht_lonlat corners[9];
      uint32_t corner_count = 3 + random_below(7);
      for (uint32_t k = 0; k < corner_count; k++)
        corners[k] = (ht_lonlat){120 + random_below(lattice) / 64.0, 31 + random_below(lattice) / 64.0};
      shapes[i] = plain[i] = polygon(corners, corner_count);
      if (random_below(3) == 0) shapes[i] = joined((ht_shape[]){plain[i], plain[random_below(i + 1)]}, 2, round % 2);
    }
    const geo_partition *partition = built(shapes, count);
    for (int i = 0; i < 300; i++) {
      ht_lonlat p = {120 + (random_below(2 * lattice + 8) - 4.0) / 128,
                     31 + (random_below(2 * lattice + 8) - 4.0) / 128};
      check(partition, shapes, count, p);
    }
    arena_reset(&arena);
  }
}

static void a_thousand_spokes_and_a_hundred_layers_need_fewer_cells(void **state) {
  (void)state;
  enum { SPOKES = 1000, LAYERS = 100 };
  ht_lonlat corners[2 * SPOKES];
  ht_shape shapes[LAYERS];
  for (int i = 0; i < 2 * SPOKES; i++) {
    double angle = i * 3.14159265358979 / SPOKES, far = i % 2 ? 0.001 : 1;
    corners[i] = (ht_lonlat){120 + far * cos(angle), 31 + far * sin(angle)};
  }
  ht_shape star = polygon(corners, 2 * SPOKES);
  const geo_partition *spokes = built(&star, 1);
  for (int i = 0; i < 300; i++)
    check(spokes, &star, 1, (ht_lonlat){120 + random_between(-1, 1), 31 + random_between(-1, 1)});
  for (int i = 0; i < LAYERS; i++) shapes[i] = box(120, 31, 120.1 + i * 1e-6, 31.1);
  const geo_partition *layers = built(shapes, LAYERS);
  assert_int_equal(check(layers, shapes, LAYERS, (ht_lonlat){120.05, 31.05}), LAYERS);
  assert_int_equal(check(layers, shapes, LAYERS, (ht_lonlat){120.10005, 31.05}), LAYERS - 51);
}

static void nobody_is_where_there_is_nothing(void **state) {
  (void)state;
  ht_shape shapes[] = {{0}, box(0, 0, 1, 1)};
  const geo_partition *none = built(NULL, 0), *empty = built(shapes, 1), *one = built(shapes, 2);
  const ht_lonlat places[] = {{5, 5}, {-179, -89}, {NAN, 0}, {0, NAN}, {INFINITY, 0}, {0, -INFINITY}, {1e300, 1e300}};
  for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
    assert_int_equal(geo_partition_owner(none, places[i]), GEO_NOBODY);
    assert_int_equal(geo_partition_owner(empty, places[i]), GEO_NOBODY);
    assert_int_equal(geo_partition_owner(one, places[i]), GEO_NOBODY);
    assert_true(geo_partition_distance_m(empty, places[i]) == -1);
    assert_true((geo_partition_distance_m(one, places[i]) > 0) == (i < 2));
  }
  assert_int_equal(geo_partition_owner(one, (ht_lonlat){0.5, 0.5}), 1);
}

static void a_coordinate_that_is_no_place_is_refused(void **state) {
  (void)state;
  ht_shape bad[] = {box(0, 0, 200, 1), box(0, 0, 1, NAN)};
  for (int i = 0; i < 2; i++) {
    const geo_partition *partition = NULL;
    ht_fault fault = {0};
    assert_int_equal(geo_partition_build(&bad[i], 1, &arena, &fault, &partition), HT_BAD_DATA);
    assert_null(partition);
    assert_non_null(strstr(fault.detail, "is no longitude and latitude"));
  }
}

/* ---- distances ---- */

static double geodesic_m(ht_lonlat a, ht_lonlat b) {
  struct geod_geodesic wgs84;
  double distance_m, azimuth_a, azimuth_b;
  geod_init(&wgs84, 6378137.0, 1 / 298.257223563);
  geod_inverse(&wgs84, a.lat_deg, a.lon_deg, b.lat_deg, b.lon_deg, &distance_m, &azimuth_a, &azimuth_b);
  return distance_m;
}

/* The geodesic from p to the nearest place of a segment, by thirds: along a segment the distance falls, then rises. */
static double segment_m(ht_lonlat a, ht_lonlat b, ht_lonlat p) {
  double low = 0, high = 1;
  for (int i = 0; i < 60; i++) {
    double s = low + (high - low) / 3, t = high - (high - low) / 3;
    ht_lonlat at_s = {a.lon_deg + s * (b.lon_deg - a.lon_deg), a.lat_deg + s * (b.lat_deg - a.lat_deg)};
    ht_lonlat at_t = {a.lon_deg + t * (b.lon_deg - a.lon_deg), a.lat_deg + t * (b.lat_deg - a.lat_deg)};
    if (geodesic_m(p, at_s) < geodesic_m(p, at_t))
      high = t;
    else
      low = s;
  }
  ht_lonlat at = {a.lon_deg + low * (b.lon_deg - a.lon_deg), a.lat_deg + low * (b.lat_deg - a.lat_deg)};
  return geodesic_m(p, at);
}

/* The smaller of best and the geodesic to the shape's border. */
static double shape_m(const ht_shape *shape, ht_lonlat p, double best) {
  for (uint32_t i = 0; i + 1 < shape->point_count; i++) {
    ht_lonlat a = shape->points[i], b = shape->points[i + 1];
    if (geodesic_m(p, a) - geodesic_m(a, b) < best) best = fmin(best, segment_m(a, b, p));
  }
  return best;
}

static void the_distance_to_the_border_is_the_geodesic_to_a_thousandth_or_a_centimetre(void **state) {
  (void)state;
  ht_shape tiles[TILES];
  make_tiling(tiles, 0.02);
  const geo_partition *partition = built(tiles, TILES);
  for (int i = 0; i < 60; i++) {
    double around = i % 2 ? 0.01 : 0.03; /* also from outside */
    ht_lonlat p = {random_between(120.9 - around, 121.14 + around), random_between(31.3 - around, 31.54 + around)};
    double truth_m = INFINITY;
    for (int k = 0; k < TILES; k++) truth_m = shape_m(&tiles[k], p, truth_m);
    assert_true(fabs(geo_partition_distance_m(partition, p) - truth_m) < fmax(0.01, 0.001 * truth_m));
  }
}

static void on_a_border_the_distance_is_nothing(void **state) {
  (void)state;
  ht_shape tiles[TILES];
  make_tiling(tiles, 0.02);
  const geo_partition *partition = built(tiles, TILES);
  for (int i = 0; i < TILES; i++) assert_true(geo_partition_distance_m(partition, tiles[i].points[0]) < 1e-9);
}

static void from_the_other_side_of_the_world_the_distance_still_comes(void **state) {
  (void)state;
  ht_shape square = box(120, 31, 120.0001, 31.0001);
  const geo_partition *partition = built(&square, 1);
  assert_true(geo_partition_distance_m(partition, (ht_lonlat){-60, -31}) > 1e6);
  assert_true(geo_partition_distance_m(partition, (ht_lonlat){0, 90}) > 1e6);
}

static void near_are_the_shapes_with_an_edge_within_the_radius(void **state) {
  (void)state;
  ht_shape tiles[TILES];
  make_tiling(tiles, 0.001);
  const geo_partition *partition = built(tiles, TILES);
  for (int i = 0; i < 60; i++) {
    ht_lonlat p = {120.9 + random_between(-0.001, 0.013), 31.3 + random_between(-0.001, 0.013)};
    double radius_m = random_between(0, 120);
    const uint32_t *found = NULL;
    uint32_t count = 0, next = 0;
    assert_int_equal(geo_partition_near(partition, p, radius_m, &arena, NULL, &found, &count), HT_OK);
    for (uint32_t k = 0; k < TILES; k++) {
      double far_m = shape_m(&tiles[k], p, radius_m + 1);
      bool listed = next < count && found[next] == k;
      if (fabs(far_m - radius_m) > 0.05) assert_int_equal(listed, far_m < radius_m);
      next += listed;
    }
    assert_int_equal(next, count);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test_teardown(every_place_of_a_tiling_has_exactly_one_owner, forget),
      cmocka_unit_test_teardown(the_corner_of_four_squares_belongs_to_the_one_in_the_north_east, forget),
      cmocka_unit_test_teardown(the_outline_s_east_and_north_edges_are_outside, forget),
      cmocka_unit_test_teardown(the_order_of_shapes_changes_no_owner, forget),
      cmocka_unit_test_teardown(a_hole_belongs_to_whoever_fills_it, forget),
      cmocka_unit_test_teardown(an_overlap_lists_all_and_belongs_to_the_lowest, forget),
      cmocka_unit_test_teardown(a_shape_of_parts_that_overlap_contains_a_place_once, forget),
      cmocka_unit_test_teardown(whatever_the_polygons_it_agrees_with_brute_force, forget),
      cmocka_unit_test_teardown(a_thousand_spokes_and_a_hundred_layers_need_fewer_cells, forget),
      cmocka_unit_test_teardown(nobody_is_where_there_is_nothing, forget),
      cmocka_unit_test_teardown(a_coordinate_that_is_no_place_is_refused, forget),
      cmocka_unit_test_teardown(the_distance_to_the_border_is_the_geodesic_to_a_thousandth_or_a_centimetre, forget),
      cmocka_unit_test_teardown(on_a_border_the_distance_is_nothing, forget),
      cmocka_unit_test_teardown(from_the_other_side_of_the_world_the_distance_still_comes, forget),
      cmocka_unit_test_teardown(near_are_the_shapes_with_an_edge_within_the_radius, forget),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
