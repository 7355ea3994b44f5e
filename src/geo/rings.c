/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Rings, nested and split.
 *
 * Nesting asks for each pair whether one contains the other, after a comparison of their boxes; cities' shapes have
 * few rings, and a lake with a thousand islands still takes only a million box comparisons. One point decides,
 * because rings do not cross: the first that is no corner of the other ring, since rings may touch at corners.
 *
 * Splitting walks a ring and keeps the path on a stack. Coming to a point that is on the stack already closes a loop,
 * which is taken off as a ring of its own.
 */
#include "geo/rings.h"

#include <stdlib.h>

typedef struct ring {
  uint32_t first, end;
  ht_box box;
  uint32_t depth;  /* how many rings contain it */
  uint32_t parent; /* the innermost of these */
} ring;

#define NO_PARENT UINT32_MAX

static ht_box box_of(const ht_lonlat *points, uint32_t first, uint32_t end) {
  ht_box box = {points[first].lon_deg, points[first].lat_deg, points[first].lon_deg, points[first].lat_deg};
  for (uint32_t i = first + 1; i < end; i++) {
    ht_lonlat p = points[i];
    if (p.lon_deg < box.west_deg) box.west_deg = p.lon_deg;
    if (p.lon_deg > box.east_deg) box.east_deg = p.lon_deg;
    if (p.lat_deg < box.south_deg) box.south_deg = p.lat_deg;
    if (p.lat_deg > box.north_deg) box.north_deg = p.lat_deg;
  }
  return box;
}

static bool box_in_box(const ht_box *inner, const ht_box *outer) {
  return inner->west_deg >= outer->west_deg && inner->east_deg <= outer->east_deg &&
         inner->south_deg >= outer->south_deg && inner->north_deg <= outer->north_deg;
}

static bool same(ht_lonlat a, ht_lonlat b) {
  return a.lon_deg == b.lon_deg && a.lat_deg == b.lat_deg;
}

static bool has_corner(const ht_lonlat *points, const ring *r, ht_lonlat p) {
  for (uint32_t i = r->first; i < r->end; i++)
    if (same(points[i], p)) return true;
  return false;
}

static bool surrounds(const ht_lonlat *points, const ring *r, ht_lonlat p) {
  bool inside = false;
  for (uint32_t i = r->first; i + 1 < r->end; i++) {
    ht_lonlat a = points[i], b = points[i + 1];
    if ((a.lat_deg > p.lat_deg) == (b.lat_deg > p.lat_deg)) continue;
    double lon_deg = a.lon_deg + (p.lat_deg - a.lat_deg) / (b.lat_deg - a.lat_deg) * (b.lon_deg - a.lon_deg);
    if (lon_deg > p.lon_deg) inside = !inside;
  }
  return inside;
}

/* When every corner is shared, which of the two is inside is seen from the middle of an edge that is not. */
static bool contains(const ht_lonlat *points, const ring *outer, const ring *inner) {
  if (!box_in_box(&inner->box, &outer->box)) return false;
  for (uint32_t i = inner->first; i < inner->end; i++)
    if (!has_corner(points, outer, points[i])) return surrounds(points, outer, points[i]);
  ht_lonlat a = points[inner->first], b = points[inner->first + 1];
  return surrounds(points, outer, (ht_lonlat){(a.lon_deg + b.lon_deg) / 2, (a.lat_deg + b.lat_deg) / 2});
}

static void find_parents(const ht_lonlat *points, ring *rings, uint32_t count) {
  for (uint32_t i = 0; i < count; i++) {
    rings[i].parent = NO_PARENT;
    for (uint32_t o = 0; o < count; o++) {
      if (o == i || !contains(points, &rings[o], &rings[i])) continue;
      rings[i].depth++;
      if (rings[i].parent == NO_PARENT || box_in_box(&rings[o].box, &rings[rings[i].parent].box)) rings[i].parent = o;
    }
  }
}

/* What a shape is written into. */
typedef struct writing {
  const ht_lonlat *from;
  ht_lonlat *points;
  uint32_t *path_start, *part_start;
  ht_shape *shape;
} writing;

static void write_ring(const writing *w, const ring *r) {
  for (uint32_t i = r->first; i < r->end; i++) w->points[w->shape->point_count++] = w->from[i];
  w->path_start[++w->shape->path_count] = w->shape->point_count;
}

static void write_polygons(const writing *w, const ring *rings, uint32_t count) {
  for (uint32_t i = 0; i < count; i++) {
    if (rings[i].depth % 2) continue;
    write_ring(w, &rings[i]);
    for (uint32_t h = 0; h < count; h++)
      if (rings[h].depth % 2 && rings[h].parent == i) write_ring(w, &rings[h]);
    w->part_start[++w->shape->part_count] = w->shape->path_count;
  }
}

bool geo_rings_nest(const geo_rings *rings, base_arena *arena, ht_shape *shape) {
  uint32_t count = rings->count;
  ring *all = ARENA_ARRAY(arena, ring, count);
  ht_shape made = {.kind = HT_POLYGONS};
  writing w = {rings->points, ARENA_ARRAY(arena, ht_lonlat, rings->start[count]),
               ARENA_ARRAY(arena, uint32_t, (size_t)count + 1), ARENA_ARRAY(arena, uint32_t, (size_t)count + 1), &made};
  if (!all || !w.points || !w.path_start || !w.part_start) return false;
  for (uint32_t i = 0; i < count; i++)
    all[i] = (ring){.first = rings->start[i],
                    .end = rings->start[i + 1],
                    .box = box_of(rings->points, rings->start[i], rings->start[i + 1])};
  find_parents(rings->points, all, count);
  write_polygons(&w, all, count);
  made.points = w.points;
  made.path_start = w.path_start;
  made.part_start = w.part_start;
  *shape = made;
  return true;
}

/* A point and where it stands in its ring. */
typedef struct corner {
  ht_lonlat position;
  uint32_t at;
} corner;

static int by_position(const void *a, const void *b) {
  const corner *left = a, *right = b;
  if (left->position.lon_deg != right->position.lon_deg)
    return left->position.lon_deg < right->position.lon_deg ? -1 : 1;
  if (left->position.lat_deg != right->position.lat_deg)
    return left->position.lat_deg < right->position.lat_deg ? -1 : 1;
  return left->at < right->at ? -1 : left->at > right->at;
}

typedef struct splitting {
  corner *corners;
  uint32_t *name;  /* per point of the ring: equal for equal points */
  uint32_t *place; /* per name: where it is on the stack + 1, 0 nowhere */
  ht_lonlat *stack;
  uint32_t *names; /* of what is on the stack */
  uint32_t height;
  ht_lonlat *points; /* the rings made */
  uint32_t *start;
  uint32_t point_count, ring_count;
} splitting;

static void name_points(splitting *s, const ht_lonlat *points, uint32_t count) {
  for (uint32_t i = 0; i < count; i++) s->corners[i] = (corner){points[i], i};
  qsort(s->corners, count, sizeof *s->corners, by_position);
  uint32_t name = 0;
  for (uint32_t i = 0; i < count; i++) {
    if (i > 0 && !same(s->corners[i].position, s->corners[i - 1].position)) name++;
    s->name[s->corners[i].at] = name;
    s->place[i] = 0;
  }
}

/* Takes the stack from the point at place (+ 1) off as a ring, leaving that point. False for a spike. */
static bool take_loop(splitting *s, uint32_t place) {
  uint32_t first = place - 1, count = s->height - first;
  if (count < 3) return false;
  for (uint32_t i = first; i < s->height; i++) s->points[s->point_count++] = s->stack[i];
  s->points[s->point_count++] = s->stack[first];
  s->start[++s->ring_count] = s->point_count;
  while (s->height > place) s->place[s->names[--s->height]] = 0;
  return true;
}

static bool split_ring(splitting *s, const ht_lonlat *points, uint32_t count) {
  name_points(s, points, count);
  s->height = 0;
  for (uint32_t i = 0; i < count; i++) {
    if (i > 0 && s->name[i] == s->name[i - 1]) continue; /* a point given twice in a row */
    uint32_t place = s->place[s->name[i]];
    if (place > 0) {
      if (!take_loop(s, place)) return false;
      continue;
    }
    s->names[s->height] = s->name[i];
    s->stack[s->height++] = points[i];
    s->place[s->name[i]] = s->height;
  }
  return s->height == 1;
}

geo_rings_split_result geo_rings_split(const geo_rings *rings, base_arena *arena, geo_rings *split) {
  size_t total = rings->start[rings->count];
  splitting s = {.corners = ARENA_ARRAY(arena, corner, total),
                 .name = ARENA_ARRAY(arena, uint32_t, total),
                 .place = ARENA_ARRAY(arena, uint32_t, total),
                 .stack = ARENA_ARRAY(arena, ht_lonlat, total),
                 .names = ARENA_ARRAY(arena, uint32_t, total),
                 .points = ARENA_ARRAY(arena, ht_lonlat, total * 2),
                 .start = ARENA_ARRAY(arena, uint32_t, total + 1)};
  if (!s.corners || !s.name || !s.place || !s.stack || !s.names || !s.points || !s.start) return GEO_RINGS_NO_MEMORY;
  for (uint32_t i = 0; i < rings->count; i++)
    if (!split_ring(&s, rings->points + rings->start[i], rings->start[i + 1] - rings->start[i])) return GEO_RINGS_SPIKE;
  *split = (geo_rings){s.points, s.start, s.ring_count};
  return GEO_RINGS_SPLIT;
}
