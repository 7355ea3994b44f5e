/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Multipolygons.
 *
 * A lake's shore is drawn as pieces, shared with the park beside it, in any order and direction, and the relation
 * only lists them. Here the pieces are laid end to end by their nodes until they close. Which rings are holes is
 * decided by how many other rings contain them (an odd number: a hole), because roles are often wrong or missing and
 * geometry is not. A relation that misses a piece, or whose pieces do not close, gives nothing: where the missing
 * shore runs is not ours to guess.
 *
 * Pieces meet at their end nodes in pairs. Where more than two meet (two islands touch in one node) any choice that
 * closes is taken; a choice that makes the result cross itself is caught by the validity check that every polygon
 * passes later.
 */
#include "codec/osm_rings.h"

#include "base/fault.h"
#include "geo/rings.h"

#define POINT_LIMIT 1000000u

typedef struct joining {
  const osm_kept *kept;
  base_arena *arena;
  const osm_kept_way **pieces;
  uint32_t piece_count;
  int64_t *refs; /* the rings' nodes, ring after ring */
  uint32_t ref_count;
  uint32_t *ring_start; /* into refs */
  uint32_t ring_count;
} joining;

const char *osm_rings_flaw_text(osm_rings_flaw flaw) {
  switch (flaw) {
  case OSM_RINGS_SOUND: return "";
  case OSM_RINGS_WAY_MISSING: return "a way of the multipolygon is not in the file";
  case OSM_RINGS_NODE_MISSING: return "a node of the multipolygon is not in the file";
  case OSM_RINGS_OPEN: return "the ways of the multipolygon do not close to rings";
  case OSM_RINGS_CROSS: return "the rings of the multipolygon cross";
  case OSM_RINGS_LARGE: return "the multipolygon has more than a million points";
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
  for (uint32_t i = skip_first; i < way->ref_count; i++)
    j->refs[j->ref_count++] = refs[backward ? way->ref_count - 1 - i : i];
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
    uint32_t first = j->ref_count;
    lay(j, j->pieces[i], false, false);
    j->pieces[i] = NULL;
    while (j->refs[first] != j->refs[j->ref_count - 1])
      if (!lay_next(j)) return OSM_RINGS_OPEN;
    if (j->ref_count - first < 4) return OSM_RINGS_OPEN;
    j->ring_start[++j->ring_count] = j->ref_count;
  }
  return OSM_RINGS_SOUND;
}

static ht_err build_shape(const joining *j, ht_fault *fault, ht_shape *shape, osm_rings_flaw *flaw) {
  ht_lonlat *points = ARENA_ARRAY(j->arena, ht_lonlat, j->ref_count);
  if (!points) return fault_memory(fault);
  for (uint32_t i = 0; i < j->ref_count; i++) points[i] = j->kept->node_positions[j->refs[i]];
  const geo_rings rings = {points, j->ring_start, j->ring_count};
  ht_shape nested;
  if (!geo_rings_nest(&rings, j->arena, &nested)) return fault_memory(fault);
  if (nested.path_count < rings.count)
    *flaw = OSM_RINGS_CROSS;
  else
    *shape = nested;
  return HT_OK;
}

ht_err osm_rings_of_relation(const osm_kept *kept, const osm_kept_relation *relation, base_arena *arena,
                             ht_fault *fault, ht_shape *shape, osm_rings_flaw *flaw) {
  joining j = {.kept = kept, .arena = arena};
  uint64_t points = 0;
  j.pieces = ARENA_ARRAY(arena, const osm_kept_way *, relation->member_count);
  j.ring_start = ARENA_ARRAY(arena, uint32_t, (size_t)relation->member_count + 1);
  if (!j.pieces || !j.ring_start) return fault_memory(fault);
  *flaw = find_pieces(&j, relation, &points);
  if (*flaw) return HT_OK;
  if (points > POINT_LIMIT) {
    *flaw = OSM_RINGS_LARGE;
    return HT_OK;
  }
  j.refs = ARENA_ARRAY(arena, int64_t, points);
  if (!j.refs) return fault_memory(fault);
  *flaw = join_rings(&j);
  if (*flaw) return HT_OK;
  return build_shape(&j, fault, shape, flaw);
}
