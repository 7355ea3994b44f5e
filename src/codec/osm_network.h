/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CODEC_OSM_NETWORK_H
#define CODEC_OSM_NETWORK_H

/* From kept ways to a walking network: ways are cut where they meet. */

#include "codec/osm_keep.h"
#include "haitang/records.h"

typedef struct osm_network {
  ht_network_record record; /* its texts live in the kept ways; lengths are 0 until someone measures them */
  uint64_t ways_cut;        /* some of their nodes are not in the file: its edge runs through them */
  uint64_t ways_short;      /* left out: fewer than two nodes */
  base_buffer nodes, streets, points;
} osm_network;

/* The caller releases network, also after a failure. Errors: HT_NO_MEMORY, HT_LIMIT (2^31 nodes, streets or points). */
HT_CHECKED ht_err osm_network_build(const osm_kept *kept, ht_fault *fault, osm_network *network);
void osm_network_release(osm_network *network);

#endif
