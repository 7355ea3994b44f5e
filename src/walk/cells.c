/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Built by counting: one pass counts the items of each cell, a second puts them in. A segment is put into every cell
 * that it crosses, row by row: the part of it inside a row's band spans an interval of columns. Two millimetres of
 * margin keep rounding from losing a cell; a cell too many costs a comparison, a cell too few would lose a street.
 */

#include "walk/cells.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define CELLS_MARGIN_MM 2
#define CELLS_PER_SEGMENT 4

bool walk_list_push(walk_list *list, uint32_t item) {
  if (list->count == list->capacity) {
    size_t capacity = list->capacity ? 2 * list->capacity : 256;
    uint32_t *items = realloc(list->items, capacity * sizeof *items);
    if (!items) return false;
    list->items = items, list->capacity = capacity;
  }
  list->items[list->count++] = item;
  return true;
}

void walk_list_release(walk_list *list) {
  free(list->items);
  *list = (walk_list){0};
}

walk_box walk_box_around(walk_xy at, int64_t reach_mm) {
  return (walk_box){at.x_mm - reach_mm, at.y_mm - reach_mm, at.x_mm + reach_mm, at.y_mm + reach_mm};
}

/* fmin and fmax are calls where NaN must be minded; here it cannot come. */
static double lesser(double a, double b) {
  return a < b ? a : b;
}
static double greater(double a, double b) {
  return a > b ? a : b;
}
static int64_t smaller(int64_t a, int64_t b) {
  return a < b ? a : b;
}
static int64_t larger(int64_t a, int64_t b) {
  return a > b ? a : b;
}

walk_box walk_box_of(walk_segment s, int64_t margin_mm) {
  return (walk_box){smaller(s.a.x_mm, s.b.x_mm) - margin_mm, smaller(s.a.y_mm, s.b.y_mm) - margin_mm,
                    larger(s.a.x_mm, s.b.x_mm) + margin_mm, larger(s.a.y_mm, s.b.y_mm) + margin_mm};
}

walk_box walk_box_of_view(walk_segment segment, walk_xy eye) {
  walk_box box = walk_box_of(segment, 0);
  return (walk_box){smaller(box.west_mm, eye.x_mm), smaller(box.south_mm, eye.y_mm), larger(box.east_mm, eye.x_mm),
                    larger(box.north_mm, eye.y_mm)};
}

static int64_t clamp(int64_t value, int64_t most) {
  return value < 0 ? 0 : value > most ? most : value;
}
static int64_t column_of(const walk_cells *cells, int64_t x_mm) {
  return x_mm < cells->west_mm ? 0 : clamp((x_mm - cells->west_mm) / cells->cell_mm, cells->columns - 1);
}
static int64_t row_of(const walk_cells *cells, int64_t y_mm) {
  return y_mm < cells->south_mm ? 0 : clamp((y_mm - cells->south_mm) / cells->cell_mm, cells->rows - 1);
}

/* The west and east ends of what the segment has inside a row; false when it has nothing there. */
static bool span_in_row(const walk_cells *cells, const walk_segment *s, int64_t row, double *west, double *east) {
  double x0 = s->a.x_mm, x1 = s->b.x_mm, y0 = s->a.y_mm, y1 = s->b.y_mm;
  double south = (double)(cells->south_mm + row * cells->cell_mm) - CELLS_MARGIN_MM;
  double north = south + (double)cells->cell_mm + 2 * CELLS_MARGIN_MM;
  double from = 0, to = 1;
  if (y0 != y1) {
    double t0 = (south - y0) / (y1 - y0), t1 = (north - y0) / (y1 - y0);
    from = greater(0, lesser(t0, t1)), to = lesser(1, greater(t0, t1));
  } else if (y0 < south || y0 > north) {
    return false;
  }
  if (from > to) return false;
  double xa = x0 + from * (x1 - x0), xb = x0 + to * (x1 - x0);
  *west = lesser(xa, xb) - CELLS_MARGIN_MM, *east = greater(xa, xb) + CELLS_MARGIN_MM;
  return true;
}

/* Counts the segment in its cells (items NULL), or puts it there, counting down from the cells' ends. */
static void place(const walk_cells *cells, const walk_segment *s, uint32_t id, uint32_t *at, uint32_t *items) {
  walk_box box = walk_box_of(*s, CELLS_MARGIN_MM);
  for (int64_t row = row_of(cells, box.south_mm); row <= row_of(cells, box.north_mm); row++) {
    double west, east;
    if (!span_in_row(cells, s, row, &west, &east)) continue;
    int64_t last = column_of(cells, (int64_t)ceil(east));
    for (int64_t column = column_of(cells, (int64_t)floor(west)); column <= last; column++) {
      uint32_t *end = at + row * cells->columns + column;
      if (items)
        items[--*end] = id;
      else
        ++*end;
    }
  }
}

/* Chooses the cells' extent and size: few more cells than segments, however wide the plain between two towns. */
static void lay_out(const walk_segment *segments, uint32_t count, int32_t cell_mm, walk_cells *cells) {
  walk_box all = walk_box_of(segments[0], 0);
  for (uint32_t i = 1; i < count; i++) {
    walk_box box = walk_box_of(segments[i], 0);
    all = (walk_box){smaller(all.west_mm, box.west_mm), smaller(all.south_mm, box.south_mm),
                     larger(all.east_mm, box.east_mm), larger(all.north_mm, box.north_mm)};
  }
  double width = (double)(all.east_mm - all.west_mm) + 1, height = (double)(all.north_mm - all.south_mm) + 1;
  double sparse = sqrt(width * height / (CELLS_PER_SEGMENT * (double)count + 1000));
  double thin = greater(width, height) / (CELLS_PER_SEGMENT * (double)count + 1000);
  cells->cell_mm = (int64_t)ceil(greater(cell_mm, greater(sparse, thin)));
  cells->west_mm = all.west_mm, cells->south_mm = all.south_mm;
  cells->columns = (all.east_mm - all.west_mm) / cells->cell_mm + 1;
  cells->rows = (all.north_mm - all.south_mm) / cells->cell_mm + 1;
}

bool walk_cells_build(base_arena *arena, const walk_segment *segments, uint32_t count, int32_t cell_mm,
                      walk_cells *cells) {
  *cells = (walk_cells){.cell_mm = cell_mm};
  if (count == 0) return true;
  lay_out(segments, count, cell_mm, cells);
  size_t cell_count = (size_t)(cells->columns * cells->rows);
  uint32_t *start = ARENA_ARRAY(arena, uint32_t, cell_count + 1);
  if (!start) return false;
  for (uint32_t i = 0; i < count; i++) place(cells, &segments[i], i, start, NULL);
  uint64_t total = 0;
  for (size_t cell = 0; cell <= cell_count; cell++) total += start[cell], start[cell] = (uint32_t)total;
  uint32_t *items = total <= UINT32_MAX ? ARENA_ARRAY(arena, uint32_t, (size_t)total) : NULL;
  if (!items) return false;
  /* From the last to the first, so that each cell's items ascend. */
  for (uint32_t i = count; i-- > 0;) place(cells, &segments[i], i, start, items);
  cells->start = start, cells->items = items;
  return true;
}

/* Shell's sort: short lists of nearly sorted runs, and no memory as qsort may want. */
static void sort(uint32_t *items, size_t count) {
  static const size_t gaps[] = {1750, 701, 301, 132, 57, 23, 10, 4, 1};
  for (size_t g = 0; g < sizeof gaps / sizeof *gaps; g++)
    for (size_t i = gaps[g]; i < count; i++) {
      uint32_t item = items[i];
      size_t j = i;
      for (; j >= gaps[g] && items[j - gaps[g]] > item; j -= gaps[g]) items[j] = items[j - gaps[g]];
      items[j] = item;
    }
}

bool walk_cells_query(const walk_cells *cells, walk_box box, walk_list *list) {
  list->count = 0;
  if (cells->columns == 0) return true;
  if (box.east_mm < cells->west_mm || box.north_mm < cells->south_mm) return true;
  int64_t last_row = row_of(cells, box.north_mm);
  for (int64_t row = row_of(cells, box.south_mm); row <= last_row; row++) {
    const uint32_t *cell = cells->start + row * cells->columns;
    uint32_t from = cell[column_of(cells, box.west_mm)], to = cell[column_of(cells, box.east_mm) + 1];
    for (uint32_t i = from; i < to; i++)
      if (!walk_list_push(list, cells->items[i])) return false;
  }
  sort(list->items, list->count);
  size_t kept = 0;
  for (size_t i = 0; i < list->count; i++)
    if (i == 0 || list->items[i] != list->items[kept - 1]) list->items[kept++] = list->items[i];
  list->count = kept;
  return true;
}

bool walk_cells_meet(const walk_cells *cells, const walk_segment *segments, walk_box box) {
  if (cells->columns == 0 || box.east_mm < cells->west_mm || box.north_mm < cells->south_mm) return false;
  int64_t last_row = row_of(cells, box.north_mm);
  for (int64_t row = row_of(cells, box.south_mm); row <= last_row; row++) {
    const uint32_t *cell = cells->start + row * cells->columns;
    uint32_t end = cell[column_of(cells, box.east_mm) + 1];
    for (uint32_t i = cell[column_of(cells, box.west_mm)]; i < end; i++) {
      walk_box other = walk_box_of(segments[cells->items[i]], 0);
      if (walk_box_meets(&box, &other)) return true;
    }
  }
  return false;
}

bool walk_cells_query_triangle(const walk_cells *cells, const walk_xy corners[3], uint32_t *marks, uint32_t mark,
                               walk_list *list) {
  walk_segment sides[3] = {{corners[0], corners[1]}, {corners[1], corners[2]}, {corners[2], corners[0]}};
  walk_box box = walk_box_of_view(sides[0], corners[2]);
  list->count = 0;
  if (cells->columns == 0 || box.east_mm < cells->west_mm || box.north_mm < cells->south_mm) return true;
  int64_t last_row = row_of(cells, box.north_mm);
  for (int64_t row = row_of(cells, box.south_mm); row <= last_row; row++) {
    double west = INFINITY, east = -INFINITY, from, to;
    for (int i = 0; i < 3; i++)
      if (span_in_row(cells, &sides[i], row, &from, &to)) west = lesser(west, from), east = greater(east, to);
    if (west > east) continue;
    const uint32_t *cell = cells->start + row * cells->columns;
    uint32_t end = cell[column_of(cells, (int64_t)ceil(east)) + 1];
    for (uint32_t i = cell[column_of(cells, (int64_t)floor(west))]; i < end; i++) {
      uint32_t item = cells->items[i];
      if (marks[item] == mark) continue;
      marks[item] = mark;
      if (!walk_list_push(list, item)) return false;
    }
  }
  return true;
}
