/* SPDX-License-Identifier: Apache-2.0 */
#include <stdlib.h>

#include "base/fault.h"
#include "bridge/geos.h"
#include "engine/gaps.h"
#include "geo/area.h"

/* A place beyond the limit, and what it is grouped by. */
typedef struct lone_place {
  uint32_t place, grid, station;
  ht_reason reason;
} lone_place;

static int compare_numbers(uint32_t a, uint32_t b) {
  return a < b ? -1 : a > b;
}

static int compare_group(const lone_place *a, const lone_place *b) {
  int order = compare_numbers(a->grid, b->grid);
  if (!order) order = compare_numbers(a->reason, b->reason);
  return order ? order : compare_numbers(a->station, b->station);
}

static int compare_lone(const void *a, const void *b) {
  int order = compare_group(a, b);
  return order ? order : compare_numbers(((const lone_place *)a)->place, ((const lone_place *)b)->place);
}

static lone_place *list_lone(const ht_city *city, const engine_survey *survey, const engine_areas *areas,
                             base_arena *scratch, uint32_t *count) {
  const engine_demand *demand = city->demand;
  lone_place *lone = ARENA_ARRAY(scratch, lone_place, demand->place_count);
  *count = 0;
  for (uint32_t i = 0; lone && i < demand->place_count; i++) {
    const engine_walk *walk = &survey->walks[i];
    if (!engine_walk_is_beyond(walk, &survey->standard) ||
        engine_demand_weight(&demand->places[i], survey->weight) <= 0)
      continue;
    lone[(*count)++] = (lone_place){i, engine_areas_at(areas, demand->places[i].position), walk->station,
                                    plan_reason(walk->cost, walk->straight_m, survey->standard.limit_m)};
  }
  if (lone) qsort(lone, *count, sizeof *lone, compare_lone);
  return lone;
}

/* The footprints of a group as one shape when every place has one, else its positions. */
static ht_err draw_group(const ht_city *city, const lone_place *group, uint32_t count, bridge_geos *geos,
                         base_arena *answers, ht_fault *fault, ht_gap *gap) {
  ht_shape *footprints = ARENA_ARRAY(answers, ht_shape, count);
  ht_lonlat *points = ARENA_ARRAY(answers, ht_lonlat, count);
  uint32_t *start = ARENA_ARRAY(answers, uint32_t, (size_t)count + 1);
  if (!footprints || !points || !start) return fault_memory(fault);
  bool all = true;
  for (uint32_t i = 0; i < count; i++) {
    const ht_demand_record *place = &city->demand->places[group[i].place];
    footprints[i] = place->footprint, points[i] = place->position, start[i + 1] = i + 1;
    all = all && place->footprint.kind == HT_POLYGONS;
  }
  gap->shape = (ht_shape){.kind = HT_POINTS,
                          .point_count = count,
                          .path_count = count,
                          .part_count = count,
                          .points = points,
                          .path_start = start};
  if (!all) return HT_OK;
  ht_err err = bridge_geos_union(geos, footprints, count, answers, fault, &gap->shape);
  if (!err) gap->area_m2 = geo_area_m2(&gap->shape);
  return err;
}

static ht_err make_gap(const ht_city *city, const engine_survey *survey, const engine_areas *areas,
                       const lone_place *group, uint32_t count, bridge_geos *geos, base_arena *answers, ht_fault *fault,
                       ht_gap *gap) {
  uint32_t worst = group[0].place;
  *gap = (ht_gap){.reason = group[0].reason};
  for (uint32_t i = 0; i < count; i++) {
    const ht_demand_record *place = &city->demand->places[group[i].place];
    gap->population += place->population, gap->households += place->households;
    if (survey->walks[group[i].place].cost > survey->walks[worst].cost) worst = group[i].place;
  }
  if (group[0].grid < areas->count) gap->grid = areas->layer->grids[group[0].grid].code;
  engine_gap_walk(city, &survey->standard, &survey->walks[worst], gap);
  return draw_group(city, group, count, geos, answers, fault, gap);
}

static uint32_t group_end(const lone_place *lone, uint32_t first, uint32_t count) {
  uint32_t end = first + 1;
  while (end < count && compare_group(&lone[first], &lone[end]) == 0) end++;
  return end;
}

ht_err engine_gaps_people(const ht_city *city, const engine_survey *survey, base_arena *answers, ht_fault *fault,
                          ht_gap **gaps, uint32_t *count) {
  base_arena scratch = {0};
  bridge_geos *geos = NULL;
  engine_areas areas = engine_areas_of(city, HT_GRID);
  uint32_t lone_count, made = 0;
  lone_place *lone = list_lone(city, survey, &areas, &scratch, &lone_count);
  ht_gap *all = ARENA_ARRAY(answers, ht_gap, lone_count);
  ht_err err = lone && all ? bridge_geos_new(fault, &geos) : fault_memory(fault);
  for (uint32_t first = 0, end; first < lone_count && !err; first = end) {
    end = group_end(lone, first, lone_count);
    err = make_gap(city, survey, &areas, lone + first, end - first, geos, answers, fault, &all[made++]);
  }
  bridge_geos_free(geos);
  arena_release(&scratch);
  if (!err) *gaps = all, *count = made;
  return err;
}
