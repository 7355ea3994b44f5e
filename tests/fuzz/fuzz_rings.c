/* SPDX-License-Identifier: Apache-2.0 */

/* Rings cut where they touch themselves: no ring made passes a point twice, none is smaller than a triangle, and
   nesting keeps every point. */

#include "geo/rings.h"

#include <stdint.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

enum { MOST_POINTS = 200 };

static void must(bool held) {
  if (!held) abort();
}

static bool same(ht_lonlat a, ht_lonlat b) {
  return a.lon_deg == b.lon_deg && a.lat_deg == b.lat_deg;
}

static void must_be_simple(const geo_rings *rings, uint32_t ring) {
  uint32_t first = rings->start[ring], end = rings->start[ring + 1];
  must(end - first >= 4 && same(rings->points[first], rings->points[end - 1]));
  for (uint32_t i = first; i + 1 < end; i++)
    for (uint32_t k = i + 1; k + 1 < end; k++) must(!same(rings->points[i], rings->points[k]));
}

/* A byte is a corner of a lattice of 16 by 16. */
int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length) {
  ht_lonlat points[MOST_POINTS + 1];
  uint32_t count = length < MOST_POINTS ? (uint32_t)length : MOST_POINTS;
  if (count < 3) return 0;
  for (uint32_t i = 0; i < count; i++) points[i] = (ht_lonlat){bytes[i] & 15, bytes[i] >> 4};
  points[count] = points[0];
  const uint32_t start[] = {0, count + 1};
  base_arena arena = {0};
  geo_rings split;
  ht_shape shape;
  if (geo_rings_split(&(geo_rings){points, start, 1}, &arena, &split) == GEO_RINGS_SPLIT && split.count > 0) {
    for (uint32_t i = 0; i < split.count; i++) must_be_simple(&split, i);
    must(geo_rings_nest(&split, &arena, &shape));
    must(shape.path_count <= split.count && shape.part_count <= shape.path_count);
  }
  arena_release(&arena);
  return 0;
}
