/* SPDX-License-Identifier: Apache-2.0 */

/* Circles: valid, nested, the same whichever others are drawn, and true to walk times. */

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "bridge/geos.h"
#include "random_town.h"

enum { LIMITS = 6 };
static const int64_t LIMIT_MS[LIMITS] = {30000, 60000, 100000, 150000, 240000, 420000};

typedef struct drawn {
  random_town town;
  walk_search *search;
  walk_compass compass;
  walk_snapper snapper;
  walk_place place;
  ht_shape circles[LIMITS];
} drawn;

static void begin(drawn *d, uint64_t seed, random_facts facts) {
  memset(d, 0, sizeof *d);
  random_town_make(&d->town, seed, facts);
  d->search = walk_search_new();
  assert_non_null(d->search);
  walk_xy at = random_town_place(&d->town);
  assert_int_equal(walk_snap_place(&d->snapper, &d->town.ground, at, 100000, &d->town.arena, NULL, &d->place), HT_OK);
}

static void end(drawn *d) {
  walk_search_free(d->search);
  walk_compass_release(&d->compass);
  walk_snapper_release(&d->snapper);
  random_town_release(&d->town);
}

static void search(drawn *d, int64_t limit) {
  assert_int_equal(walk_search_begin(d->search, &d->town.graph, &d->town.costs, WALK_TO, NULL), HT_OK);
  assert_int_equal(walk_search_seed_place(d->search, &d->place, 0, NULL), HT_OK);
  assert_int_equal(walk_search_run(d->search, limit, NULL), HT_OK);
}

static ht_shape draw(drawn *d, int64_t limit) {
  walk_centre centre = {&d->town.ground, &d->town.costs, &d->place, 1};
  ht_shape circle;
  ht_fault fault = {0};
  ht_err err = walk_circle_draw(&d->compass, d->search, &centre, limit, &d->town.arena, &fault, &circle);
  if (err) fail_msg("%s", fault.detail);
  return circle;
}

static bool contains(const ht_shape *shape, ht_lonlat p) {
  bool inside = false;
  for (uint32_t ring = 0; ring < shape->path_count; ring++)
    for (uint32_t i = shape->path_start[ring]; i + 1 < shape->path_start[ring + 1]; i++) {
      ht_lonlat a = shape->points[i], b = shape->points[i + 1];
      if ((a.lat_deg > p.lat_deg) == (b.lat_deg > p.lat_deg)) continue;
      double lon = a.lon_deg + (p.lat_deg - a.lat_deg) / (b.lat_deg - a.lat_deg) * (b.lon_deg - a.lon_deg);
      if (p.lon_deg < lon) inside = !inside;
    }
  return inside;
}

static const random_facts EVERYTHING = {
    .zones = true, .one_way = true, .steps = true, .no_legs = true, .walls = true, .bends = true};

static void circles_are_valid_and_nested(void **state) {
  bridge_geos *geos = *state;
  uint32_t polygons = 0, holes = 0;
  for (uint64_t seed = 1; seed <= 30; seed++) {
    drawn d;
    begin(&d, seed, EVERYTHING);
    search(&d, LIMIT_MS[LIMITS - 1]);
    for (int i = 0; i < LIMITS; i++) {
      bridge_validity validity;
      ht_shape beyond;
      d.circles[i] = draw(&d, LIMIT_MS[i]);
      assert_int_equal(bridge_geos_validity(geos, &d.circles[i], NULL, &validity), HT_OK);
      if (!validity.valid) fail_msg("town %lu, limit %d: %s", (unsigned long)seed, i, validity.reason);
      polygons += d.circles[i].part_count, holes += d.circles[i].path_count - d.circles[i].part_count;
      if (i == 0) continue;
      assert_int_equal(
          bridge_geos_overlay(geos, BRIDGE_DIFFERENCE, &d.circles[i - 1], &d.circles[i], &d.town.arena, NULL, &beyond),
          HT_OK);
      if (beyond.part_count > 0) fail_msg("town %lu: limit %d reaches outside limit %d", (unsigned long)seed, i - 1, i);
    }
    end(&d);
  }
  assert_true(polygons > 100 && holes > 30); /* so that both were tested */
}

static void a_circle_is_the_same_whichever_others_are_drawn(void **state) {
  (void)state;
  for (uint64_t seed = 1; seed <= 10; seed++) {
    drawn d;
    begin(&d, seed, EVERYTHING);
    search(&d, LIMIT_MS[LIMITS - 1]);
    for (int i = LIMITS - 1; i >= 0; i--) d.circles[i] = draw(&d, LIMIT_MS[i]);
    for (int i = 0; i < LIMITS; i++) {
      search(&d, LIMIT_MS[i]);
      ht_shape alone = draw(&d, LIMIT_MS[i]);
      assert_int_equal(alone.point_count, d.circles[i].point_count);
      if (alone.point_count > 0)
        assert_memory_equal(alone.points, d.circles[i].points, alone.point_count * sizeof *alone.points);
    }
    end(&d);
  }
}

static int64_t walk_of(drawn *d, walk_xy at) {
  walk_snapper snapper = {0};
  walk_place place;
  assert_int_equal(walk_snap_place(&snapper, &d->town.ground, at, 100000, NULL, NULL, &place), HT_OK);
  int64_t streets = walk_search_place_cost(d->search, &place, NULL);
  int64_t meeting = walk_meet_cost(&d->town.ground, &d->town.profile, &d->place, &place, NULL);
  walk_snapper_release(&snapper);
  return streets < meeting ? streets : meeting;
}

typedef struct tally {
  uint32_t inside, within, false_inside, left_out;
} tally;

static void tell(const char *what, const tally *t) {
  print_message("%s: false inside %.3f %% of %u, left out %.3f %% of %u\n", what, 100.0 * t->false_inside / t->inside,
                t->inside, 100.0 * t->left_out / t->within, t->within);
}

static void sample(drawn *d, int64_t limit, int count, tally *land) {
  search(d, limit);
  ht_shape circle = draw(d, limit);
  search(d, WALK_COST_MAX);
  for (int i = 0; i < count; i++) {
    walk_xy at = {(int32_t)random_town_draw(&d->town, 700000) - 350000,
                  (int32_t)random_town_draw(&d->town, 700000) - 350000};
    bool inside = contains(&circle, walk_frame_lonlat(&d->town.graph.frame, at)), within = walk_of(d, at) <= limit;
    land->inside += inside, land->within += within;
    land->false_inside += inside && !within, land->left_out += within && !inside;
  }
}

static tally sample_towns(random_facts facts, uint32_t towns) {
  tally land = {0};
  for (uint64_t seed = 1; seed <= towns; seed++) {
    drawn d;
    begin(&d, seed, facts);
    for (int i = 0; i < LIMITS; i++) sample(&d, LIMIT_MS[i], 400, &land);
    end(&d);
  }
  return land;
}

static void what_is_inside_without_walls_is_what_walks_reach(void **state) {
  (void)state;
  tally land = sample_towns((random_facts){.one_way = true, .steps = true, .no_legs = true, .bends = true}, 30);
  tell("land without walls", &land);
  assert_true(land.within > 5000);
  assert_true(land.false_inside * 500 <= land.inside && land.left_out * 500 <= land.within); /* 0.2 % */
}

static void what_is_inside_among_walls_is_what_walks_reach_but_for_a_hundredth(void **state) {
  (void)state;
  tally land = sample_towns(EVERYTHING, 30);
  tell("land among many walls", &land);
  assert_true(land.within > 5000);
  assert_true(land.false_inside * 100 <= land.inside && land.left_out * 100 <= land.within);
}

static int open_geos(void **state) {
  return bridge_geos_new(NULL, (bridge_geos **)state);
}

static int close_geos(void **state) {
  bridge_geos_free(*state);
  return 0;
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(circles_are_valid_and_nested),
      cmocka_unit_test(a_circle_is_the_same_whichever_others_are_drawn),
      cmocka_unit_test(what_is_inside_without_walls_is_what_walks_reach),
      cmocka_unit_test(what_is_inside_among_walls_is_what_walks_reach_but_for_a_hundredth),
  };
  return cmocka_run_group_tests(tests, open_geos, close_geos);
}
