/* SPDX-License-Identifier: Apache-2.0 */
#ifndef WALK_GROUND_H
#define WALK_GROUND_H

/* What surrounds a walker who leaves the street: straight pieces of street that take legs, and barriers. Bridges,
   tunnels, indoor ways, lifts, ferries and closed streets take none. */

#include "walk/cells.h"
#include "walk/graph.h"
#include "walk/sight.h"

#define WALK_WALLED_MM 125000

typedef struct walk_ground {
  const walk_graph *graph;
  uint32_t street_count;
  const walk_segment *streets;  /* in the order of edges and of their points */
  const uint32_t *street_edge;  /* the edge of each */
  const uint32_t *street_point; /* index of the graph's point where it begins */
  const uint32_t *edge_street;  /* the first of each edge, edge_count + 1 */
  const uint8_t *street_walled; /* 1: a barrier comes within WALK_WALLED_MM of it */
  walk_walls walls;
  walk_cells street_cells;
} walk_ground;

/* Barriers' lines are collected here before the ground is built. */
typedef struct walk_barriers {
  walk_segment *segments;
  size_t count, capacity;
} walk_barriers;

/* Adds the lines of a shape, or the borders of its polygons. Errors: HT_BAD_DATA for a place outside the frame,
   HT_NO_MEMORY. */
HT_CHECKED ht_err walk_barriers_add(walk_barriers *barriers, const walk_frame *frame, const ht_shape *shape,
                                    ht_fault *fault);
void walk_barriers_release(walk_barriers *barriers);

/* Builds the ground into arena; graph is borrowed, barriers are copied. */
HT_CHECKED ht_err walk_ground_build(base_arena *arena, const walk_graph *graph, const walk_barriers *barriers,
                                    ht_fault *fault, walk_ground *ground);

/* Puts what is visible from eye of a part of street segment i into left, as walk_sight_look does; the very point of a
   closed gate in a wall is not seen from behind the wall. False when memory is exhausted. */
HT_CHECKED bool walk_ground_look(const walk_ground *ground, walk_sight *sight, walk_xy eye, uint32_t segment,
                                 walk_interval whole, walk_interval left[WALK_SIGHTS_MAX], uint32_t *count);

/* Where a fraction of street segment i lies along its edge. */
uint32_t walk_ground_offset_mm(const walk_ground *ground, uint32_t segment, double fraction);

#endif
