/* SPDX-License-Identifier: Apache-2.0 */
#include "geo/partition.h"

/*
 * Asking a partition. To know whether a polygon contains p, count the edges of it that a path from a place with a known
 * answer crosses. The place is the corner of p's cell, the path goes along the parallel of the corner to the
 * meridian of p, then along that meridian, and only the edges listed in the cell can cross it. All three places, the
 * corner, the knee and p, are moved by (e, e^2): then none lies on an edge's line, no end of an edge lies on the path,
 * and every crossing is decided by comparing coordinates and by geo_is_left, all of it exact.
 */

#include "geo/partition_cells.h"
#include "geo/predicates.h"

/* Whether the path from corner to p crosses the edge an odd number of times. */
static inline bool path_crosses(const partition_edge *edge, ht_lonlat corner, ht_lonlat p) {
  bool spans_parallel = (edge->low.lat_deg <= corner.lat_deg) != (edge->high.lat_deg <= corner.lat_deg);
  bool spans_meridian = edge->low.lon_deg <= p.lon_deg && p.lon_deg < edge->high.lon_deg;
  if (!spans_parallel && !spans_meridian) return false;
  ht_lonlat knee = {p.lon_deg, corner.lat_deg};
  bool knee_left = geo_is_left(edge->low, edge->high, knee), crosses = false;
  if (spans_parallel) crosses = geo_is_left(edge->low, edge->high, corner) != knee_left;
  if (spans_meridian) crosses ^= geo_is_left(edge->low, edge->high, p) != knee_left;
  return crosses;
}

bool partition_run_contains(const geo_partition *partition, const partition_run *run, ht_lonlat corner, ht_lonlat p) {
  bool inside = run->inside;
  const uint32_t *ids = &partition->edge_ids[run->first_edge];
  for (uint32_t i = 0; i < run->edge_count; i++) inside ^= path_crosses(&partition->edges[ids[i]], corner, p);
  return inside;
}

/* False when p lies off the cells, where nobody is; NaN does. */
static bool find_cell(const geo_partition *partition, ht_lonlat p, partition_cell *cell) {
  if (partition->columns == 0) return false;
  if (!(p.lon_deg >= partition->west_deg && p.lon_deg <= partition->east_deg)) return false;
  if (!(p.lat_deg >= partition->south_deg && p.lat_deg <= partition->north_deg)) return false;
  uint32_t column = partition_index(p.lon_deg - partition->west_deg, partition->cell_lon_deg, partition->columns);
  uint32_t row = partition_index(p.lat_deg - partition->south_deg, partition->cell_lat_deg, partition->rows);
  *cell = partition_cell_at(partition, column, row);
  return true;
}

uint32_t geo_partition_owner(const geo_partition *partition, ht_lonlat p) {
  partition_cell cell;
  if (!find_cell(partition, p, &cell)) return GEO_NOBODY;
  for (const partition_run *run = cell.first; run < cell.end; run++)
    if (partition_run_contains(partition, run, cell.corner, p)) return run->shape;
  return GEO_NOBODY;
}

uint32_t geo_partition_all(const geo_partition *partition, ht_lonlat p, uint32_t *shapes, uint32_t room) {
  partition_cell cell;
  if (!find_cell(partition, p, &cell)) return 0;
  uint32_t count = 0, last = GEO_NOBODY;
  for (const partition_run *run = cell.first; run < cell.end; run++) {
    if (run->shape == last || !partition_run_contains(partition, run, cell.corner, p)) continue;
    last = run->shape; /* another polygon of the same shape says nothing new */
    if (count < room) shapes[count] = last;
    count++;
  }
  return count;
}
