/* SPDX-License-Identifier: Apache-2.0 */
#include "model/chance.h"

static const uint64_t STEP = 0x9e3779b97f4a7c15u;

static uint64_t mix(uint64_t z) {
  z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
  z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
  return z ^ (z >> 31);
}

chance_stream chance_of(uint64_t seed, chance_feature feature, uint64_t number) {
  return (chance_stream){mix(mix(mix(seed + STEP) + (uint64_t)feature * STEP) + number * STEP)};
}

uint64_t chance_bits(chance_stream *stream) {
  return mix(stream->state += STEP);
}

uint32_t chance_below(chance_stream *stream, uint32_t count) {
  return (uint32_t)(((chance_bits(stream) >> 32) * count) >> 32);
}

int32_t chance_between(chance_stream *stream, int32_t low, int32_t high) {
  return low + (int32_t)chance_below(stream, (uint32_t)(high - low) + 1);
}

bool chance_happens(chance_stream *stream, uint32_t per_mille) {
  return chance_below(stream, 1000) < per_mille;
}

uint64_t chance_at(uint64_t seed, chance_feature feature, int64_t i, int64_t j) {
  chance_stream stream = chance_of(seed, feature, (uint64_t)i);
  stream.state ^= mix((uint64_t)j * STEP + 1);
  return chance_bits(&stream);
}
