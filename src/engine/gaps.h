/* SPDX-License-Identifier: Apache-2.0 */
#ifndef ENGINE_GAPS_H
#define ENGINE_GAPS_H

/* The gaps of a survey. */

#include "engine/coverage.h"

/* Describes the walk of a gap. */
void engine_gap_walk(const ht_city *city, const engine_standard *standard, const engine_walk *walk, ht_gap *gap);

/* Demand beyond the limit, a gap for each base grid, reason and nearest station. Into answers. */
HT_CHECKED ht_err engine_gaps_people(const ht_city *city, const engine_survey *survey, base_arena *answers,
                                     ht_fault *fault, ht_gap **gaps, uint32_t *count);
/* Land beyond the limit, a gap for each part, with the people in it who are beyond the limit too. */
HT_CHECKED ht_err engine_gaps_land(const ht_city *city, const engine_survey *survey, base_arena *answers,
                                   ht_fault *fault, ht_gap **gaps, uint32_t *count);

#endif
