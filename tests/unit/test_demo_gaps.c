/* SPDX-License-Identifier: Apache-2.0 */
/* The model town says which of its homes are beyond fifteen minutes and why; the gaps must know them all. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#include "app/demo_fill.h"
#include "geo/partition.h"
#include "store_fixture.h"

typedef struct demo {
  store_fixture *fixture;
  model_town *town;
  ht_city *city;
  ht_worker *worker;
} demo;

static int set_up(void **state) {
  demo *at = calloc(1, sizeof *at);
  assert_non_null(at);
  if (fixture_set_up((void **)&at->fixture)) return 1;
  ht_fault *fault = &at->fixture->fault;
  fixture_ok(at->fixture, model_town_draw(1, fault, &at->town));
  fixture_ok(at->fixture, demo_fill(at->fixture->store, at->town, (ht_progress){0}, fault));
  fixture_ok(at->fixture, ht_city_load(at->fixture->store, (ht_progress){0}, fault, &at->city));
  fixture_ok(at->fixture, ht_worker_new(fault, &at->worker));
  *state = at;
  return 0;
}

static int tear_down(void **state) {
  demo *at = *state;
  ht_worker_free(at->worker);
  ht_city_free(at->city);
  model_town_free(at->town);
  int status = fixture_tear_down((void **)&at->fixture);
  free(at);
  return status;
}

static const ht_gaps *gaps_of(demo *at, ht_weight weight) {
  const ht_gaps *gaps;
  ht_plan_options options = {.weight = weight, .limit = 15};
  fixture_ok(at->fixture, ht_gaps_of(at->city, at->worker, &options, &at->fixture->fault, &gaps));
  return gaps;
}

static ht_lonlat position_of(const model_town *town, const char *code) {
  for (uint32_t i = 0; i < town->demand_count; i++)
    if (!strcmp(town->demands[i].code, code)) return town->demands[i].position;
  fail_msg("there is no home '%s'", code);
  return (ht_lonlat){0};
}

static bool has_point(const ht_shape *shape, ht_lonlat place) {
  for (uint32_t i = 0; i < shape->point_count; i++)
    if (shape->points[i].lon_deg == place.lon_deg && shape->points[i].lat_deg == place.lat_deg) return true;
  return false;
}

/* The gap that a place lies in; fails when there is none. */
static const ht_gap *gap_at(const ht_gaps *gaps, const geo_partition *buildings, ht_lonlat place, const char *code) {
  uint32_t found = geo_partition_owner(buildings, place);
  if (found != GEO_NOBODY) return &gaps->gaps[found];
  for (uint32_t i = 0; i < gaps->gap_count; i++)
    if (gaps->gaps[i].shape.kind == HT_POINTS && has_point(&gaps->gaps[i].shape, place)) return &gaps->gaps[i];
  fail_msg("home '%s' is in no gap", code);
  return NULL;
}

static void check_homes(const demo *at, const ht_gaps *gaps, const geo_partition *buildings, const char *const *codes,
                        uint32_t count, ht_reason reason) {
  for (uint32_t i = 0; i < count; i++) {
    const ht_gap *gap = gap_at(gaps, buildings, position_of(at->town, codes[i]), codes[i]);
    if (gap->reason != reason)
      fail_msg("home '%s' is %s, expected %s", codes[i], ht_reason_name(gap->reason), ht_reason_name(reason));
  }
}

static void every_home_planted_beyond_is_in_a_gap_with_its_reason(void **state) {
  demo *at = *state;
  base_arena arena = {0};
  const geo_partition *buildings;
  const ht_gaps *gaps = gaps_of(at, HT_POPULATION);
  ht_shape *shapes = ARENA_ARRAY(&arena, ht_shape, gaps->gap_count);
  assert_non_null(shapes);
  for (uint32_t i = 0; i < gaps->gap_count; i++)
    if (gaps->gaps[i].shape.kind == HT_POLYGONS) shapes[i] = gaps->gaps[i].shape;
  fixture_ok(at->fixture, geo_partition_build(shapes, gaps->gap_count, &arena, &at->fixture->fault, &buildings));
  print_message("%u homes severed, %u too far, %u gaps\n", at->town->severed_count, at->town->too_far_count,
                gaps->gap_count);
  assert_true(at->town->severed_count > 0 && at->town->too_far_count > 0);
  check_homes(at, gaps, buildings, at->town->severed, at->town->severed_count, HT_SEVERED);
  check_homes(at, gaps, buildings, at->town->too_far, at->town->too_far_count, HT_TOO_FAR);
  arena_release(&arena);
}

static void the_towns_people_are_all_counted_on_every_level(void **state) {
  demo *at = *state;
  double people = 0, households = 0;
  for (uint32_t i = 0; i < at->town->demand_count; i++)
    people += at->town->demands[i].population, households += at->town->demands[i].households;
  for (int by = HT_CITY; by <= HT_GRID; by++) {
    ht_plan_options options = {.by = (ht_level)by};
    const ht_coverage *coverage;
    fixture_ok(at->fixture, ht_coverage_of(at->city, at->worker, &options, &at->fixture->fault, &coverage));
    assert_true(coverage->total.total == people);
    double sum = 0;
    for (uint32_t i = 0; i < coverage->row_count; i++) sum += coverage->rows[i].total;
    assert_true(sum == people);
    if (by != HT_CITY)
      for (uint32_t i = 0; i < coverage->row_count; i++) assert_true(*coverage->rows[i].code); /* all are owned */
    options.weight = HT_HOUSEHOLDS;
    fixture_ok(at->fixture, ht_coverage_of(at->city, at->worker, &options, &at->fixture->fault, &coverage));
    assert_true(coverage->total.total == households);
  }
}

static void gaps_hold_everybody_who_is_not_covered(void **state) {
  demo *at = *state;
  const ht_gaps *gaps = gaps_of(at, HT_POPULATION);
  double people = 0;
  for (uint32_t i = 0; i < gaps->gap_count; i++) people += gaps->gaps[i].population;
  assert_true(people == gaps->summary.total.total - gaps->summary.total.covered);
  assert_true(people > 0);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(every_home_planted_beyond_is_in_a_gap_with_its_reason),
      cmocka_unit_test(the_towns_people_are_all_counted_on_every_level),
      cmocka_unit_test(gaps_hold_everybody_who_is_not_covered),
  };
  return cmocka_run_group_tests(tests, set_up, tear_down);
}
