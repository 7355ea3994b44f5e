/* SPDX-License-Identifier: Apache-2.0 */
#include "plain_walk.h"

#include <math.h>
#include <stdlib.h>

typedef struct plain_entry {
  double cost;
  uint32_t state;
} plain_entry;

/* A state is an end of a street in one of two phases. */
enum { AT_END_ZONE = 0, ELSEWHERE = 1 };

static uint32_t node_of(const plain_walk *walk, uint32_t end) {
  const ht_street_record *street = &walk->network->streets[end / 2];
  return end % 2 ? street->node_b : street->node_a;
}

static uint32_t zone_of(const plain_walk *walk, uint32_t street) {
  return walk->graph->node_zone[walk->graph->edges[street].node_a];
}

static bool is_closed(const plain_walk *walk, uint32_t street) {
  return walk->network->streets[street].flags & HT_STREET_CLOSED;
}

void plain_walk_open(plain_walk *walk, const ht_network_record *network, const walk_graph *graph,
                     const walk_profile *profile) {
  uint32_t ends = 2 * network->street_count, total = 0;
  *walk = (plain_walk){.network = network, .graph = graph, .profile = profile};
  walk->node_first = calloc(network->node_count + 1, sizeof *walk->node_first);
  walk->node_ends = calloc(ends, sizeof *walk->node_ends);
  walk->whole = calloc(2 * (size_t)ends, sizeof *walk->whole);
  walk->real = calloc(2 * (size_t)ends, sizeof *walk->real);
  for (uint32_t end = 0; end < ends; end++) walk->node_first[node_of(walk, end)]++;
  for (uint32_t node = 0; node <= network->node_count; node++)
    total += walk->node_first[node], walk->node_first[node] = total;
  for (uint32_t end = 0; end < ends; end++) walk->node_ends[--walk->node_first[node_of(walk, end)]] = end;
}

void plain_walk_close(plain_walk *walk) {
  free(walk->node_first);
  free(walk->node_ends);
  free(walk->whole);
  free(walk->real);
  free(walk->heap);
}

static void push(plain_walk *walk, double cost, uint32_t state) {
  if (walk->heap_count == walk->heap_capacity) {
    walk->heap_capacity = walk->heap_capacity ? 2 * walk->heap_capacity : 1024;
    walk->heap = realloc(walk->heap, walk->heap_capacity * sizeof *walk->heap);
  }
  size_t at = walk->heap_count++;
  for (; at > 0 && walk->heap[(at - 1) / 2].cost > cost; at = (at - 1) / 2) walk->heap[at] = walk->heap[(at - 1) / 2];
  walk->heap[at] = (plain_entry){cost, state};
}

static plain_entry pop(plain_walk *walk) {
  plain_entry least = walk->heap[0], last = walk->heap[--walk->heap_count];
  size_t at = 0;
  for (size_t child = 1; child < walk->heap_count; child = 2 * at + 1) {
    if (child + 1 < walk->heap_count && walk->heap[child + 1].cost < walk->heap[child].cost) child++;
    if (walk->heap[child].cost >= last.cost) break;
    walk->heap[at] = walk->heap[child], at = child;
  }
  walk->heap[at] = last;
  return least;
}

static double street_ms(const plain_walk *walk, uint32_t street) {
  const ht_street_record *s = &walk->network->streets[street];
  double factor = s->flags & HT_STREET_STEPS ? walk->profile->stairs_permille / 1000.0 : 1;
  double delay = s->flags & HT_STREET_CROSSING ? walk->profile->crossing_delay_ms : 0;
  return (double)s->length_mm * factor * 3600 / walk->profile->speed_m_per_h + delay;
}

static int64_t street_whole_ms(const plain_walk *walk, uint32_t street) {
  return llround(street_ms(walk, street));
}

static double leg_ms(const plain_walk *walk, const walk_snap *snap) {
  return snap->leg_mm * 3600.0 / walk->profile->speed_m_per_h;
}

/* The cost between a snap and an end of its street. */
static int64_t whole_to_end(const plain_walk *walk, const walk_snap *snap, uint32_t side) {
  uint64_t length = (uint64_t)walk->network->streets[snap->edge].length_mm;
  int64_t cost = street_whole_ms(walk, snap->edge), along = 0;
  if (length > 0) along = (int64_t)(((uint64_t)cost * snap->offset_mm + length / 2) / length);
  return (side ? cost - along : along) + llround(leg_ms(walk, snap));
}

static double real_to_end(const plain_walk *walk, const walk_snap *snap, uint32_t side) {
  double length = (double)walk->network->streets[snap->edge].length_mm;
  double along = length > 0 ? snap->offset_mm / length : 0;
  return (side ? 1 - along : along) * street_ms(walk, snap->edge) + leg_ms(walk, snap);
}

/* Whether one may walk from the snap to the side of its street, or from the side to the snap. */
static bool may_walk(const plain_walk *walk, const walk_snap *snap, uint32_t side, bool to_side) {
  const ht_street_record *street = &walk->network->streets[snap->edge];
  if (snap->offset_mm == (side ? (uint32_t)street->length_mm : 0)) return true;
  return !(street->flags & ((side == 1) == to_side ? HT_STREET_NO_FORWARD : HT_STREET_NO_BACKWARD));
}

static void lower(plain_walk *walk, uint32_t state, int64_t whole, double real, bool floating) {
  if (floating ? real >= walk->real[state] : whole >= walk->whole[state]) return;
  if (floating)
    walk->real[state] = real;
  else
    walk->whole[state] = whole;
  push(walk, floating ? real : (double)whole, state);
}

/* All states from which one step leads to this one. */
static void step_back(plain_walk *walk, uint32_t state, bool floating) {
  uint32_t end = state / 2, phase = state % 2, street = end / 2, zone = zone_of(walk, street);
  const ht_street_record *s = &walk->network->streets[street];
  /* From the other end of the street. */
  if (!(s->flags & (end % 2 ? HT_STREET_NO_FORWARD : HT_STREET_NO_BACKWARD)))
    lower(walk, 2 * (end ^ 1) + phase, walk->whole[state] + street_whole_ms(walk, street),
          walk->real[state] + street_ms(walk, street), floating);
  uint32_t node = node_of(walk, end);
  if (walk->network->nodes[node].flags & HT_NODE_CLOSED) return;
  for (uint32_t i = walk->node_first[node]; i < walk->node_first[node + 1]; i++) {
    uint32_t other = walk->node_ends[i], other_zone = zone_of(walk, other / 2);
    if (is_closed(walk, other / 2)) continue;
    /* On the same ground one stays in the same phase; out of the last zone, or from public ground into the first, the
       phase is the later one. */
    bool stays = other_zone == zone, leaves = phase == AT_END_ZONE || zone == 0;
    if (stays || leaves)
      lower(walk, 2 * other + (stays ? phase : ELSEWHERE), walk->whole[state], walk->real[state], floating);
  }
}

static void search(plain_walk *walk, const walk_snap *snaps, uint32_t count, bool floating) {
  for (size_t i = 0; i < 4 * (size_t)walk->network->street_count; i++) {
    if (floating)
      walk->real[i] = INFINITY;
    else
      walk->whole[i] = WALK_COST_NONE;
  }
  for (uint32_t i = 0; i < count; i++)
    for (uint32_t side = 0; side < 2; side++)
      if (may_walk(walk, &snaps[i], side, false))
        lower(walk, 2 * (2 * snaps[i].edge + side) + (zone_of(walk, snaps[i].edge) ? AT_END_ZONE : ELSEWHERE),
              whole_to_end(walk, &snaps[i], side), real_to_end(walk, &snaps[i], side), floating);
  while (walk->heap_count > 0) {
    plain_entry entry = pop(walk);
    double now = floating ? walk->real[entry.state] : (double)walk->whole[entry.state];
    if (entry.cost == now) step_back(walk, entry.state, floating);
  }
}

void plain_walk_search(plain_walk *walk, const walk_snap *snaps, uint32_t count) {
  search(walk, snaps, count, false);
  search(walk, snaps, count, true);
}

int64_t plain_walk_whole(const plain_walk *walk, const walk_place *place) {
  int64_t best = WALK_COST_NONE;
  for (uint32_t i = 0; i < place->snap_count; i++)
    for (uint32_t side = 0; side < 2; side++)
      for (uint32_t phase = 0; phase < 2; phase++) {
        int64_t rest = walk->whole[2 * (2 * place->snaps[i].edge + side) + phase];
        if (rest == WALK_COST_NONE || !may_walk(walk, &place->snaps[i], side, true)) continue;
        int64_t cost = rest + whole_to_end(walk, &place->snaps[i], side);
        if (cost < best) best = cost;
      }
  return best;
}

double plain_walk_real(const plain_walk *walk, const walk_place *place) {
  double best = INFINITY;
  for (uint32_t i = 0; i < place->snap_count; i++)
    for (uint32_t side = 0; side < 2; side++)
      for (uint32_t phase = 0; phase < 2; phase++)
        if (may_walk(walk, &place->snaps[i], side, true))
          best = fmin(best, walk->real[2 * (2 * place->snaps[i].edge + side) + phase] +
                                real_to_end(walk, &place->snaps[i], side));
  return best;
}
