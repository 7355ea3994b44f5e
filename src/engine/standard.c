/* SPDX-License-Identifier: Apache-2.0 */
#include <stdio.h>
#include <string.h>

#include "base/fault.h"
#include "base/time.h"
#include "engine/walks.h"

static ht_err read_limit(const walk_profile *profile, double asked, ht_fault *fault, engine_standard *standard) {
  standard->limit = asked != 0 ? asked : profile->limits[profile->limit_count - 1];
  if (!walk_profile_limit_cost(profile, standard->limit, NULL, &standard->limit_cost)) {
    standard->limit_m = walk_profile_metres(profile, standard->limit_cost);
    return HT_OK;
  }
  char value[32];
  snprintf(value, sizeof value, "%g", asked);
  return fault_parameter(fault, "limit", value, "minutes or metres above 0 that make at most 24 h");
}

/* A function that no station here has is a slip of the pen more often than a wish. */
static ht_err check_function(const engine_stations *stations, const char *function, ht_fault *fault) {
  for (uint32_t i = 0; i < stations->count; i++)
    for (uint32_t k = 0; k < stations->records[i].function_count; k++)
      if (strcmp(stations->records[i].functions[k], function) == 0) return HT_OK;
  return fault_parameter(fault, "function", function, "the code of a function that a station here has");
}

ht_err engine_standard_read(const ht_city *city, const ht_plan_options *options, base_arena *arena, ht_fault *fault,
                            engine_standard *standard) {
  engine_standard read = {.function = options->function};
  ht_err err = engine_streets_costs(city->streets, options->profile, fault, &read.costs);
  if (!err) err = read_limit(read.costs->profile, options->limit, fault, &read);
  if (!err && options->function) err = check_function(city->stations, options->function, fault);
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
