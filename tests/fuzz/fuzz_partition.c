/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Any bytes as polygons on a lattice of 16 by 16: they cross, touch and run back over themselves, and still every
 * place of the lattice, and between, has the owners that counting edges in whole numbers finds. A byte is a corner (x
 * high, y low); 0xFF ends a ring, 0xFE begins a hole of the same polygon, 0xFD a further polygon of the same shape.
 */

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "geo/partition.h"

enum { MOST_POINTS = 256, MOST_SHAPES = 32, LATTICE = 16 };

typedef struct drawing {
  ht_lonlat points[2 * MOST_POINTS];
  uint32_t paths[MOST_POINTS + 1], parts[MOST_POINTS + 1];
  ht_shape shapes[MOST_SHAPES];
  uint32_t point_count, path_count, part_count, shape_count;
} drawing;

static ht_lonlat corner(uint8_t byte) {
  return (ht_lonlat){120 + (byte >> 4) / 1024.0, 31 + (byte & 15) / 1024.0};
}

/* Closes the ring that began at point first. */
static void end_ring(drawing *d, uint32_t first) {
  if (d->point_count > first) d->points[d->point_count++] = d->points[first];
  d->paths[++d->path_count] = d->point_count;
}

/* Reads one shape from bytes at *at. A path is counted through the whole drawing, a part within its shape. */
static void read_shape(drawing *d, const uint8_t *bytes, size_t length, size_t *at) {
  ht_shape *shape = &d->shapes[d->shape_count];
  uint32_t *parts = d->parts + d->part_count, rings = 0, first = d->point_count, shape_first = first;
  *shape =
      (ht_shape){.kind = HT_POLYGONS, .points = d->points, .path_start = &d->paths[d->path_count], .part_start = parts};
  parts[0] = 0;
  for (; *at < length && bytes[*at] != 0xFF; ++*at) {
    if (bytes[*at] < 0xFD) {
      d->points[d->point_count++] = corner(bytes[*at]);
      continue;
    }
    end_ring(d, first);
    first = d->point_count;
    rings++;
    if (bytes[*at] == 0xFD) parts[++shape->part_count] = rings;
  }
  ++*at;
  end_ring(d, first);
  parts[++shape->part_count] = ++rings;
  shape->path_count = rings;
  shape->point_count = d->point_count - shape_first;
  d->part_count += shape->part_count + 1;
  d->shape_count++;
}

static bool part_contains(const ht_shape *shape, uint32_t part, int64_t x, int64_t y) {
  bool inside = false;
  for (uint32_t ring = shape->part_start[part]; ring < shape->part_start[part + 1]; ring++)
    for (uint32_t i = shape->path_start[ring]; i + 1 < shape->path_start[ring + 1]; i++) {
      ht_lonlat a = shape->points[i], b = shape->points[i + 1];
      int64_t ax = (int64_t)((a.lon_deg - 120) * 2048), ay = (int64_t)((a.lat_deg - 31) * 2048);
      int64_t bx = (int64_t)((b.lon_deg - 120) * 2048), by = (int64_t)((b.lat_deg - 31) * 2048);
      if ((ay <= y) == (by <= y)) continue;
      int64_t turn = (bx - ax) * (y - ay) - (by - ay) * (x - ax);
      inside ^= (by > ay ? turn : -turn) <= 0; /* the edge is to the west, or p lies on it and moves east */
    }
  return inside;
}

static bool contains(const ht_shape *shape, int64_t x, int64_t y) {
  for (uint32_t part = 0; part < shape->part_count; part++)
    if (part_contains(shape, part, x, y)) return true;
  return false;
}

static void check_place(const geo_partition *partition, const drawing *d, int64_t x, int64_t y) {
  ht_lonlat p = {120 + (double)x / 2048, 31 + (double)y / 2048};
  uint32_t found[MOST_SHAPES], count = geo_partition_all(partition, p, found, MOST_SHAPES), next = 0;
  for (uint32_t i = 0; i < d->shape_count; i++) {
    if (!contains(&d->shapes[i], x, y)) continue;
    if (next >= count || found[next++] != i) abort();
  }
  if (next != count) abort();
  if (geo_partition_owner(partition, p) != (count ? found[0] : GEO_NOBODY)) abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length) {
  base_arena arena = {0};
  drawing d = {.point_count = 0};
  const geo_partition *partition = NULL;
  if (length > MOST_POINTS / 2) length = MOST_POINTS / 2;
  for (size_t at = 0; at < length && d.shape_count < MOST_SHAPES;) read_shape(&d, bytes, length, &at);
  if (geo_partition_build(d.shapes, d.shape_count, &arena, NULL, &partition)) abort();
  for (int64_t y = -1; y <= 2 * LATTICE; y++)
    for (int64_t x = -1; x <= 2 * LATTICE; x++) check_place(partition, &d, x, y);
  for (int i = 0; i < LATTICE; i++)
    if (geo_partition_distance_m(partition, (ht_lonlat){120 + i / 1000.0, 31}) < -1) abort();
  arena_release(&arena);
  return 0;
}
