/* SPDX-License-Identifier: Apache-2.0 */
/* Two walks over the tree of a geometry: the first counts, the second fills arrays of just that size. */
#include "bridge/ogr_shape.h"

#include "base/fault.h"

typedef struct filling {
  ht_shape_kind kind; /* of everything met so far */
  bool mixed;
  uint64_t points, paths, parts;
  ht_lonlat *to_points; /* NULL: count only */
  uint32_t *path_start, *part_start;
} filling;

static void take_kind(filling *f, ht_shape_kind kind) {
  if (f->kind != HT_NO_SHAPE && f->kind != kind) f->mixed = true;
  f->kind = kind;
}

static void take_path(filling *f, OGRGeometryH path) {
  int count = OGR_G_GetPointCount(path);
  if (count <= 0) return;
  if (f->to_points) {
    ht_lonlat *to = f->to_points + f->points;
    OGR_G_GetPoints(path, &to->lon_deg, sizeof *to, &to->lat_deg, sizeof *to, NULL, 0);
    f->path_start[f->paths + 1] = (uint32_t)(f->points + (uint64_t)count);
  }
  f->points += (uint64_t)count;
  f->paths++;
}

static void take_polygon(filling *f, OGRGeometryH polygon) {
  uint64_t before = f->paths;
  for (int i = 0; i < OGR_G_GetGeometryCount(polygon); i++) take_path(f, OGR_G_GetGeometryRef(polygon, i));
  if (f->paths == before) return;
  f->parts++;
  if (f->part_start) f->part_start[f->parts] = (uint32_t)f->paths;
}

static void take(filling *f, OGRGeometryH geometry, int depth) {
  if (OGR_G_IsEmpty(geometry)) return;
  switch (OGR_GT_Flatten(OGR_G_GetGeometryType(geometry))) {
  case wkbPoint:
    take_kind(f, HT_POINTS);
    take_path(f, geometry);
    return;
  case wkbLineString:
  case wkbLinearRing:
    take_kind(f, HT_LINES);
    take_path(f, geometry);
    return;
  case wkbPolygon:
  case wkbTriangle:
    take_kind(f, HT_POLYGONS);
    take_polygon(f, geometry);
    return;
  default: break;
  }
  int count = OGR_G_GetGeometryCount(geometry);
  if (count == 0 || depth > 8) f->mixed = true;
  for (int i = 0; i < count && !f->mixed; i++) take(f, OGR_G_GetGeometryRef(geometry, i), depth + 1);
}

static ht_err fill(OGRGeometryH geometry, const filling *counted, base_arena *arena, ht_fault *fault, ht_shape *shape) {
  bool polygons = counted->kind == HT_POLYGONS;
  filling f = {0};
  f.to_points = ARENA_ARRAY(arena, ht_lonlat, counted->points);
  f.path_start = ARENA_ARRAY(arena, uint32_t, counted->paths + 1);
  f.part_start = polygons ? ARENA_ARRAY(arena, uint32_t, counted->parts + 1) : NULL;
  if (!f.to_points || !f.path_start || (polygons && !f.part_start)) return fault_memory(fault);
  take(&f, geometry, 0);
  *shape = (ht_shape){.kind = f.kind,
                      .point_count = (uint32_t)f.points,
                      .path_count = (uint32_t)f.paths,
                      .part_count = (uint32_t)f.parts,
                      .points = f.to_points,
                      .path_start = f.path_start,
                      .part_start = f.part_start};
  return HT_OK;
}

ht_err ogr_shape_of(OGRGeometryH geometry, base_arena *arena, ht_fault *fault, ht_shape *shape, const char **flaw) {
  *shape = (ht_shape){0};
  *flaw = NULL;
  if (!geometry || OGR_G_IsEmpty(geometry)) return HT_OK;
  OGRGeometryH linear = OGR_G_HasCurveGeometry(geometry, TRUE) ? OGR_G_GetLinearGeometry(geometry, 0, NULL) : NULL;
  OGRGeometryH source = linear ? linear : geometry;
  filling counted = {0};
  take(&counted, source, 0);
  ht_err err = HT_OK;
  if (counted.mixed)
    *flaw = "it mixes points, lines and polygons, or is of a kind that is not read";
  else if (counted.points > INT32_MAX)
    *flaw = "it has more than 2^31 points";
  else if (counted.points > 0)
    err = fill(source, &counted, arena, fault, shape);
  if (linear) OGR_G_DestroyGeometry(linear);
  return err;
}
