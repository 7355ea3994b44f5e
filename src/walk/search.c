/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Labels are stamped with the number of the search, so that beginning a search costs nothing. A heap entry is one
 * 64-bit key, the cost above the state: ties are broken by the state's number, and an entry whose cost is no longer the
 * label's is dropped when it comes out. Costs fit 32 bits because no limit exceeds WALK_COST_MAX; they are added in 64.
 */

#include "walk/search.h"

#include "base/fault.h"

#include <stdlib.h>
#include <string.h>

typedef struct search_label {
  uint32_t stamp; /* 2 × the search's number, + 1 once settled */
  uint32_t cost;
  uint32_t before; /* the state it was reached from; WALK_NONE: from a seed */
  uint32_t arc;    /* the arc between, or the seed's index */
} search_label;

typedef struct search_seed {
  walk_snap snap;
  uint32_t owner;
  uint32_t next; /* seed on the same edge */
} search_seed;

/* The seeds of an edge, for ways that do not leave it. */
typedef struct search_edge {
  uint32_t stamp, first_seed;
} search_edge;

struct walk_search {
  const walk_graph *graph;
  const walk_costs *costs;
  walk_direction direction;
  uint32_t stamp; /* even */
  bool failed;    /* memory ran out while the heap grew */
  search_label *labels;
  uint32_t *settled;
  search_edge *edges;
  search_seed *seeds;
  uint64_t *heap;
  size_t state_capacity, edge_capacity, seed_capacity, heap_capacity;
  size_t seed_count, heap_count;
  uint32_t settled_count;
};

walk_search *walk_search_new(void) {
  return calloc(1, sizeof(walk_search));
}

void walk_search_free(walk_search *search) {
  if (!search) return;
  free(search->labels);
  free(search->settled);
  free(search->edges);
  free(search->seeds);
  free(search->heap);
  free(search);
}

/* Zeroed arrays for a larger graph; the old ones hold nothing worth keeping between searches. */
static bool resize(walk_search *search, size_t states, size_t edges) {
  if (states > search->state_capacity) {
    free(search->labels);
    free(search->settled);
    search->state_capacity = 0;
    search->labels = calloc(states, sizeof *search->labels);
    search->settled = calloc(states, sizeof *search->settled);
    if (!search->labels || !search->settled) return false;
    search->state_capacity = states;
  }
  if (edges > search->edge_capacity) {
    free(search->edges);
    search->edge_capacity = 0;
    search->edges = calloc(edges, sizeof *search->edges);
    if (!search->edges) return false;
    search->edge_capacity = edges;
  }
  return true;
}

ht_err walk_search_begin(walk_search *search, const walk_graph *graph, const walk_costs *costs,
                         walk_direction direction, ht_fault *fault) {
  if (!resize(search, walk_graph_state_count(graph), graph->edge_count)) return fault_memory(fault);
  if (search->stamp >= UINT32_MAX - 3) { /* after two thousand million searches the stamps begin anew */
    memset(search->labels, 0, search->state_capacity * sizeof *search->labels);
    memset(search->edges, 0, search->edge_capacity * sizeof *search->edges);
    search->stamp = 0;
  }
  search->graph = graph, search->costs = costs, search->direction = direction;
  search->stamp += 2, search->failed = false;
  search->seed_count = search->heap_count = 0, search->settled_count = 0;
  return HT_OK;
}

static bool push(walk_search *search, uint64_t key) {
  if (search->heap_count == search->heap_capacity) {
    size_t capacity = search->heap_capacity ? 2 * search->heap_capacity : 1024;
    uint64_t *heap = realloc(search->heap, capacity * sizeof *heap);
    if (!heap) return false;
    search->heap = heap, search->heap_capacity = capacity;
  }
  size_t at = search->heap_count++;
  for (; at > 0 && search->heap[(at - 1) / 4] > key; at = (at - 1) / 4) search->heap[at] = search->heap[(at - 1) / 4];
  search->heap[at] = key;
  return true;
}

/* Takes the least key from a heap that is not empty: four children a node, for fewer cache lines on the way down. */
static uint64_t pop(walk_search *search) {
  uint64_t *heap = search->heap, least = heap[0], moved = heap[--search->heap_count];
  size_t at = 0;
  for (size_t child = 1; child < search->heap_count; child = 4 * at + 1) {
    size_t end = child + 4 < search->heap_count ? child + 4 : search->heap_count, best = child;
    for (size_t i = child + 1; i < end; i++)
      if (heap[i] < heap[best]) best = i;
    if (heap[best] >= moved) break;
    heap[at] = heap[best], at = best;
  }
  heap[at] = moved;
  return least;
}

/* Lowers a state's cost, if this is lower. */
static void reach(walk_search *search, uint32_t state, int64_t cost, int64_t limit, uint32_t before, uint32_t arc) {
  search_label *label = &search->labels[state];
  if (cost > limit || (label->stamp >= search->stamp && (int64_t)label->cost <= cost)) return;
  *label = (search_label){search->stamp, (uint32_t)cost, before, arc};
  if (!push(search, (uint64_t)cost << 32 | state)) search->failed = true;
}

ht_err walk_search_seed(walk_search *search, const walk_snap *snap, uint32_t owner, ht_fault *fault) {
  if (search->seed_count == search->seed_capacity) {
    size_t capacity = search->seed_capacity ? 2 * search->seed_capacity : 64;
    search_seed *seeds = realloc(search->seeds, capacity * sizeof *seeds);
    if (!seeds) return fault_memory(fault);
    search->seeds = seeds, search->seed_capacity = capacity;
  }
  const walk_edge *edge = &search->graph->edges[snap->edge];
  if (edge->node_a == WALK_NONE) return HT_OK;
  uint32_t index = (uint32_t)search->seed_count++;
  search_edge *on_edge = &search->edges[snap->edge];
  search->seeds[index] = (search_seed){*snap, owner, on_edge->stamp == search->stamp ? on_edge->first_seed : WALK_NONE};
  *on_edge = (search_edge){search->stamp, index};
  int64_t leg = walk_profile_leg_cost(search->costs->profile, snap->leg_mm);
  int64_t from_a = walk_costs_along(search->costs, search->graph, snap->edge, snap->offset_mm);
  int64_t from_b = search->costs->edge_cost[snap->edge] - from_a;
  bool away = search->direction == WALK_FROM;
  if (walk_graph_may_walk(search->graph, snap->edge, snap->offset_mm, false, away))
    reach(search, walk_graph_first_state(search->graph, edge->node_a), leg + from_a, WALK_COST_MAX, WALK_NONE, index);
  if (walk_graph_may_walk(search->graph, snap->edge, snap->offset_mm, true, away))
    reach(search, walk_graph_first_state(search->graph, edge->node_b), leg + from_b, WALK_COST_MAX, WALK_NONE, index);
  return search->failed ? fault_memory(fault) : HT_OK;
}

ht_err walk_search_seed_place(walk_search *search, const walk_place *place, uint32_t owner, ht_fault *fault) {
  ht_err err = HT_OK;
  for (uint32_t i = 0; i < place->snap_count && !err; i++)
    err = walk_search_seed(search, &place->snaps[i], owner, fault);
  return err;
}

/* Lowers the costs of the states around a settled one. A link leaves the zone of the beginning, or enters a zone from
   public ground; out of a zone that was entered leads none. */
static void expand(walk_search *search, uint32_t state, int64_t cost, int64_t limit) {
  const walk_graph *graph = search->graph;
  uint32_t node = walk_graph_state_node(graph, state);
  bool inside = state >= graph->node_count, entered = !inside && node >= graph->public_count;
  uint32_t shift = inside ? graph->node_count - graph->public_count : 0;
  uint32_t allowed = search->direction == WALK_TO ? WALK_ARC_IN : WALK_ARC_OUT;
  for (uint32_t i = graph->arc_start[node]; i < graph->arc_start[node + 1]; i++) {
    const walk_arc *arc = &graph->arcs[i];
    bool link = arc->edge == WALK_NONE;
    if (!(arc->flags & allowed) || (link && entered)) continue;
    reach(search, link ? arc->to : arc->to + shift, cost + search->costs->arc_cost[i], limit, state, i);
  }
}

bool walk_search_next(walk_search *search, int64_t limit, uint32_t *state, int64_t *cost) {
  while (search->heap_count > 0 && !search->failed) {
    if ((int64_t)(search->heap[0] >> 32) > limit) return false;
    uint64_t key = pop(search);
    uint32_t at = (uint32_t)key;
    search_label *label = &search->labels[at];
    if (label->stamp != search->stamp || label->cost != key >> 32) continue; /* settled, or lowered since */
    label->stamp++;
    search->settled[search->settled_count++] = at;
    expand(search, at, label->cost, limit);
    *state = at, *cost = label->cost;
    return true;
  }
  return false;
}

ht_err walk_search_run(walk_search *search, int64_t limit, ht_fault *fault) {
  uint32_t state;
  int64_t cost;
  if (limit > WALK_COST_MAX) limit = WALK_COST_MAX;
  while (walk_search_next(search, limit, &state, &cost)) {
  }
  return search->failed ? fault_memory(fault) : HT_OK;
}

const uint32_t *walk_search_settled(const walk_search *search, uint32_t *count) {
  *count = search->settled_count;
  return search->settled;
}

int64_t walk_search_state_cost(const walk_search *search, uint32_t state) {
  const search_label *label = &search->labels[state];
  return label->stamp == search->stamp + 1 ? label->cost : WALK_COST_NONE;
}

/* Of a node's one or two states the cheaper. */
static uint32_t better_state(const walk_search *search, uint32_t node) {
  uint32_t first = walk_graph_first_state(search->graph, node);
  return walk_search_state_cost(search, first) < walk_search_state_cost(search, node) ? first : node;
}

int64_t walk_search_node_cost(const walk_search *search, uint32_t node) {
  return walk_search_state_cost(search, better_state(search, node));
}

int64_t walk_search_snap_cost(const walk_search *search, const walk_snap *snap, uint32_t *state) {
  const walk_edge *edge = &search->graph->edges[snap->edge];
  if (edge->node_a == WALK_NONE) return WALK_COST_NONE;
  int64_t leg = walk_profile_leg_cost(search->costs->profile, snap->leg_mm);
  int64_t from_a = walk_costs_along(search->costs, search->graph, snap->edge, snap->offset_mm);
  int64_t from_b = search->costs->edge_cost[snap->edge] - from_a, best = WALK_COST_NONE;
  bool towards = search->direction == WALK_TO;
  uint32_t a = better_state(search, edge->node_a), b = better_state(search, edge->node_b), through = WALK_NONE;
  int64_t cost_a = walk_search_state_cost(search, a), cost_b = walk_search_state_cost(search, b);
  if (cost_a != WALK_COST_NONE && walk_graph_may_walk(search->graph, snap->edge, snap->offset_mm, false, towards))
    best = cost_a + from_a + leg, through = a;
  if (cost_b != WALK_COST_NONE && walk_graph_may_walk(search->graph, snap->edge, snap->offset_mm, true, towards) &&
      cost_b + from_b + leg < best)
    best = cost_b + from_b + leg, through = b;
  if (state) *state = through;
  return best;
}

/* The least cost along the snap's own edge to a seed on it. */
static int64_t cost_on_edge(const walk_search *search, const walk_snap *snap, uint32_t *owner) {
  int64_t best = WALK_COST_NONE;
  for (uint32_t i = walk_search_first_on(search, snap->edge); i != WALK_NONE; i = walk_search_next_on(search, i)) {
    const walk_snap *seed = &search->seeds[i].snap;
    bool towards = search->direction == WALK_TO;
    int64_t cost = walk_along_cost(search->graph, search->costs, towards ? snap : seed, towards ? seed : snap);
    if (cost < best) best = cost, *owner = search->seeds[i].owner;
  }
  return best;
}

int64_t walk_search_place_cost(const walk_search *search, const walk_place *place, uint32_t *owner) {
  int64_t best = WALK_COST_NONE;
  uint32_t best_owner = WALK_NONE, best_state = WALK_NONE;
  for (uint32_t i = 0; i < place->snap_count; i++) {
    uint32_t state, seed_owner;
    int64_t cost = walk_search_snap_cost(search, &place->snaps[i], &state);
    if (cost < best) best = cost, best_state = state;
    cost = cost_on_edge(search, &place->snaps[i], &seed_owner);
    if (cost < best) best = cost, best_state = WALK_NONE, best_owner = seed_owner;
  }
  if (owner) *owner = best_state != WALK_NONE ? walk_search_owner(search, best_state) : best_owner;
  return best;
}

uint32_t walk_search_before(const walk_search *search, uint32_t state, uint32_t *arc) {
  *arc = search->labels[state].arc;
  return search->labels[state].before;
}

uint32_t walk_search_owner(const walk_search *search, uint32_t state) {
  while (search->labels[state].before != WALK_NONE) state = search->labels[state].before;
  return search->seeds[search->labels[state].arc].owner;
}

walk_snap walk_search_seed_snap(const walk_search *search, uint32_t index) {
  return search->seeds[index].snap;
}
uint32_t walk_search_seed_count(const walk_search *search) {
  return (uint32_t)search->seed_count;
}
uint32_t walk_search_first_on(const walk_search *search, uint32_t edge) {
  return search->edges[edge].stamp == search->stamp ? search->edges[edge].first_seed : WALK_NONE;
}
uint32_t walk_search_next_on(const walk_search *search, uint32_t seed) {
  return search->seeds[seed].next;
}

int64_t walk_along_cost(const walk_graph *graph, const walk_costs *costs, const walk_snap *from, const walk_snap *to) {
  if (from->edge != to->edge) return WALK_COST_NONE;
  uint32_t against = from->offset_mm < to->offset_mm ? HT_STREET_NO_FORWARD : HT_STREET_NO_BACKWARD;
  if (from->offset_mm != to->offset_mm && (graph->edges[from->edge].flags & against)) return WALK_COST_NONE;
  int64_t way = walk_costs_along(costs, graph, from->edge, from->offset_mm) -
                walk_costs_along(costs, graph, to->edge, to->offset_mm);
  return (way < 0 ? -way : way) + walk_profile_leg_cost(costs->profile, from->leg_mm) +
         walk_profile_leg_cost(costs->profile, to->leg_mm);
}
