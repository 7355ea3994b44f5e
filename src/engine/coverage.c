/* SPDX-License-Identifier: Apache-2.0 */
#include "engine/coverage.h"

#include "base/fault.h"
#include "engine/worker.h"

ht_err engine_survey_make(const ht_city *city, ht_worker *worker, const ht_plan_options *options, base_arena *arena,
                          ht_fault *fault, engine_survey *survey) {
  const engine_demand *demand = city->demand;
  *survey = (engine_survey){.weight = options->weight};
  ht_err err = engine_standard_read(city, options, arena, fault, &survey->standard);
  if (err) return err;
  ht_lonlat *positions = ARENA_ARRAY(arena, ht_lonlat, demand->place_count);
  survey->walks = ARENA_ARRAY(arena, engine_walk, demand->place_count);
  if (!positions || !survey->walks) return fault_memory(fault);
  for (uint32_t i = 0; i < demand->place_count; i++) positions[i] = demand->places[i].position;
  err =
      engine_walks_find(city, worker, &survey->standard, positions, demand->place_count, options, fault, survey->walks);
  if (!err && options->weight == HT_RESIDENTIAL_LAND)
    err = engine_land_left(city, worker, &survey->standard, options, arena, fault, &survey->parts, &survey->part_count);
  return err;
}

static void sum_people(const ht_city *city, const engine_survey *survey, const engine_areas *areas,
                       plan_tally *tallies) {
  const engine_demand *demand = city->demand;
  for (uint32_t i = 0; i < demand->place_count; i++)
    plan_tally_add(&tallies[engine_areas_at(areas, demand->places[i].position)],
                   engine_demand_weight(&demand->places[i], survey->weight), survey->walks[i].cost,
                   survey->standard.limit_cost);
}

/* What is left of a land is uncovered or unconnected; the rest of it is covered. */
static void sum_land(const ht_city *city, const engine_survey *survey, const engine_areas *areas, plan_tally *tallies) {
  const engine_demand *demand = city->demand;
  for (uint32_t i = 0, part = 0; i < demand->land_count; i++) {
    const engine_land *land = &demand->lands[i];
    plan_tally sum = {.total = land->area_m2};
    double left_m2 = 0;
    for (; part < survey->part_count && survey->parts[part].land == land; part++) {
      left_m2 += survey->parts[part].area_m2;
      if (survey->parts[part].walk.cost == PLAN_UNCONNECTED) sum.unconnected += survey->parts[part].area_m2;
    }
    if (left_m2 < land->area_m2) sum.covered = land->area_m2 - left_m2; /* else all is left, but for rounding */
    plan_tally_merge(&tallies[engine_areas_above(areas, land->grid)], &sum);
  }
}

ht_err engine_survey_sum(const ht_city *city, const engine_survey *survey, const engine_areas *areas, base_arena *arena,
                         ht_fault *fault, plan_tally **tallies, plan_tally *total) {
  *tallies = ARENA_ARRAY(arena, plan_tally, (size_t)areas->count + 1);
  if (!*tallies) return fault_memory(fault);
  if (survey->weight == HT_RESIDENTIAL_LAND)
    sum_land(city, survey, areas, *tallies);
  else
    sum_people(city, survey, areas, *tallies);
  *total = (plan_tally){0};
  for (uint32_t i = 0; i <= areas->count; i++) plan_tally_merge(total, &(*tallies)[i]);
  return HT_OK;
}

static ht_coverage_row row_of(const char *code, const char *name, const plan_tally *tally) {
  return (ht_coverage_row){code, name, tally->covered, tally->total, tally->unconnected, plan_tally_share(tally)};
}

ht_err engine_survey_head(const ht_city *city, const engine_survey *survey, ht_level by, const plan_tally *total,
                          base_arena *arena, ht_fault *fault, ht_coverage *coverage) {
  const walk_profile *profile = survey->standard.costs->profile;
  *coverage = (ht_coverage){.by = ht_level_name(by),
                            .weight = ht_weight_name(survey->weight),
                            .profile = profile->name,
                            .unit = walk_profile_unit(profile),
                            .limit = survey->standard.limit,
                            .at_s = survey->standard.at_s,
                            .data_version = city->data_version,
                            .data_date = city->data_date,
                            .total = row_of("", city->name, total)};
  if (!survey->standard.function) return HT_OK;
  coverage->function = arena_text(arena, survey->standard.function);
  return coverage->function ? HT_OK : fault_memory(fault);
}

static ht_err put_rows(const engine_areas *areas, const plan_tally *tallies, base_arena *answers, ht_fault *fault,
                       ht_coverage *coverage) {
  ht_coverage_row *rows = ARENA_ARRAY(answers, ht_coverage_row, (size_t)areas->count + 1);
  if (!rows) return fault_memory(fault);
  uint32_t count = 0;
  for (uint32_t i = 0; i < areas->count; i++)
    rows[count++] = row_of(areas->layer->grids[i].code, areas->layer->grids[i].name, &tallies[i]);
  if (tallies[areas->count].total > 0 || count == 0) rows[count++] = row_of("", "", &tallies[areas->count]);
  coverage->rows = rows, coverage->row_count = count;
  return HT_OK;
}

ht_err ht_coverage_of(const ht_city *city, ht_worker *worker, const ht_plan_options *options, ht_fault *fault,
                      const ht_coverage **coverage) {
  base_arena scratch = {0};
  engine_survey survey;
  plan_tally *tallies, total;
  engine_areas areas = engine_areas_of(city, options->by);
  ht_coverage *answer = ARENA_NEW(&worker->answers, ht_coverage);
  ht_err err = answer ? HT_OK : fault_memory(fault);
  if (!err) err = engine_survey_make(city, worker, options, &scratch, fault, &survey);
  if (!err) err = engine_survey_sum(city, &survey, &areas, &scratch, fault, &tallies, &total);
  if (!err) err = engine_survey_head(city, &survey, options->by, &total, &worker->answers, fault, answer);
  if (!err) err = put_rows(&areas, tallies, &worker->answers, fault, answer);
  if (!err) *coverage = answer;
  arena_release(&scratch);
  return err;
}
