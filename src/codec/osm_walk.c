/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What may be walked.
 *
 * Five tables, read from top to bottom, decide it; nothing else does. A way is looked up by its kind first (is it a
 * thing to walk on at all?), then by who may go there (foot before access: the more special word wins), then for what
 * a walker meets on it. Where OpenStreetMap's own reading differs by country, the Chinese one is taken: a trunk road
 * has a separate carriageway for cars and is walked only where a sidewalk is said to exist; cycle tracks are shared
 * with people on foot.
 *
 * Source: wiki.openstreetmap.org, "Key:highway", "OSM tags for routing/Access restrictions", "Key:foot",
 * "Key:barrier", "Key:conveying", "Key:oneway:foot".
 */
#include "codec/osm_walk.h"

#include <string.h>

#include "base/number.h"

/* ---- 1. The kinds of way: by default open to walkers, or only where the tags say so. Not listed: no way to walk. */

typedef enum opening { OPEN, ASK } opening; /* ASK: needs foot=yes or a sidewalk */

typedef struct kind_rule {
  const char *key, *value;
  opening opening;
  uint32_t flags;
} kind_rule;

static const kind_rule kind_rules[] = {
    {"highway", "footway", OPEN, 0},
    {"highway", "pedestrian", OPEN, 0},
    {"highway", "living_street", OPEN, 0},
    {"highway", "residential", OPEN, 0},
    {"highway", "service", OPEN, 0},
    {"highway", "unclassified", OPEN, 0},
    {"highway", "tertiary", OPEN, 0},
    {"highway", "tertiary_link", OPEN, 0},
    {"highway", "secondary", OPEN, 0},
    {"highway", "secondary_link", OPEN, 0},
    {"highway", "primary", OPEN, 0},
    {"highway", "primary_link", OPEN, 0},
    {"highway", "trunk", ASK, 0},
    {"highway", "trunk_link", ASK, 0},
    {"highway", "motorway", ASK, 0},
    {"highway", "motorway_link", ASK, 0},
    {"highway", "path", OPEN, 0},
    {"highway", "track", OPEN, 0},
    {"highway", "cycleway", OPEN, 0},
    {"highway", "bridleway", OPEN, 0},
    {"highway", "steps", OPEN, HT_STREET_STEPS},
    {"highway", "corridor", OPEN, HT_STREET_INDOOR},
    {"highway", "elevator", OPEN, HT_STREET_LIFT},
    {"highway", "crossing", OPEN, HT_STREET_CROSSING},
    {"highway", "platform", OPEN, 0},
    {"highway", "road", OPEN, 0},
    {"highway", "busway", ASK, 0},
    {"highway", "bus_guideway", ASK, 0},
    {"railway", "platform", OPEN, 0},
    {"public_transport", "platform", OPEN, 0},
    {"man_made", "pier", OPEN, 0},
    {"route", "ferry", OPEN, HT_STREET_FERRY},
};

/* Not there yet, not there any more, or not for people. */
static const char *const no_ways[] = {"construction", "proposed", "planned", "abandoned",  "razed",
                                      "disused",      "raceway",  "escape",  "via_ferrata"};

/* ---- 2. Who may go there. A value not listed says nothing. */

typedef enum permission { UNSAID, ALLOWED, PRIVATE, FORBIDDEN } permission;

typedef struct access_rule {
  const char *value;
  permission permission;
} access_rule;

static const access_rule access_rules[] = {
    {"yes", ALLOWED},        {"designated", ALLOWED},     {"permissive", ALLOWED},  {"official", ALLOWED},
    {"public", ALLOWED},     {"customers", ALLOWED},      {"destination", ALLOWED}, {"private", PRIVATE},
    {"residents", PRIVATE},  {"permit", PRIVATE},         {"delivery", PRIVATE},    {"employees", PRIVATE},
    {"no", FORBIDDEN},       {"emergency", FORBIDDEN},    {"military", FORBIDDEN},  {"agricultural", FORBIDDEN},
    {"forestry", FORBIDDEN}, {"use_sidepath", FORBIDDEN},
};

/* The keys that say it, the most special first. */
static const char *const access_keys[] = {"foot", "access"};

/* A sidewalk opens an ASK way. "separate" does not: that sidewalk is a way of its own. */
static const char *const sidewalk_keys[] = {"sidewalk", "sidewalk:both", "sidewalk:left", "sidewalk:right"};
static const char *const sidewalk_values[] = {"both", "left", "right", "yes"};

/* ---- 3. What a walker meets on the way. Value "*" is anything but "no". */

typedef struct fact_rule {
  const char *key, *value;
  uint32_t flags;
} fact_rule;

static const fact_rule fact_rules[] = {
    {"bridge", "*", HT_STREET_BRIDGE},
    {"tunnel", "*", HT_STREET_TUNNEL},
    {"indoor", "*", HT_STREET_INDOOR},
    {"footway", "crossing", HT_STREET_CROSSING},
    {"path", "crossing", HT_STREET_CROSSING},
    {"cycleway", "crossing", HT_STREET_CROSSING},
    {"pedestrian", "crossing", HT_STREET_CROSSING},
    {"oneway:foot", "yes", HT_STREET_NO_BACKWARD},
    {"oneway:foot", "1", HT_STREET_NO_BACKWARD},
    {"oneway:foot", "-1", HT_STREET_NO_FORWARD},
    {"foot:backward", "no", HT_STREET_NO_BACKWARD},
    {"foot:forward", "no", HT_STREET_NO_FORWARD},
    {"conveying", "forward", HT_STREET_NO_BACKWARD},
    {"conveying", "backward", HT_STREET_NO_FORWARD},
};

/* ---- 4. What stands in the way, at a node. Not listed (bollards, kerbs, chicanes, blocks …): one walks past. */

typedef enum hindrance { GATE, SOLID } hindrance; /* SOLID: closed unless the tags let people through */

typedef struct barrier_rule {
  const char *value;
  hindrance hindrance;
} barrier_rule;

static const barrier_rule barrier_rules[] = {
    {"gate", GATE},
    {"lift_gate", GATE},
    {"swing_gate", GATE},
    {"sliding_gate", GATE},
    {"sliding_beam", GATE},
    {"hampshire_gate", GATE},
    {"kissing_gate", GATE},
    {"wicket_gate", GATE},
    {"bump_gate", GATE},
    {"sally_port", GATE},
    {"full-height_turnstile", GATE},
    {"turnstile", GATE},
    {"door", GATE},
    {"wall", SOLID},
    {"fence", SOLID},
    {"city_wall", SOLID},
    {"retaining_wall", SOLID},
    {"hedge", SOLID},
    {"ditch", SOLID},
    {"guard_rail", SOLID},
};

/* ---- 5. Other facts of a node. */

static const fact_rule node_rules[] = {
    {"highway", "crossing", HT_NODE_CROSSING},
    {"footway", "crossing", HT_NODE_CROSSING},
    {"highway", "elevator", HT_NODE_LIFT},
};

#define COUNT(table) (sizeof(table) / sizeof *(table))

static permission permission_of(const osm_tags *tags) {
  for (size_t k = 0; k < COUNT(access_keys); k++) {
    const char *value = osm_tag_value(tags, access_keys[k]);
    for (size_t i = 0; *value && i < COUNT(access_rules); i++)
      if (strcmp(value, access_rules[i].value) == 0) return access_rules[i].permission;
  }
  return UNSAID;
}

static bool has_sidewalk(const osm_tags *tags) {
  for (size_t k = 0; k < COUNT(sidewalk_keys); k++) {
    const char *value = osm_tag_value(tags, sidewalk_keys[k]);
    for (size_t i = 0; i < COUNT(sidewalk_values); i++)
      if (strcmp(value, sidewalk_values[i]) == 0) return true;
  }
  return false;
}

static const kind_rule *kind_of(const osm_tags *tags) {
  for (size_t i = 0; i < COUNT(kind_rules); i++)
    if (osm_tag_is(tags, kind_rules[i].key, kind_rules[i].value)) return &kind_rules[i];
  return NULL;
}

static uint32_t facts_of(const osm_tags *tags, const fact_rule *rules, size_t count) {
  uint32_t flags = 0;
  for (size_t i = 0; i < count; i++) {
    const char *value = osm_tag_value(tags, rules[i].key);
    bool any = strcmp(rules[i].value, "*") == 0 && *value && strcmp(value, "no") != 0;
    if (any || strcmp(value, rules[i].value) == 0) flags |= rules[i].flags;
  }
  return flags;
}

bool osm_walk_of_way(const osm_tags *tags, osm_walk_way *way) {
  const kind_rule *kind = kind_of(tags);
  if (!kind) return false;
  permission may = permission_of(tags);
  if (may == FORBIDDEN) return false;
  if (kind->opening == ASK && may != ALLOWED && !has_sidewalk(tags)) return false;
  int64_t layer = 0;
  if (!number_parse_int(osm_tag_value(tags, "layer"), -5, 5, &layer)) layer = 0;
  *way = (osm_walk_way){.class_name = kind->value, .layer = (int32_t)layer};
  way->flags = kind->flags | facts_of(tags, fact_rules, COUNT(fact_rules)) | (may == PRIVATE ? HT_STREET_PRIVATE : 0);
  return true;
}

bool osm_walk_knows_highway(const char *value) {
  for (size_t i = 0; i < COUNT(kind_rules); i++)
    if (strcmp(kind_rules[i].key, "highway") == 0 && strcmp(kind_rules[i].value, value) == 0) return true;
  for (size_t i = 0; i < COUNT(no_ways); i++)
    if (strcmp(no_ways[i], value) == 0) return true;
  return false;
}

static uint32_t barrier_of(const osm_tags *tags) {
  const char *value = osm_tag_value(tags, "barrier");
  permission may = permission_of(tags);
  for (size_t i = 0; *value && i < COUNT(barrier_rules); i++) {
    if (strcmp(value, barrier_rules[i].value) != 0) continue;
    bool open = barrier_rules[i].hindrance == GATE || may == ALLOWED;
    bool shut = may == FORBIDDEN || osm_tag_is(tags, "locked", "yes");
    return shut || !open ? HT_NODE_CLOSED : barrier_rules[i].hindrance == GATE ? HT_NODE_GATE : 0;
  }
  return *value && osm_tag_is(tags, "foot", "no") ? HT_NODE_CLOSED : 0;
}

uint32_t osm_walk_of_node(const osm_tags *tags) {
  if (tags->count == 0) return 0;
  return barrier_of(tags) | facts_of(tags, node_rules, COUNT(node_rules));
}
