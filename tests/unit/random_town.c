/* SPDX-License-Identifier: Apache-2.0 */
#include "random_town.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void must(bool held, const char *what) {
  if (held) return;
  fprintf(stderr, "random town: %s\n", what);
  abort();
}

uint32_t random_town_draw(random_town *town, uint32_t below) {
  town->state += 0x9e3779b97f4a7c15u;
  uint64_t z = town->state;
  z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
  z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
  return (uint32_t)(((z ^ (z >> 31)) >> 32) * below >> 32);
}

static const ht_lonlat MIDDLE = {121, 31.4};

static ht_lonlat metres_away(double x_m, double y_m) {
  geo_metric metric = geo_metric_at(MIDDLE);
  return geo_metric_lonlat(&metric, (geo_xy){x_m, y_m});
}

static ht_lonlat draw_near(random_town *town, double x_m, double y_m, uint32_t spread_m) {
  double dx = random_town_draw(town, 1000 * spread_m) / 1000.0 - spread_m / 2.0;
  double dy = random_town_draw(town, 1000 * spread_m) / 1000.0 - spread_m / 2.0;
  return metres_away(x_m + dx, y_m + dy);
}

static uint32_t draw_flags(random_town *town, random_facts facts) {
  uint32_t flags = 0;
  if (facts.zones && random_town_draw(town, 3) == 0) flags |= HT_STREET_PRIVATE;
  if (facts.zones && random_town_draw(town, 15) == 0) flags |= HT_STREET_CLOSED;
  if (facts.one_way && random_town_draw(town, 6) == 0) flags |= HT_STREET_NO_FORWARD;
  if (facts.one_way && random_town_draw(town, 6) == 0) flags |= HT_STREET_NO_BACKWARD;
  if (facts.steps && random_town_draw(town, 4) == 0) flags |= HT_STREET_STEPS;
  if (facts.steps && random_town_draw(town, 6) == 0) flags |= HT_STREET_CROSSING;
  if (facts.no_legs && random_town_draw(town, 6) == 0) flags |= HT_STREET_BRIDGE;
  return flags;
}

static void add_street(random_town *town, uint32_t a, uint32_t b, random_facts facts) {
  ht_street_record *street = &town->streets[town->network.street_count++];
  ht_lonlat *points = town->points + town->network.point_count;
  uint32_t count = facts.bends && random_town_draw(town, 2) ? 3 : 2;
  ht_lonlat from = town->nodes[a].position, to = town->nodes[b].position;
  points[0] = from, points[count - 1] = to;
  geo_metric metric = geo_metric_at(MIDDLE);
  geo_xy x = geo_metric_xy(&metric, from), y = geo_metric_xy(&metric, to);
  if (count == 3) points[1] = draw_near(town, (x.x_m + y.x_m) / 2, (x.y_m + y.y_m) / 2, 40);
  double length_m = 0;
  for (uint32_t i = 1; i < count; i++) length_m += geo_metric_distance_m(points[i - 1], points[i]);
  *street = (ht_street_record){.node_a = a,
                               .node_b = b,
                               .first_point = town->network.point_count,
                               .point_count = count,
                               .class_name = "residential",
                               .name = "",
                               .flags = draw_flags(town, facts),
                               .length_mm = llround(length_m * 1000)};
  town->network.point_count += count;
}

static void add_network(random_town *town, random_facts facts) {
  for (uint32_t i = 0; i < TOWN_NODES; i++) {
    double x_m = 80.0 * (i % TOWN_SIDE) - 200, y_m = 80.0 * (double)(i / TOWN_SIDE) - 200;
    town->nodes[i] = (ht_street_node_record){.source = i, .position = draw_near(town, x_m, y_m, 50)};
    if (facts.zones && random_town_draw(town, 5) == 0) town->nodes[i].flags |= HT_NODE_GATE;
    if (facts.zones && random_town_draw(town, 20) == 0) town->nodes[i].flags |= HT_NODE_CLOSED;
  }
  town->network.nodes = town->nodes, town->network.node_count = TOWN_NODES;
  town->network.streets = town->streets, town->network.points = town->points;
  for (uint32_t i = 0; i < TOWN_NODES; i++) {
    if (i % TOWN_SIDE + 1 < TOWN_SIDE && random_town_draw(town, 4)) add_street(town, i, i + 1, facts);
    if (i + TOWN_SIDE < TOWN_NODES && random_town_draw(town, 4)) add_street(town, i, i + TOWN_SIDE, facts);
    if (random_town_draw(town, 12) == 0) add_street(town, i, random_town_draw(town, TOWN_NODES), facts);
  }
}

static void add_walls(random_town *town, walk_barriers *walls, uint32_t count) {
  ht_err err = HT_OK;
  for (uint32_t i = 0; i < count && !err; i++) {
    ht_lonlat points[3] = {draw_near(town, 0, 0, 500)};
    geo_metric metric = geo_metric_at(MIDDLE);
    for (int k = 1; k < 3; k++) {
      geo_xy before = geo_metric_xy(&metric, points[k - 1]);
      points[k] = draw_near(town, before.x_m, before.y_m, 120);
    }
    /* Now and then a wall begins on a corner of streets, as one with a gate does. */
    if (random_town_draw(town, 4) == 0) points[0] = town->nodes[random_town_draw(town, TOWN_NODES)].position;
    uint32_t start[2] = {0, 3};
    ht_shape line = {
        .kind = HT_LINES, .point_count = 3, .path_count = 1, .part_count = 1, .points = points, .path_start = start};
    err = walk_barriers_add(walls, &town->graph.frame, &line, NULL);
  }
  must(!err, "cannot add walls");
}

void random_town_make(random_town *town, uint64_t seed, random_facts facts) {
  memset(town, 0, sizeof *town);
  town->state = seed;
  town->profile = (walk_profile){.name = "test",
                                 .speed_m_per_h = 5000,
                                 .limits = {15},
                                 .limit_count = 1,
                                 .crossing_delay_ms = 7000,
                                 .stairs_permille = 1500,
                                 .longest_leg_mm = 100000};
  add_network(town, facts);
  walk_barriers walls = {0};
  ht_fault fault = {0};
  ht_err err = walk_graph_build(&town->arena, &town->network, MIDDLE, &fault, &town->graph);
  if (!err && facts.walls) add_walls(town, &walls, 12);
  if (!err) err = walk_ground_build(&town->arena, &town->graph, &walls, &fault, &town->ground);
  if (!err) err = walk_costs_build(&town->arena, &town->graph, &town->profile, &fault, &town->costs);
  walk_barriers_release(&walls);
  must(!err, fault.detail);
}

void random_town_release(random_town *town) {
  arena_release(&town->arena);
}

walk_snap random_town_snap(random_town *town) {
  uint32_t edge;
  do edge = random_town_draw(town, town->graph.edge_count);
  while (town->graph.edges[edge].node_a == WALK_NONE);
  uint32_t length = town->graph.edges[edge].length_mm, at = random_town_draw(town, length + 1);
  if (random_town_draw(town, 5) == 0) at = random_town_draw(town, 2) ? length : 0;
  return (walk_snap){edge, at, random_town_draw(town, 100000)};
}

walk_xy random_town_place(random_town *town) {
  walk_xy at;
  if (random_town_draw(town, 3) == 0) {
    walk_snap snap = random_town_snap(town);
    return walk_graph_point(&town->graph, snap.edge, snap.offset_mm);
  }
  must(walk_frame_xy(&town->graph.frame, draw_near(town, 0, 0, 560), &at), "a place outside its frame");
  return at;
}

/* The zone of a street: what the graph found, tested elsewhere. */
static uint32_t zone_of(const random_town *town, uint32_t street) {
  return town->graph.node_zone[town->graph.edges[street].node_a];
}

/* Where a walk is: still in its start's zone, on public ground, or in its end's zone. */
enum { IN_FIRST_ZONE, IN_PUBLIC, IN_LAST_ZONE, PHASES };

/* At a closed gate every street has its own end, so a place is an end of a street: 2 × street + side. */
typedef struct plain_walk {
  const random_town *town;
  int64_t cost[2 * TOWN_STREETS_MAX][PHASES];
  uint32_t first_zone, last_zone;
} plain_walk;

static bool phase_fits(const plain_walk *walk, uint32_t street, int phase) {
  uint32_t zone = zone_of(walk->town, street);
  if (zone == 0) return phase == IN_PUBLIC;
  return (phase == IN_FIRST_ZONE && zone == walk->first_zone) || (phase == IN_LAST_ZONE && zone == walk->last_zone);
}

static bool lower(int64_t *cost, int64_t to) {
  if (to >= *cost) return false;
  *cost = to;
  return true;
}

static uint32_t node_of(const random_town *town, uint32_t end) {
  return end % 2 ? town->streets[end / 2].node_b : town->streets[end / 2].node_a;
}

/* Tries every step once; true when a cost fell. */
static bool try_all(plain_walk *walk) {
  const random_town *town = walk->town;
  bool better = false;
  for (uint32_t end = 0; end < 2 * town->network.street_count; end++) {
    const ht_street_record *street = &town->streets[end / 2];
    if (street->flags & HT_STREET_CLOSED) continue;
    for (int phase = 0; phase < PHASES; phase++) {
      int64_t cost = walk->cost[end][phase];
      if (cost == WALK_COST_NONE) continue;
      bool along = !(street->flags & (end % 2 ? HT_STREET_NO_BACKWARD : HT_STREET_NO_FORWARD));
      if (along) better |= lower(&walk->cost[end ^ 1][phase], cost + town->costs.edge_cost[end / 2]);
      if (town->nodes[node_of(town, end)].flags & HT_NODE_CLOSED) continue;
      for (uint32_t other = 0; other < 2 * town->network.street_count; other++) {
        if (node_of(town, other) != node_of(town, end) || (town->streets[other / 2].flags & HT_STREET_CLOSED)) continue;
        for (int next = phase; next < PHASES; next++)
          if (phase_fits(walk, other / 2, next)) better |= lower(&walk->cost[other][next], cost);
      }
    }
  }
  return better;
}

static int64_t cost_along(const random_town *town, walk_snap snap) {
  uint64_t length = town->graph.edges[snap.edge].length_mm, cost = town->costs.edge_cost[snap.edge];
  return length ? (int64_t)((cost * snap.offset_mm + length / 2) / length) : 0;
}

static int64_t leg_cost(const random_town *town, walk_snap snap) {
  return ((int64_t)snap.leg_mm * 3600 + town->profile.speed_m_per_h / 2) / town->profile.speed_m_per_h;
}

int64_t random_town_walk(const random_town *town, walk_snap from, walk_snap to) {
  plain_walk walk = {.town = town, .first_zone = zone_of(town, from.edge), .last_zone = zone_of(town, to.edge)};
  int64_t best = WALK_COST_NONE, legs = leg_cost(town, from) + leg_cost(town, to);
  int64_t first = cost_along(town, from), last = cost_along(town, to);
  uint32_t from_flags = town->streets[from.edge].flags, to_flags = town->streets[to.edge].flags;
  uint32_t from_end = town->graph.edges[from.edge].length_mm, to_end = town->graph.edges[to.edge].length_mm;
  bool from_back = !(from_flags & HT_STREET_NO_BACKWARD), from_on = !(from_flags & HT_STREET_NO_FORWARD);
  bool to_back = !(to_flags & HT_STREET_NO_BACKWARD), to_on = !(to_flags & HT_STREET_NO_FORWARD);
  for (uint32_t end = 0; end < 2 * TOWN_STREETS_MAX; end++)
    for (int phase = 0; phase < PHASES; phase++) walk.cost[end][phase] = WALK_COST_NONE;
  int begin = walk.first_zone ? IN_FIRST_ZONE : IN_PUBLIC;
  if (from_back || from.offset_mm == 0) walk.cost[2 * from.edge][begin] = first;
  if (from_on || from.offset_mm == from_end)
    walk.cost[2 * from.edge + 1][begin] = town->costs.edge_cost[from.edge] - first;
  while (try_all(&walk)) {
  }
  for (int phase = 0; phase < PHASES; phase++) {
    if (!phase_fits(&walk, to.edge, phase)) continue;
    int64_t a = walk.cost[2 * to.edge][phase], b = walk.cost[2 * to.edge + 1][phase];
    if ((to_on || to.offset_mm == 0) && a != WALK_COST_NONE) lower(&best, a + last + legs);
    if ((to_back || to.offset_mm == to_end) && b != WALK_COST_NONE)
      lower(&best, b + town->costs.edge_cost[to.edge] - last + legs);
  }
  if (from.edge == to.edge && (from.offset_mm == to.offset_mm || (from.offset_mm < to.offset_mm ? from_on : from_back)))
    lower(&best, llabs(first - last) + legs);
  return best;
}
