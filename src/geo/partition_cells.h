/* SPDX-License-Identifier: Apache-2.0 */
#ifndef GEO_PARTITION_CELLS_H
#define GEO_PARTITION_CELLS_H

/*
 * What a partition looks like inside. Private to geo/partition*.c.
 *
 * Uniform cells lie over all edges. A cell has runs, ordered by the shapes' numbers: one for every polygon that has
 * edges in the cell or contains the cell's corner. Invariants:
 * 1. Every edge that meets a cell, or comes within a millionth of the cell's size of it, is listed in it.
 * 2. The corner of a cell is the place that partition_corner computes, the same bits at every call. A run is `inside`
 *    when its polygon contains the corner by the rule of partition.h.
 * 3. No edge comes near the first column's corners, and none contains them.
 */

#include "geo/partition.h"

/* An edge with its lower end first: by longitude, then by latitude. */
typedef struct partition_edge {
  ht_lonlat low, high;
} partition_edge;

typedef struct partition_run {
  uint32_t shape;
  uint32_t first_edge; /* into edge_ids */
  uint32_t edge_count : 31, inside : 1;
} partition_run;

struct geo_partition {
  double west_deg, south_deg, east_deg, north_deg;
  double cell_lon_deg, cell_lat_deg;
  uint32_t columns, rows; /* 0: no edges at all */
  uint32_t shape_count, edge_count;
  const uint32_t *cell_runs; /* runs of cell i: cell_runs[i] .. cell_runs[i + 1] */
  const partition_run *runs;
  const uint32_t *edge_ids;
  const partition_edge *edges;
};

static inline ht_lonlat partition_corner(const geo_partition *partition, uint32_t column, uint32_t row) {
  return (ht_lonlat){partition->west_deg + column * partition->cell_lon_deg,
                     partition->south_deg + row * partition->cell_lat_deg};
}

/* A cell: its runs and its corner. */
typedef struct partition_cell {
  const partition_run *first, *end;
  ht_lonlat corner;
} partition_cell;

static inline partition_cell partition_cell_at(const geo_partition *partition, uint32_t column, uint32_t row) {
  const uint32_t *runs = &partition->cell_runs[(size_t)row * partition->columns + column];
  return (partition_cell){&partition->runs[runs[0]], &partition->runs[runs[1]],
                          partition_corner(partition, column, row)};
}

/* The column or row of an offset from the first, kept inside 0 .. count - 1. */
static inline uint32_t partition_index(double offset_deg, double cell_deg, uint32_t count) {
  double index = offset_deg / cell_deg;
  if (!(index > 0)) return 0;
  return index < count ? (uint32_t)index : count - 1;
}

/* Whether the polygon of a run contains p, given the corner of its cell. p may lie anywhere in the cell, or beyond it
   by less than a millionth of its size. */
bool partition_run_contains(const geo_partition *partition, const partition_run *run, ht_lonlat corner, ht_lonlat p);

#endif
