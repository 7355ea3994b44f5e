/* SPDX-License-Identifier: Apache-2.0 */
#include "walk/zones.h"

#include "walk/forest.h"

static uint32_t end_node(const ht_network_record *network, uint32_t end) {
  const ht_street_record *street = &network->streets[end / 2];
  return end % 2 ? street->node_b : street->node_a;
}

bool walk_ends_build(base_arena *arena, const ht_network_record *network, walk_ends *ends) {
  uint32_t end_count = 2 * network->street_count, total = 0;
  uint32_t *start = ARENA_ARRAY(arena, uint32_t, (size_t)network->node_count + 1);
  uint32_t *items = ARENA_ARRAY(arena, uint32_t, end_count);
  if (!start || !items) return false;
  for (uint32_t end = 0; end < end_count; end++)
    if (!(network->streets[end / 2].flags & HT_STREET_CLOSED)) start[end_node(network, end)]++;
  for (uint32_t node = 0; node <= network->node_count; node++) total += start[node], start[node] = total;
  for (uint32_t end = end_count; end-- > 0;)
    if (!(network->streets[end / 2].flags & HT_STREET_CLOSED)) items[--start[end_node(network, end)]] = end;
  *ends = (walk_ends){start, items};
  return true;
}

static bool is_private(const ht_network_record *network, uint32_t end) {
  return network->streets[end / 2].flags & HT_STREET_PRIVATE;
}

/* Unites the private streets that meet at nodes which are no gate. */
static void unite_at_nodes(const ht_network_record *network, const walk_ends *ends, uint32_t *forest) {
  for (uint32_t node = 0; node < network->node_count; node++) {
    if (network->nodes[node].flags & (HT_NODE_GATE | HT_NODE_CLOSED)) continue;
    uint32_t first = UINT32_MAX;
    for (uint32_t i = ends->start[node]; i < ends->start[node + 1]; i++) {
      if (!is_private(network, ends->ends[i])) continue;
      if (first == UINT32_MAX) first = ends->ends[i] / 2;
      walk_forest_unite(forest, first, ends->ends[i] / 2);
    }
  }
}

/* Marks the zones that meet a public street at a node which is not closed. */
static void mark_open(const ht_network_record *network, const walk_ends *ends, uint32_t *forest, bool *open) {
  for (uint32_t node = 0; node < network->node_count; node++) {
    bool public = false;
    if (network->nodes[node].flags & HT_NODE_CLOSED) continue;
    for (uint32_t i = ends->start[node]; i < ends->start[node + 1]; i++) public |= !is_private(network, ends->ends[i]);
    for (uint32_t i = ends->start[node]; public && i < ends->start[node + 1]; i++)
      if (is_private(network, ends->ends[i])) open[walk_forest_find(forest, ends->ends[i] / 2)] = true;
  }
}

/* At a gate between an open zone and one that is not, the latter joins the former. Returns whether any did. */
static bool join_at_gate(const ht_network_record *network, const walk_ends *ends, uint32_t node, uint32_t *forest,
                         bool *open) {
  uint32_t host = UINT32_MAX;
  bool joined = false;
  for (uint32_t i = ends->start[node]; i < ends->start[node + 1] && host == UINT32_MAX; i++) {
    uint32_t zone = walk_forest_find(forest, ends->ends[i] / 2);
    if (is_private(network, ends->ends[i]) && open[zone]) host = zone;
  }
  for (uint32_t i = ends->start[node]; i < ends->start[node + 1] && host != UINT32_MAX; i++) {
    uint32_t zone = walk_forest_find(forest, ends->ends[i] / 2);
    if (!is_private(network, ends->ends[i]) || open[zone]) continue;
    walk_forest_unite(forest, host, zone);
    host = walk_forest_find(forest, host), open[host] = true, joined = true;
  }
  return joined;
}

static void join_inner_zones(const ht_network_record *network, const walk_ends *ends, uint32_t *forest, bool *open) {
  for (bool again = true; again;) {
    again = false;
    for (uint32_t node = 0; node < network->node_count; node++)
      if ((network->nodes[node].flags & (HT_NODE_GATE | HT_NODE_CLOSED)) == HT_NODE_GATE)
        again |= join_at_gate(network, ends, node, forest, open);
  }
}

bool walk_zones_find(base_arena *arena, const ht_network_record *network, const walk_ends *ends, uint32_t **street_zone,
                     uint32_t *zone_count) {
  uint32_t count = 0;
  uint32_t *forest = walk_forest_new(arena, network->street_count);
  uint32_t *zone = ARENA_ARRAY(arena, uint32_t, network->street_count);
  bool *open = ARENA_ARRAY(arena, bool, network->street_count);
  if (!forest || !zone || !open) return false;
  unite_at_nodes(network, ends, forest);
  mark_open(network, ends, forest, open);
  join_inner_zones(network, ends, forest, open);
  for (uint32_t street = 0; street < network->street_count; street++) {
    if ((network->streets[street].flags & (HT_STREET_PRIVATE | HT_STREET_CLOSED)) != HT_STREET_PRIVATE) continue;
    uint32_t root = walk_forest_find(forest, street); /* the smallest street, so it has its number already */
    zone[street] = root == street ? ++count : zone[root];
  }
  *street_zone = zone, *zone_count = count;
  return true;
}
