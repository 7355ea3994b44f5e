/* SPDX-License-Identifier: Apache-2.0 */
#ifndef WALK_REACH_H
#define WALK_REACH_H

/*
 * The pieces of street from which legs start, after a search towards the centre (WALK_TO).
 *
 * A piece is a part of a street segment with the cost of its two ends when left by that end only; the cost of a point
 * between is the less of the two ways. Seeds inside a segment cut it. A street's cost along it rises at least as fast
 * as a leg's, which is all that walk/circle.h relies on.
 */

#include "walk/search.h"

typedef struct walk_piece {
  uint32_t segment;           /* of the ground */
  walk_interval part;         /* of the segment */
  int64_t cost_from, cost_to; /* when left at part.from, at part.to; WALK_COST_NONE: not reached that way */
  int64_t cost_along;         /* from one end of the part to the other */
} walk_piece;

/* Scratch of one thread. Starts zeroed; release frees its memory. */
typedef struct walk_reach {
  walk_piece *pieces;
  size_t count, capacity;
  uint32_t *edge_stamp; /* edges done, by number of the reach */
  uint32_t edge_capacity, stamp;
} walk_reach;
void walk_reach_release(walk_reach *reach);

/* Lists every piece that has a point whose cost is at most limit. Errors: HT_NO_MEMORY. */
HT_CHECKED ht_err walk_reach_collect(walk_reach *reach, const walk_search *search, const walk_ground *ground,
                                     const walk_costs *costs, int64_t limit, ht_fault *fault);

#endif
