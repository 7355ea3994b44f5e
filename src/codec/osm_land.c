/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Land use, barriers and buildings, as two tables. The first rule that fits decides.
 *
 * A barrier counts where a walker meets it: what runs in a tunnel or on a bridge or lies below the ground is none.
 * Narrow waters (streams, ditches) are stepped over and are none either.
 *
 * Source: wiki.openstreetmap.org, "Key:landuse", "Key:natural", "Key:waterway", "Key:barrier", "Key:building".
 */
#include "codec/osm_land.h"

#include <string.h>

#include "base/number.h"

typedef struct land_rule {
  const char *key, *value, *class_name;
} land_rule;

static const land_rule land_rules[] = {
    {"natural", "water", "water"},
    {"waterway", "riverbank", "water"},
    {"waterway", "dock", "water"},
    {"landuse", "reservoir", "water"},
    {"landuse", "basin", "water"},
    {"landuse", "salt_pond", "water"},
    {"amenity", "school", "education"},
    {"amenity", "kindergarten", "education"},
    {"amenity", "university", "education"},
    {"amenity", "college", "education"},
    {"landuse", "education", "education"},
    {"leisure", "park", "park"},
    {"leisure", "garden", "park"},
    {"leisure", "playground", "park"},
    {"leisure", "nature_reserve", "park"},
    {"leisure", "golf_course", "park"},
    {"landuse", "recreation_ground", "park"},
    {"landuse", "village_green", "park"},
    {"landuse", "residential", "residential"},
    {"landuse", "commercial", "commercial"},
    {"landuse", "retail", "commercial"},
    {"landuse", "industrial", "industrial"},
    {"landuse", "port", "industrial"},
    {"landuse", "railway", "industrial"},
    {"landuse", "depot", "industrial"},
    {"landuse", "quarry", "industrial"},
    {"landuse", "landfill", "industrial"},
    {"landuse", "farmland", "farmland"},
    {"landuse", "farmyard", "farmland"},
    {"landuse", "orchard", "farmland"},
    {"landuse", "vineyard", "farmland"},
    {"landuse", "meadow", "farmland"},
    {"landuse", "allotments", "farmland"},
    {"landuse", "greenhouse_horticulture", "farmland"},
    {"landuse", "plant_nursery", "farmland"},
    {"landuse", "aquaculture", "farmland"},
    {"landuse", "forest", "other"},
    {"landuse", "grass", "other"},
    {"landuse", "cemetery", "other"},
    {"landuse", "military", "other"},
    {"landuse", "religious", "other"},
    {"landuse", "institutional", "other"},
    {"landuse", "brownfield", "other"},
    {"landuse", "greenfield", "other"},
    {"landuse", "construction", "other"},
    {"natural", "wood", "other"},
    {"natural", "scrub", "other"},
    {"natural", "wetland", "other"},
    {"amenity", "hospital", "other"},
};

static const land_rule barrier_rules[] = {
    {"natural", "water", "water"},         {"natural", "coastline", "water"},
    {"waterway", "river", "water"},        {"waterway", "canal", "water"},
    {"waterway", "riverbank", "water"},    {"waterway", "dock", "water"},
    {"landuse", "reservoir", "water"},     {"landuse", "basin", "water"},
    {"railway", "rail", "railway"},        {"railway", "light_rail", "railway"},
    {"railway", "subway", "railway"},      {"railway", "narrow_gauge", "railway"},
    {"highway", "motorway", "motorway"},   {"highway", "motorway_link", "motorway"},
    {"barrier", "wall", "wall"},           {"barrier", "city_wall", "wall"},
    {"barrier", "retaining_wall", "wall"}, {"barrier", "fence", "wall"},
    {"barrier", "hedge", "wall"},
};

/* Keys whose closed ways are lines unless area=yes says otherwise. */
static const char *const line_keys[] = {"highway", "railway", "barrier"};
/* And these waters, which are banks as lines. */
static const char *const line_waters[] = {"river", "canal"};

#define COUNT(table) (sizeof(table) / sizeof *(table))

static const char *class_of(const osm_tags *tags, const land_rule *rules, size_t count) {
  for (size_t i = 0; i < count; i++)
    if (osm_tag_is(tags, rules[i].key, rules[i].value)) return rules[i].class_name;
  return NULL;
}

static bool says(const osm_tags *tags, const char *key) {
  const char *value = osm_tag_value(tags, key);
  return *value && strcmp(value, "no") != 0;
}

/* A layer below 0 buries a railway, but says nothing of a river: many mappers put waters below their bridges that
   way. */
static bool on_the_ground(const osm_tags *tags, const char *barrier) {
  int64_t layer;
  bool below = number_parse_int(osm_tag_value(tags, "layer"), -100, -1, &layer);
  if (below && strcmp(barrier, "water") != 0) return false;
  return !says(tags, "tunnel") && !says(tags, "bridge") && !says(tags, "intermittent");
}

osm_land_facts osm_land_of(const osm_tags *tags) {
  osm_land_facts facts = {0};
  if (tags->count == 0) return facts;
  facts.land = class_of(tags, land_rules, COUNT(land_rules));
  facts.barrier = class_of(tags, barrier_rules, COUNT(barrier_rules));
  if (facts.barrier && !on_the_ground(tags, facts.barrier)) facts.barrier = NULL;
  facts.building = says(tags, "building");
  return facts;
}

bool osm_land_is_area(const osm_tags *tags) {
  const char *area = osm_tag_value(tags, "area");
  if (strcmp(area, "yes") == 0) return true;
  if (strcmp(area, "no") == 0) return false;
  if (osm_land_of(tags).building || class_of(tags, land_rules, COUNT(land_rules))) return true;
  for (size_t i = 0; i < COUNT(line_keys); i++)
    if (*osm_tag_value(tags, line_keys[i])) return false;
  for (size_t i = 0; i < COUNT(line_waters); i++)
    if (osm_tag_is(tags, "waterway", line_waters[i])) return false;
  return !osm_tag_is(tags, "natural", "coastline");
}
