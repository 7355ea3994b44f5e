/* SPDX-License-Identifier: Apache-2.0 */

/* The street graph: its arcs are the network's, zones are cut at gates, components are those of a flood. */

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "random_town.h"
#include "walk/zones.h"

enum { TOWNS = 80 };
static const random_facts FACTS = {.zones = true, .one_way = true, .bends = true};

static bool passes(const random_town *town, uint32_t node) {
  return !(town->nodes[node].flags & HT_NODE_CLOSED);
}

static bool is_closed(const random_town *town, uint32_t street) {
  return town->streets[street].flags & HT_STREET_CLOSED;
}

static void every_street_is_an_edge_with_an_arc_at_both_ends(void **state) {
  (void)state;
  for (uint64_t seed = 1; seed <= TOWNS; seed++) {
    random_town town;
    random_town_make(&town, seed, FACTS);
    uint32_t arcs[TOWN_STREETS_MAX] = {0};
    for (uint32_t node = 0; node < town.graph.node_count; node++)
      for (uint32_t i = town.graph.arc_start[node]; i < town.graph.arc_start[node + 1]; i++) {
        const walk_arc *arc = &town.graph.arcs[i];
        if (arc->edge == WALK_NONE) {
          assert_int_equal(town.graph.node_street_node[node], town.graph.node_street_node[arc->to]);
          assert_true(town.graph.node_zone[node] != town.graph.node_zone[arc->to]);
          continue;
        }
        const walk_edge *edge = &town.graph.edges[arc->edge];
        assert_true((edge->node_a == node && edge->node_b == arc->to) ||
                    (edge->node_b == node && edge->node_a == arc->to));
        assert_int_equal(town.graph.node_zone[node], town.graph.node_zone[arc->to]);
        arcs[arc->edge]++;
      }
    for (uint32_t street = 0; street < town.network.street_count; street++)
      assert_int_equal(arcs[street], is_closed(&town, street) ? 0 : 2);
    for (uint32_t node = 0; node < town.graph.node_count; node++)
      assert_int_equal(town.graph.node_zone[node] == 0, node < town.graph.public_count);
    random_town_release(&town);
  }
}

/* Streets that meet at a node which is no gate, or both public, are on one piece of ground. */
static void private_streets_share_a_zone_exactly_when_they_meet_without_a_gate(void **state) {
  (void)state;
  for (uint64_t seed = 1; seed <= TOWNS; seed++) {
    random_town town;
    random_town_make(&town, seed, FACTS);
    for (uint32_t a = 0; a < town.network.street_count; a++) {
      if (is_closed(&town, a)) continue;
      uint32_t zone = town.graph.node_zone[town.graph.edges[a].node_a];
      assert_int_equal(zone != 0, (town.streets[a].flags & HT_STREET_PRIVATE) != 0);
      assert_int_equal(zone, town.graph.node_zone[town.graph.edges[a].node_b]);
      for (uint32_t b = 0; b < town.network.street_count; b++) {
        uint32_t node = town.streets[a].node_b;
        if (is_closed(&town, b) || !zone || !(town.streets[b].flags & HT_STREET_PRIVATE)) continue;
        if (town.streets[b].node_a != node || town.nodes[node].flags & (HT_NODE_GATE | HT_NODE_CLOSED)) continue;
        assert_int_equal(town.graph.node_zone[town.graph.edges[b].node_a], zone);
      }
    }
    random_town_release(&town);
  }
}

static void components_are_what_a_flood_reaches_the_longest_first(void **state) {
  (void)state;
  for (uint64_t seed = 1; seed <= TOWNS; seed++) {
    random_town town;
    random_town_make(&town, seed, FACTS);
    uint32_t flood[TOWN_STREETS_MAX];
    uint64_t length_mm[TOWN_STREETS_MAX] = {0};
    for (uint32_t i = 0; i < town.network.street_count; i++) flood[i] = i;
    for (bool again = true; again;) {
      again = false;
      for (uint32_t a = 0; a < town.network.street_count; a++)
        for (uint32_t b = 0; b < town.network.street_count; b++) {
          if (is_closed(&town, a) || is_closed(&town, b) || flood[b] >= flood[a]) continue;
          const ht_street_record *s = &town.streets[a], *t = &town.streets[b];
          bool meet = (passes(&town, s->node_a) && (s->node_a == t->node_a || s->node_a == t->node_b)) ||
                      (passes(&town, s->node_b) && (s->node_b == t->node_a || s->node_b == t->node_b));
          if (meet) flood[a] = flood[b], again = true;
        }
    }
    for (uint32_t a = 0; a < town.network.street_count; a++) {
      if (is_closed(&town, a)) continue;
      uint32_t component = town.graph.node_component[town.graph.edges[a].node_a];
      length_mm[component] += (uint64_t)town.streets[a].length_mm;
      for (uint32_t b = 0; b < a; b++)
        if (!is_closed(&town, b))
          assert_int_equal(flood[a] == flood[b], component == town.graph.node_component[town.graph.edges[b].node_a]);
    }
    for (uint32_t i = 1; i < town.graph.component_count; i++) assert_true(length_mm[i - 1] >= length_mm[i]);
    random_town_release(&town);
  }
}

/* A line of streets: public, private, a gate, private. */
static uint32_t zones_of_line(const uint32_t *street_flags, const uint32_t *node_flags, uint32_t count,
                              uint32_t *zones) {
  ht_street_node_record nodes[9] = {0};
  ht_street_record streets[8] = {0};
  ht_network_record network = {.nodes = nodes, .node_count = count + 1, .streets = streets, .street_count = count};
  base_arena arena = {0};
  walk_ends ends;
  uint32_t *found, zone_count;
  for (uint32_t i = 0; i <= count; i++) nodes[i].flags = node_flags[i];
  for (uint32_t i = 0; i < count; i++)
    streets[i] = (ht_street_record){.node_a = i, .node_b = i + 1, .flags = street_flags[i]};
  assert_true(walk_ends_build(&arena, &network, &ends));
  assert_true(walk_zones_find(&arena, &network, &ends, &found, &zone_count));
  memcpy(zones, found, count * sizeof *zones);
  arena_release(&arena);
  return zone_count;
}

static void a_yard_behind_a_gate_of_an_estate_belongs_to_the_estate(void **state) {
  (void)state;
  const uint32_t p = HT_STREET_PRIVATE, g = HT_NODE_GATE;
  uint32_t zones[8];
  /* public · estate · gate · yard */
  assert_int_equal(zones_of_line((uint32_t[]){0, p, p}, (uint32_t[]){0, 0, g, 0}, 3, zones), 1);
  assert_true(zones[0] == 0 && zones[1] == 1 && zones[2] == 1);
  /* public · estate · gate · estate · public: both are entered from their own side */
  assert_int_equal(zones_of_line((uint32_t[]){0, p, p, 0}, (uint32_t[]){0, 0, g, 0, 0}, 4, zones), 2);
  assert_true(zones[1] == 1 && zones[2] == 2);
  /* a yard in a yard in an estate */
  assert_int_equal(zones_of_line((uint32_t[]){p, p, p, 0}, (uint32_t[]){0, g, g, 0, 0}, 4, zones), 1);
  /* behind a closed gate nobody walks out: it stays its own zone */
  assert_int_equal(zones_of_line((uint32_t[]){0, p, p}, (uint32_t[]){0, 0, HT_NODE_CLOSED, 0}, 3, zones), 2);
}

static void a_network_that_contradicts_itself_is_refused(void **state) {
  (void)state;
  random_town town;
  random_town_make(&town, 1, FACTS);
  ht_street_record good = town.streets[3];
  base_arena arena = {0};
  walk_graph graph;
  ht_fault fault = {0};
  ht_street_record bad[5];
  for (int i = 0; i < 5; i++) bad[i] = good;
  bad[0].node_b = TOWN_NODES, bad[1].point_count = 1, bad[2].first_point = UINT32_MAX, bad[3].length_mm = -1;
  bad[4].length_mm = INT64_MAX;
  for (int i = 0; i < 5; i++) {
    town.streets[3] = bad[i];
    assert_int_equal(walk_graph_build(&arena, &town.network, (ht_lonlat){121, 31.4}, &fault, &graph), HT_BAD_DATA);
    assert_non_null(strstr(fault.detail, "street 3"));
  }
  town.streets[3] = good;
  town.points[good.first_point].lat_deg = strtod("nan", NULL);
  assert_int_equal(walk_graph_build(&arena, &town.network, (ht_lonlat){121, 31.4}, &fault, &graph), HT_BAD_DATA);
  ht_network_record nothing = {0};
  assert_int_equal(walk_graph_build(&arena, &nothing, (ht_lonlat){0, 0}, NULL, &graph), HT_OK);
  assert_int_equal(graph.node_count, 0);
  arena_release(&arena);
  random_town_release(&town);
}

static void a_point_along_an_edge_lies_on_it_at_its_share_of_the_length(void **state) {
  (void)state;
  random_town town;
  random_town_make(&town, 5, FACTS);
  for (uint32_t edge = 0; edge < town.graph.edge_count; edge++) {
    const walk_edge *e = &town.graph.edges[edge];
    double along = 0;
    walk_xy before = walk_graph_point(&town.graph, edge, 0);
    assert_memory_equal(&before, &town.graph.points[e->first_point], sizeof before);
    walk_view view = walk_view_at(&town.graph.frame, before);
    for (uint32_t offset = 0; offset < e->length_mm; offset += 500) {
      walk_xy here = walk_graph_point(&town.graph, edge, offset);
      view.at = before;
      along += walk_view_distance_m(&view, here);
      before = here;
      assert_true(along * 1000 < offset + 5.0 && along * 1000 > offset * 0.999 - 250); /* a bend is cut short once */
    }
  }
  random_town_release(&town);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(every_street_is_an_edge_with_an_arc_at_both_ends),
      cmocka_unit_test(private_streets_share_a_zone_exactly_when_they_meet_without_a_gate),
      cmocka_unit_test(components_are_what_a_flood_reaches_the_longest_first),
      cmocka_unit_test(a_yard_behind_a_gate_of_an_estate_belongs_to_the_estate),
      cmocka_unit_test(a_network_that_contradicts_itself_is_refused),
      cmocka_unit_test(a_point_along_an_edge_lies_on_it_at_its_share_of_the_length),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
