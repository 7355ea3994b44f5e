/* SPDX-License-Identifier: Apache-2.0 */
/* Coverage and gaps of people, in random cities, against walks asked for one by one. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buffer.h"
#include "engine/demand.h"
#include "engine/walks.h"
#include "engine/worker.h"
#include "plan_fixture.h"
#include "store/store.h"

enum { SEEDS = 6 };

/* At 5 km/h 250 m: within a random city many places are beyond. */
static const double LIMIT_MIN = 3, LIMIT_M = 250;

static double sum_rows(const ht_coverage *coverage, size_t offset) {
  double sum = 0;
  for (uint32_t i = 0; i < coverage->row_count; i++)
    sum += *(const double *)((const char *)&coverage->rows[i] + offset);
  return sum;
}

static void check_row(const ht_coverage_row *row) {
  assert_true(row->covered >= 0 && row->unconnected >= 0);
  assert_true(row->total - row->covered - row->unconnected > -1e-6);
  assert_true(row->share == (row->total > 0 ? row->covered / row->total : 0));
}

/* The rows add up to the total; those of areas stand by code, and what nobody owns stands last. */
static void check_coverage(const ht_coverage *coverage) {
  assert_true(fabs(sum_rows(coverage, offsetof(ht_coverage_row, total)) - coverage->total.total) < 1e-6);
  assert_true(fabs(sum_rows(coverage, offsetof(ht_coverage_row, covered)) - coverage->total.covered) < 1e-6);
  assert_true(fabs(sum_rows(coverage, offsetof(ht_coverage_row, unconnected)) - coverage->total.unconnected) < 1e-6);
  check_row(&coverage->total);
  for (uint32_t i = 0; i < coverage->row_count; i++) {
    check_row(&coverage->rows[i]);
    if (i > 0 && *coverage->rows[i].code) assert_true(strcmp(coverage->rows[i - 1].code, coverage->rows[i].code) < 0);
  }
}

static void every_level_adds_up_to_the_same_total(void **state) {
  static const uint32_t rows[] = {1, 2, 3, 10, 1}; /* the areas of each level, and what none of them owns */
  (void)state;
  for (uint64_t seed = 1; seed <= SEEDS; seed++) {
    plan_city *at = plan_city_new(seed, (plan_lacks){0});
    for (int weight = HT_POPULATION; weight <= HT_ELDERLY; weight++) {
      const ht_coverage *whole = NULL;
      for (int by = HT_CITY; by <= HT_MICROGRID; by++) {
        const ht_coverage *coverage =
            plan_coverage(at, (ht_plan_options){.by = (ht_level)by, .weight = (ht_weight)weight, .limit = LIMIT_MIN});
        check_coverage(coverage);
        if (!whole) whole = coverage;
        assert_true(coverage->total.total == whole->total.total && coverage->total.covered == whole->total.covered);
        assert_int_equal(coverage->row_count, rows[by]);
      }
    }
    plan_city_free(at);
  }
}

static int64_t walk_by_itself(plan_city *at, ht_lonlat position) {
  const ht_nearest *nearest;
  fixture_ok(at->store, ht_nearest_stations(at->city, at->worker, position, NULL, &at->store->fault, &nearest));
  if (nearest->unconnected) return PLAN_UNCONNECTED;
  return nearest->station_count ? nearest->stations[0].walk_ms : PLAN_NO_STATION;
}

static void walks_found_together_are_those_found_one_by_one(void **state) {
  (void)state;
  enum { COUNT = 500 };
  uint32_t kinds[3] = {0};
  for (uint64_t seed = 1; seed <= SEEDS; seed++) {
    plan_city *at = plan_city_new(seed, (plan_lacks){0});
    ht_plan_options options = {.limit = LIMIT_MIN, .threads = 3};
    base_arena arena = {0};
    engine_standard standard;
    ht_lonlat positions[COUNT];
    engine_walk walks[COUNT];
    for (int i = 0; i < COUNT; i++) positions[i] = plan_city_place(at);
    positions[0] = (ht_lonlat){-70, -40}; /* beyond the city's plane */
    fixture_ok(at->store, engine_standard_read(at->city, &options, &arena, &at->store->fault, &standard));
    fixture_ok(at->store, engine_walks_find(at->city, at->worker, &standard, positions, COUNT, &options,
                                            &at->store->fault, walks));
    assert_true(walks[0].cost == PLAN_UNCONNECTED && walks[0].straight_m > 1e7);
    for (int i = 1; i < COUNT; i++) {
      int64_t walk = walk_by_itself(at, positions[i]);
      if (walks[i].cost != walk)
        fail_msg("seed %d place %d: %lld, alone %lld", (int)seed, i, (long long)walks[i].cost, (long long)walk);
      assert_true((walks[i].station == UINT32_MAX) == (walk == PLAN_UNCONNECTED || walk == PLAN_NO_STATION));
      kinds[walk == PLAN_UNCONNECTED ? 0 : walk == PLAN_NO_STATION ? 1 : 2]++;
      ht_worker_reset(at->worker);
    }
    arena_release(&arena);
    plan_city_free(at);
  }
  print_message("%u unconnected, %u without a way, %u with one\n", kinds[0], kinds[1], kinds[2]);
  assert_true(kinds[0] > 100 && kinds[2] > 1000);
}

/* ---- Reasons. */

static double straight_by_itself(const plan_city *at, ht_lonlat position) {
  double least = INFINITY;
  for (uint32_t i = 0; i < at->city->stations->count; i++) {
    const ht_station_record *station = &at->city->stations->records[i];
    if (!strcmp(station->status, "closed")) continue;
    const ht_lonlat *ends = station->entrance_count ? station->entrances : &station->position;
    for (uint32_t k = 0; k == 0 || k < station->entrance_count; k++)
      least = fmin(least, geo_metric_distance_m(position, ends[k]));
  }
  return least;
}

static ht_reason reason_by_itself(plan_city *at, ht_lonlat position, int64_t walk) {
  if (walk == PLAN_UNCONNECTED) return HT_UNCONNECTED;
  return straight_by_itself(at, position) <= 0.7 * LIMIT_M ? HT_SEVERED : HT_TOO_FAR;
}

static const char *grid_by_itself(plan_city *at, ht_lonlat position) {
  const char *code;
  fixture_ok(at->store, ht_locate_batch(at->city, "grid", &position, 1, &at->store->fault, &code));
  return code;
}

static bool same_text(const char *a, const char *b) {
  return a && b ? strcmp(a, b) == 0 : a == b;
}

/* Sums what the gaps say of one grid and reason. */
static double gap_people(const ht_gaps *gaps, const char *grid, ht_reason reason) {
  double sum = 0;
  for (uint32_t i = 0; i < gaps->gap_count; i++)
    if (gaps->gaps[i].reason == reason && same_text(gaps->gaps[i].grid, grid)) sum += gaps->gaps[i].population;
  return sum;
}

static double people_by_itself(plan_city *at, const char *grid, ht_reason reason) {
  double sum = 0;
  for (uint32_t i = 0; i < at->city->demand->place_count; i++) {
    const ht_demand_record *place = &at->city->demand->places[i];
    int64_t walk = walk_by_itself(at, place->position);
    if (walk >= 0 && walk <= (int64_t)(LIMIT_MIN * 60000)) continue;
    if (same_text(grid_by_itself(at, place->position), grid) && reason_by_itself(at, place->position, walk) == reason)
      sum += place->population;
  }
  return sum;
}

static void gaps_name_grid_and_reason_of_everybody_beyond(void **state) {
  (void)state;
  static const char *const grids[] = {"G00", "G01", "G02", "G10", "G11", "G12", "G20", "G21", "G22", NULL};
  double by_reason[3] = {0};
  for (uint64_t seed = 1; seed <= SEEDS; seed++) {
    plan_city *at = plan_city_new(seed, (plan_lacks){0});
    const ht_gaps *gaps = plan_gaps(at, (ht_plan_options){.limit = LIMIT_MIN});
    for (size_t i = 0; i < sizeof grids / sizeof *grids; i++)
      for (int reason = HT_TOO_FAR; reason <= HT_UNCONNECTED; reason++) {
        double people = people_by_itself(at, grids[i], (ht_reason)reason);
        assert_true(gap_people(gaps, grids[i], (ht_reason)reason) == people);
        by_reason[reason] += people;
      }
    double people = 0;
    for (uint32_t i = 0; i < gaps->gap_count; i++) people += gaps->gaps[i].population;
    assert_true(people == gaps->summary.total.total - gaps->summary.total.covered);
    plan_city_free(at);
  }
  print_message("%g too far, %g severed, %g unconnected\n", by_reason[0], by_reason[1], by_reason[2]);
  assert_true(by_reason[0] > 0 && by_reason[1] > 0 && by_reason[2] > 0);
}

static void gaps_stand_by_people_and_have_a_shape_where_they_are(void **state) {
  (void)state;
  plan_city *at = plan_city_new(7, (plan_lacks){0});
  const ht_gaps *gaps = plan_gaps(at, (ht_plan_options){.limit = LIMIT_MIN});
  assert_true(gaps->gap_count > 3);
  for (uint32_t i = 0; i < gaps->gap_count; i++) {
    const ht_gap *gap = &gaps->gaps[i];
    if (i > 0) assert_true(gaps->gaps[i - 1].population >= gap->population);
    assert_true(gap->population > 0 && gap->shape.point_count > 0);
    assert_true((gap->area_m2 > 0) == (gap->shape.kind == HT_POLYGONS));
    assert_true((gap->nearest == NULL) == (gap->walk_ms == -1));
    if (gap->nearest) assert_true(gap->walk_ms > LIMIT_MIN * 60000 && gap->straight_m >= 0);
    if (gap->reason == HT_UNCONNECTED) assert_null(gap->nearest);
  }
  plan_city_free(at);
}

/* ---- Sameness. */

static void put_figures(base_buffer *text, const ht_coverage_row *row) {
  buffer_printf(text, "%s %a %a %a %a\n", row->code, row->covered, row->total, row->unconnected, row->share);
}

static void put_gaps(base_buffer *text, const ht_gaps *gaps) {
  put_figures(text, &gaps->summary.total);
  for (uint32_t i = 0; i < gaps->gap_count; i++) {
    const ht_gap *gap = &gaps->gaps[i];
    buffer_printf(text, "%s %a %a %a %d %s %lld %a %a\n", gap->grid ? gap->grid : "-", gap->area_m2, gap->population,
                  gap->households, gap->reason, gap->nearest ? gap->nearest : "-", (long long)gap->walk_ms,
                  gap->straight_m, gap->detour);
    buffer_append(text, gap->shape.points, gap->shape.point_count * sizeof *gap->shape.points);
  }
}

static base_buffer all_figures(plan_city *at, uint32_t threads) {
  base_buffer text = {0};
  for (int weight = HT_POPULATION; weight <= HT_RESIDENTIAL_LAND; weight++) {
    ht_plan_options options = {.by = HT_GRID, .weight = (ht_weight)weight, .limit = LIMIT_MIN, .threads = threads};
    const ht_coverage *coverage = plan_coverage(at, options);
    for (uint32_t i = 0; i < coverage->row_count; i++) put_figures(&text, &coverage->rows[i]);
    put_gaps(&text, plan_gaps(at, options));
  }
  assert_false(text.failed);
  return text;
}

static void the_number_of_threads_changes_no_byte(void **state) {
  (void)state;
  plan_city *at = plan_city_new(8, (plan_lacks){0});
  base_buffer one = all_figures(at, 1);
  static const uint32_t others[] = {1, 2, 5, 100};
  for (int i = 0; i < 4; i++) {
    base_buffer more = all_figures(at, others[i]);
    assert_int_equal(more.length, one.length);
    assert_memory_equal(more.bytes, one.bytes, one.length);
    buffer_release(&more);
  }
  buffer_release(&one);
  plan_city_free(at);
}

/* ---- What is kept. */

typedef struct kept_gaps {
  uint32_t count, reasons[4];
} kept_gaps;

static ht_err count_gap(void *context, const store_item *item, ht_fault *fault) {
  (void)fault;
  kept_gaps *kept = context;
  kept->count++;
  for (int reason = HT_TOO_FAR; reason <= HT_CLOSED; reason++) {
    char member[40];
    snprintf(member, sizeof member, "\"reason\":\"%s\"", ht_reason_name((ht_reason)reason));
    if (strstr(item->properties, member)) kept->reasons[reason]++;
  }
  assert_true(item->shape.point_count > 0);
  return HT_OK;
}

static void gaps_that_are_kept_come_back_with_their_reasons(void **state) {
  (void)state;
  plan_city *at = plan_city_new(9, (plan_lacks){0});
  int64_t first, run;
  for (int weight = HT_POPULATION; weight <= HT_RESIDENTIAL_LAND; weight += HT_RESIDENTIAL_LAND) {
    ht_plan_options options = {.weight = (ht_weight)weight, .limit = LIMIT_MIN};
    const ht_gaps *gaps = plan_gaps(at, options);
    fixture_ok(at->store, ht_store_gaps(at->store->store, at->city, &options, &at->store->fault, &first));
    fixture_ok(at->store, ht_store_gaps(at->store->store, at->city, &options, &at->store->fault, &run));
    kept_gaps expected = {.count = gaps->gap_count}, kept = {0};
    for (uint32_t i = 0; i < gaps->gap_count; i++) expected.reasons[gaps->gaps[i].reason]++;
    uint64_t matched;
    fixture_ok(at->store, store_each_item(at->store->store, &(store_items_query){.collection = "gaps", .limit = 10000},
                                          count_gap, &kept, &at->store->fault, &matched));
    assert_int_equal(matched, gaps->gap_count);
    assert_memory_equal(&kept, &expected, sizeof kept);
  }
  assert_int_equal(fixture_count(at->store, "SELECT count(*) FROM run"), 2);
  plan_city_free(at);
}

/* ---- Lacks and refusals. */

static void a_city_that_lacks_something_still_adds_up(void **state) {
  (void)state;
  static const plan_lacks lacks[] = {{.streets = true}, {.stations = true}, {.land = true},
                                     {.demand = true},  {.grids = true},    {true, true, true, true, true}};
  for (size_t i = 0; i < sizeof lacks / sizeof *lacks; i++) {
    plan_city *at = plan_city_new(10, lacks[i]);
    for (int weight = HT_POPULATION; weight <= HT_RESIDENTIAL_LAND; weight++)
      for (int by = HT_CITY; by <= HT_GRID; by++) {
        ht_plan_options options = {.by = (ht_level)by, .weight = (ht_weight)weight, .limit = LIMIT_MIN};
        const ht_coverage *coverage = plan_coverage(at, options);
        check_coverage(coverage);
        const ht_gaps *gaps = plan_gaps(at, options);
        bool any = weight == HT_RESIDENTIAL_LAND ? !lacks[i].land : !lacks[i].demand;
        assert_true((coverage->total.total > 0) == any && (gaps->gap_count > 0) == any);
        if (lacks[i].stations || lacks[i].streets) assert_true(coverage->total.covered == 0);
        if (lacks[i].streets) assert_true(coverage->total.unconnected == coverage->total.total);
      }
    plan_city_free(at);
  }
}

static void a_question_that_is_wrong_is_refused(void **state) {
  (void)state;
  static const struct {
    ht_plan_options options;
    const char *parameter;
  } wrong[] = {{{.profile = "nobody"}, "profile"}, {{.function = "swimming"}, "function"},
               {{.limit = -1}, "limit"},           {{.limit = NAN}, "limit"},
               {{.limit = 1e9}, "limit"},          {{.limit = INFINITY}, "limit"}};
  plan_city *at = plan_city_new(11, (plan_lacks){0});
  for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
    const ht_coverage *coverage;
    const ht_gaps *gaps;
    ht_fault fault = {0};
    assert_int_equal(ht_coverage_of(at->city, at->worker, &wrong[i].options, &fault, &coverage), HT_BAD_ARGUMENT);
    assert_string_equal(fault.parameter, wrong[i].parameter);
    assert_int_equal(ht_gaps_of(at->city, at->worker, &wrong[i].options, NULL, &gaps), HT_BAD_ARGUMENT);
  }
  plan_city_free(at);
}

static void only_stations_of_the_function_count(void **state) {
  (void)state;
  plan_city *at = plan_city_new(12, (plan_lacks){0});
  const ht_coverage *any = plan_coverage(at, (ht_plan_options){.limit = LIMIT_MIN});
  const ht_coverage *library = plan_coverage(at, (ht_plan_options){.limit = LIMIT_MIN, .function = "library"});
  const ht_coverage *clinic = plan_coverage(at, (ht_plan_options){.limit = LIMIT_MIN, .function = "clinic"});
  assert_true(library->total.covered == any->total.covered && clinic->total.covered < any->total.covered);
  assert_string_equal(clinic->function, "clinic");
  plan_city_free(at);
}

static bool stop_at(void *context, const char *what, uint64_t done, uint64_t total) {
  (void)done, (void)total;
  return strcmp(what, context) != 0;
}

static void a_survey_can_be_stopped_at_each_of_its_stages(void **state) {
  (void)state;
  static const char *const stages[] = {"walks", "circles", "land"};
  plan_city *at = plan_city_new(13, (plan_lacks){0});
  for (int i = 0; i < 3; i++) {
    char stage[16];
    snprintf(stage, sizeof stage, "%s", stages[i]);
    const ht_gaps *gaps;
    ht_plan_options options = {.weight = HT_RESIDENTIAL_LAND, .threads = 1, .progress = {stop_at, stage}};
    assert_int_equal(ht_gaps_of(at->city, at->worker, &options, &at->store->fault, &gaps), HT_CANCELLED);
    int64_t run;
    assert_int_equal(ht_store_gaps(at->store->store, at->city, &options, NULL, &run), HT_CANCELLED);
  }
  assert_int_equal(fixture_count(at->store, "SELECT count(*) FROM run"), 0);
  plan_city_free(at);
}

/* Answers are allocated piece by piece: every piece is refused once. */
static void an_answer_without_memory_is_refused_at_every_piece(void **state) {
  (void)state;
  plan_city *at = plan_city_new(14, (plan_lacks){0});
  for (int weight = HT_POPULATION; weight <= HT_RESIDENTIAL_LAND; weight += HT_RESIDENTIAL_LAND) {
    ht_plan_options options = {.by = HT_GRID, .weight = (ht_weight)weight, .limit = LIMIT_MIN, .threads = 2};
    const ht_coverage *coverage;
    const ht_gaps *gaps;
    ht_err err = HT_NO_MEMORY;
    for (size_t limit = 16; err; limit += limit < 2048 ? 64 : limit / 3) {
      ht_worker_reset(at->worker);
      at->worker->answers.limit_bytes = limit;
      err = ht_coverage_of(at->city, at->worker, &options, NULL, &coverage);
      if (!err) err = ht_gaps_of(at->city, at->worker, &options, NULL, &gaps);
      assert_true(err == HT_OK || err == HT_NO_MEMORY);
    }
    at->worker->answers.limit_bytes = 0;
    assert_true(gaps->gap_count > 0);
  }
  plan_city_free(at);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(every_level_adds_up_to_the_same_total),
      cmocka_unit_test(walks_found_together_are_those_found_one_by_one),
      cmocka_unit_test(gaps_name_grid_and_reason_of_everybody_beyond),
      cmocka_unit_test(gaps_stand_by_people_and_have_a_shape_where_they_are),
      cmocka_unit_test(the_number_of_threads_changes_no_byte),
      cmocka_unit_test(gaps_that_are_kept_come_back_with_their_reasons),
      cmocka_unit_test(a_city_that_lacks_something_still_adds_up),
      cmocka_unit_test(a_question_that_is_wrong_is_refused),
      cmocka_unit_test(only_stations_of_the_function_count),
      cmocka_unit_test(a_survey_can_be_stopped_at_each_of_its_stages),
      cmocka_unit_test(an_answer_without_memory_is_refused_at_every_piece),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
