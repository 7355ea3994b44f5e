/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CODEC_GEOJSON_WRITER_H
#define CODEC_GEOJSON_WRITER_H

/* Shapes as GeoJSON geometries (RFC 7946): shells counter-clockwise, holes clockwise (section 3.1.6), whatever way
   round the shape has them. One part gives Point, LineString or Polygon, more give the Multi form, no shape gives null.
 */

#include "codec/json_writer.h"

/* Coordinates that read back as the same doubles. */
enum { GEOJSON_EXACT = -1 };

/* decimals: GEOJSON_EXACT, or 0..15. */
void geojson_put_geometry(json_writer *json, const ht_shape *shape, int decimals);
void geojson_put_position(json_writer *json, ht_lonlat position, int decimals);
/* A Point geometry. */
void geojson_put_point(json_writer *json, ht_lonlat position, int decimals);

#endif
