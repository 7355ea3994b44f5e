/* SPDX-License-Identifier: Apache-2.0 */
#include "geo/partition_cells.h"

/*
 * Building a partition: edges, cells, lists, runs.
 *
 * 1. All rings become edges, numbered polygon by polygon in the order of the shapes.
 * 2. Cells are laid over them, about one an edge, about square on the ground.
 * 3. Each edge is listed in the cells it meets: one pass counts, one fills. As edges come in order, so does each list.
 * 4. A row of cells is swept from west to east. West of everything no polygon contains the corner; from corner to
 * corner the answer is carried on by the same exact test that a query uses, so runs and queries cannot disagree.
 *
 * Few long edges over many cells, or many polygons over each other, make lists long. Then the cells are made larger
 * until the lists are in proportion to the edges; with a single cell they always are.
 */

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/buffer.h"
#include "base/fault.h"

enum { MOST_EDGES = 1 << 30, MOST_CELLS_A_SIDE = 4096 };
static const double SMALLEST_CELL_DEG = 1e-5; /* about a metre; far above the rounding of a coordinate */
static const double SLACK = 1e-6;             /* of a cell: invariant 1 of partition_cells.h */

typedef struct partition_builder {
  geo_partition made;
  base_arena scratch;
  partition_edge *edges;
  uint32_t *edge_polygon; /* numbers polygons through all shapes */
  uint32_t *polygon_shape;
  uint32_t polygon_count;
  uint32_t *cell_edges; /* edges of cell i: cell_edges[i] .. cell_edges[i + 1] of edge_ids */
  uint32_t *edge_ids;
  uint32_t *cell_runs;
  base_buffer runs;     /* of partition_run */
  uint32_t *containing; /* polygons that contain the corner of the cell being swept, ascending */
  uint32_t *next_containing;
  uint32_t containing_count, next_count;
} partition_builder;

static bool is_place(ht_lonlat p) {
  return fabs(p.lon_deg) <= 180 && fabs(p.lat_deg) <= 90;
}

static void add_edge(partition_builder *builder, ht_lonlat a, ht_lonlat b, uint32_t polygon) {
  if (a.lon_deg == b.lon_deg && a.lat_deg == b.lat_deg) return;
  bool in_order = a.lon_deg < b.lon_deg || (a.lon_deg == b.lon_deg && a.lat_deg < b.lat_deg);
  uint32_t i = builder->made.edge_count++;
  builder->edges[i] = in_order ? (partition_edge){a, b} : (partition_edge){b, a};
  builder->edge_polygon[i] = polygon;
}

static ht_err add_ring(partition_builder *builder, const ht_shape *shape, uint32_t ring, uint32_t polygon,
                       ht_fault *fault) {
  uint32_t first = shape->path_start[ring], end = shape->path_start[ring + 1];
  for (uint32_t i = first; i < end; i++) {
    ht_lonlat p = shape->points[i];
    if (!is_place(p)) return fault_set(fault, HT_BAD_DATA, "%g %g is no longitude and latitude", p.lon_deg, p.lat_deg);
    add_edge(builder, shape->points[i > first ? i - 1 : end - 1], p, polygon); /* closes a ring that is not */
  }
  return HT_OK;
}

static ht_err add_shape(partition_builder *builder, const ht_shape *shape, uint32_t number, ht_fault *fault) {
  if (shape->kind != HT_POLYGONS) return HT_OK;
  for (uint32_t part = 0; part < shape->part_count; part++) {
    uint32_t polygon = builder->polygon_count++;
    builder->polygon_shape[polygon] = number;
    for (uint32_t ring = shape->part_start[part]; ring < shape->part_start[part + 1]; ring++) {
      ht_err err = add_ring(builder, shape, ring, polygon, fault);
      if (err) return err;
    }
  }
  return HT_OK;
}

static ht_err collect_edges(partition_builder *builder, const ht_shape *shapes, uint32_t count, ht_fault *fault) {
  uint64_t points = 0, polygons = 0;
  for (uint32_t i = 0; i < count; i++) {
    points += shapes[i].point_count;
    polygons += shapes[i].part_count;
  }
  if (points > MOST_EDGES || count > MOST_EDGES)
    return fault_set(fault, HT_LIMIT, "%llu edges are more than %d", (unsigned long long)points, MOST_EDGES);
  builder->edges = ARENA_ARRAY(&builder->scratch, partition_edge, points);
  builder->edge_polygon = ARENA_ARRAY(&builder->scratch, uint32_t, points);
  builder->polygon_shape = ARENA_ARRAY(&builder->scratch, uint32_t, polygons);
  builder->containing = ARENA_ARRAY(&builder->scratch, uint32_t, polygons);
  builder->next_containing = ARENA_ARRAY(&builder->scratch, uint32_t, polygons);
  if (!builder->edges || !builder->edge_polygon || !builder->polygon_shape || !builder->containing ||
      !builder->next_containing)
    return fault_memory(fault);
  builder->made.edges = builder->edges;
  builder->made.shape_count = count;
  for (uint32_t i = 0; i < count; i++) {
    ht_err err = add_shape(builder, &shapes[i], i, fault);
    if (err) return err;
  }
  return HT_OK;
}

/* The box of all edges, widened so that the first corners lie clear of them. */
static ht_box edges_box(const partition_builder *builder) {
  ht_box box = {INFINITY, INFINITY, -INFINITY, -INFINITY};
  for (uint32_t i = 0; i < builder->made.edge_count; i++) {
    const partition_edge *edge = &builder->edges[i];
    box.west_deg = fmin(box.west_deg, edge->low.lon_deg);
    box.east_deg = fmax(box.east_deg, edge->high.lon_deg);
    box.south_deg = fmin(box.south_deg, fmin(edge->low.lat_deg, edge->high.lat_deg));
    box.north_deg = fmax(box.north_deg, fmax(edge->low.lat_deg, edge->high.lat_deg));
  }
  double margin = SMALLEST_CELL_DEG;
  return (ht_box){box.west_deg - margin, box.south_deg - margin, box.east_deg + margin, box.north_deg + margin};
}

static uint32_t cells_along(double length, double cell) {
  return (uint32_t)fmin(fmax(ceil(length / cell), 1), MOST_CELLS_A_SIDE);
}

/* Lays about wanted cells, square on the ground, over the edges. */
static void lay_cells(partition_builder *builder, double wanted) {
  geo_partition *made = &builder->made;
  ht_box box = edges_box(builder);
  double shrink = fmax(cos((box.south_deg + box.north_deg) / 2 * 0.017453292519943295), 0.01);
  double width = box.east_deg - box.west_deg, height = box.north_deg - box.south_deg;
  double side = fmax(sqrt(width * shrink * height / wanted), SMALLEST_CELL_DEG); /* in degrees of latitude */
  made->columns = cells_along(width, side / shrink);
  made->rows = cells_along(height, side);
  made->west_deg = box.west_deg;
  made->south_deg = box.south_deg;
  made->east_deg = box.east_deg;
  made->north_deg = box.north_deg;
  made->cell_lon_deg = width / made->columns;
  made->cell_lat_deg = height / made->rows;
}

/* The part of an edge's latitudes that lies over the longitudes west .. east. */
static void latitudes_over(const partition_edge *edge, double west, double east, double *south, double *north) {
  double lon = edge->high.lon_deg - edge->low.lon_deg, lat = edge->high.lat_deg - edge->low.lat_deg;
  double from = 0, to = 1;
  if (lon > 0) {
    from = (fmax(west, edge->low.lon_deg) - edge->low.lon_deg) / lon;
    to = (fmin(east, edge->high.lon_deg) - edge->low.lon_deg) / lon;
  }
  double a = edge->low.lat_deg + from * lat, b = edge->low.lat_deg + to * lat;
  *south = fmin(a, b);
  *north = fmax(a, b);
}

typedef void cell_fn(partition_builder *builder, uint32_t edge, size_t cell);

/* Calls fn for every cell that edge i meets, or nearly meets. */
static void each_cell(partition_builder *builder, uint32_t i, cell_fn *fn) {
  const geo_partition *made = &builder->made;
  const partition_edge *edge = &builder->edges[i];
  double lon_slack = SLACK * made->cell_lon_deg, lat_slack = SLACK * made->cell_lat_deg;
  double from = edge->low.lon_deg - made->west_deg, to = edge->high.lon_deg - made->west_deg;
  uint32_t last = partition_index(to + lon_slack, made->cell_lon_deg, made->columns);
  for (uint32_t column = partition_index(from - lon_slack, made->cell_lon_deg, made->columns); column <= last;
       column++) {
    double west = partition_corner(made, column, 0).lon_deg, south, north;
    latitudes_over(edge, west - lon_slack, west + made->cell_lon_deg + lon_slack, &south, &north);
    uint32_t top = partition_index(north + lat_slack - made->south_deg, made->cell_lat_deg, made->rows);
    for (uint32_t row = partition_index(south - lat_slack - made->south_deg, made->cell_lat_deg, made->rows);
         row <= top; row++)
      fn(builder, i, (size_t)row * made->columns + column);
  }
}

static void count_edge(partition_builder *builder, uint32_t edge, size_t cell) {
  (void)edge;
  builder->cell_edges[cell]++;
}

static void list_edge(partition_builder *builder, uint32_t edge, size_t cell) {
  builder->edge_ids[builder->cell_edges[cell]++] = edge;
}

/* Turns counts into the ends of the lists before. False when the lists are out of proportion. */
static bool counts_to_starts(partition_builder *builder, size_t cells, size_t *total) {
  size_t sum = 0;
  for (size_t i = 0; i <= cells; i++) {
    size_t count = builder->cell_edges[i];
    if (sum > UINT32_MAX / 2) return false;
    builder->cell_edges[i] = (uint32_t)sum;
    sum += count;
  }
  *total = sum;
  return cells == 1 || sum <= 8 * (size_t)builder->made.edge_count + 4096;
}

/* Lists the edges of all cells. *fits is false when there should be fewer cells. */
static ht_err list_edges(partition_builder *builder, base_arena *lists, ht_fault *fault, bool *fits) {
  size_t cells = (size_t)builder->made.columns * builder->made.rows, total = 0;
  builder->cell_edges = ARENA_ARRAY(lists, uint32_t, cells + 1);
  if (!builder->cell_edges) return fault_memory(fault);
  for (uint32_t i = 0; i < builder->made.edge_count; i++) each_cell(builder, i, count_edge);
  *fits = counts_to_starts(builder, cells, &total);
  if (!*fits) return HT_OK;
  builder->edge_ids = ARENA_ARRAY(lists, uint32_t, total);
  if (!builder->edge_ids) return fault_memory(fault);
  builder->made.edge_ids = builder->edge_ids;
  for (uint32_t i = 0; i < builder->made.edge_count; i++) each_cell(builder, i, list_edge);
  memmove(builder->cell_edges + 1, builder->cell_edges,
          cells * sizeof *builder->cell_edges); /* filling moved them on */
  builder->cell_edges[0] = 0;
  return HT_OK;
}

static uint32_t polygon_of(const partition_builder *builder, uint32_t listed) {
  return builder->edge_polygon[builder->edge_ids[listed]];
}

/* Makes the run of the lowest polygon that has edges from *edge on or contains the corner from *inside on; both move
   on. */
static partition_run next_run(const partition_builder *builder, uint32_t *edge, uint32_t edge_end, uint32_t *inside,
                              uint32_t *polygon) {
  uint32_t by_edge = *edge < edge_end ? polygon_of(builder, *edge) : UINT32_MAX;
  uint32_t by_corner = *inside < builder->containing_count ? builder->containing[*inside] : UINT32_MAX;
  uint32_t first = *edge;
  *polygon = by_edge < by_corner ? by_edge : by_corner;
  while (*edge < edge_end && polygon_of(builder, *edge) == *polygon) ++*edge;
  bool contains = by_corner == *polygon;
  if (contains) ++*inside;
  return (partition_run){builder->polygon_shape[*polygon], first, *edge - first, contains};
}

/* Appends the runs of a cell, and goes on to the corner of the cell to the east. */
static void sweep_cell(partition_builder *builder, uint32_t column, uint32_t row) {
  size_t cell = (size_t)row * builder->made.columns + column;
  ht_lonlat corner = partition_corner(&builder->made, column, row);
  ht_lonlat next_corner = partition_corner(&builder->made, column + 1, row);
  uint32_t edge = builder->cell_edges[cell], edge_end = builder->cell_edges[cell + 1], inside = 0, polygon;
  builder->next_count = 0;
  while (edge < edge_end || inside < builder->containing_count) {
    partition_run run = next_run(builder, &edge, edge_end, &inside, &polygon);
    buffer_append(&builder->runs, &run, sizeof run);
    if (partition_run_contains(&builder->made, &run, corner, next_corner))
      builder->next_containing[builder->next_count++] = polygon;
  }
  uint32_t *swap = builder->containing;
  builder->containing = builder->next_containing;
  builder->next_containing = swap;
  builder->containing_count = builder->next_count;
}

/* Makes the runs of all cells. *fits is false when there should be fewer cells. */
static ht_err sweep_cells(partition_builder *builder, base_arena *lists, ht_fault *fault, bool *fits) {
  size_t cells = (size_t)builder->made.columns * builder->made.rows, cell = 0;
  size_t most_runs = 8 * ((size_t)builder->made.edge_count + cells) + 4096;
  builder->cell_runs = ARENA_ARRAY(lists, uint32_t, cells + 1);
  if (!builder->cell_runs) return fault_memory(fault);
  buffer_clear(&builder->runs);
  for (uint32_t row = 0; row < builder->made.rows; row++) {
    builder->containing_count = 0;
    for (uint32_t column = 0; column < builder->made.columns; column++) {
      builder->cell_runs[cell++] = (uint32_t)(builder->runs.length / sizeof(partition_run));
      sweep_cell(builder, column, row);
    }
    *fits = cells == 1 || builder->runs.length / sizeof(partition_run) <= most_runs;
    if (!*fits) return HT_OK;
  }
  builder->cell_runs[cell] = (uint32_t)(builder->runs.length / sizeof(partition_run));
  return builder->runs.failed ? fault_memory(fault) : HT_OK;
}

static ht_err try_cells(partition_builder *builder, double wanted, base_arena *lists, ht_fault *fault, bool *fits) {
  lay_cells(builder, wanted);
  ht_err err = list_edges(builder, lists, fault, fits);
  return err || !*fits ? err : sweep_cells(builder, lists, fault, fits);
}

static const void *kept(base_arena *arena, const void *items, size_t count, size_t size) {
  void *copy = arena_array(arena, count, size);
  return copy && count ? memcpy(copy, items, count * size) : copy;
}

/* Copies what was built into the arena that stays. */
static ht_err keep(const partition_builder *builder, base_arena *arena, ht_fault *fault,
                   const geo_partition **partition) {
  geo_partition *made = ARENA_NEW(arena, geo_partition);
  if (!made) return fault_memory(fault);
  *made = builder->made;
  if (made->columns) {
    size_t cells = (size_t)made->columns * made->rows;
    made->edges = kept(arena, builder->edges, made->edge_count, sizeof *made->edges);
    made->edge_ids = kept(arena, builder->edge_ids, builder->cell_edges[cells], sizeof *made->edge_ids);
    made->cell_runs = kept(arena, builder->cell_runs, cells + 1, sizeof *made->cell_runs);
    made->runs = kept(arena, builder->runs.bytes, builder->cell_runs[cells], sizeof *made->runs);
    if (!made->edges || !made->edge_ids || !made->cell_runs || !made->runs) return fault_memory(fault);
  }
  *partition = made;
  return HT_OK;
}

ht_err geo_partition_build(const ht_shape *shapes, uint32_t count, base_arena *arena, ht_fault *fault,
                           const geo_partition **partition) {
  partition_builder builder = {.polygon_count = 0};
  base_arena lists = {0};
  ht_err err = collect_edges(&builder, shapes, count, fault);
  bool fits = builder.made.edge_count == 0;
  for (double wanted = fmax(builder.made.edge_count, 16); !err && !fits; wanted /= 4) {
    arena_reset(&lists);
    err = try_cells(&builder, wanted, &lists, fault, &fits);
  }
  if (!err) err = keep(&builder, arena, fault, partition);
  arena_release(&lists);
  arena_release(&builder.scratch);
  buffer_release(&builder.runs);
  return err;
}
