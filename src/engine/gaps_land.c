/* SPDX-License-Identifier: Apache-2.0 */
#include "base/fault.h"
#include "engine/gaps.h"
#include "geo/partition.h"

/* Adds the people who live in a part and are beyond the limit themselves. */
static ht_err add_people(const ht_city *city, const engine_survey *survey, base_arena *scratch, ht_fault *fault,
                         ht_gap *gaps) {
  ht_shape *shapes = ARENA_ARRAY(scratch, ht_shape, survey->part_count);
  const geo_partition *partition;
  if (!shapes) return fault_memory(fault);
  for (uint32_t i = 0; i < survey->part_count; i++) shapes[i] = survey->parts[i].shape;
  ht_err err = geo_partition_build(shapes, survey->part_count, scratch, fault, &partition);
  for (uint32_t i = 0; i < city->demand->place_count && !err; i++) {
    const ht_demand_record *place = &city->demand->places[i];
    if (!engine_walk_is_beyond(&survey->walks[i], &survey->standard)) continue;
    uint32_t part = geo_partition_owner(partition, place->position);
    if (part == GEO_NOBODY) continue;
    gaps[part].population += place->population, gaps[part].households += place->households;
  }
  return err;
}

ht_err engine_gaps_land(const ht_city *city, const engine_survey *survey, base_arena *answers, ht_fault *fault,
                        ht_gap **gaps, uint32_t *count) {
  base_arena scratch = {0};
  ht_gap *all = ARENA_ARRAY(answers, ht_gap, survey->part_count);
  ht_err err = all ? HT_OK : fault_memory(fault);
  for (uint32_t i = 0; i < survey->part_count && !err; i++) {
    const engine_land_part *part = &survey->parts[i];
    all[i] = (ht_gap){.area_m2 = part->area_m2};
    const engine_grid *grid = part->land->grid;
    if (grid && grid->layer->level == HT_GRID) all[i].grid = grid->code;
    all[i].reason = plan_reason(part->walk.cost, part->walk.straight_m, survey->standard.limit_m);
    engine_gap_walk(city, &survey->standard, &part->walk, &all[i]);
    if (!arena_shape(answers, &part->shape, &all[i].shape)) err = fault_memory(fault);
  }
  if (!err) err = add_people(city, survey, &scratch, fault, all);
  arena_release(&scratch);
  if (!err) *gaps = all, *count = survey->part_count;
  return err;
}
