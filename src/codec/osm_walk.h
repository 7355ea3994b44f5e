/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CODEC_OSM_WALK_H
#define CODEC_OSM_WALK_H

/* Which of OpenStreetMap's ways may be walked, and what a walker meets there. The tables are in osm_walk.c. */

#include "codec/osm.h"
#include "haitang/records.h"

typedef struct osm_walk_way {
  const char *class_name; /* the highway value or its like: a constant */
  uint32_t flags;         /* ht_street_flag */
  int32_t layer;          /* -5..5 */
} osm_walk_way;

/* True, and way filled, when people may walk there. */
bool osm_walk_of_way(const osm_tags *tags, osm_walk_way *way);

/* True for a highway value about which the tables, or the lack of a built road, say all there is to say. */
bool osm_walk_knows_highway(const char *value);

/* The ht_node_flag bits of a node on a street. */
uint32_t osm_walk_of_node(const osm_tags *tags);

#endif
