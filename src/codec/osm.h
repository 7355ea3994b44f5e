/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CODEC_OSM_H
#define CODEC_OSM_H

/* OpenStreetMap's data: nodes, ways and relations with tags, read in the order of the file.
   Source: wiki.openstreetmap.org, "Elements", "PBF Format", "OSM XML". */

#include "codec/unpack.h"
#include "haitang/types.h"

typedef struct osm_tag {
  const char *key, *value;
} osm_tag;

typedef struct osm_tags {
  const osm_tag *items;
  uint32_t count;
} osm_tags;

typedef struct osm_node {
  int64_t id;
  ht_lonlat position; /* finite and within -180..180, -90..90 */
  osm_tags tags;
} osm_node;

typedef struct osm_way {
  int64_t id;
  const int64_t *refs; /* node ids */
  uint32_t ref_count;
  osm_tags tags;
} osm_way;

typedef enum osm_type { OSM_NODE = 0, OSM_WAY = 1, OSM_RELATION = 2 } osm_type;

typedef struct osm_member {
  int64_t id;
  osm_type type;
  const char *role;
} osm_member;

typedef struct osm_relation {
  int64_t id;
  const osm_member *members;
  uint32_t member_count;
  osm_tags tags;
} osm_relation;

/* Who listens to a reading. What it is shown lives until it returns; an error it returns ends the reading. A kind that
   nobody listens to (NULL) is passed over quickly. */
typedef struct osm_sink {
  void *context;
  ht_err (*node)(void *context, const osm_node *node, ht_fault *fault);
  ht_err (*way)(void *context, const osm_way *way, ht_fault *fault);
  ht_err (*relation)(void *context, const osm_relation *relation, ht_fault *fault);
  ht_progress progress;
  const char *what; /* for the progress */
} osm_sink;

/* Reads the whole file at path, .osm.pbf or .osm, plain, gzip or bzip2, recognised by its content. The file was read
   to its end when this says HT_OK. Errors: HT_NOT_FOUND, HT_BAD_DATA (saying where), HT_LIMIT, HT_CANCELLED, HT_IO,
   HT_NO_MEMORY. */
HT_CHECKED ht_err osm_read(const char *path, const osm_sink *sink, ht_fault *fault);

/* Whether path is OSM data by its content. Errors: HT_NOT_FOUND, HT_BAD_DATA (a folder, empty, damaged packing),
   HT_IO. */
HT_CHECKED ht_err osm_recognise(const char *path, ht_fault *fault, bool *is_osm);

/* The value of key, or "" when it is not there. */
const char *osm_tag_value(const osm_tags *tags, const char *key);
bool osm_tag_is(const osm_tags *tags, const char *key, const char *value);

/* HT_BAD_DATA when position is no place on earth. */
HT_CHECKED ht_err osm_check_position(int64_t node, ht_lonlat position, ht_fault *fault);

#endif
