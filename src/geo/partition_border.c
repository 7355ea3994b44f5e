/* SPDX-License-Identifier: Apache-2.0 */
#include "geo/partition.h"

/*
 * How far the borders are. The nearest edge is looked for in growing squares of cells around p, until every place
 * outside the square is farther than the best so far. Most edges are told to be no nearer by comparing coordinates with
 * the box around the circle of the best distance; only the others need a projection.
 */

#include <math.h>
#include <stdlib.h>

#include "base/fault.h"
#include "geo/metric.h"
#include "geo/partition_cells.h"

static geo_xy nearest_of_segment(geo_xy a, geo_xy b) {
  double dx = b.x_m - a.x_m, dy = b.y_m - a.y_m, length2 = dx * dx + dy * dy;
  double along = -(a.x_m * dx + a.y_m * dy); /* times length2: where the perpendicular meets the line */
  if (along <= 0) return a;
  if (along >= length2) return b;
  double share = along / length2;
  return (geo_xy){a.x_m + share * dx, a.y_m + share * dy};
}

static double square_m2(geo_xy xy) {
  return xy.x_m * xy.x_m + xy.y_m * xy.y_m;
}

/* The place of an edge that is nearest to the metric's origin. */
static geo_xy nearest_of_edge(const geo_metric *metric, const partition_edge *edge) {
  return nearest_of_segment(geo_metric_xy(metric, edge->low), geo_metric_xy(metric, edge->high));
}

/* A square of cells around a place, in columns and rows that may lie off the partition. */
typedef struct cell_square {
  int64_t west, south, east, north;
} cell_square;

/* The nearest edge found so far. */
typedef struct edge_search {
  const geo_partition *partition;
  geo_metric metric; /* around the place asked */
  double best_m2;    /* the square of the distance */
  geo_xy best;
  ht_box reach; /* around the circle of the best distance */
} edge_search;

static void keep_nearest(edge_search *search, geo_xy nearest) {
  const geo_metric *metric = &search->metric;
  search->best_m2 = square_m2(nearest);
  search->best = nearest;
  double best_m = sqrt(search->best_m2), lon = best_m / metric->lon_m_per_deg, lat = best_m / metric->lat_m_per_deg;
  search->reach = (ht_box){metric->origin.lon_deg - lon, metric->origin.lat_deg - lat, metric->origin.lon_deg + lon,
                           metric->origin.lat_deg + lat};
}

static inline bool is_beyond(const ht_box *reach, const partition_edge *edge) {
  double a = edge->low.lat_deg, b = edge->high.lat_deg;
  return edge->high.lon_deg < reach->west_deg || edge->low.lon_deg > reach->east_deg ||
         (a < reach->south_deg && b < reach->south_deg) || (a > reach->north_deg && b > reach->north_deg);
}

static void search_cell(edge_search *search, uint32_t column, uint32_t row) {
  partition_cell cell = partition_cell_at(search->partition, column, row);
  if (cell.first == cell.end) return;
  const partition_run *last = cell.end - 1;
  for (uint32_t i = cell.first->first_edge; i < last->first_edge + last->edge_count; i++) {
    const partition_edge *edge = &search->partition->edges[search->partition->edge_ids[i]];
    if (is_beyond(&search->reach, edge)) continue;
    geo_xy nearest = nearest_of_edge(&search->metric, edge);
    if (square_m2(nearest) < search->best_m2) keep_nearest(search, nearest);
  }
}

/* Searches the cells of one row or column of the square's rim, as far as there are such cells. */
static void search_row(edge_search *search, int64_t row, int64_t west, int64_t east) {
  const geo_partition *partition = search->partition;
  int64_t columns = partition->columns;
  if (row < 0 || row >= partition->rows) return;
  double south = partition->south_deg + (double)row * partition->cell_lat_deg;
  if (south > search->reach.north_deg || south + partition->cell_lat_deg < search->reach.south_deg) return;
  for (int64_t i = west < 0 ? 0 : west; i <= east && i < columns; i++) search_cell(search, (uint32_t)i, (uint32_t)row);
}

static void search_column(edge_search *search, int64_t column, int64_t south, int64_t north) {
  const geo_partition *partition = search->partition;
  int64_t rows = partition->rows;
  if (column < 0 || column >= partition->columns) return;
  double west = partition->west_deg + (double)column * partition->cell_lon_deg;
  if (west > search->reach.east_deg || west + partition->cell_lon_deg < search->reach.west_deg) return;
  for (int64_t i = south < 0 ? 0 : south; i <= north && i < rows; i++)
    search_cell(search, (uint32_t)column, (uint32_t)i);
}

static void search_rim(edge_search *search, const cell_square *square) {
  search_row(search, square->south, square->west, square->east);
  if (square->north > square->south) search_row(search, square->north, square->west, square->east);
  search_column(search, square->west, square->south + 1, square->north - 1);
  if (square->east > square->west) search_column(search, square->east, square->south + 1, square->north - 1);
}

/* How far a place outside the square is from the metric's origin at least. */
static double clearance_m(const edge_search *search, const cell_square *square) {
  const geo_partition *p = search->partition;
  const geo_metric *metric = &search->metric;
  double west = metric->origin.lon_deg - (p->west_deg + (double)square->west * p->cell_lon_deg);
  double east = p->west_deg + (double)(square->east + 1) * p->cell_lon_deg - metric->origin.lon_deg;
  double south = metric->origin.lat_deg - (p->south_deg + (double)square->south * p->cell_lat_deg);
  double north = p->south_deg + (double)(square->north + 1) * p->cell_lat_deg - metric->origin.lat_deg;
  return fmin(fmin(west, east) * metric->lon_m_per_deg, fmin(south, north) * metric->lat_m_per_deg);
}

static bool covers_all(const geo_partition *partition, const cell_square *square) {
  return square->west <= 0 && square->south <= 0 && square->east >= (int64_t)partition->columns - 1 &&
         square->north >= (int64_t)partition->rows - 1;
}

static bool is_place(ht_lonlat p) {
  return fabs(p.lon_deg) <= 180 && fabs(p.lat_deg) <= 90;
}

static int64_t cell_number(double offset_deg, double cell_deg) {
  return (int64_t)floor(offset_deg / cell_deg);
}

/* How many cells the square must grow from a cell before it meets 0 .. count - 1. */
static int64_t steps_to_meet(int64_t cell, int64_t count) {
  return cell < 0 ? -cell : cell >= count ? cell - count + 1 : 0;
}

double geo_partition_distance_m(const geo_partition *partition, ht_lonlat p) {
  if (partition->columns == 0 || !is_place(p)) return -1;
  edge_search search = {.partition = partition,
                        .metric = geo_metric_at(p),
                        .best_m2 = INFINITY,
                        .reach = {-INFINITY, -INFINITY, INFINITY, INFINITY}};
  int64_t column = cell_number(p.lon_deg - partition->west_deg, partition->cell_lon_deg);
  int64_t row = cell_number(p.lat_deg - partition->south_deg, partition->cell_lat_deg);
  int64_t columns_off = steps_to_meet(column, partition->columns), rows_off = steps_to_meet(row, partition->rows);
  for (int64_t grown = columns_off > rows_off ? columns_off : rows_off;; grown++) {
    cell_square square = {column - grown, row - grown, column + grown, row + grown};
    search_rim(&search, &square);
    double clear_m = clearance_m(&search, &square);
    if (search.best_m2 <= clear_m * clear_m || covers_all(partition, &square)) break;
  }
  /* The metric of the middle is truer than the one of the end. */
  return geo_metric_distance_m(p, geo_metric_lonlat(&search.metric, search.best));
}

/* Appends the shapes of a cell with an edge within radius_m to found, which has room for all runs. */
static uint32_t list_near(const geo_partition *partition, const geo_metric *metric, const partition_cell *cell,
                          double radius_m, uint32_t *found, uint32_t count) {
  for (const partition_run *run = cell->first; run < cell->end; run++) {
    for (uint32_t i = 0; i < run->edge_count; i++) {
      geo_xy nearest = nearest_of_edge(metric, &partition->edges[partition->edge_ids[run->first_edge + i]]);
      if (square_m2(nearest) > radius_m * radius_m) continue;
      found[count++] = run->shape;
      break;
    }
  }
  return count;
}

static int compare_numbers(const void *a, const void *b) {
  uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
  return (x > y) - (x < y);
}

static uint32_t sort_unique(uint32_t *numbers, uint32_t count) {
  uint32_t kept = 0;
  if (count) qsort(numbers, count, sizeof *numbers, compare_numbers);
  for (uint32_t i = 0; i < count; i++)
    if (kept == 0 || numbers[kept - 1] != numbers[i]) numbers[kept++] = numbers[i];
  return kept;
}

/* The cells within radius_m of the metric's origin. */
static cell_square square_around(const geo_partition *partition, const geo_metric *metric, double radius_m) {
  double lon = radius_m / metric->lon_m_per_deg, lat = radius_m / metric->lat_m_per_deg;
  double x = metric->origin.lon_deg - partition->west_deg, y = metric->origin.lat_deg - partition->south_deg;
  return (cell_square){partition_index(x - lon, partition->cell_lon_deg, partition->columns),
                       partition_index(y - lat, partition->cell_lat_deg, partition->rows),
                       partition_index(x + lon, partition->cell_lon_deg, partition->columns),
                       partition_index(y + lat, partition->cell_lat_deg, partition->rows)};
}

static size_t runs_in(const geo_partition *partition, const cell_square *square) {
  size_t count = 0;
  for (int64_t row = square->south; row <= square->north; row++) {
    const uint32_t *runs = &partition->cell_runs[(size_t)row * partition->columns];
    count += runs[square->east + 1] - runs[square->west];
  }
  return count;
}

ht_err geo_partition_near(const geo_partition *partition, ht_lonlat p, double radius_m, base_arena *arena,
                          ht_fault *fault, const uint32_t **shapes, uint32_t *count) {
  geo_metric metric = geo_metric_at(p);
  cell_square square = {0, 0, -1, -1};
  if (partition->columns && is_place(p)) square = square_around(partition, &metric, radius_m);
  uint32_t *found = ARENA_ARRAY(arena, uint32_t, runs_in(partition, &square)), found_count = 0;
  if (!found) return fault_memory(fault);
  for (int64_t row = square.south; row <= square.north; row++)
    for (int64_t column = square.west; column <= square.east; column++) {
      partition_cell cell = partition_cell_at(partition, (uint32_t)column, (uint32_t)row);
      found_count = list_near(partition, &metric, &cell, radius_m, found, found_count);
    }
  *shapes = found;
  *count = sort_unique(found, found_count);
  return HT_OK;
}
