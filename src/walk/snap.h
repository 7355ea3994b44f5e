/* SPDX-License-Identifier: Apache-2.0 */
#ifndef WALK_SNAP_H
#define WALK_SNAP_H

/*
 * From a place to the streets and back: straight legs.
 *
 * T(p), the walk time of a place, is the least leg cost + network cost over all visible street points. Along a stretch
 * of street that is visible from p and holds no start of the search, network costs fall or rise at least as fast as
 * legs can shorten, so the least is taken at an end of the stretch: a place is a short list of snaps, the ends of its
 * visible stretches. A node at which every street is visible is no end. Only two places that see the same piece of
 * street may do better in between (crossing the street, or passing it by): walk_meet_cost takes care of these.
 */

#include "walk/ground.h"
#include "walk/sight.h"

/* A leg between a place and a point of the street. */
typedef struct walk_snap {
  uint32_t edge, offset_mm, leg_mm;
} walk_snap;

/* A visible part of a street segment of the ground. */
typedef struct walk_seen {
  uint32_t segment;
  walk_interval part;
} walk_seen;

typedef struct walk_place {
  walk_xy at;
  const walk_snap *snaps;
  const walk_seen *seen; /* by segment, then part */
  uint32_t snap_count, seen_count;
  uint32_t nearest_edge; /* WALK_NONE: no visible street within the longest leg */
  double nearest_m;      /* straight to the nearest visible street point; -1: none */
} walk_place;

/* An end of a visible stretch while it is decided which of them count. */
typedef struct walk_end {
  walk_snap snap;
  uint32_t node;   /* at which it lies; WALK_NONE: inside its edge */
  bool is_stretch; /* more than the very point is visible */
} walk_end;

/* Scratch of one thread. Starts zeroed; release frees its memory. */
typedef struct walk_snapper {
  walk_list streets;
  walk_sight sight;
  walk_end *ends;
  walk_snap *snaps;
  walk_seen *seen;
  size_t end_count, end_capacity, snap_count, snap_capacity, seen_count, seen_capacity;
} walk_snapper;
void walk_snapper_release(walk_snapper *snapper);

/* Finds what is visible from a place within the longest leg. The lists of place are copied into arena, or lie in the
   snapper until its next use when arena is NULL. Errors: HT_NO_MEMORY. */
HT_CHECKED ht_err walk_snap_place(walk_snapper *snapper, const walk_ground *ground, walk_xy at, int32_t longest_leg_mm,
                                  base_arena *arena, ht_fault *fault, walk_place *place);

/* The least cost of two legs that meet at a street point which both places see, in either direction; WALK_COST_NONE:
   they see none. The place of the point goes to meeting when that is not NULL. */
int64_t walk_meet_cost(const walk_ground *ground, const walk_profile *profile, const walk_place *a, const walk_place *b,
                       walk_xy *meeting);

#endif
