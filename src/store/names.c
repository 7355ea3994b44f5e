/* SPDX-License-Identifier: Apache-2.0 */
#include "store/names.h"

#include <string.h>

static const char *const layer_kinds[] = {[HT_BASE] = "base", [HT_SPECIAL] = "special", [HT_ROLE] = "role"};
static const char *const levels[] = {[HT_CITY] = "city",
                                     [HT_TOWN] = "town",
                                     [HT_COMMUNITY] = "community",
                                     [HT_GRID] = "grid",
                                     [HT_MICROGRID] = "microgrid"};
static const char *const reasons[] = {
    [HT_TOO_FAR] = "too_far", [HT_SEVERED] = "severed", [HT_UNCONNECTED] = "unconnected", [HT_CLOSED] = "closed"};
static const char *const weights[] = {[HT_POPULATION] = "population",
                                      [HT_HOUSEHOLDS] = "households",
                                      [HT_ELDERLY] = "elderly",
                                      [HT_RESIDENTIAL_LAND] = "residential_land"};

#define COUNT(names) (sizeof(names) / sizeof *(names))

static const char *name_at(const char *const *names, size_t count, unsigned place) {
  return place < count ? names[place] : "unknown";
}

static bool place_of(const char *const *names, size_t count, const char *word, int *place) {
  for (size_t i = 0; i < count; i++) {
    if (strcmp(names[i], word) != 0) continue;
    *place = (int)i;
    return true;
  }
  return false;
}

const char *names_layer_kind(ht_layer_kind kind) {
  return name_at(layer_kinds, COUNT(layer_kinds), kind);
}

const char *ht_level_name(ht_level level) {
  return name_at(levels, COUNT(levels), level);
}

const char *ht_reason_name(ht_reason reason) {
  return name_at(reasons, COUNT(reasons), reason);
}

const char *ht_weight_name(ht_weight weight) {
  return name_at(weights, COUNT(weights), weight);
}

bool names_parse_layer_kind(const char *word, ht_layer_kind *kind) {
  int place;
  if (!place_of(layer_kinds, COUNT(layer_kinds), word, &place)) return false;
  *kind = (ht_layer_kind)place;
  return true;
}

bool names_parse_level(const char *word, ht_level *level) {
  int place;
  if (!place_of(levels, COUNT(levels), word, &place)) return false;
  *level = (ht_level)place;
  return true;
}
