/* SPDX-License-Identifier: Apache-2.0 */
#ifndef WALK_SIGHT_H
#define WALK_SIGHT_H

/*
 * What of a straight piece of street can be seen from a place, past barriers.
 *
 * A barrier's shadow on a street is an interval of it: the points beyond the barrier's line and inside the wedge that
 * its two ends span as seen from the place. All three conditions are linear along the street, with values at its ends
 * that are exact in doubles, because coordinates are whole millimetres. Two barriers that share a corner therefore have
 * shadows that meet in the same double, and no sight line slips between them. A barrier that touches the street itself
 * hides what lies beyond it, not the touching point; one that is seen edge-on hides nothing.
 */

#include "walk/cells.h"

/* A part of a segment: 0 at its a, 1 at its b. */
typedef struct walk_interval {
  double from, to;
} walk_interval;

#define WALK_SIGHTS_MAX 64 /* visible parts kept of one segment; the shortest are dropped first */

#define WALK_SLIT_MM 10 /* a gap between two barriers through which less of a street is seen is none */

/* Room to work. Starts zeroed; release frees its memory. */
typedef struct walk_sight {
  walk_list near; /* walls that may stand in the way */
  walk_interval *shadows;
  size_t shadow_capacity;
  uint32_t *marks; /* by barrier: the last look that met it */
  uint32_t mark_capacity, mark;
  uint32_t hider; /* the wall that last hid a whole street: it is tried first. Any number will do */
} walk_sight;
void walk_sight_release(walk_sight *sight);

/* The part of segment that barrier hides from eye, its ends excluded. False when it hides none. */
HT_CHECKED bool walk_sight_shadow(walk_xy eye, const walk_segment *segment, const walk_segment *barrier,
                                  walk_interval *shadow);

/* The part of segment within reach_m of the view's place. False when there is none. */
HT_CHECKED bool walk_sight_disc(const walk_view *view, const walk_segment *segment, double reach_m,
                                walk_interval *disc);

/* Takes count shadows (which it sorts) from whole; puts what remains, each longer than 0, into left. Returns how many,
   at most WALK_SIGHTS_MAX. */
uint32_t walk_sight_remains(walk_interval whole, walk_interval *shadows, uint32_t count,
                            walk_interval left[WALK_SIGHTS_MAX]);

/* All barriers of a ground. */
typedef struct walk_walls {
  const walk_segment *segments;
  uint32_t count;
  walk_cells cells;
} walk_walls;

/* Puts what is visible from eye of a part of segment past the walls into left, ascending, and their number into count.
   An end of the segment of which only the very point can be seen (a street that ends at a gate in a wall, seen from
   behind the wall) is a part of length 0. False when memory is exhausted. */
HT_CHECKED bool walk_sight_look(walk_sight *sight, const walk_walls *walls, walk_xy eye, const walk_segment *segment,
                                walk_interval whole, walk_interval left[WALK_SIGHTS_MAX], uint32_t *count);

/* Where on the segment, 0..1, the place of the view is nearest to its part. */
double walk_sight_nearest(const walk_view *view, const walk_segment *segment, walk_interval part);
/* The place at a fraction of the segment as seen from the view, in metres. */
geo_xy walk_sight_at(const walk_view *view, const walk_segment *segment, double fraction);

#endif
