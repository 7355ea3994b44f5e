/* SPDX-License-Identifier: Apache-2.0 */
#ifndef TESTS_PLAIN_WALK_H
#define TESTS_PLAIN_WALK_H

/* The plainest Dijkstra, over the streets as they are stored: ends of streets, costs counted anew, in whole
   milliseconds and in doubles. Zones are the graph's. */

#include "walk/snap.h"

typedef struct plain_walk {
  const ht_network_record *network;
  const walk_graph *graph; /* for the zone of a street only */
  const walk_profile *profile;
  uint32_t *node_first, *node_ends; /* the ends of streets at each node */
  /* By end of street, then whether the end's zone was left (or never entered): exact and floating. */
  int64_t *whole;
  double *real;
  struct plain_entry *heap;
  size_t heap_count, heap_capacity;
} plain_walk;

void plain_walk_open(plain_walk *walk, const ht_network_record *network, const walk_graph *graph,
                     const walk_profile *profile);
void plain_walk_close(plain_walk *walk);
/* Searches from all places towards a station at count snaps. */
void plain_walk_search(plain_walk *walk, const walk_snap *snaps, uint32_t count);
/* The cost of a place by its snaps, through ends of streets only; WALK_COST_NONE, INFINITY. */
int64_t plain_walk_whole(const plain_walk *walk, const walk_place *place);
double plain_walk_real(const plain_walk *walk, const walk_place *place);

#endif
