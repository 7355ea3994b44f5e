/* SPDX-License-Identifier: Apache-2.0 */
#include "geo/part.h"

#include <string.h>

ht_shape geo_part(const ht_shape *polygons, uint32_t i, base_arena *arena) {
  uint32_t first_path = polygons->part_start[i], paths = polygons->part_start[i + 1] - first_path;
  uint32_t first = polygons->path_start[first_path], count = polygons->path_start[first_path + paths] - first;
  ht_lonlat *points = ARENA_ARRAY(arena, ht_lonlat, count);
  uint32_t *path_start = ARENA_ARRAY(arena, uint32_t, (size_t)paths + 1), *part_start = ARENA_ARRAY(arena, uint32_t, 2);
  if (!points || !path_start || !part_start) return (ht_shape){.kind = HT_NO_SHAPE};
  if (count) memcpy(points, polygons->points + first, count * sizeof *points);
  for (uint32_t p = 0; p <= paths; p++) path_start[p] = polygons->path_start[first_path + p] - first;
  part_start[1] = paths;
  return (ht_shape){.kind = HT_POLYGONS,
                    .point_count = count,
                    .path_count = paths,
                    .part_count = 1,
                    .points = points,
                    .path_start = path_start,
                    .part_start = part_start};
}
