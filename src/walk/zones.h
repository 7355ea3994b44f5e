/* SPDX-License-Identifier: Apache-2.0 */
#ifndef WALK_ZONES_H
#define WALK_ZONES_H

/*
 * Private zones: the compounds (小区), campuses and yards that a walk enters only to end there and leaves only when it
 * began there. Two private streets are in one zone when they meet at a street node that is no gate. What meets public
 * ground only by way of another zone (a yard inside a gated estate) joins that zone, else nobody could walk out of it.
 */

#include "base/arena.h"
#include "haitang/records.h"

/* The ends of streets that meet at each node of a network, streets that are closed left out. */
typedef struct walk_ends {
  const uint32_t *start; /* node_count + 1 */
  const uint32_t *ends;  /* street × 2 + side; side 0 is node a; ascending */
} walk_ends;

HT_CHECKED bool walk_ends_build(base_arena *arena, const ht_network_record *network, walk_ends *ends);

/* Gives each street its zone, 1..zone_count in order of first street, 0 for public and closed streets. False when
   memory is exhausted. */
HT_CHECKED bool walk_zones_find(base_arena *arena, const ht_network_record *network, const walk_ends *ends,
                                uint32_t **street_zone, uint32_t *zone_count);

#endif
