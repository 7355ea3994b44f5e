/* SPDX-License-Identifier: Apache-2.0 */

/*
 * From the network to the graph: streets get zones, street nodes get copies (numbered along a Z-order curve), ends of
 * streets become arcs of their copies, and copies of one street node are linked. Everything is counted first, then
 * filled in, so that the arrays are exact and the order of the input decides nothing but the numbers of the edges.
 */

#include "walk/graph.h"

#include "base/fault.h"
#include "walk/forest.h"
#include "walk/zones.h"

#include <math.h>
#include <stdlib.h>

#define GRAPH_LENGTH_MAX_MM 4000000000LL
#define GRAPH_STREETS_MAX (1u << 29)

typedef struct graph_builder {
  base_arena scratch;
  const ht_network_record *network;
  walk_graph *graph;
  walk_ends ends;
  uint32_t *street_zone;
  uint32_t *end_copy;    /* graph node of each street's end */
  uint32_t *street_node; /* of each copy */
  uint32_t *node_zone;
  uint8_t *node_shut;
  uint32_t *zone_copy; /* the copy last made for a zone … */
  uint32_t *zone_at;   /* … and the street node + 1 it was made for */
  uint32_t *arc_start;
  walk_arc *arcs; /* NULL while they are being counted */
} graph_builder;

static ht_err check_street(const ht_network_record *network, uint32_t i, ht_fault *fault) {
  const ht_street_record *street = &network->streets[i];
  if (street->node_a >= network->node_count || street->node_b >= network->node_count)
    return fault_set(fault, HT_BAD_DATA, "street %u: its nodes are %u and %u of %u", i, street->node_a, street->node_b,
                     network->node_count);
  if (street->point_count < 2 || street->first_point > network->point_count ||
      street->point_count > network->point_count - street->first_point)
    return fault_set(fault, HT_BAD_DATA, "street %u: %u points from %u on of %u, expected 2 or more inside", i,
                     street->point_count, street->first_point, network->point_count);
  if (street->length_mm < 0 || street->length_mm > GRAPH_LENGTH_MAX_MM)
    return fault_set(fault, HT_BAD_DATA, "street %u: its length is %lld mm, expected 0..%lld", i,
                     (long long)street->length_mm, GRAPH_LENGTH_MAX_MM);
  return HT_OK;
}

static ht_err check_network(const ht_network_record *network, ht_fault *fault) {
  if (network->street_count > GRAPH_STREETS_MAX)
    return fault_set(fault, HT_LIMIT, "%u streets, at most %u", network->street_count, GRAPH_STREETS_MAX);
  for (uint32_t i = 0; i < network->street_count; i++) {
    ht_err err = check_street(network, i, fault);
    if (err) return err;
  }
  return HT_OK;
}

/* Scales the way along a street's points to its fixed length. */
static void measure_edge(const walk_graph *graph, const walk_edge *edge, uint32_t *offset_mm) {
  const walk_xy *points = graph->points + edge->first_point;
  walk_view view = walk_view_at(&graph->frame, points[0]);
  double total = 0, along = 0;
  for (uint32_t pass = 0; pass < 2; pass++) {
    geo_xy before = {0, 0};
    for (uint32_t i = 0; i < edge->point_count; i++) {
      geo_xy here = walk_view_xy(&view, points[i]);
      double step = hypot(here.x_m - before.x_m, here.y_m - before.y_m);
      if (pass == 0)
        total += step;
      else
        offset_mm[i] = total > 0 ? (uint32_t)llround(fmin(1, (along += step) / total) * edge->length_mm) : 0;
      before = here;
    }
  }
  offset_mm[edge->point_count - 1] = edge->length_mm;
}

/* Copies the streets with their points, edge after edge. */
static ht_err fill_edges(base_arena *arena, graph_builder *b, ht_fault *fault) {
  const ht_network_record *network = b->network;
  walk_graph *graph = b->graph;
  uint64_t point_count = 0;
  for (uint32_t i = 0; i < network->street_count; i++) point_count += network->streets[i].point_count;
  if (point_count >= UINT32_MAX) return fault_set(fault, HT_LIMIT, "the streets have more than 2^32 points");
  walk_edge *edges = ARENA_ARRAY(arena, walk_edge, network->street_count);
  walk_xy *points = ARENA_ARRAY(arena, walk_xy, (size_t)point_count);
  uint32_t *offsets = ARENA_ARRAY(arena, uint32_t, (size_t)point_count);
  if (!edges || !points || !offsets) return fault_memory(fault);
  graph->edges = edges, graph->points = points, graph->point_offset_mm = offsets;
  graph->edge_count = network->street_count;
  for (uint32_t i = 0; i < network->street_count; i++) {
    const ht_street_record *street = &network->streets[i];
    edges[i] = (walk_edge){
        WALK_NONE, WALK_NONE, graph->point_count, street->point_count, (uint32_t)street->length_mm, street->flags};
    for (uint32_t p = 0; p < street->point_count; p++)
      if (!walk_frame_xy(&graph->frame, network->points[street->first_point + p], &points[graph->point_count + p]))
        return fault_set(fault, HT_BAD_DATA, "street %u: point %u is no place within 2,000 km of the city", i, p);
    measure_edge(graph, &edges[i], offsets + graph->point_count);
    graph->point_count += street->point_count;
  }
  return HT_OK;
}

typedef struct node_place {
  uint64_t code; /* along the Z-order curve */
  uint32_t node;
} node_place;

static uint64_t spread_bits(uint32_t value) {
  uint64_t v = value;
  v = (v | v << 16) & 0x0000ffff0000ffff;
  v = (v | v << 8) & 0x00ff00ff00ff00ff;
  v = (v | v << 4) & 0x0f0f0f0f0f0f0f0f;
  v = (v | v << 2) & 0x3333333333333333;
  return (v | v << 1) & 0x5555555555555555;
}

static int compare_places(const void *left, const void *right) {
  const node_place *a = left, *b = right;
  if (a->code != b->code) return a->code < b->code ? -1 : 1;
  return a->node < b->node ? -1 : a->node > b->node;
}

/* The network's nodes in the order of the curve; a node that no frame can hold lies at its origin. */
static node_place *order_nodes(graph_builder *b) {
  node_place *order = ARENA_ARRAY(&b->scratch, node_place, b->network->node_count);
  for (uint32_t node = 0; order && node < b->network->node_count; node++) {
    walk_xy xy = {0, 0};
    if (!walk_frame_xy(&b->graph->frame, b->network->nodes[node].position, &xy)) xy = (walk_xy){0, 0};
    uint64_t x = spread_bits((uint32_t)xy.x_mm + 0x80000000u), y = spread_bits((uint32_t)xy.y_mm + 0x80000000u);
    order[node] = (node_place){x | y << 1, node};
  }
  if (order) qsort(order, b->network->node_count, sizeof *order, compare_places);
  return order;
}

/* Gives the ends at a node that are public, or those in zones, their copies. */
static void copy_node(graph_builder *b, uint32_t node, bool public) {
  bool closed = b->network->nodes[node].flags & HT_NODE_CLOSED;
  for (uint32_t i = b->ends.start[node]; i < b->ends.start[node + 1]; i++) {
    uint32_t end = b->ends.ends[i], zone = b->street_zone[end / 2];
    if ((zone == 0) != public) continue;
    if (closed || b->zone_at[zone] != node + 1) {
      b->zone_at[zone] = node + 1, b->zone_copy[zone] = b->graph->node_count;
      b->street_node[b->graph->node_count] = node, b->node_shut[b->graph->node_count] = closed;
      b->node_zone[b->graph->node_count++] = zone;
    }
    b->end_copy[end] = b->zone_copy[zone];
  }
}

static bool copy_nodes(base_arena *arena, graph_builder *b) {
  uint32_t end_count = 2 * b->network->street_count;
  node_place *order = order_nodes(b);
  b->end_copy = ARENA_ARRAY(&b->scratch, uint32_t, end_count);
  b->zone_copy = ARENA_ARRAY(&b->scratch, uint32_t, (size_t)b->graph->zone_count + 1);
  b->zone_at = ARENA_ARRAY(&b->scratch, uint32_t, (size_t)b->graph->zone_count + 1);
  b->street_node = ARENA_ARRAY(arena, uint32_t, end_count);
  b->node_zone = ARENA_ARRAY(arena, uint32_t, end_count);
  b->node_shut = ARENA_ARRAY(arena, uint8_t, end_count);
  if (!order || !b->end_copy || !b->zone_copy || !b->zone_at || !b->street_node || !b->node_zone || !b->node_shut)
    return false;
  for (uint32_t i = 0; i < b->network->node_count; i++) copy_node(b, order[i].node, true);
  b->graph->public_count = b->graph->node_count;
  for (uint32_t i = 0; i < b->network->node_count; i++) copy_node(b, order[i].node, false);
  b->graph->node_street_node = b->street_node, b->graph->node_zone = b->node_zone;
  b->graph->node_shut = b->node_shut;
  return true;
}

/* Counts an arc of a node or, in the second pass, puts it there, counting down from the end of the node's arcs. */
static void put_arc(graph_builder *b, uint32_t from, walk_arc arc) {
  if (b->arcs)
    b->arcs[--b->arc_start[from]] = arc;
  else
    b->arc_start[from]++;
}

static void put_edge_arcs(graph_builder *b) {
  for (uint32_t i = b->graph->edge_count; i-- > 0;) {
    uint32_t flags = b->graph->edges[i].flags, a = b->end_copy[2 * i], z = b->end_copy[2 * i + 1];
    if (flags & HT_STREET_CLOSED) continue;
    uint32_t forward = flags & HT_STREET_NO_FORWARD ? 0 : 1, backward = flags & HT_STREET_NO_BACKWARD ? 0 : 1;
    put_arc(b, a, (walk_arc){z, i, forward * WALK_ARC_OUT | backward * WALK_ARC_IN});
    put_arc(b, z, (walk_arc){a, i, backward * WALK_ARC_OUT | forward * WALK_ARC_IN});
  }
}

/* Links the copies of one node with each other. The first end of a copy stands for it. */
static void put_links(graph_builder *b, uint32_t node) {
  const uint32_t *ends = b->ends.ends + b->ends.start[node];
  uint32_t count = b->ends.start[node + 1] - b->ends.start[node], copies[64], copy_count = 0;
  for (uint32_t i = 0; i < count && copy_count < 64; i++) {
    uint32_t copy = b->end_copy[ends[i]], k = 0;
    while (k < copy_count && copies[k] != copy) k++;
    if (k == copy_count) copies[copy_count++] = copy;
  }
  for (uint32_t i = 0; i < copy_count; i++)
    for (uint32_t j = 0; j < copy_count; j++)
      if (i != j) put_arc(b, copies[i], (walk_arc){copies[j], WALK_NONE, WALK_ARC_OUT | WALK_ARC_IN});
}

static void put_arcs(graph_builder *b) {
  put_edge_arcs(b);
  for (uint32_t node = 0; node < b->network->node_count; node++)
    if (!(b->network->nodes[node].flags & HT_NODE_CLOSED)) put_links(b, node);
}

static bool fill_arcs(base_arena *arena, graph_builder *b) {
  walk_graph *graph = b->graph;
  uint32_t total = 0;
  b->arc_start = ARENA_ARRAY(arena, uint32_t, (size_t)graph->node_count + 1);
  if (!b->arc_start) return false;
  put_arcs(b);
  for (uint32_t node = 0; node <= graph->node_count; node++) total += b->arc_start[node], b->arc_start[node] = total;
  b->arcs = ARENA_ARRAY(arena, walk_arc, total);
  if (!b->arcs) return false;
  put_arcs(b);
  graph->arc_start = b->arc_start, graph->arcs = b->arcs, graph->arc_count = total;
  return true;
}

typedef struct piece {
  uint64_t length_mm;
  uint32_t root;
} piece;

static int compare_pieces(const void *left, const void *right) {
  const piece *a = left, *b = right;
  if (a->length_mm != b->length_mm) return a->length_mm > b->length_mm ? -1 : 1;
  return a->root < b->root ? -1 : a->root > b->root;
}

/* Numbers the connected pieces, the one with the most street first. Which way one may walk does not matter here. */
static bool label_components(base_arena *arena, graph_builder *b) {
  walk_graph *graph = b->graph;
  uint32_t *forest = walk_forest_new(&b->scratch, graph->node_count);
  uint32_t *component = ARENA_ARRAY(arena, uint32_t, graph->node_count);
  uint32_t *rank = ARENA_ARRAY(&b->scratch, uint32_t, graph->node_count);
  piece *pieces = ARENA_ARRAY(&b->scratch, piece, graph->node_count);
  if (!forest || !component || !rank || !pieces) return false;
  for (uint32_t node = 0; node < graph->node_count; node++)
    for (uint32_t i = graph->arc_start[node]; i < graph->arc_start[node + 1]; i++)
      walk_forest_unite(forest, node, graph->arcs[i].to);
  for (uint32_t node = 0; node < graph->node_count; node++) pieces[node].root = node;
  for (uint32_t i = 0; i < graph->edge_count; i++)
    if (!(graph->edges[i].flags & HT_STREET_CLOSED))
      pieces[walk_forest_find(forest, b->end_copy[2 * i])].length_mm += graph->edges[i].length_mm;
  uint32_t count = 0;
  for (uint32_t node = 0; node < graph->node_count; node++)
    if (walk_forest_find(forest, node) == node) pieces[count++] = pieces[node];
  qsort(pieces, count, sizeof *pieces, compare_pieces);
  for (uint32_t i = 0; i < count; i++) rank[pieces[i].root] = i;
  for (uint32_t node = 0; node < graph->node_count; node++) component[node] = rank[walk_forest_find(forest, node)];
  graph->node_component = component, graph->component_count = count;
  return true;
}

static void name_edge_nodes(graph_builder *b) {
  walk_edge *edges = (walk_edge *)b->graph->edges; /* ours until the graph is handed out */
  for (uint32_t i = 0; i < b->graph->edge_count; i++)
    if (!(edges[i].flags & HT_STREET_CLOSED))
      edges[i].node_a = b->end_copy[2 * i], edges[i].node_b = b->end_copy[2 * i + 1];
}

static ht_err build(base_arena *arena, graph_builder *b, ht_fault *fault) {
  ht_err err = fill_edges(arena, b, fault);
  if (err) return err;
  if (!walk_ends_build(&b->scratch, b->network, &b->ends) ||
      !walk_zones_find(&b->scratch, b->network, &b->ends, &b->street_zone, &b->graph->zone_count) ||
      !copy_nodes(arena, b) || !fill_arcs(arena, b) || !label_components(arena, b))
    return fault_memory(fault);
  name_edge_nodes(b);
  return HT_OK;
}

ht_err walk_graph_build(base_arena *arena, const ht_network_record *network, ht_lonlat middle, ht_fault *fault,
                        walk_graph *graph) {
  walk_graph built = {.frame = walk_frame_at(middle)};
  graph_builder builder = {.network = network, .graph = &built};
  ht_err err = check_network(network, fault);
  if (!err) err = build(arena, &builder, fault);
  arena_release(&builder.scratch);
  if (!err) *graph = built;
  return err;
}

ht_err walk_costs_build(base_arena *arena, const walk_graph *graph, const walk_profile *profile, ht_fault *fault,
                        walk_costs *costs) {
  uint32_t *edge_cost = ARENA_ARRAY(arena, uint32_t, graph->edge_count);
  uint32_t *arc_cost = ARENA_ARRAY(arena, uint32_t, graph->arc_count);
  if (!edge_cost || !arc_cost) return fault_memory(fault);
  for (uint32_t i = 0; i < graph->edge_count; i++) {
    const walk_edge *edge = &graph->edges[i];
    int64_t cost = walk_profile_street_cost(profile, edge->length_mm, edge->flags & HT_STREET_STEPS,
                                            edge->flags & HT_STREET_CROSSING);
    edge_cost[i] = cost < WALK_COST_MAX ? (uint32_t)cost : WALK_COST_MAX;
  }
  for (uint32_t i = 0; i < graph->arc_count; i++)
    arc_cost[i] = graph->arcs[i].edge == WALK_NONE ? 0 : edge_cost[graph->arcs[i].edge];
  *costs = (walk_costs){profile, edge_cost, arc_cost};
  return HT_OK;
}

walk_xy walk_graph_point(const walk_graph *graph, uint32_t edge, uint32_t offset_mm) {
  const walk_edge *e = &graph->edges[edge];
  const uint32_t *offsets = graph->point_offset_mm + e->first_point;
  const walk_xy *points = graph->points + e->first_point;
  uint32_t low = 0, high = e->point_count - 1; /* offsets[low] <= offset_mm, and low + 1 == high in the end */
  while (high - low > 1) {
    uint32_t middle = (low + high) / 2;
    if (offsets[middle] <= offset_mm)
      low = middle;
    else
      high = middle;
  }
  uint32_t length = offsets[high] - offsets[low];
  double share = length == 0 ? 0 : fmin(1, (double)(offset_mm - offsets[low]) / length);
  return (walk_xy){(int32_t)lround(points[low].x_mm + share * ((double)points[high].x_mm - points[low].x_mm)),
                   (int32_t)lround(points[low].y_mm + share * ((double)points[high].y_mm - points[low].y_mm))};
}
