/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CODEC_OSM_FRAME_H
#define CODEC_OSM_FRAME_H

/* The outer form of a .osm.pbf file: blob after blob, each unpacked and checked whole before it is used.
   Source: wiki.openstreetmap.org, "PBF Format", section File format. */

#include "base/buffer.h"
#include "codec/unpack.h"

/* Limits of the format. */
enum { OSM_FRAME_HEADER_LIMIT_BYTES = 64 << 10, OSM_FRAME_BLOB_LIMIT_BYTES = 32 << 20 };

typedef enum osm_blob_kind { OSM_BLOB_END = 0, OSM_BLOB_HEADER, OSM_BLOB_DATA } osm_blob_kind;

typedef struct osm_frame {
  codec_unpack *file; /* borrowed */
  uint64_t offset;    /* where the blob being read began */
  uint64_t next_offset;
  uint32_t blobs; /* read so far */
  base_buffer packed, block;
} osm_frame;

void osm_frame_init(osm_frame *frame, codec_unpack *file);
void osm_frame_release(osm_frame *frame);

/* Reads the next blob. Its unpacked bytes are in frame->block, which has room for one byte more and may be written
   to, until the next call. OSM_BLOB_END after a file that has a header first and then data. Errors: HT_BAD_DATA with
   the offset, HT_IO, HT_NO_MEMORY. */
HT_CHECKED ht_err osm_frame_next(osm_frame *frame, ht_fault *fault, osm_blob_kind *kind);

#endif
