/* SPDX-License-Identifier: Apache-2.0 */
/* Residential land within and beyond the circles, against one union and one difference of GEOS for each grid. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "bridge/geos.h"
#include "engine/stations.h"
#include "geo/area.h"
#include "plan_fixture.h"
#include "store/store.h"

enum { SEEDS = 4, SHAPES_MAX = 64 };

/* At 5 km/h 125 m, a leg and a little more: some land in most grids is beyond. */
static const double LIMIT_MIN = 1.5;

/* All that the oracle needs: the shapes of a city as they are stored, and its circles. */
typedef struct oracle {
  plan_city *at;
  bridge_geos *geos;
  base_arena arena;
  ht_shape lands[SHAPES_MAX], grids[SHAPES_MAX];
  const char *codes[SHAPES_MAX];
  uint32_t land_count, grid_count;
  ht_shape land, circles; /* each as one */
} oracle;

static ht_err keep_land(void *context, const ht_land_record *land, ht_fault *fault) {
  (void)fault;
  oracle *o = context;
  assert_true(o->land_count < SHAPES_MAX && arena_shape(&o->arena, &land->shape, &o->lands[o->land_count]));
  o->land_count++;
  return HT_OK;
}

static ht_err keep_grid(void *context, const ht_grid_record *grid, ht_fault *fault) {
  (void)fault;
  oracle *o = context;
  if (strcmp(grid->layer, "grid") != 0) return HT_OK;
  assert_true(o->grid_count < SHAPES_MAX && arena_shape(&o->arena, &grid->shape, &o->grids[o->grid_count]));
  o->codes[o->grid_count++] = arena_text(&o->arena, grid->code);
  return HT_OK;
}

static void unite_circles(oracle *o) {
  ht_shape circles[SHAPES_MAX];
  uint32_t count = 0;
  for (uint32_t i = 0; i < o->at->city->stations->count; i++) {
    const ht_station_record *station = &o->at->city->stations->records[i];
    const ht_isochrone *drawn;
    if (!strcmp(station->status, "closed")) continue;
    fixture_ok(o->at->store, ht_station_circle(o->at->city, o->at->worker, station->code,
                                               &(ht_isochrone_options){.limits = &LIMIT_MIN, .limit_count = 1},
                                               &o->at->store->fault, &drawn));
    if (drawn->circles[0].shape.path_count > 0) circles[count++] = drawn->circles[0].shape;
  }
  fixture_ok(o->at->store, bridge_geos_union(o->geos, circles, count, &o->arena, &o->at->store->fault, &o->circles));
}

static void oracle_make(plan_city *at, oracle *o) {
  *o = (oracle){.at = at};
  ht_fault *fault = &at->store->fault;
  fixture_ok(at->store, bridge_geos_new(fault, &o->geos));
  fixture_ok(at->store, store_each_land(at->store->store, "residential", keep_land, o, fault));
  fixture_ok(at->store, store_each_grid(at->store->store, at->city->day, keep_grid, o, fault));
  fixture_ok(at->store, bridge_geos_union(o->geos, o->lands, o->land_count, &o->arena, fault, &o->land));
  unite_circles(o);
}

static void oracle_release(oracle *o) {
  bridge_geos_free(o->geos);
  arena_release(&o->arena);
}

static ht_shape overlaid(oracle *o, bridge_overlay how, const ht_shape *a, const ht_shape *b) {
  ht_shape result;
  fixture_ok(o->at->store, bridge_geos_overlay(o->geos, how, a, b, &o->arena, &o->at->store->fault, &result));
  return result;
}

static const ht_coverage_row *row_of(const ht_coverage *coverage, const char *code) {
  for (uint32_t i = 0; i < coverage->row_count; i++)
    if (!strcmp(coverage->rows[i].code, code)) return &coverage->rows[i];
  fail_msg("there is no row '%s'", code);
  return NULL;
}

static double gaps_area_m2(const ht_gaps *gaps, const char *grid) {
  double sum = 0;
  for (uint32_t i = 0; i < gaps->gap_count; i++)
    if (gaps->gaps[i].grid && !strcmp(gaps->gaps[i].grid, grid)) sum += gaps->gaps[i].area_m2;
  return sum;
}

/* Every grid's land, and what the circles leave of it, in one go; to a square metre. */
static void compare_grids(oracle *o, const ht_coverage *coverage, const ht_gaps *gaps, double *left_m2) {
  for (uint32_t i = 0; i < o->grid_count; i++) {
    const ht_coverage_row *row = row_of(coverage, o->codes[i]);
    ht_shape inside = overlaid(o, BRIDGE_INTERSECTION, &o->land, &o->grids[i]);
    ht_shape left = overlaid(o, BRIDGE_DIFFERENCE, &inside, &o->circles);
    double gap_m2 = gaps_area_m2(gaps, o->codes[i]);
    assert_true(fabs(row->total - geo_area_m2(&inside)) < 1);
    assert_true(fabs(row->covered + gap_m2 - geo_area_m2(&inside)) < 1);
    assert_true(fabs(gap_m2 - geo_area_m2(&left)) < 1);
    *left_m2 += gap_m2;
  }
}

static void each_grids_land_is_covered_or_in_a_gap_to_the_square_metre(void **state) {
  (void)state;
  for (uint64_t seed = 1; seed <= SEEDS; seed++) {
    plan_city *at = plan_city_new(seed, (plan_lacks){0});
    ht_plan_options options = {.by = HT_GRID, .weight = HT_RESIDENTIAL_LAND, .limit = LIMIT_MIN};
    oracle o;
    double left_m2 = 0;
    oracle_make(at, &o);
    const ht_coverage *coverage = plan_coverage(at, options);
    compare_grids(&o, coverage, plan_gaps(at, options), &left_m2);
    assert_true(fabs(coverage->total.total - geo_area_m2(&o.land)) < 1);
    print_message("%.0f m2 of land, %.0f m2 in gaps of grids\n", coverage->total.total, left_m2);
    assert_true(left_m2 > 1000 && coverage->total.covered > 1000);
    oracle_release(&o);
    plan_city_free(at);
  }
}

static bool adds_up(const ht_coverage *coverage) {
  double total = 0, covered = 0, unconnected = 0;
  for (uint32_t i = 0; i < coverage->row_count; i++) {
    const ht_coverage_row *row = &coverage->rows[i];
    total += row->total, covered += row->covered, unconnected += row->unconnected;
    if (row->covered < 0 || row->covered + row->unconnected > row->total + 1e-6) return false;
  }
  const ht_coverage_row *whole = &coverage->total;
  return fabs(total - whole->total) < 1e-6 && fabs(covered - whole->covered) < 1e-6 &&
         fabs(unconnected - whole->unconnected) < 1e-6;
}

static void land_adds_up_on_every_level_and_gaps_are_what_is_not_covered(void **state) {
  (void)state;
  for (uint64_t seed = 1; seed <= SEEDS; seed++) {
    plan_city *at = plan_city_new(seed, (plan_lacks){0});
    ht_plan_options options = {.weight = HT_RESIDENTIAL_LAND, .limit = LIMIT_MIN};
    const ht_gaps *gaps = plan_gaps(at, options);
    double beyond_m2 = 0, unconnected_m2 = 0;
    for (uint32_t i = 0; i < gaps->gap_count; i++) {
      beyond_m2 += gaps->gaps[i].area_m2;
      if (gaps->gaps[i].reason == HT_UNCONNECTED) unconnected_m2 += gaps->gaps[i].area_m2;
    }
    for (int by = HT_CITY; by <= HT_GRID; by++) {
      options.by = (ht_level)by;
      const ht_coverage *coverage = plan_coverage(at, options);
      assert_true(adds_up(coverage));
      assert_true(fabs(coverage->total.total - coverage->total.covered - beyond_m2) < 1e-6);
      assert_true(fabs(coverage->total.unconnected - unconnected_m2) < 1e-6);
    }
    plan_city_free(at);
  }
}

/* ---- Where land lies. */

static void put_square(plan_city *at, double lon, double lat, double side) {
  test_square square;
  ht_land_record land = {.class_name = "residential", .shape = fixture_square(&square, lon, lat, side)};
  fixture_ok(at->store, ht_put_land(at->store->store, &land, &at->store->fault));
}

static void load_again(plan_city *at) {
  ht_city_free(at->city);
  at->city = NULL;
  fixture_ok(at->store, ht_city_load(at->store->store, (ht_progress){0}, &at->store->fault, &at->city));
}

static double total_of(plan_city *at, ht_level by, const char *code) {
  ht_plan_options options = {.by = by, .weight = HT_RESIDENTIAL_LAND};
  return row_of(plan_coverage(at, options), code)->total;
}

/* The fixture's grids end where its second community and its town go on: a strip in the east, one in the north. */
static void land_without_a_grid_belongs_to_its_community_or_town(void **state) {
  (void)state;
  plan_city *at = plan_city_new(20, (plan_lacks){.land = true});
  fixture_begin(at->store);
  put_square(at, 121.0023, 31.3999, 0.0002); /* east: C2 */
  put_square(at, 121.0000, 31.4028, 0.0001); /* north: the town alone */
  put_square(at, 121.0100, 31.4100, 0.0002); /* nobody's */
  fixture_commit(at->store);
  load_again(at);
  test_square square;
  ht_shape small = fixture_square(&square, 121, 31.4, 0.0001);
  double hundredth_m2 = geo_area_m2(&small);
  assert_true(fabs(total_of(at, HT_GRID, "") / hundredth_m2 - 9) < 0.01);
  assert_true(fabs(total_of(at, HT_COMMUNITY, "C2") / hundredth_m2 - 4) < 0.01);
  assert_true(fabs(total_of(at, HT_COMMUNITY, "") / hundredth_m2 - 5) < 0.01);
  assert_true(fabs(total_of(at, HT_TOWN, "T") / hundredth_m2 - 5) < 0.01);
  assert_true(fabs(total_of(at, HT_TOWN, "") / hundredth_m2 - 4) < 0.01);
  const ht_gaps *gaps = plan_gaps(at, (ht_plan_options){.weight = HT_RESIDENTIAL_LAND});
  for (uint32_t i = 0; i < gaps->gap_count; i++) assert_null(gaps->gaps[i].grid);
  plan_city_free(at);
}

static void land_that_was_drawn_twice_counts_once(void **state) {
  (void)state;
  plan_city *at = plan_city_new(21, (plan_lacks){.land = true});
  fixture_begin(at->store);
  put_square(at, 120.9990, 31.3990, 0.0010); /* over four grids */
  fixture_commit(at->store);
  load_again(at);
  double once = total_of(at, HT_CITY, "");
  assert_true(total_of(at, HT_GRID, "G00") > 0 && total_of(at, HT_GRID, "G11") > 0);
  fixture_begin(at->store);
  put_square(at, 120.9990, 31.3990, 0.0010);
  put_square(at, 120.9992, 31.3992, 0.0003);
  fixture_commit(at->store);
  load_again(at);
  assert_true(fabs(total_of(at, HT_CITY, "") - once) < 1e-3);
  plan_city_free(at);
}

static void people_beyond_count_in_the_land_gap_where_they_live(void **state) {
  (void)state;
  for (uint64_t seed = 1; seed <= SEEDS; seed++) {
    plan_city *at = plan_city_new(seed, (plan_lacks){0});
    ht_plan_options options = {.weight = HT_RESIDENTIAL_LAND, .limit = LIMIT_MIN};
    const ht_gaps *gaps = plan_gaps(at, options);
    options.weight = HT_POPULATION;
    const ht_gaps *people = plan_gaps(at, options);
    double in_land = 0, beyond = people->summary.total.total - people->summary.total.covered;
    for (uint32_t i = 0; i < gaps->gap_count; i++) in_land += gaps->gaps[i].population;
    assert_true(in_land > 0 && in_land <= beyond);
    plan_city_free(at);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(each_grids_land_is_covered_or_in_a_gap_to_the_square_metre),
      cmocka_unit_test(land_adds_up_on_every_level_and_gaps_are_what_is_not_covered),
      cmocka_unit_test(land_without_a_grid_belongs_to_its_community_or_town),
      cmocka_unit_test(land_that_was_drawn_twice_counts_once),
      cmocka_unit_test(people_beyond_count_in_the_land_gap_where_they_live),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
