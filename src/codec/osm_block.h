/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CODEC_OSM_BLOCK_H
#define CODEC_OSM_BLOCK_H

/* What the blobs of a .osm.pbf file hold: the header's demands, and blocks of nodes, ways and relations.
   Source: wiki.openstreetmap.org, "PBF Format", sections Definition of OSMHeader and OSMData fileblock. */

#include "base/buffer.h"
#include "codec/osm.h"

/* Memory that decoding needs, kept from block to block. */
typedef struct osm_block {
  base_buffer strings; /* const char *: the block's texts */
  base_buffer groups;  /* proto_field: where the groups are */
  base_buffer tags, refs, members;
} osm_block;

void osm_block_release(osm_block *block);

/* HT_BAD_DATA when the file demands what is not understood here, such as history. */
HT_CHECKED ht_err osm_block_check_header(const uint8_t *bytes, size_t length, ht_fault *fault);

/* Tells sink the block's elements. Writes into bytes, which have room for one byte more than length. Errors:
   HT_BAD_DATA, HT_NO_MEMORY, what the sink returns. */
HT_CHECKED ht_err osm_block_read(osm_block *block, uint8_t *bytes, size_t length, const osm_sink *sink,
                                 ht_fault *fault);

#endif
