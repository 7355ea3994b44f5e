/* SPDX-License-Identifier: Apache-2.0 */
#include <stdio.h>

#include "base/fault.h"
#include "base/time.h"
#include "engine/walks.h"

static ht_err read_limit(const walk_profile *profile, double asked, ht_fault *fault, engine_standard *standard) {
  standard->limit = asked > 0 || asked < 0 ? asked : profile->limits[profile->limit_count - 1];
  if (!walk_profile_limit_cost(profile, standard->limit, NULL, &standard->limit_cost)) {
    standard->limit_m = walk_profile_metres(profile, standard->limit_cost);
    return HT_OK;
  }
  char value[32];
  snprintf(value, sizeof value, "%g", asked);
  return fault_parameter(fault, "limit", value, "minutes or metres above 0 that make at most 24 h");
}

ht_err engine_standard_read(const ht_city *city, const ht_plan_options *options, base_arena *arena, ht_fault *fault,
                            engine_standard *standard) {
  engine_standard read = {.function = options->function};
  ht_err err = engine_streets_costs(city->streets, options->profile, fault, &read.costs);
  if (!err) err = read_limit(read.costs->profile, options->limit, fault, &read);
  if (err) return err;
  uint8_t *wanted = ARENA_ARRAY(arena, uint8_t, city->stations->count);
  if (!wanted) return fault_memory(fault);
  engine_wish wish = {.function = options->function, .has_at = options->has_at, .at_s = options->at_s};
  engine_stations_choose(city->stations, &wish, wanted);
  read.wanted = wanted;
  read.at_s = options->has_at ? options->at_s : time_now_s();
  *standard = read;
  return HT_OK;
}
