/* SPDX-License-Identifier: Apache-2.0 */

/* Legs: shadows of barriers against intersections, walk times against streets cut into pieces of a quarter metre. */

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

#include "random_town.h"

static walk_xy draw_xy(random_town *town, uint32_t side_mm) {
  return (walk_xy){(int32_t)random_town_draw(town, side_mm), (int32_t)random_town_draw(town, side_mm)};
}

static double side(walk_xy a, walk_xy b, double x, double y) {
  return ((double)b.x_mm - a.x_mm) * (y - a.y_mm) - ((double)b.y_mm - a.y_mm) * (x - a.x_mm);
}

/* Whether the leg from eye to the point at t of the street crosses the wall: 1 or 0; -1 when it grazes it. */
static int crosses(walk_xy eye, const walk_segment *street, const walk_segment *wall, double t) {
  double x = street->a.x_mm + t * ((double)street->b.x_mm - street->a.x_mm);
  double y = street->a.y_mm + t * ((double)street->b.y_mm - street->a.y_mm);
  double a = (x - eye.x_mm) * ((double)wall->a.y_mm - eye.y_mm) - (y - eye.y_mm) * ((double)wall->a.x_mm - eye.x_mm);
  double b = (x - eye.x_mm) * ((double)wall->b.y_mm - eye.y_mm) - (y - eye.y_mm) * ((double)wall->b.x_mm - eye.x_mm);
  double c = side(wall->a, wall->b, eye.x_mm, eye.y_mm), d = side(wall->a, wall->b, x, y);
  if (fabs(a) < 1e-6 || fabs(b) < 1e-6 || fabs(d) < 1e-6) return -1;
  return ((a > 0 && b < 0) || (a < 0 && b > 0)) && ((c > 0 && d < 0) || (c < 0 && d > 0));
}

static void a_shadow_is_where_legs_cross_the_barrier(void **state) {
  (void)state;
  random_town dice = {.state = 7};
  for (int i = 0; i < 20000; i++) {
    uint32_t span = i % 2 ? 100000 : 12; /* of a few millimetres: degenerate cases abound */
    walk_xy eye = draw_xy(&dice, span);
    walk_segment street = {draw_xy(&dice, span), draw_xy(&dice, span)},
                 wall = {draw_xy(&dice, span), draw_xy(&dice, span)};
    walk_interval shadow = {2, 2};
    bool any = walk_sight_shadow(eye, &street, &wall, &shadow);
    for (double t = 0.0101; t < 1; t += 0.0203) {
      if (any && (fabs(t - shadow.from) < 1e-7 || fabs(t - shadow.to) < 1e-7)) continue;
      int expected = crosses(eye, &street, &wall, t);
      if (expected >= 0 && (any && t > shadow.from && t < shadow.to) != expected)
        fail_msg("eye %d %d, street %d %d to %d %d, wall %d %d to %d %d, at %.4f: shadow %.6f to %.6f", eye.x_mm,
                 eye.y_mm, street.a.x_mm, street.a.y_mm, street.b.x_mm, street.b.y_mm, wall.a.x_mm, wall.a.y_mm,
                 wall.b.x_mm, wall.b.y_mm, t, shadow.from, shadow.to);
    }
  }
}

static void no_sight_line_slips_between_walls_that_share_a_corner(void **state) {
  (void)state;
  random_town dice = {.state = 8};
  for (int i = 0; i < 20000; i++) {
    walk_xy eye = {0, 0};
    walk_xy middle = {30000 + (int32_t)random_town_draw(&dice, 10000), (int32_t)random_town_draw(&dice, 40000) - 20000};
    walk_segment street = {{70000, -60000}, {71000 + (int32_t)random_town_draw(&dice, 9000), 60000}};
    walk_segment low = {{40000, -90000}, middle}, high = {{45000, 90000}, middle};
    walk_interval shadows[2], left[WALK_SIGHTS_MAX];
    assert_true(walk_sight_shadow(eye, &street, &low, &shadows[0]));
    assert_true(walk_sight_shadow(eye, &street, &high, &shadows[1]));
    assert_int_equal(walk_sight_remains((walk_interval){0, 1}, shadows, 2, left), 0);
  }
}

static void a_wall_that_ends_on_the_street_hides_what_lies_beyond_and_not_the_point(void **state) {
  (void)state;
  walk_segment street = {{-50000, 0}, {50000, 0}}, wall = {{0, 0}, {0, 30000}};
  walk_interval shadow, left[WALK_SIGHTS_MAX];
  assert_true(walk_sight_shadow((walk_xy){-20000, 10000}, &street, &wall, &shadow));
  assert_int_equal(walk_sight_remains((walk_interval){0, 1}, &shadow, 1, left), 1);
  assert_true(left[0].from == 0 && left[0].to == 0.5);
  /* So it does for who stands on the street. */
  assert_true(walk_sight_shadow((walk_xy){-20000, 0}, &street, &wall, &shadow));
  assert_true(shadow.from == 0.5 && shadow.to == 1);
}

static void a_street_that_points_at_the_corner_of_two_walls_is_hidden(void **state) {
  (void)state;
  walk_segment street = {{0, 80000}, {0, 40000}}, west = {{-20000, 20000}, {0, 20000}},
               east = {{0, 20000}, {20000, 20000}};
  walk_interval shadow;
  assert_true(walk_sight_shadow((walk_xy){0, 0}, &street, &west, &shadow));
  assert_true(shadow.from == 0 && shadow.to == 1);
  assert_true(walk_sight_shadow((walk_xy){0, 0}, &street, &east, &shadow));
  assert_true(shadow.from == 0 && shadow.to == 1);
  /* Seen from the other side of the street's line the walls lie behind. */
  assert_false(walk_sight_shadow((walk_xy){0, 100000}, &street, &west, &shadow));
}

/* The walk between two places as the kernels compute it. */
static int64_t walk_ms(random_town *town, walk_search *search, walk_xy from, walk_xy to) {
  walk_snapper snapper = {0};
  walk_place start, end;
  assert_int_equal(walk_snap_place(&snapper, &town->ground, from, 100000, &town->arena, NULL, &start), HT_OK);
  assert_int_equal(walk_snap_place(&snapper, &town->ground, to, 100000, &town->arena, NULL, &end), HT_OK);
  assert_int_equal(walk_search_begin(search, &town->graph, &town->costs, WALK_TO, NULL), HT_OK);
  assert_int_equal(walk_search_seed_place(search, &end, 0, NULL), HT_OK);
  assert_int_equal(walk_search_run(search, WALK_COST_MAX, NULL), HT_OK);
  int64_t streets = walk_search_place_cost(search, &start, NULL);
  int64_t meeting = walk_meet_cost(&town->ground, &town->profile, &end, &start, NULL);
  walk_snapper_release(&snapper);
  return streets < meeting ? streets : meeting;
}

static void check_walk(random_town *town, uint64_t seed, walk_search *search, walk_xy from, walk_xy to,
                       uint32_t *compared) {
  const double step_m = 0.25, step_ms = 4 * step_m * 720;
  int64_t exact = walk_ms(town, search, from, to);
  for (double step = step_m;; step = step_m / 20) {
    double sampled = random_town_sampled_ms(town, from, to, step);
    bool alike = exact == WALK_COST_NONE ? isinf(sampled) : exact <= sampled + 5 && exact >= sampled - step_ms;
    *compared += alike && exact != WALK_COST_NONE;
    if (alike) return;
    /* Samples a step apart may have missed a slit between walls: look closer, once. */
    if (step < step_m)
      fail_msg("town %lu, from %d %d to %d %d: exact %ld ms, sampled %.1f ms", (unsigned long)seed, from.x_mm,
               from.y_mm, to.x_mm, to.y_mm, (long)exact, sampled);
  }
}

static void check_walks(random_facts facts) {
  walk_search *search = walk_search_new();
  uint32_t compared = 0;
  for (uint64_t seed = 1; seed <= 40; seed++) {
    random_town town;
    random_town_make(&town, seed, facts);
    for (int i = 0; i < 6; i++) {
      walk_xy from = random_town_place(&town), to = random_town_place(&town);
      check_walk(&town, seed, search, from, to, &compared);
    }
    random_town_release(&town);
  }
  assert_true(compared > 120);
  walk_search_free(search);
}

/* Where a street passes a wall its very point touches both sides, which samples of a one-way street would miss: so the
   walls and the one-way streets come one after the other. */
static void walk_times_past_walls_equal_those_of_streets_cut_into_small_pieces(void **state) {
  (void)state;
  check_walks((random_facts){.steps = true, .no_legs = true, .walls = true, .bends = true});
}

static void walk_times_on_one_way_streets_equal_those_of_streets_cut_into_small_pieces(void **state) {
  (void)state;
  check_walks((random_facts){.one_way = true, .steps = true, .no_legs = true, .bends = true});
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_shadow_is_where_legs_cross_the_barrier),
      cmocka_unit_test(no_sight_line_slips_between_walls_that_share_a_corner),
      cmocka_unit_test(a_wall_that_ends_on_the_street_hides_what_lies_beyond_and_not_the_point),
      cmocka_unit_test(a_street_that_points_at_the_corner_of_two_walls_is_hidden),
      cmocka_unit_test(walk_times_past_walls_equal_those_of_streets_cut_into_small_pieces),
      cmocka_unit_test(walk_times_on_one_way_streets_equal_those_of_streets_cut_into_small_pieces),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
