/* SPDX-License-Identifier: Apache-2.0 */
/* What may be walked, case by case. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "codec/osm_walk.h"

#define NO_WAY UINT32_MAX
#define MOST_TAGS 4

typedef struct rule_case {
  const char *tags[MOST_TAGS * 2];
  uint32_t flags; /* NO_WAY: may not be walked */
} rule_case;

static osm_tags tags_of(const rule_case *c, osm_tag *items) {
  uint32_t count = 0;
  for (; count < MOST_TAGS && c->tags[count * 2]; count++)
    items[count] = (osm_tag){c->tags[count * 2], c->tags[count * 2 + 1]};
  return (osm_tags){items, count};
}

static void ways(void **state) {
  static const rule_case cases[] = {
      {{"highway", "footway"}, 0},
      {{"highway", "residential"}, 0},
      {{"highway", "steps"}, HT_STREET_STEPS},
      {{"highway", "corridor"}, HT_STREET_INDOOR},
      {{"highway", "elevator"}, HT_STREET_LIFT},
      {{"highway", "footway", "indoor", "yes"}, HT_STREET_INDOOR},
      {{"highway", "footway", "indoor", "no"}, 0},
      {{"highway", "footway", "tunnel", "yes"}, HT_STREET_TUNNEL},
      {{"highway", "primary", "bridge", "viaduct"}, HT_STREET_BRIDGE},
      {{"highway", "motorway"}, NO_WAY},
      {{"highway", "trunk"}, NO_WAY},
      {{"highway", "trunk", "sidewalk", "both"}, 0},
      {{"highway", "trunk", "sidewalk", "separate"}, NO_WAY},
      {{"highway", "trunk", "foot", "yes"}, 0},
      {{"highway", "trunk", "access", "private"}, NO_WAY},
      {{"highway", "construction"}, NO_WAY},
      {{"highway", "proposed"}, NO_WAY},
      {{"highway", "service", "access", "private"}, HT_STREET_PRIVATE},
      {{"highway", "service", "access", "private", "foot", "yes"}, 0},
      {{"highway", "service", "access", "no"}, NO_WAY},
      {{"highway", "service", "access", "no", "foot", "designated"}, 0},
      {{"highway", "residential", "foot", "no"}, NO_WAY},
      {{"highway", "residential", "foot", "use_sidepath"}, NO_WAY},
      {{"highway", "residential", "oneway", "yes"}, 0}, /* a rule for cars */
      {{"highway", "footway", "oneway:foot", "yes"}, HT_STREET_NO_BACKWARD},
      {{"highway", "footway", "oneway:foot", "-1"}, HT_STREET_NO_FORWARD},
      {{"highway", "steps", "conveying", "forward"}, HT_STREET_STEPS | HT_STREET_NO_BACKWARD},
      {{"highway", "steps", "conveying", "reversible"}, HT_STREET_STEPS},
      {{"highway", "footway", "footway", "crossing"}, HT_STREET_CROSSING},
      {{"route", "ferry"}, HT_STREET_FERRY},
      {{"route", "ferry", "foot", "no"}, NO_WAY},
      {{"route", "bus"}, NO_WAY},
      {{"railway", "platform"}, 0},
      {{"railway", "rail"}, NO_WAY},
      {{"man_made", "pier"}, 0},
      {{"building", "yes"}, NO_WAY},
      {{NULL}, NO_WAY},
  };
  (void)state;
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    osm_tag items[MOST_TAGS];
    osm_tags tags = tags_of(&cases[i], items);
    osm_walk_way way = {0};
    bool may = osm_walk_of_way(&tags, &way);
    if (may != (cases[i].flags != NO_WAY) || (may && way.flags != cases[i].flags))
      fail_msg("case %zu: %s %u", i, may ? "walked" : "not walked", way.flags);
  }
}

static void nodes(void **state) {
  static const rule_case cases[] = {
      {{"barrier", "gate"}, HT_NODE_GATE},
      {{"barrier", "gate", "access", "private"}, HT_NODE_GATE},
      {{"barrier", "gate", "access", "no"}, HT_NODE_CLOSED},
      {{"barrier", "gate", "locked", "yes"}, HT_NODE_CLOSED},
      {{"barrier", "lift_gate", "access", "no", "foot", "yes"}, HT_NODE_GATE},
      {{"barrier", "bollard"}, 0},
      {{"barrier", "bollard", "access", "no"}, 0}, /* of cars */
      {{"barrier", "bollard", "foot", "no"}, HT_NODE_CLOSED},
      {{"barrier", "wall"}, HT_NODE_CLOSED},
      {{"barrier", "fence", "foot", "yes"}, 0},
      {{"highway", "crossing"}, HT_NODE_CROSSING},
      {{"highway", "elevator"}, HT_NODE_LIFT},
      {{"highway", "crossing", "barrier", "gate"}, HT_NODE_CROSSING | HT_NODE_GATE},
      {{"natural", "tree"}, 0},
  };
  (void)state;
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    osm_tag items[MOST_TAGS];
    osm_tags tags = tags_of(&cases[i], items);
    uint32_t flags = osm_walk_of_node(&tags);
    if (flags != cases[i].flags) fail_msg("case %zu: flags %u", i, flags);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      {"ways may be walked as their tags say", ways, NULL, NULL, NULL},
      {"nodes carry gates, crossings and lifts as their tags say", nodes, NULL, NULL, NULL},
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
