/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The walking network of kept ways.
 *
 * A node of a way becomes a node of the network when the way ends there, when another street way (or the same one
 * again) passes it, or when it carries a fact: a gate, a crossing, a lift. Between such nodes a piece of the way is
 * one street. A way that misses nodes, because the edge of the extract runs through it, is taken as its unbroken
 * runs.
 */
#include "codec/osm_network.h"

#include <stdlib.h>

#include "base/fault.h"

#define COUNT_LIMIT ((size_t)INT32_MAX)
enum { UNUSED = 0, INNER = 1, JOINT = 2 };

typedef struct building {
  const osm_kept *kept;
  osm_network *network;
  uint8_t *uses;        /* of a kept node: UNUSED, INNER (once, inside a way) or JOINT */
  uint32_t *node_index; /* of a JOINT in the network + 1; 0 when it is not there yet */
} building;

/* An unbroken run of a way: refs [first, end) are all in the file. */
typedef struct run {
  const int64_t *refs;
  uint32_t count;
} run;

/* Finds the next run at or after *at, without repeated nodes' edges being cut. False when there is none. */
static bool next_run(const osm_kept *kept, const osm_kept_way *way, uint32_t *at, run *found) {
  if (way->ref_count == 0) return false;
  const int64_t *refs = kept->refs + way->first_ref;
  while (*at < way->ref_count) {
    while (*at < way->ref_count && refs[*at] == OSM_NO_NODE) (*at)++;
    uint32_t first = *at;
    while (*at < way->ref_count && refs[*at] != OSM_NO_NODE) (*at)++;
    *found = (run){refs + first, *at - first};
    if (found->count >= 2) return true;
  }
  return false;
}

static void mark_run(building *b, run r) {
  for (uint32_t i = 0; i < r.count; i++) {
    uint8_t *use = &b->uses[r.refs[i]];
    bool end = i == 0 || i == r.count - 1, repeated = i > 0 && r.refs[i] == r.refs[i - 1];
    if (end || b->kept->node_flags[r.refs[i]])
      *use = JOINT;
    else if (!repeated)
      *use = *use == UNUSED ? INNER : JOINT;
  }
}

static void mark_joints(building *b) {
  for (size_t i = 0; i < b->kept->way_count; i++) {
    const osm_kept_way *way = &b->kept->ways[i];
    run r;
    if (!way->street) continue;
    uint32_t at = 0, covered = 0;
    while (next_run(b->kept, way, &at, &r)) {
      mark_run(b, r);
      covered += r.count;
    }
    if (covered == 0)
      b->network->ways_short++;
    else if (covered < way->ref_count)
      b->network->ways_cut++;
  }
}

static uint32_t joint(building *b, int64_t ref) {
  if (b->node_index[ref] == 0) {
    ht_street_node_record node = {b->kept->node_ids[ref], b->kept->node_positions[ref], b->kept->node_flags[ref]};
    buffer_append(&b->network->nodes, &node, sizeof node);
    b->node_index[ref] = (uint32_t)(b->network->nodes.length / sizeof node);
  }
  return b->node_index[ref] - 1;
}

/* Adds refs [first, last] as one street. */
static void add_street(building *b, const osm_kept_way *way, const int64_t *first, const int64_t *last,
                       uint32_t flags) {
  osm_network *network = b->network;
  ht_street_record street = {
      .node_a = joint(b, *first), .node_b = joint(b, *last), .class_name = way->walk.class_name, .name = way->name};
  street.first_point = (uint32_t)(network->points.length / sizeof(ht_lonlat));
  for (const int64_t *ref = first; ref <= last; ref++) {
    if (ref > first && ref < last && *ref == ref[-1]) continue;
    buffer_append(&network->points, &b->kept->node_positions[*ref], sizeof(ht_lonlat));
    street.point_count++;
  }
  street.flags = flags;
  street.layer = way->walk.layer;
  street.source = way->id;
  buffer_append(&network->streets, &street, sizeof street);
}

/* A marked crossing is one delay, however many pieces the road in its middle cuts it into: its first piece carries
   it. */
static void add_run(building *b, const osm_kept_way *way, run r, uint32_t *flags) {
  uint32_t first = 0;
  for (uint32_t i = 1; i < r.count; i++) {
    if (b->uses[r.refs[i]] != JOINT) continue;
    if (i == first + 1 && r.refs[i] == r.refs[first]) {
      first = i;
      continue;
    }
    add_street(b, way, &r.refs[first], &r.refs[i], *flags);
    *flags &= ~(uint32_t)HT_STREET_CROSSING;
    first = i;
  }
}

static ht_err add_streets(building *b, ht_fault *fault) {
  osm_network *network = b->network;
  for (size_t i = 0; i < b->kept->way_count; i++) {
    const osm_kept_way *way = &b->kept->ways[i];
    run r;
    if (!way->street) continue;
    uint32_t at = 0, flags = way->walk.flags;
    while (next_run(b->kept, way, &at, &r)) add_run(b, way, r, &flags);
    if (network->nodes.failed || network->streets.failed || network->points.failed) return fault_memory(fault);
    if (network->points.length / sizeof(ht_lonlat) > COUNT_LIMIT)
      return fault_set(fault, HT_LIMIT, "more than 2^31 street points");
  }
  return HT_OK;
}

static void publish(osm_network *n) {
  n->record = (ht_network_record){
      .nodes = (const ht_street_node_record *)(const void *)n->nodes.bytes,
      .node_count = (uint32_t)(n->nodes.length / sizeof(ht_street_node_record)),
      .streets = (const ht_street_record *)(const void *)n->streets.bytes,
      .street_count = (uint32_t)(n->streets.length / sizeof(ht_street_record)),
      .points = (const ht_lonlat *)(const void *)n->points.bytes,
      .point_count = (uint32_t)(n->points.length / sizeof(ht_lonlat)),
  };
}

ht_err osm_network_build(const osm_kept *kept, ht_fault *fault, osm_network *network) {
  *network = (osm_network){0};
  building b = {.kept = kept, .network = network};
  b.uses = calloc(kept->node_count + 1, sizeof *b.uses);
  b.node_index = calloc(kept->node_count + 1, sizeof *b.node_index);
  ht_err err = b.uses && b.node_index ? HT_OK : fault_memory(fault);
  if (!err) {
    mark_joints(&b);
    err = add_streets(&b, fault);
  }
  free(b.uses);
  free(b.node_index);
  if (!err) publish(network);
  return err;
}

void osm_network_release(osm_network *network) {
  buffer_release(&network->nodes);
  buffer_release(&network->streets);
  buffer_release(&network->points);
  *network = (osm_network){0};
}
