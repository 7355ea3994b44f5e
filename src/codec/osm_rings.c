/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Multipolygons.
 *
 * A lake's shore is drawn as pieces, shared with the park beside it, in any order and direction, and the relation only lists
 * them. Here the pieces are laid end to end by their nodes until they close. Which rings are holes is decided by how many other
 * rings contain them (an odd number: a hole), because roles are often wrong or missing and geometry is not. A relation that misses a piece, or
 * whose pieces do not close, gives nothing: where the missing shore runs is not ours to guess.
 *
 * Pieces meet at their end nodes in pairs. Where more than two meet (two islands touch in one node) any choice that closes is taken; a choice that
 * makes the result cross itself is caught by the validity check that every polygon passes later.
 */
#include "codec/osm_rings.h"

#include <stdlib.h>
#include <string.h>

#include "base/fault.h"

#define POINT_LIMIT 1000000u

typedef struct ring {
  uint32_t first, count; /* of joining.refs; closed */
  ht_box box;
  uint32_t depth; /* how many rings contain it */
  int64_t parent; /* the innermost of these, -1 none */
} ring;

typedef struct joining {
  const osm_kept *kept;
  base_arena *arena;
  const osm_kept_way **pieces;
  uint32_t piece_count;
  int64_t *refs; /* the rings' nodes, ring after ring */
  uint32_t ref_count;
  ring *rings;
  uint32_t ring_count;
} joining;

const char *osm_rings_flaw_text(osm_rings_flaw flaw) {
  switch (flaw) {
    case OSM_RINGS_SOUND: return "";
    case OSM_RINGS_WAY_MISSING: return "a way of the multipolygon is not in the file";
    case OSM_RINGS_NODE_MISSING: return "a node of the multipolygon is not in the file";
    case OSM_RINGS_OPEN: return "the ways of the multipolygon do not close to rings";
    case OSM_RINGS_EMPTY: return "the multipolygon has no ways";
  }
  return "";
}

/* Finds the pieces, and how many nodes they have at most. */
static osm_rings_flaw find_pieces(joining *j, const osm_kept_relation *relation, uint64_t *points) {
  const osm_kept *kept = j->kept;
  for (uint32_t i = 0; i < relation->member_count; i++) {
    const osm_kept_way *way = osm_kept_find_way(kept, kept->members[relation->first_member + i].way);
    if (!way) return OSM_RINGS_WAY_MISSING;
    for (uint32_t n = 0; n < way->ref_count; n++)
      if (kept->refs[way->first_ref + n] == OSM_NO_NODE) return OSM_RINGS_NODE_MISSING;
    if (way->ref_count < 2) continue;
    j->pieces[j->piece_count++] = way;
    *points += way->ref_count;
  }
  return j->piece_count ? OSM_RINGS_SOUND : OSM_RINGS_EMPTY;
}

static const int64_t *first_ref(const joining *j, const osm_kept_way *way) {
  return j->kept->refs + way->first_ref;
}

static void lay(joining *j, const osm_kept_way *way, bool backward, bool skip_first) {
  const int64_t *refs = first_ref(j, way);
  for (uint32_t i = skip_first; i < way->ref_count; i++) j->refs[j->ref_count++] = refs[backward ? way->ref_count - 1 - i : i];
}

/* Lays on the unused piece that goes on from the last node. False when there is none. */
static bool lay_next(joining *j) {
  int64_t end = j->refs[j->ref_count - 1];
  for (uint32_t i = 0; i < j->piece_count; i++) {
    const osm_kept_way *way = j->pieces[i];
    if (!way) continue;
    const int64_t *refs = first_ref(j, way);
    bool forward = refs[0] == end, backward = refs[way->ref_count - 1] == end;
    if (!forward && !backward) continue;
    j->pieces[i] = NULL;
    lay(j, way, !forward, true);
    return true;
  }
  return false;
}

static osm_rings_flaw join_rings(joining *j) {
  for (uint32_t i = 0; i < j->piece_count; i++) {
    if (!j->pieces[i]) continue;
    ring *r = &j->rings[j->ring_count];
    r->first = j->ref_count;
    lay(j, j->pieces[i], false, false);
    j->pieces[i] = NULL;
    while (j->refs[r->first] != j->refs[j->ref_count - 1])
      if (!lay_next(j)) return OSM_RINGS_OPEN;
    r->count = j->ref_count - r->first;
    if (r->count < 4) return OSM_RINGS_OPEN;
    j->ring_count++;
  }
  return OSM_RINGS_SOUND;
}

static ht_lonlat place(const joining *j, uint32_t ref) {
  return j->kept->node_positions[j->refs[ref]];
}

static void measure(const joining *j, ring *r) {
  r->box = (ht_box){180, 90, -180, -90};
  for (uint32_t i = r->first; i < r->first + r->count; i++) {
    ht_lonlat p = place(j, i);
    if (p.lon_deg < r->box.west_deg) r->box.west_deg = p.lon_deg;
    if (p.lon_deg > r->box.east_deg) r->box.east_deg = p.lon_deg;
    if (p.lat_deg < r->box.south_deg) r->box.south_deg = p.lat_deg;
    if (p.lat_deg > r->box.north_deg) r->box.north_deg = p.lat_deg;
  }
}

static bool box_in_box(const ht_box *inner, const ht_box *outer) {
  return inner->west_deg >= outer->west_deg && inner->east_deg <= outer->east_deg && inner->south_deg >= outer->south_deg &&
         inner->north_deg <= outer->north_deg;
}

static bool has_node(const joining *j, const ring *r, int64_t node) {
  for (uint32_t i = r->first; i < r->first + r->count; i++)
    if (j->refs[i] == node) return true;
  return false;
}

/* A node of inner that is none of outer decides; rings do not cross, so one is enough. */
static bool contains(const joining *j, const ring *outer, const ring *inner) {
  if (!box_in_box(&inner->box, &outer->box)) return false;
  uint32_t probe = inner->first;
  while (probe < inner->first + inner->count && has_node(j, outer, j->refs[probe])) probe++;
  if (probe == inner->first + inner->count) return false;
  ht_lonlat p = place(j, probe);
  bool inside = false;
  for (uint32_t i = outer->first; i + 1 < outer->first + outer->count; i++) {
    ht_lonlat a = place(j, i), b = place(j, i + 1);
    if ((a.lat_deg > p.lat_deg) == (b.lat_deg > p.lat_deg)) continue;
    double cross_lon = a.lon_deg + (p.lat_deg - a.lat_deg) / (b.lat_deg - a.lat_deg) * (b.lon_deg - a.lon_deg);
    if (cross_lon > p.lon_deg) inside = !inside;
  }
  return inside;
}

static void nest(joining *j) {
  for (uint32_t i = 0; i < j->ring_count; i++) measure(j, &j->rings[i]);
  for (uint32_t i = 0; i < j->ring_count; i++) {
    ring *inner = &j->rings[i];
    inner->parent = -1;
    for (uint32_t o = 0; o < j->ring_count; o++) {
      if (o == i || !contains(j, &j->rings[o], inner)) continue;
      inner->depth++;
      bool deeper = inner->parent < 0 || box_in_box(&j->rings[o].box, &j->rings[inner->parent].box);
      if (deeper) inner->parent = o;
    }
  }
}

typedef struct shape_memory {
  ht_lonlat *points;
  uint32_t *path_start, *part_start;
} shape_memory;

static void add_ring(const joining *j, const ring *r, const shape_memory *to, ht_shape *shape) {
  for (uint32_t i = 0; i < r->count; i++) to->points[shape->point_count++] = place(j, r->first + i);
  to->path_start[++shape->path_count] = shape->point_count;
}

/* A shell, then its holes: the rings one deeper whose innermost container it is. */
static ht_err build_shape(const joining *j, ht_fault *fault, ht_shape *shape) {
  shape_memory to = {ARENA_ARRAY(j->arena, ht_lonlat, j->ref_count), ARENA_ARRAY(j->arena, uint32_t, j->ring_count + 1),
                     ARENA_ARRAY(j->arena, uint32_t, j->ring_count + 1)};
  if (!to.points || !to.path_start || !to.part_start) return fault_memory(fault);
  ht_shape built = {.kind = HT_POLYGONS, .points = to.points, .path_start = to.path_start, .part_start = to.part_start};
  for (uint32_t i = 0; i < j->ring_count; i++) {
    if (j->rings[i].depth % 2) continue;
    add_ring(j, &j->rings[i], &to, &built);
    for (uint32_t h = 0; h < j->ring_count; h++)
      if (j->rings[h].depth % 2 && j->rings[h].parent == i) add_ring(j, &j->rings[h], &to, &built);
    to.part_start[++built.part_count] = built.path_count;
  }
  *shape = built;
  return HT_OK;
}

ht_err osm_rings_of_relation(const osm_kept *kept, const osm_kept_relation *relation, base_arena *arena, ht_fault *fault,
                             ht_shape *shape, osm_rings_flaw *flaw) {
  joining j = {.kept = kept, .arena = arena};
  uint64_t points = 0;
  j.pieces = ARENA_ARRAY(arena, const osm_kept_way *, relation->member_count);
  j.rings = ARENA_ARRAY(arena, ring, relation->member_count);
  if (!j.pieces || !j.rings) return fault_memory(fault);
  *flaw = find_pieces(&j, relation, &points);
  if (*flaw) return HT_OK;
  if (points > POINT_LIMIT) return fault_set(fault, HT_LIMIT, "relation %lld has more than a million points", (long long)relation->id);
  j.refs = ARENA_ARRAY(arena, int64_t, points);
  if (!j.refs) return fault_memory(fault);
  *flaw = join_rings(&j);
  if (*flaw) return HT_OK;
  nest(&j);
  return build_shape(&j, fault, shape);
}
