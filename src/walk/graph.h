/* SPDX-License-Identifier: Apache-2.0 */
#ifndef WALK_GRAPH_H
#define WALK_GRAPH_H

/*
 * The street graph, built once from the network and then only read.
 *
 * A node of the graph is a copy of a street node: one for the public streets that meet there and one for each zone.
 * Public nodes come first; inside both kinds nodes lie along a Z-order curve, so that neighbours are near in memory.
 *
 * Zones. Private streets connected through private streets form a zone; a gate (HT_NODE_GATE) cuts them. A zone that
 * meets no public street joins the zone that it opens into. Where a zone meets public ground or, at a gate, another
 * zone, the copies are joined by a link: an arc of cost 0 without an edge. A walk may leave private ground once (its
 * start's zone) and enter private ground once (its end's zone), which makes no zone a shortcut. A search tells the two
 * apart by its states: state i < node_count is "node i", state node_count + i is "node public_count + i, still inside
 * the zone in which the search began"; a link leads out of the latter into the former, and never out of a zone
 * otherwise.
 *
 * At a closed gate (HT_NODE_CLOSED) every street ends in a node of its own; closed streets (HT_STREET_CLOSED) have no
 * arcs.
 */

#include "base/arena.h"
#include "haitang/records.h"
#include "walk/frame.h"
#include "walk/profile.h"

#define WALK_NONE UINT32_MAX

/* A piece of street between two nodes; edge i is street i of the network. */
typedef struct walk_edge {
  uint32_t node_a, node_b; /* of the graph; WALK_NONE when closed */
  uint32_t first_point, point_count;
  uint32_t length_mm;
  uint32_t flags; /* ht_street_flag */
} walk_edge;

typedef enum walk_arc_flag { WALK_ARC_OUT = 1, WALK_ARC_IN = 2 } walk_arc_flag;

/* One end of an edge as seen from a node, or a link. */
typedef struct walk_arc {
  uint32_t to;    /* node */
  uint32_t edge;  /* WALK_NONE: a link */
  uint32_t flags; /* WALK_ARC_OUT: may be walked away from the node; WALK_ARC_IN: towards it */
} walk_arc;

typedef struct walk_graph {
  walk_frame frame;
  uint32_t node_count, public_count, edge_count, point_count, arc_count, zone_count, component_count;
  const uint32_t *node_street_node; /* index into the network's nodes */
  const uint32_t *node_zone;        /* 0 public, else 1..zone_count */
  const uint32_t *node_component;   /* 0 has the most metres of street */
  const uint8_t *node_shut;         /* 1: a closed gate, at which the street ends */
  const uint32_t *arc_start;        /* node_count + 1 */
  const walk_arc *arcs;
  const walk_edge *edges;
  const walk_xy *points;           /* of all edges, from node a to node b */
  const uint32_t *point_offset_mm; /* along the edge, scaled so that the last is length_mm */
} walk_graph;

/* Builds the graph into arena. Errors: HT_BAD_DATA (an index out of range, a length below 0 or above 4,000 km, a place
   more than 2,000 km from the middle), HT_NO_MEMORY. An empty network gives an empty graph. */
HT_CHECKED ht_err walk_graph_build(base_arena *arena, const ht_network_record *network, ht_lonlat middle,
                                   ht_fault *fault, walk_graph *graph);

/* What the edges cost a profile from end to end, either way. */
typedef struct walk_costs {
  const walk_profile *profile;
  const uint32_t *edge_cost;
  const uint32_t *arc_cost; /* the same beside the arcs, where the search reads them; 0 of a link */
} walk_costs;

/* Fills costs from the graph; the profile is borrowed. An edge longer than WALK_COST_MAX costs that. */
HT_CHECKED ht_err walk_costs_build(base_arena *arena, const walk_graph *graph, const walk_profile *profile,
                                   ht_fault *fault, walk_costs *costs);

static inline uint32_t walk_graph_state_count(const walk_graph *graph) {
  return graph->node_count + (graph->node_count - graph->public_count);
}
static inline uint32_t walk_graph_state_node(const walk_graph *graph, uint32_t state) {
  return state < graph->node_count ? state : state - graph->node_count + graph->public_count;
}
/* The state in which a search begins at a node: inside its zone, when it has one. */
static inline uint32_t walk_graph_first_state(const walk_graph *graph, uint32_t node) {
  return node < graph->public_count ? node : node - graph->public_count + graph->node_count;
}

/* The cost from node a to the point offset_mm along an edge, 0..cost: linear, rounded, so that the rest is cost − this.
 */
static inline int64_t walk_costs_along(const walk_costs *costs, const walk_graph *graph, uint32_t edge,
                                       uint32_t offset_mm) {
  uint64_t length = graph->edges[edge].length_mm, cost = costs->edge_cost[edge];
  return length == 0 ? 0 : (int64_t)((cost * offset_mm + length / 2) / length);
}
/* Whether one may walk between a point of an edge and its end a or b, from the point to the end or back. A point at the
   end is there, whichever way the street may be walked. */
static inline bool walk_graph_may_walk(const walk_graph *graph, uint32_t edge, uint32_t offset_mm, bool end_b,
                                       bool to_end) {
  const walk_edge *e = &graph->edges[edge];
  if (offset_mm == (end_b ? e->length_mm : 0)) return true;
  return !(e->flags & (end_b == to_end ? HT_STREET_NO_FORWARD : HT_STREET_NO_BACKWARD));
}

/* The place offset_mm along an edge. */
walk_xy walk_graph_point(const walk_graph *graph, uint32_t edge, uint32_t offset_mm);

#endif
