/* SPDX-License-Identifier: Apache-2.0 */

/* The bounded search and the nearest targets, against trying every step on random networks. */

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "random_town.h"

enum { TOWNS = 60, PAIRS = 25 };
static const random_facts ALL_FACTS = {.zones = true, .one_way = true, .steps = true, .bends = true};

static int64_t searched(walk_search *search, random_town *town, walk_direction direction, walk_snap seed,
                        walk_snap other) {
  walk_place place = {.snaps = &other, .snap_count = 1};
  assert_int_equal(walk_search_begin(search, &town->graph, &town->costs, direction, NULL), HT_OK);
  assert_int_equal(walk_search_seed(search, &seed, 0, NULL), HT_OK);
  assert_int_equal(walk_search_run(search, WALK_COST_MAX, NULL), HT_OK);
  return walk_search_place_cost(search, &place, NULL);
}

static void a_search_finds_the_cost_of_every_walk_exactly(void **state) {
  (void)state;
  walk_search *search = walk_search_new();
  uint32_t reached = 0;
  for (uint64_t seed = 1; seed <= TOWNS; seed++) {
    random_town town;
    random_town_make(&town, seed, ALL_FACTS);
    for (int i = 0; i < PAIRS; i++) {
      walk_snap from = random_town_snap(&town), to = random_town_snap(&town);
      int64_t plain = random_town_walk(&town, from, to);
      int64_t towards = searched(search, &town, WALK_TO, to, from), away = searched(search, &town, WALK_FROM, from, to);
      if (towards != plain || away != plain)
        fail_msg("town %lu, pair %d: plain %ld, towards %ld, away %ld", (unsigned long)seed, i, (long)plain,
                 (long)towards, (long)away);
      reached += plain != WALK_COST_NONE;
    }
    random_town_release(&town);
  }
  assert_true(reached > TOWNS * PAIRS / 4 && reached < TOWNS * PAIRS); /* both answers were met */
  walk_search_free(search);
}

static void a_limit_changes_no_cost_within_it(void **state) {
  (void)state;
  walk_search *whole = walk_search_new(), *part = walk_search_new();
  for (uint64_t seed = 1; seed <= TOWNS; seed++) {
    random_town town;
    random_town_make(&town, seed, ALL_FACTS);
    walk_snap to = random_town_snap(&town);
    int64_t limit = 60000 + random_town_draw(&town, 240000);
    assert_int_equal(walk_search_begin(whole, &town.graph, &town.costs, WALK_TO, NULL), HT_OK);
    assert_int_equal(walk_search_begin(part, &town.graph, &town.costs, WALK_TO, NULL), HT_OK);
    assert_int_equal(walk_search_seed(whole, &to, 0, NULL) | walk_search_seed(part, &to, 0, NULL), HT_OK);
    assert_int_equal(walk_search_run(whole, WALK_COST_MAX, NULL) | walk_search_run(part, limit, NULL), HT_OK);
    for (uint32_t node = 0; node < town.graph.node_count; node++) {
      int64_t cost = walk_search_node_cost(whole, node);
      assert_int_equal(walk_search_node_cost(part, node), cost <= limit ? cost : WALK_COST_NONE);
    }
    random_town_release(&town);
  }
  walk_search_free(whole);
  walk_search_free(part);
}

enum { TARGETS = 12 };

typedef struct ranked {
  int64_t cost;
  uint32_t target;
} ranked;

static int compare_ranked(const void *left, const void *right) {
  const ranked *a = left, *b = right;
  if (a->cost != b->cost) return a->cost < b->cost ? -1 : 1;
  return a->target < b->target ? -1 : a->target > b->target;
}

static void check_nearest(random_town *town, walk_search *search, walk_nearest *nearest, const walk_targets *targets) {
  walk_snapper snapper = {0};
  walk_place place;
  ranked expected[TARGETS];
  const walk_way *ways;
  uint32_t count, reached = 0;
  assert_int_equal(walk_snap_place(&snapper, &town->ground, random_town_place(town), 100000, NULL, NULL, &place),
                   HT_OK);
  for (uint32_t t = 0; t < TARGETS; t++) {
    int64_t best = walk_meet_cost(&town->ground, &town->profile, &targets->places[t], &place, NULL);
    for (uint32_t i = 0; i < place.snap_count; i++)
      for (uint32_t k = 0; k < targets->places[t].snap_count; k++) {
        int64_t cost = random_town_walk(town, place.snaps[i], targets->places[t].snaps[k]);
        if (cost < best) best = cost;
      }
    if (best != WALK_COST_NONE) expected[reached++] = (ranked){best, t};
  }
  qsort(expected, reached, sizeof *expected, compare_ranked);
  walk_question question = {targets, &town->costs, &place, NULL, 1 + random_town_draw(town, TARGETS), WALK_COST_MAX};
  assert_int_equal(walk_nearest_find(nearest, search, &question, NULL, &ways, &count), HT_OK);
  assert_int_equal(count, reached < question.k ? reached : question.k);
  walk_line line = {0};
  for (uint32_t i = 0; i < count; i++) {
    assert_int_equal(ways[i].cost, expected[i].cost);
    assert_int_equal(ways[i].target, expected[i].target);
    assert_int_equal(walk_route(search, &question, &ways[i], NULL, &line), HT_OK);
    assert_true(line.count >= 2);
    /* No fact but length costs in this town, so the route's length is its cost; every part is rounded to 1 ms. */
    assert_true(llabs(line.length_mm * 3600 / 5000 - ways[i].cost) <= 60);
  }
  walk_line_release(&line);
  walk_snapper_release(&snapper);
}

static void the_nearest_targets_are_those_of_all_walks_and_routes_are_as_long(void **state) {
  (void)state;
  walk_search *search = walk_search_new();
  walk_nearest nearest = {0};
  for (uint64_t seed = 1; seed <= 8; seed++) {
    random_town town;
    walk_snapper snapper = {0};
    walk_place places[TARGETS];
    uint32_t place_target[TARGETS];
    walk_targets targets;
    random_town_make(&town, seed, (random_facts){.zones = true, .one_way = true, .walls = true, .bends = true});
    for (uint32_t i = 0; i < TARGETS; i++) {
      place_target[i] = i;
      assert_int_equal(
          walk_snap_place(&snapper, &town.ground, random_town_place(&town), 100000, &town.arena, NULL, &places[i]),
          HT_OK);
    }
    assert_int_equal(
        walk_targets_build(&town.arena, &town.ground, places, place_target, TARGETS, TARGETS, NULL, &targets), HT_OK);
    for (int i = 0; i < 2; i++) check_nearest(&town, search, &nearest, &targets);
    walk_snapper_release(&snapper);
    random_town_release(&town);
  }
  walk_nearest_release(&nearest);
  walk_search_free(search);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_search_finds_the_cost_of_every_walk_exactly),
      cmocka_unit_test(a_limit_changes_no_cost_within_it),
      cmocka_unit_test(the_nearest_targets_are_those_of_all_walks_and_routes_are_as_long),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
