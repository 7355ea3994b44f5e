/* SPDX-License-Identifier: Apache-2.0 */
#include "bridge/geos_shape.h"

/*
 * GEOS owns what it is given: a ring handed to a polygon is freed with the polygon, and by the failing constructor too.
 * So a list of geometries under construction is destroyed only up to the point where it was handed over.
 *
 * On the way out a geometry is walked twice, first to count, then to copy into arrays of exactly that size.
 */

#include <math.h>
#include <stdlib.h>

_Static_assert(sizeof(ht_lonlat) == 2 * sizeof(double), "coordinates pass to GEOS in bulk");

static const char *path_flaw(const ht_shape *shape, uint32_t path, ht_lonlat *place) {
  uint32_t first = shape->path_start[path], end = shape->path_start[path + 1];
  uint32_t least = shape->kind == HT_POLYGONS ? 4 : shape->kind == HT_LINES ? 2 : 1;
  if (first < end) *place = shape->points[first];
  for (uint32_t i = first; i < end; i++) {
    if (isfinite(shape->points[i].lon_deg) && isfinite(shape->points[i].lat_deg)) continue;
    return "Coordinate is not a number";
  }
  if (end - first < least)
    return shape->kind == HT_POLYGONS ? "Ring of fewer than four points" : "Path of too few points";
  ht_lonlat a = shape->points[first], b = shape->points[end - 1];
  if (shape->kind == HT_POLYGONS && (a.lon_deg != b.lon_deg || a.lat_deg != b.lat_deg)) return "Ring is not closed";
  return NULL;
}

const char *geos_shape_flaw(const ht_shape *shape, ht_lonlat *place) {
  for (uint32_t path = 0; path < shape->path_count; path++) {
    const char *flaw = path_flaw(shape, path, place);
    if (flaw) return flaw;
  }
  return NULL;
}

static GEOSGeometry *path_in(GEOSContextHandle_t context, const ht_shape *shape, uint32_t path) {
  uint32_t first = shape->path_start[path], end = shape->path_start[path + 1];
  const double *coordinates = &shape->points[first].lon_deg;
  GEOSCoordSequence *sequence = GEOSCoordSeq_copyFromBuffer_r(context, coordinates, end - first, 0, 0);
  if (!sequence) return NULL;
  if (shape->kind == HT_POLYGONS) return GEOSGeom_createLinearRing_r(context, sequence);
  if (shape->kind == HT_LINES) return GEOSGeom_createLineString_r(context, sequence);
  return GEOSGeom_createPoint_r(context, sequence);
}

static void destroy_all(GEOSContextHandle_t context, GEOSGeometry **geometries, uint32_t count) {
  for (uint32_t i = 0; i < count; i++) GEOSGeom_destroy_r(context, geometries[i]);
}

/* Makes the paths first .. end into made; false with nothing left behind when GEOS refuses one. */
static bool paths_in(GEOSContextHandle_t context, const ht_shape *shape, uint32_t first, uint32_t end,
                     GEOSGeometry **made) {
  for (uint32_t path = first; path < end; path++) {
    made[path - first] = path_in(context, shape, path);
    if (made[path - first]) continue;
    destroy_all(context, made, path - first);
    return false;
  }
  return true;
}

/* Makes polygon part, with rings as room for its rings. */
static GEOSGeometry *polygon_in(GEOSContextHandle_t context, const ht_shape *shape, uint32_t part,
                                GEOSGeometry **rings) {
  uint32_t first = shape->part_start[part], end = shape->part_start[part + 1];
  if (first == end) return GEOSGeom_createEmptyPolygon_r(context);
  if (!paths_in(context, shape, first, end, rings)) return NULL;
  return GEOSGeom_createPolygon_r(context, rings[0], rings + 1, end - first - 1);
}

static bool polygons_in(GEOSContextHandle_t context, const ht_shape *shape, GEOSGeometry **made) {
  GEOSGeometry **rings = calloc((size_t)shape->path_count + 1, sizeof *rings);
  uint32_t count = 0;
  while (rings && count < shape->part_count) {
    made[count] = polygon_in(context, shape, count, rings);
    if (!made[count]) break;
    count++;
  }
  free(rings);
  if (count == shape->part_count) return true;
  destroy_all(context, made, count);
  return false;
}

GEOSGeometry *geos_shape_in(GEOSContextHandle_t context, const ht_shape *shape) {
  bool polygons = shape->kind == HT_POLYGONS;
  uint32_t count = polygons ? shape->part_count : shape->path_count;
  GEOSGeometry **parts = calloc((size_t)count + 1, sizeof *parts);
  if (!parts) return NULL;
  GEOSGeometry *all = NULL;
  if (polygons ? polygons_in(context, shape, parts) : paths_in(context, shape, 0, count, parts)) {
    int type = polygons ? GEOS_MULTIPOLYGON : shape->kind == HT_LINES ? GEOS_MULTILINESTRING : GEOS_MULTIPOINT;
    all = GEOSGeom_createCollection_r(context, type, parts, count);
  }
  free(parts);
  return all;
}

/* A shape being filled; while points is NULL it is only being measured. */
typedef struct shape_writer {
  GEOSContextHandle_t context;
  ht_shape_kind kind;
  uint32_t point_count, path_count, part_count;
  ht_lonlat *points;
  uint32_t *path_start, *part_start;
  bool failed;
} shape_writer;

static void write_path(shape_writer *writer, const GEOSGeometry *path) {
  const GEOSCoordSequence *sequence = GEOSGeom_getCoordSeq_r(writer->context, path);
  unsigned count = 0;
  if (!sequence || !GEOSCoordSeq_getSize_r(writer->context, sequence, &count)) {
    writer->failed = true;
    return;
  }
  if (writer->points) {
    double *to = &writer->points[writer->point_count].lon_deg;
    if (count && !GEOSCoordSeq_copyToBuffer_r(writer->context, sequence, to, 0, 0)) writer->failed = true;
    writer->path_start[writer->path_count] = writer->point_count;
  }
  writer->point_count += count;
  writer->path_count++;
}

static void write_polygon(shape_writer *writer, const GEOSGeometry *polygon) {
  if (writer->part_start) writer->part_start[writer->part_count] = writer->path_count;
  writer->part_count++;
  write_path(writer, GEOSGetExteriorRing_r(writer->context, polygon));
  int holes = GEOSGetNumInteriorRings_r(writer->context, polygon);
  for (int i = 0; i < holes; i++) write_path(writer, GEOSGetInteriorRingN_r(writer->context, polygon, i));
}

static void write_geometry(shape_writer *writer, const GEOSGeometry *geometry) {
  if (GEOSisEmpty_r(writer->context, geometry) == 1) return;
  int type = GEOSGeomTypeId_r(writer->context, geometry);
  if (type == GEOS_POLYGON) {
    if (writer->kind == HT_POLYGONS) write_polygon(writer, geometry);
  } else if (type == GEOS_LINESTRING || type == GEOS_LINEARRING) {
    if (writer->kind == HT_LINES) write_path(writer, geometry);
  } else if (type == GEOS_POINT) {
    if (writer->kind == HT_POINTS) write_path(writer, geometry);
  } else { /* a collection: GEOS nests them one deep, as the results of overlays are flat */
    int count = GEOSGetNumGeometries_r(writer->context, geometry);
    for (int i = 0; i < count; i++) write_geometry(writer, GEOSGetGeometryN_r(writer->context, geometry, i));
  }
}

bool geos_shape_out(GEOSContextHandle_t context, const GEOSGeometry *geometry, ht_shape_kind kind, base_arena *arena,
                    ht_shape *shape) {
  shape_writer size = {.context = context, .kind = kind};
  write_geometry(&size, geometry);
  shape_writer writer = {
      .context = context,
      .kind = kind,
      .points = ARENA_ARRAY(arena, ht_lonlat, size.point_count),
      .path_start = ARENA_ARRAY(arena, uint32_t, (size_t)size.path_count + 1),
      .part_start = kind == HT_POLYGONS ? ARENA_ARRAY(arena, uint32_t, (size_t)size.part_count + 1) : NULL,
  };
  if (!writer.points || !writer.path_start || (kind == HT_POLYGONS && !writer.part_start)) return false;
  write_geometry(&writer, geometry);
  writer.path_start[writer.path_count] = writer.point_count;
  if (writer.part_start) writer.part_start[writer.part_count] = writer.path_count;
  if (size.failed || writer.failed) return false;
  *shape = (ht_shape){kind,          writer.point_count, writer.path_count, writer.part_count,
                      writer.points, writer.path_start,  writer.part_start};
  return true;
}
