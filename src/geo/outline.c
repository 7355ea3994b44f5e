/* SPDX-License-Identifier: Apache-2.0 */
#include "geo/outline.h"

/*
 * Walk every ring so that its polygon lies to the left, and let an edge count +1 when that walk follows it from its
 * lower to its higher end, -1 otherwise. Equal edges of neighbours have opposite signs and cancel; the sum over an edge
 * is the number of shapes on its left less that on its right. No tolerance: ends are equal or they are not, and two
 * neighbours with different corners on a shared border keep their own edges there.
 */

#include <stdlib.h>

#include "base/fault.h"

enum { MOST_EDGES = 1 << 30 };

typedef struct outline_edge {
  ht_lonlat low, high;
  int sign;
} outline_edge;

static int compare_places(ht_lonlat a, ht_lonlat b) {
  if (a.lon_deg != b.lon_deg) return a.lon_deg < b.lon_deg ? -1 : 1;
  return (a.lat_deg > b.lat_deg) - (a.lat_deg < b.lat_deg);
}

static int compare_edges(const void *left, const void *right) {
  const outline_edge *a = left, *b = right;
  int low = compare_places(a->low, b->low);
  return low ? low : compare_places(a->high, b->high);
}

/* 1 when the ring turns counter-clockwise, else -1. */
static int ring_turn(const ht_lonlat *points, uint32_t count) {
  double twice_area = 0;
  for (uint32_t i = 0; i + 1 < count; i++) {
    double ax = points[i].lon_deg - points[0].lon_deg, ay = points[i].lat_deg - points[0].lat_deg;
    double bx = points[i + 1].lon_deg - points[0].lon_deg, by = points[i + 1].lat_deg - points[0].lat_deg;
    twice_area += ax * by - ay * bx;
  }
  return twice_area > 0 ? 1 : -1;
}

/* Writes a ring's edges; left says on which side of it its polygon lies when it turns counter-clockwise. */
static size_t add_ring(const ht_shape *shape, uint32_t ring, int left, outline_edge *edges) {
  const ht_lonlat *points = &shape->points[shape->path_start[ring]];
  uint32_t count = shape->path_start[ring + 1] - shape->path_start[ring];
  int sign = left * ring_turn(points, count);
  size_t written = 0;
  for (uint32_t i = 0; i + 1 < count; i++) {
    int order = compare_places(points[i], points[i + 1]);
    if (order < 0) edges[written++] = (outline_edge){points[i], points[i + 1], sign};
    if (order > 0) edges[written++] = (outline_edge){points[i + 1], points[i], -sign};
  }
  return written;
}

static size_t add_shape(const ht_shape *shape, outline_edge *edges) {
  size_t written = 0;
  for (uint32_t part = 0; part < shape->part_count; part++) {
    uint32_t shell = shape->part_start[part];
    for (uint32_t ring = shell; ring < shape->part_start[part + 1]; ring++)
      written += add_ring(shape, ring, ring == shell ? 1 : -1, edges + written);
  }
  return written;
}

/* Keeps one of each edge whose signs do not cancel; returns how many. */
static size_t cancel(outline_edge *edges, size_t count) {
  size_t kept = 0;
  for (size_t i = 0, end; i < count; i = end) {
    int sum = 0;
    for (end = i; end < count && compare_edges(&edges[i], &edges[end]) == 0; end++) sum += edges[end].sign;
    if (sum != 0) edges[kept++] = edges[i];
  }
  return kept;
}

static ht_err make_lines(const outline_edge *edges, uint32_t count, base_arena *arena, ht_fault *fault,
                         ht_shape *lines) {
  ht_lonlat *points = ARENA_ARRAY(arena, ht_lonlat, 2 * (size_t)count);
  uint32_t *starts = ARENA_ARRAY(arena, uint32_t, (size_t)count + 1);
  if (!points || !starts) return fault_memory(fault);
  for (uint32_t i = 0; i < count; i++) {
    points[2 * i] = edges[i].low;
    points[2 * i + 1] = edges[i].high;
    starts[i + 1] = 2 * (i + 1);
  }
  *lines = (ht_shape){HT_LINES, 2 * count, count, 0, points, starts, NULL};
  return HT_OK;
}

ht_err geo_outline(const ht_shape *shapes, uint32_t count, base_arena *arena, ht_fault *fault, ht_shape *lines) {
  size_t most = 0, written = 0;
  for (uint32_t i = 0; i < count; i++) most += shapes[i].point_count;
  if (most > MOST_EDGES) return fault_set(fault, HT_LIMIT, "%zu edges are more than %d", most, MOST_EDGES);
  outline_edge *edges = malloc((most + 1) * sizeof *edges);
  if (!edges) return fault_memory(fault);
  for (uint32_t i = 0; i < count; i++)
    if (shapes[i].kind == HT_POLYGONS) written += add_shape(&shapes[i], edges + written);
  if (written) qsort(edges, written, sizeof *edges, compare_edges);
  ht_err err = make_lines(edges, (uint32_t)cancel(edges, written), arena, fault, lines);
  free(edges);
  return err;
}
