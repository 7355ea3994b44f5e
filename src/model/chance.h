/* SPDX-License-Identifier: Apache-2.0 */
#ifndef MODEL_CHANCE_H
#define MODEL_CHANCE_H

/*
 * Chance from a seed: SplitMix64 (Steele, Lea, Flood 2014), one stream per feature and number.
 *
 * Every compound, street or station draws from a stream of its own, so that adding one part to the city, or drawing one
 * number more in it, leaves all others as they were. Integers only: the same on every machine.
 */

#include "haitang/types.h"

/* What draws. The values are part of what a seed means: add at the end, never renumber. */
typedef enum chance_feature {
  CHANCE_PLAN = 1,
  CHANCE_WARP,
  CHANCE_MEANDER,
  CHANCE_WATER,
  CHANCE_LINES,
  CHANCE_BLOCKS,
  CHANCE_USE,
  CHANCE_CROSSINGS,
  CHANCE_COMPOUND,
  CHANCE_VILLAGE,
  CHANCE_PARK,
  CHANCE_FIELDS,
  CHANCE_STATIONS,
  CHANCE_DOORS,
  CHANCE_NAMES,
  CHANCE_OLD_NAMES,
} chance_feature;

typedef struct chance_stream {
  uint64_t state;
} chance_stream;

chance_stream chance_of(uint64_t seed, chance_feature feature, uint64_t number);
uint64_t chance_bits(chance_stream *stream);
/* 0..count-1, count >= 1. */
uint32_t chance_below(chance_stream *stream, uint32_t count);
/* low..high, both included. */
int32_t chance_between(chance_stream *stream, int32_t low, int32_t high);
bool chance_happens(chance_stream *stream, uint32_t per_mille);
/* A fixed value for a corner of a lattice, without a stream. */
uint64_t chance_at(uint64_t seed, chance_feature feature, int64_t i, int64_t j);

#endif
