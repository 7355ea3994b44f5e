/* SPDX-License-Identifier: Apache-2.0 */
#include "codec/geojson_writer.h"

/* A run of points in the direction they are to be written. */
typedef struct geojson_path {
  const ht_lonlat *points;
  uint32_t count;
  bool backward;
} geojson_path;

static void put_number(json_writer *json, double number, int decimals) {
  if (decimals == GEOJSON_EXACT)
    json_put_number(json, number);
  else
    json_put_fixed(json, number, decimals);
}

void geojson_put_position(json_writer *json, ht_lonlat position, int decimals) {
  json_begin_array(json);
  put_number(json, position.lon_deg, decimals);
  put_number(json, position.lat_deg, decimals);
  json_end_array(json);
}

static void put_path(json_writer *json, geojson_path path, int decimals) {
  json_begin_array(json);
  for (uint32_t i = 0; i < path.count; i++)
    geojson_put_position(json, path.points[path.backward ? path.count - 1 - i : i], decimals);
  json_end_array(json);
}

/* Twice the signed area of a closed ring, counted from its first point so that digits are not lost to the offset. */
static double signed_area(const ht_lonlat *points, uint32_t count) {
  double sum = 0;
  for (uint32_t i = 1; i + 1 < count; i++) {
    double ax = points[i].lon_deg - points[0].lon_deg, ay = points[i].lat_deg - points[0].lat_deg;
    double bx = points[i + 1].lon_deg - points[0].lon_deg, by = points[i + 1].lat_deg - points[0].lat_deg;
    sum += ax * by - ay * bx;
  }
  return sum;
}

static geojson_path path_of(const ht_shape *shape, uint32_t path) {
  uint32_t first = shape->path_start[path];
  return (geojson_path){.points = shape->points + first, .count = shape->path_start[path + 1] - first};
}

static void put_polygon(json_writer *json, const ht_shape *shape, uint32_t part, int decimals) {
  json_begin_array(json);
  for (uint32_t ring = shape->part_start[part]; ring < shape->part_start[part + 1]; ring++) {
    geojson_path path = path_of(shape, ring);
    bool shell = ring == shape->part_start[part];
    double area = signed_area(path.points, path.count);
    path.backward = shell ? area < 0 : area > 0;
    put_path(json, path, decimals);
  }
  json_end_array(json);
}

static void put_part(json_writer *json, const ht_shape *shape, uint32_t part, int decimals) {
  if (shape->kind == HT_POINTS)
    geojson_put_position(json, shape->points[part], decimals);
  else if (shape->kind == HT_LINES)
    put_path(json, path_of(shape, part), decimals);
  else
    put_polygon(json, shape, part, decimals);
}

static uint32_t part_count(const ht_shape *shape) {
  switch (shape->kind) {
  case HT_POINTS: return shape->point_count;
  case HT_LINES: return shape->path_count;
  case HT_POLYGONS: return shape->part_count;
  case HT_NO_SHAPE: break;
  }
  return 0;
}

void geojson_put_geometry(json_writer *json, const ht_shape *shape, int decimals) {
  static const char *const one[] = {[HT_POINTS] = "Point", [HT_LINES] = "LineString", [HT_POLYGONS] = "Polygon"};
  static const char *const many[] = {
      [HT_POINTS] = "MultiPoint", [HT_LINES] = "MultiLineString", [HT_POLYGONS] = "MultiPolygon"};
  if (shape->kind == HT_NO_SHAPE) {
    json_put_null(json);
    return;
  }
  uint32_t count = part_count(shape);
  json_begin_object(json);
  json_member_text(json, "type", count == 1 ? one[shape->kind] : many[shape->kind]);
  json_put_key(json, "coordinates");
  if (count != 1) json_begin_array(json);
  for (uint32_t part = 0; part < count; part++) put_part(json, shape, part, decimals);
  if (count != 1) json_end_array(json);
  json_end_object(json);
}

void geojson_put_point(json_writer *json, ht_lonlat position, int decimals) {
  json_begin_object(json);
  json_member_text(json, "type", "Point");
  json_put_key(json, "coordinates");
  geojson_put_position(json, position, decimals);
  json_end_object(json);
}
