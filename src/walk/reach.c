/* SPDX-License-Identifier: Apache-2.0 */
#include "walk/reach.h"

#include "base/fault.h"

#include <stdlib.h>

void walk_reach_release(walk_reach *reach) {
  free(reach->pieces);
  free(reach->edge_stamp);
  *reach = (walk_reach){0};
}

/* One edge while its pieces are being listed. */
typedef struct reach_edge {
  const walk_search *search;
  const walk_ground *ground;
  const walk_costs *costs;
  uint32_t edge;
  bool to_a, to_b; /* may be walked towards that end */
  int64_t cost_a, cost_b, limit;
} reach_edge;

static int64_t plus(int64_t cost, int64_t more) {
  return cost == WALK_COST_NONE ? cost : cost + more;
}
static int64_t least(int64_t a, int64_t b) {
  return a < b ? a : b;
}

/* The cost of leaving the edge's point by its side before it (towards end a, or a seed there), or by the side after it.
 */
static int64_t cost_of_side(const reach_edge *e, uint32_t offset_mm, bool before) {
  const walk_graph *graph = e->ground->graph;
  int64_t along = walk_costs_along(e->costs, graph, e->edge, offset_mm), whole = e->costs->edge_cost[e->edge];
  if (!(before ? e->to_a : e->to_b)) return WALK_COST_NONE;
  int64_t best = before ? plus(e->cost_a, along) : plus(e->cost_b, whole - along);
  for (uint32_t i = walk_search_first_on(e->search, e->edge); i != WALK_NONE; i = walk_search_next_on(e->search, i)) {
    walk_snap seed = walk_search_seed_snap(e->search, i);
    walk_snap here = {e->edge, offset_mm, 0};
    if (before ? seed.offset_mm > offset_mm : seed.offset_mm < offset_mm) continue;
    best = least(best, walk_along_cost(graph, e->costs, &here, &seed));
  }
  return best;
}

static bool add_piece(walk_reach *reach, walk_piece piece) {
  if (reach->count == reach->capacity) {
    size_t capacity = reach->capacity ? 2 * reach->capacity : 1024;
    walk_piece *pieces = realloc(reach->pieces, capacity * sizeof *pieces);
    if (!pieces) return false;
    reach->pieces = pieces, reach->capacity = capacity;
  }
  reach->pieces[reach->count++] = piece;
  return true;
}

/* Adds the part of a segment between two offsets, when it is reached. */
static bool add_between(walk_reach *reach, const reach_edge *e, uint32_t segment, uint32_t from_mm, uint32_t to_mm) {
  const walk_graph *graph = e->ground->graph;
  const uint32_t *offset = graph->point_offset_mm + e->ground->street_point[segment];
  double length = (double)(offset[1] - offset[0]);
  walk_piece piece = {.segment = segment, .part = {0, 1}};
  if (length > 0) piece.part = (walk_interval){(from_mm - offset[0]) / length, (to_mm - offset[0]) / length};
  piece.cost_from = cost_of_side(e, from_mm, true), piece.cost_to = cost_of_side(e, to_mm, false);
  piece.cost_along =
      walk_costs_along(e->costs, graph, e->edge, to_mm) - walk_costs_along(e->costs, graph, e->edge, from_mm);
  return least(piece.cost_from, piece.cost_to) > e->limit || add_piece(reach, piece);
}

/* Cuts a segment at the seeds inside it: again and again at the first one after the last cut. */
static bool add_segment(walk_reach *reach, const reach_edge *e, uint32_t segment) {
  const uint32_t *offset = e->ground->graph->point_offset_mm + e->ground->street_point[segment];
  for (uint32_t from = offset[0];;) {
    uint32_t to = offset[1];
    for (uint32_t i = walk_search_first_on(e->search, e->edge); i != WALK_NONE; i = walk_search_next_on(e->search, i)) {
      uint32_t cut = walk_search_seed_snap(e->search, i).offset_mm;
      if (cut > from && cut < to) to = cut;
    }
    if (!add_between(reach, e, segment, from, to)) return false;
    if (to == offset[1]) return true;
    from = to;
  }
}

/* Adds an end of the edge by itself, where the street may not be walked towards it but one may stand there. */
static bool add_end(walk_reach *reach, const reach_edge *e, bool end_b) {
  int64_t cost = end_b ? e->cost_b : e->cost_a;
  uint32_t first = e->ground->edge_street[e->edge], end = e->ground->edge_street[e->edge + 1];
  if (first == end || cost > e->limit || (end_b ? e->to_b : e->to_a)) return true;
  walk_piece piece = {end_b ? end - 1 : first, {end_b, end_b}, cost, cost, 0};
  return add_piece(reach, piece);
}

static bool add_edge(walk_reach *reach, const reach_edge *proto, uint32_t edge) {
  if (reach->edge_stamp[edge] == reach->stamp) return true;
  reach->edge_stamp[edge] = reach->stamp;
  reach_edge e = *proto;
  const walk_edge *street = &e.ground->graph->edges[edge];
  if (street->node_a == WALK_NONE) return true;
  e.edge = edge;
  e.to_a = !(street->flags & HT_STREET_NO_BACKWARD), e.to_b = !(street->flags & HT_STREET_NO_FORWARD);
  e.cost_a = walk_search_node_cost(e.search, street->node_a),
  e.cost_b = walk_search_node_cost(e.search, street->node_b);
  for (uint32_t s = e.ground->edge_street[edge]; s < e.ground->edge_street[edge + 1]; s++)
    if (!add_segment(reach, &e, s)) return false;
  return add_end(reach, &e, false) && add_end(reach, &e, true);
}

static bool begin(walk_reach *reach, uint32_t edge_count) {
  reach->count = 0;
  if (edge_count > reach->edge_capacity || reach->stamp == UINT32_MAX) {
    free(reach->edge_stamp);
    reach->edge_capacity = 0, reach->stamp = 0;
    reach->edge_stamp = calloc(edge_count, sizeof *reach->edge_stamp);
    if (!reach->edge_stamp) return false;
    reach->edge_capacity = edge_count;
  }
  reach->stamp++;
  return true;
}

ht_err walk_reach_collect(walk_reach *reach, const walk_search *search, const walk_ground *ground,
                          const walk_costs *costs, int64_t limit, ht_fault *fault) {
  const walk_graph *graph = ground->graph;
  reach_edge proto = {.search = search, .ground = ground, .costs = costs, .limit = limit};
  uint32_t count;
  const uint32_t *settled = walk_search_settled(search, &count);
  bool listed = begin(reach, graph->edge_count);
  for (uint32_t i = 0; i < count && listed; i++) {
    uint32_t node = walk_graph_state_node(graph, settled[i]);
    for (uint32_t a = graph->arc_start[node]; a < graph->arc_start[node + 1] && listed; a++)
      if (graph->arcs[a].edge != WALK_NONE) listed = add_edge(reach, &proto, graph->arcs[a].edge);
  }
  for (uint32_t i = 0; i < walk_search_seed_count(search) && listed; i++)
    listed = add_edge(reach, &proto, walk_search_seed_snap(search, i).edge);
  return listed ? HT_OK : fault_memory(fault);
}
