/* SPDX-License-Identifier: Apache-2.0 */
#ifndef WALK_CIRCLE_H
#define WALK_CIRCLE_H

/*
 * A circle: the outline of all places whose walk time is within a limit.
 *
 * Not time is contoured but clearance. Where a street point costs at most limit − longest leg, legs reach the longest
 * leg around it, so the circle is a buffer of the streets reached by then; past that, legs shorten at least as fast as
 * the street goes on, so only ends of streets (and of what barriers leave visible of them) matter. Near barriers a
 * corner of the lattice looks at each street past its barriers, and the outline snaps to the wall. See walk/canvas.h
 * for why circles of different limits nest exactly and why none depends on another.
 */

#include "walk/canvas.h"
#include "walk/reach.h"

/* Scratch of one thread. Starts zeroed; release frees its memory. */
typedef struct walk_compass {
  walk_reach reach;
  walk_canvas canvas;
  walk_sight sight;
  uint32_t *hiders; /* by corner and direction: the wall that last hid a street there */
  size_t hider_capacity;
} walk_compass;
void walk_compass_release(walk_compass *compass);

typedef struct walk_centre {
  const walk_ground *ground;
  const walk_costs *costs;
  const walk_place *places; /* the centre's entrances */
  uint32_t place_count;     /* >= 1 */
} walk_centre;

/* Draws the circle of a limit (a cost) into arena, as valid polygons, shells turning left; no polygon when nothing is
   reached. The search must have run towards the centre's places at least to the limit. Errors: HT_LIMIT, HT_NO_MEMORY.
 */
HT_CHECKED ht_err walk_circle_draw(walk_compass *compass, const walk_search *search, const walk_centre *centre,
                                   int64_t limit, base_arena *arena, ht_fault *fault, ht_shape *circle);

#endif
