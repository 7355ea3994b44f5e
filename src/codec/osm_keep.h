/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CODEC_OSM_KEEP_H
#define CODEC_OSM_KEEP_H

/* What an import keeps of an OSM file: the ways and relations that mean something to it, and the nodes these need. */

#include "base/arena.h"
#include "base/buffer.h"
#include "codec/osm_land.h"
#include "codec/osm_walk.h"

#define OSM_NO_NODE ((int64_t)-1)

typedef struct osm_kept_way {
  int64_t id;
  size_t first_ref; /* into osm_kept.refs */
  uint32_t ref_count;
  bool street, area;
  osm_walk_way walk; /* when street */
  osm_land_facts facts;
  const char *name; /* "" unknown */
} osm_kept_way;

typedef struct osm_kept_member {
  int64_t way;
  bool street; /* the relation makes the way a street: a square's edge */
} osm_kept_member;

/* A multipolygon. */
typedef struct osm_kept_relation {
  int64_t id;
  size_t first_member; /* into osm_kept.members */
  uint32_t member_count;
  osm_land_facts facts;
  const char *name;
} osm_kept_relation;

typedef struct osm_kept {
  base_arena names;
  const osm_kept_way *ways; /* by id */
  size_t way_count;
  const int64_t *refs; /* indices of nodes; OSM_NO_NODE: the file does not have that node */
  const osm_kept_relation *relations;
  size_t relation_count;
  const osm_kept_member *members;
  const int64_t *node_ids; /* rising */
  const ht_lonlat *node_positions;
  const uint8_t *node_flags; /* ht_node_flag */
  size_t node_count;
  uint64_t nodes_missing;

  base_buffer way_memory, ref_memory, relation_memory, member_memory, id_memory, position_memory, flag_memory;
} osm_kept;

/* Reads path three times (relations, ways, nodes). The caller releases kept, also after a failure. Errors: as
   osm_read. */
HT_CHECKED ht_err osm_keep(const char *path, ht_progress progress, ht_fault *fault, osm_kept *kept);
void osm_kept_release(osm_kept *kept);

/* The way of that id, or NULL. */
const osm_kept_way *osm_kept_find_way(const osm_kept *kept, int64_t id);

#endif
