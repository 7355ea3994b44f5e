/* SPDX-License-Identifier: Apache-2.0 */
#include "store/shape_check.h"

#include "base/fault.h"

ht_err shape_check_point(ht_lonlat point, ht_fault *fault) {
  /* Written so that NaN fails. */
  if (!(point.lon_deg >= -180 && point.lon_deg <= 180))
    return fault_set(fault, HT_BAD_DATA, "longitude %.9g is outside -180..180", point.lon_deg);
  if (!(point.lat_deg >= -90 && point.lat_deg <= 90))
    return fault_set(fault, HT_BAD_DATA, "latitude %.9g is outside -90..90", point.lat_deg);
  return HT_OK;
}

static ht_err check_path(const ht_shape *shape, uint32_t path, ht_fault *fault) {
  uint32_t start = shape->path_start[path], end = shape->path_start[path + 1];
  if (end < start || end > shape->point_count) return fault_set(fault, HT_INTERNAL, "a shape's paths are out of order");
  uint32_t count = end - start;
  if (shape->kind == HT_LINES && count < 2)
    return fault_set(fault, HT_BAD_DATA, "a line has %u points, expected 2 or more", count);
  if (shape->kind != HT_POLYGONS) return HT_OK;
  if (count < 4) return fault_set(fault, HT_BAD_DATA, "a ring has %u points, expected 4 or more", count);
  ht_lonlat first = shape->points[start], last = shape->points[end - 1];
  if (first.lon_deg != last.lon_deg || first.lat_deg != last.lat_deg)
    return fault_set(fault, HT_BAD_DATA, "a ring is not closed at %.7f %.7f", last.lon_deg, last.lat_deg);
  return HT_OK;
}

static ht_err check_parts(const ht_shape *shape, ht_fault *fault) {
  if (shape->part_count == 0 || shape->part_start[0] != 0 || shape->part_start[shape->part_count] != shape->path_count)
    return fault_set(fault, HT_INTERNAL, "a shape's parts are out of order");
  for (uint32_t part = 0; part < shape->part_count; part++)
    if (shape->part_start[part + 1] <= shape->part_start[part])
      return fault_set(fault, HT_BAD_DATA, "a polygon has no ring");
  return HT_OK;
}

ht_err shape_check(const ht_shape *shape, ht_fault *fault) {
  if (shape->point_count == 0) return fault_set(fault, HT_BAD_DATA, "the shape is empty");
  for (uint32_t i = 0; i < shape->point_count; i++) {
    ht_err err = shape_check_point(shape->points[i], fault);
    if (err) return err;
  }
  if (shape->kind == HT_POINTS) return HT_OK;
  for (uint32_t path = 0; path < shape->path_count; path++) {
    ht_err err = check_path(shape, path, fault);
    if (err) return err;
  }
  return shape->kind == HT_POLYGONS ? check_parts(shape, fault) : HT_OK;
}

ht_err shape_check_kind(const ht_shape *shape, ht_shape_kind kind, ht_fault *fault) {
  static const char *const names[] = {"nothing", "points", "lines", "polygons"};
  if (shape->kind != kind)
    return fault_set(fault, HT_BAD_DATA, "the shape is made of %s, expected %s", names[shape->kind & 3], names[kind]);
  return shape_check(shape, fault);
}
