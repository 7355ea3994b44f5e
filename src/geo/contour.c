/* SPDX-License-Identifier: Apache-2.0 */

/*
 * A ring is traced from crossing to crossing with the inside on its left. Every ring goes round at least one corner and
 * so crosses that corner's row: starting from all crossings of rows finds every ring.
 */

#include "geo/contour.h"

#include <math.h>
#include <stdlib.h>

/* A crossing of the side between corners; the way ahead has the inside corner on its left. */
typedef struct crossing {
  int32_t in_column, in_row, out_column, out_row;
} crossing;

typedef struct ring {
  uint32_t first_point, point_count;
  int64_t twice_area; /* above 0: a shell */
  geo_step inside;    /* a corner that the ring has at its inner side */
  uint32_t shell;     /* of a hole: the ring around it */
} ring;

typedef struct tracer {
  const geo_lattice *lattice;
  double side;
  geo_contour_wall *wall;
  void *context;
  uint8_t *seen; /* by the western corner of a row's side: its crossing is on a ring */
  geo_step *points;
  ring *rings;
  size_t point_count, point_capacity, ring_count, ring_capacity;
} tracer;

static float value_at(const geo_lattice *lattice, int32_t column, int32_t row) {
  return lattice->values[(size_t)row * lattice->columns + (size_t)column];
}
static bool is_inside(const geo_lattice *lattice, int32_t column, int32_t row) {
  return value_at(lattice, column, row) < 0;
}

/* The crossing's steps from the inside corner, 1 .. GEO_CONTOUR_STEPS − 1. */
static int32_t steps_out(const tracer *t, crossing at) {
  double in = -value_at(t->lattice, at.in_column, at.in_row), out = value_at(t->lattice, at.out_column, at.out_row);
  double share = 1 / (1 + out / in), wall = 2;
  if (t->wall)
    wall =
        t->wall(t->context, (uint32_t)at.in_column, (uint32_t)at.in_row, (uint32_t)at.out_column, (uint32_t)at.out_row);
  if (wall <= 1) share = fmin(wall, in / t->side);
  int32_t steps = (int32_t)lround(share * GEO_CONTOUR_STEPS);
  return steps < 1 ? 1 : steps > GEO_CONTOUR_STEPS - 1 ? GEO_CONTOUR_STEPS - 1 : steps;
}

static geo_step place_of(const tracer *t, crossing at) {
  int32_t steps = steps_out(t, at);
  return (geo_step){at.in_column * GEO_CONTOUR_STEPS + (at.out_column - at.in_column) * steps,
                    at.in_row * GEO_CONTOUR_STEPS + (at.out_row - at.in_row) * steps};
}

/* Whether the middle of the cell with this south-western corner is inside. Summed in one order, so that it only depends
   on the values. */
static bool joins(const geo_lattice *lattice, int32_t column, int32_t row) {
  float south = value_at(lattice, column, row) + value_at(lattice, column + 1, row);
  float north = value_at(lattice, column, row + 1) + value_at(lattice, column + 1, row + 1);
  return south + north < 0;
}

/* The next crossing: through the cell ahead, turning left, going straight or turning right. */
static crossing next_crossing(const geo_lattice *lattice, crossing at) {
  /* Ahead is a quarter turn left of the way from the inside corner to the outside one. */
  int32_t dx = at.out_column - at.in_column, dy = at.out_row - at.in_row;
  int32_t ahead_x = -dy, ahead_y = dx;
  crossing far = {at.in_column + ahead_x, at.in_row + ahead_y, at.out_column + ahead_x, at.out_row + ahead_y};
  bool left = is_inside(lattice, far.in_column, far.in_row), right = is_inside(lattice, far.out_column, far.out_row);
  crossing turn_left = {at.in_column, at.in_row, far.in_column, far.in_row};
  crossing turn_right = {far.out_column, far.out_row, at.out_column, at.out_row};
  if (left) return right ? turn_right : far;
  if (!right) return turn_left;
  int32_t west = at.in_column < far.out_column ? at.in_column : far.out_column;
  int32_t south = at.in_row < far.out_row ? at.in_row : far.out_row;
  return joins(lattice, west, south) ? turn_right : turn_left;
}

static bool add_point(tracer *t, geo_step point) {
  if (t->point_count == t->point_capacity) {
    size_t capacity = t->point_capacity ? 2 * t->point_capacity : 1024;
    geo_step *points = realloc(t->points, capacity * sizeof *points);
    if (!points) return false;
    t->points = points, t->point_capacity = capacity;
  }
  t->points[t->point_count++] = point;
  return true;
}

static bool add_ring(tracer *t, ring added) {
  if (t->ring_count == t->ring_capacity) {
    size_t capacity = t->ring_capacity ? 2 * t->ring_capacity : 32;
    ring *rings = realloc(t->rings, capacity * sizeof *rings);
    if (!rings) return false;
    t->rings = rings, t->ring_capacity = capacity;
  }
  t->rings[t->ring_count++] = added;
  return true;
}

static int64_t twice_area(const geo_step *points, uint32_t count) {
  int64_t sum = 0;
  for (uint32_t i = 0; i + 1 < count; i++)
    sum += (int64_t)points[i].x * points[i + 1].y - (int64_t)points[i + 1].x * points[i].y;
  return sum;
}

static bool trace_ring(tracer *t, crossing start) {
  ring traced = {.first_point = (uint32_t)t->point_count,
                 .inside = {start.in_column * GEO_CONTOUR_STEPS, start.in_row * GEO_CONTOUR_STEPS}};
  crossing at = start;
  do {
    if (!add_point(t, place_of(t, at))) return false;
    if (at.in_row == at.out_row) {
      int32_t west = at.in_column < at.out_column ? at.in_column : at.out_column;
      t->seen[(size_t)at.in_row * t->lattice->columns + (size_t)west] = 1;
    }
    at = next_crossing(t->lattice, at);
  } while (at.in_column != start.in_column || at.in_row != start.in_row || at.out_column != start.out_column ||
           at.out_row != start.out_row);
  if (!add_point(t, t->points[traced.first_point])) return false;
  traced.point_count = (uint32_t)t->point_count - traced.first_point;
  traced.twice_area = twice_area(t->points + traced.first_point, traced.point_count);
  return add_ring(t, traced);
}

static bool trace_all(tracer *t) {
  const geo_lattice *lattice = t->lattice;
  for (uint32_t row = 0; row < lattice->rows; row++) {
    const float *values = lattice->values + (size_t)row * lattice->columns;
    const uint8_t *seen = t->seen + (size_t)row * lattice->columns;
    for (uint32_t column = 0; column + 1 < lattice->columns; column++) {
      bool west = values[column] < 0, east = values[column + 1] < 0;
      if (west == east || seen[column]) continue;
      int32_t in = (int32_t)(west ? column : column + 1), out = (int32_t)(west ? column + 1 : column);
      if (!trace_ring(t, (crossing){in, (int32_t)row, out, (int32_t)row})) return false;
    }
  }
  return true;
}

/* Whether the corner lies inside the ring. Points of rings never lie on corners, and a ring crosses a row's line only
   at points. */
static bool contains(const tracer *t, const ring *r, geo_step corner) {
  bool inside = false;
  const geo_step *p = t->points + r->first_point;
  for (uint32_t i = 0; i + 1 < r->point_count; i++) {
    geo_step a = p[i], b = p[i + 1];
    if ((a.y > corner.y) == (b.y > corner.y)) continue;
    int64_t cross = ((int64_t)b.x - a.x) * ((int64_t)corner.y - a.y) - ((int64_t)b.y - a.y) * ((int64_t)corner.x - a.x);
    if ((cross > 0) == (b.y > a.y)) inside = !inside;
  }
  return inside;
}

/* Finds the shell of each hole: the smallest around a corner that lies between the two. */
static void find_shells(tracer *t) {
  for (size_t hole = 0; hole < t->ring_count; hole++) {
    ring *h = &t->rings[hole];
    h->shell = UINT32_MAX;
    if (h->twice_area > 0) continue;
    for (size_t i = 0; i < t->ring_count; i++) {
      const ring *shell = &t->rings[i];
      if (shell->twice_area <= -h->twice_area || !contains(t, shell, h->inside)) continue;
      if (h->shell == UINT32_MAX || shell->twice_area < t->rings[h->shell].twice_area) h->shell = (uint32_t)i;
    }
  }
}

static void copy_ring(const tracer *t, const ring *r, geo_outline *outline, geo_step *points, uint32_t *ring_start) {
  for (uint32_t i = 0; i < r->point_count; i++) points[outline->point_count++] = t->points[r->first_point + i];
  ring_start[++outline->ring_count] = outline->point_count;
}

static bool hand_out(base_arena *arena, const tracer *t, geo_outline *outline) {
  geo_step *points = ARENA_ARRAY(arena, geo_step, t->point_count);
  uint32_t *ring_start = ARENA_ARRAY(arena, uint32_t, t->ring_count + 1);
  uint32_t *polygon_start = ARENA_ARRAY(arena, uint32_t, t->ring_count + 1);
  if (!points || !ring_start || !polygon_start) return false;
  *outline = (geo_outline){.points = points, .ring_start = ring_start, .polygon_start = polygon_start};
  for (size_t shell = 0; shell < t->ring_count; shell++) {
    if (t->rings[shell].twice_area <= 0) continue;
    copy_ring(t, &t->rings[shell], outline, points, ring_start);
    for (size_t hole = 0; hole < t->ring_count; hole++)
      if (t->rings[hole].shell == shell) copy_ring(t, &t->rings[hole], outline, points, ring_start);
    polygon_start[++outline->polygon_count] = outline->ring_count;
  }
  return true;
}

bool geo_contour_draw(base_arena *arena, const geo_lattice *lattice, double side, geo_contour_wall *wall, void *context,
                      geo_outline *outline) {
  tracer t = {.lattice = lattice, .side = side, .wall = wall, .context = context};
  t.seen = calloc((size_t)lattice->columns * lattice->rows, 1);
  bool drawn = t.seen && trace_all(&t);
  if (drawn) {
    find_shells(&t);
    drawn = hand_out(arena, &t, outline);
  }
  free(t.seen);
  free(t.points);
  free(t.rings);
  return drawn;
}
