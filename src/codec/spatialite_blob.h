/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CODEC_SPATIALITE_BLOB_H
#define CODEC_SPATIALITE_BLOB_H

/* Shapes as SpatiaLite keeps them: https://www.gaia-gis.it/gaia-sins/BLOB-Geometry.html. Always EPSG:4326, two
   dimensions, uncompressed. */

#include "base/arena.h"
#include "base/buffer.h"
#include "haitang/types.h"

/* Appends shape to blob. Polygons are written as MULTIPOLYGON, lines as LINESTRING or, when there are several, as
   MULTILINESTRING, points as POINT or MULTIPOINT. The shape must have at least one point. When memory runs out
   blob->failed is set. */
void spatialite_blob_write(base_buffer *blob, const ht_shape *shape);

/* Reads the points, lines or polygons in blob, little or big endian, into arena. Errors: HT_BAD_DATA when it is cut,
   of another reference system, with Z or M, or a collection; HT_NO_MEMORY. */
HT_CHECKED ht_err spatialite_blob_read(base_arena *arena, const void *blob, size_t length, ht_fault *fault,
                                       ht_shape *shape);

/* The smallest box around shape's points, of which there must be one. */
ht_box spatialite_blob_box(const ht_shape *shape);

#endif
