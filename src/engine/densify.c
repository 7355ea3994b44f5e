/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Densifying.
 *
 * A straight line of a transverse Mercator map is slightly bent in longitude and latitude: over 1 km by a few
 * millimetres, over 10 km by decimetres. Each edge is halved, in the projected system, until the middle of the
 * converted half differs from the converted middle by less than a quarter of what is allowed; the bend of such short
 * pieces is a parabola, whose largest deviation is at its middle, so a quarter leaves room for it not being quite
 * one.
 *
 * Halving treats both ends alike, and (a + b) / 2 equals (b + a) / 2 in floating point, so neighbours agree to the
 * bit. What they do not share is a corner of one on the middle of the other's edge: there the two may part by at most
 * the allowed deviation. Such corners are not put into the neighbour's edge here; a check of the grids shows them as
 * slivers below 1 mm.
 */
#include "engine/densify.h"

#include <math.h>

#include "base/buffer.h"
#include "base/fault.h"

#define ALLOWED_M 0.001
#define METRES_PER_DEGREE 111320.0
#define DEEPEST 16 /* 65,536 pieces an edge */

typedef struct densifying {
  densify_to_wgs84_fn *to_wgs84;
  void *context;
  ht_fault *fault;
  base_buffer points; /* ht_lonlat, converted */
} densifying;

static double apart_m(ht_lonlat a, ht_lonlat b) {
  double narrow = cos(a.lat_deg * (3.14159265358979323846 / 180));
  return hypot((a.lon_deg - b.lon_deg) * narrow, a.lat_deg - b.lat_deg) * METRES_PER_DEGREE;
}

static ht_lonlat middle(ht_lonlat a, ht_lonlat b) {
  return (ht_lonlat){(a.lon_deg + b.lon_deg) / 2, (a.lat_deg + b.lat_deg) / 2};
}

/* An edge, in the file's system and converted. */
typedef struct edge {
  ht_lonlat from, to, from_wgs84, to_wgs84;
} edge;

/* Puts what belongs between the ends of e. */
static ht_err halve(densifying *d, const edge *e, int depth) {
  ht_lonlat centre = middle(e->from, e->to), converted = centre;
  ht_err err = d->to_wgs84(d->context, &converted, 1, d->fault);
  if (err) return err;
  if (depth == DEEPEST || apart_m(converted, middle(e->from_wgs84, e->to_wgs84)) < ALLOWED_M / 4) return HT_OK;
  edge first = {e->from, centre, e->from_wgs84, converted}, second = {centre, e->to, converted, e->to_wgs84};
  err = halve(d, &first, depth + 1);
  buffer_append(&d->points, &converted, sizeof converted);
  return err ? err : halve(d, &second, depth + 1);
}

static ht_err densify_path(densifying *d, const ht_shape *projected, const ht_lonlat *converted, uint32_t path) {
  uint32_t start = projected->path_start[path], end = projected->path_start[path + 1];
  ht_err err = HT_OK;
  for (uint32_t i = start; !err && i < end; i++) {
    buffer_append(&d->points, &converted[i], sizeof *converted);
    if (i + 1 == end) break;
    edge e = {projected->points[i], projected->points[i + 1], converted[i], converted[i + 1]};
    err = halve(d, &e, 0);
  }
  return err;
}

static ht_err densify_paths(densifying *d, const ht_shape *projected, ht_lonlat *corners, uint32_t *path_start) {
  for (uint32_t i = 0; i < projected->point_count; i++) corners[i] = projected->points[i];
  ht_err err = d->to_wgs84(d->context, corners, projected->point_count, d->fault);
  for (uint32_t path = 0; !err && path < projected->path_count; path++) {
    err = densify_path(d, projected, corners, path);
    path_start[path + 1] = (uint32_t)(d->points.length / sizeof(ht_lonlat));
  }
  return !err && d->points.failed ? fault_memory(d->fault) : err;
}

ht_err densify_shape(const ht_shape *projected, densify_to_wgs84_fn *to_wgs84, void *context, base_arena *arena,
                     ht_fault *fault, ht_shape *converted) {
  densifying d = {to_wgs84, context, fault, {0}};
  ht_lonlat *corners = ARENA_ARRAY(arena, ht_lonlat, projected->point_count);
  uint32_t *path_start = ARENA_ARRAY(arena, uint32_t, projected->path_count + 1);
  ht_err err = corners && path_start ? densify_paths(&d, projected, corners, path_start) : fault_memory(fault);
  ht_shape made = *projected;
  made.point_count = (uint32_t)(d.points.length / sizeof(ht_lonlat));
  made.points = (const ht_lonlat *)(const void *)d.points.bytes;
  made.path_start = path_start;
  if (!err && !arena_shape(arena, &made, converted)) err = fault_memory(fault);
  buffer_release(&d.points);
  return err;
}
