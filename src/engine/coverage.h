/* SPDX-License-Identifier: Apache-2.0 */
#ifndef ENGINE_COVERAGE_H
#define ENGINE_COVERAGE_H

/* What coverage and gaps share: the walks they both judge by, and the figures that stand over both. */

#include "engine/areas.h"
#include "engine/land_left.h"

typedef struct engine_survey {
  engine_standard standard;
  ht_weight weight;
  engine_walk *walks;      /* of the demand's places */
  engine_land_part *parts; /* of residential land beyond; none by another weight */
  uint32_t part_count;
} engine_survey;

/* Walks from all demand, into arena. */
HT_CHECKED ht_err engine_survey_make(const ht_city *city, ht_worker *worker, const ht_plan_options *options,
                                     base_arena *arena, ht_fault *fault, engine_survey *survey);

/* The sums of a survey by area, of which the last is what no area owns, and their total. */
HT_CHECKED ht_err engine_survey_sum(const ht_city *city, const engine_survey *survey, const engine_areas *areas,
                                    base_arena *arena, ht_fault *fault, plan_tally **tallies, plan_tally *total);

/* The figures over a coverage: parameters, versions, total; without rows. Texts are the city's or constants, the
   function's is copied into arena. */
HT_CHECKED ht_err engine_survey_head(const ht_city *city, const engine_survey *survey, ht_level by,
                                     const plan_tally *total, base_arena *arena, ht_fault *fault,
                                     ht_coverage *coverage);

#endif
