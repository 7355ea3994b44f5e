/* SPDX-License-Identifier: Apache-2.0 */
/* What is left of borders when shared edges are taken away, and the faces it encloses. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "base/arena.h"
#include "bridge/geos.h"
#include "geo/outline.h"

static base_arena arena;

static int forget(void **state) {
  (void)state;
  arena_release(&arena);
  return 0;
}

/* A unit square, or a larger one, that turns one way or the other. */
static ht_shape square(double x, double y, double side, bool clockwise) {
  ht_lonlat *p = ARENA_ARRAY(&arena, ht_lonlat, 5);
  static const uint32_t paths[] = {0, 5}, parts[] = {0, 1};
  p[0] = p[4] = (ht_lonlat){x, y};
  p[2] = (ht_lonlat){x + side, y + side};
  p[clockwise ? 3 : 1] = (ht_lonlat){x + side, y};
  p[clockwise ? 1 : 3] = (ht_lonlat){x, y + side};
  return (ht_shape){HT_POLYGONS, 5, 1, 1, p, paths, parts};
}

static ht_shape outline_of(const ht_shape *shapes, uint32_t count) {
  ht_shape lines = {0};
  assert_int_equal(geo_outline(shapes, count, &arena, NULL, &lines), HT_OK);
  assert_int_equal(lines.kind, HT_LINES);
  assert_int_equal(lines.point_count, 2 * lines.path_count);
  return lines;
}

static ht_shape faces_of(const ht_shape *shapes, uint32_t count) {
  bridge_geos *geos = NULL;
  ht_shape lines = outline_of(shapes, count), faces = {0};
  assert_int_equal(bridge_geos_new(NULL, &geos), HT_OK);
  assert_int_equal(bridge_geos_faces(geos, &lines, &arena, NULL, &faces), HT_OK);
  bridge_geos_free(geos);
  return faces;
}

/* Squares in rows of side; the middle one is left out when there is a hole. */
static uint32_t checkers(ht_shape *shapes, int side, bool hole) {
  uint32_t count = 0;
  for (int i = 0; i < side * side; i++)
    if (!hole || i != side * side / 2) shapes[count++] = square(i % side, i / side, 1, i % 2);
  return count;
}

static void of_squares_that_tile_a_square_only_its_sides_are_left(void **state) {
  (void)state;
  ht_shape shapes[9];
  assert_int_equal(outline_of(shapes, checkers(shapes, 3, false)).path_count, 12);
}

static void the_rim_of_a_hole_is_left_too(void **state) {
  (void)state;
  ht_shape shapes[9];
  uint32_t count = checkers(shapes, 3, true);
  assert_int_equal(outline_of(shapes, count).path_count, 16);
  ht_shape faces = faces_of(shapes, count);
  assert_int_equal(faces.part_count, 2); /* the net, with its hole, and the hole */
}

static void an_overlap_is_a_face_of_its_own(void **state) {
  (void)state;
  ht_shape shapes[] = {square(0, 0, 2, false), square(1, 1, 2, true)};
  assert_int_equal(outline_of(shapes, 2).path_count, 8);
  assert_int_equal(faces_of(shapes, 2).part_count, 3);
}

static void the_same_shape_twice_keeps_its_outline(void **state) {
  (void)state;
  ht_shape shapes[] = {square(0, 0, 1, false), square(0, 0, 1, true)};
  assert_int_equal(outline_of(shapes, 2).path_count, 4);
}

static void a_hole_of_a_polygon_that_another_fills_is_gone(void **state) {
  (void)state;
  ht_shape outer = square(0, 0, 3, false), inner = square(1, 1, 1, false);
  ht_lonlat points[10];
  static const uint32_t paths[] = {0, 5, 10}, parts[] = {0, 2};
  memcpy(points, outer.points, 5 * sizeof *points);
  memcpy(points + 5, inner.points, 5 * sizeof *points);
  ht_shape shapes[] = {{HT_POLYGONS, 10, 2, 1, points, paths, parts}, inner};
  assert_int_equal(outline_of(shapes, 1).path_count, 8);
  assert_int_equal(outline_of(shapes, 2).path_count, 4);
}

static void of_nothing_nothing_is_left(void **state) {
  (void)state;
  ht_shape none = {0};
  assert_int_equal(outline_of(NULL, 0).path_count, 0);
  assert_int_equal(faces_of(&none, 1).part_count, 0);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test_teardown(of_squares_that_tile_a_square_only_its_sides_are_left, forget),
      cmocka_unit_test_teardown(the_rim_of_a_hole_is_left_too, forget),
      cmocka_unit_test_teardown(an_overlap_is_a_face_of_its_own, forget),
      cmocka_unit_test_teardown(the_same_shape_twice_keeps_its_outline, forget),
      cmocka_unit_test_teardown(a_hole_of_a_polygon_that_another_fills_is_gone, forget),
      cmocka_unit_test_teardown(of_nothing_nothing_is_left, forget),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
