/* SPDX-License-Identifier: Apache-2.0 */
#ifndef WALK_NEAREST_H
#define WALK_NEAREST_H

/* The nearest of many targets from a place, by walk. One search runs away from the place and meets the targets' snaps
   on the edges it passes; it ends when nothing nearer can come. */

#include "walk/search.h"

/* Where a target's snap lies on an edge. */
typedef struct walk_target_snap {
  uint32_t place, snap; /* indices */
} walk_target_snap;

/* Targets, each with one place or more (a station with its entrances). Built once, then only read. */
typedef struct walk_targets {
  const walk_ground *ground;
  uint32_t count, place_count;
  const walk_place *places;         /* by target */
  const uint32_t *place_target;     /* of each place */
  const uint32_t *edge_start;       /* of each edge, edge_count + 1 */
  const walk_target_snap *on_edges; /* by edge */
  walk_cells cells;                 /* the places, as segments of no length */
} walk_targets;

/* Builds the index into arena. places (by target) and place_target are borrowed. */
HT_CHECKED ht_err walk_targets_build(base_arena *arena, const walk_ground *ground, const walk_place *places,
                                     const uint32_t *place_target, uint32_t place_count, uint32_t count,
                                     ht_fault *fault, walk_targets *targets);

typedef enum walk_way_kind { WALK_WAY_MEETING = 0, WALK_WAY_ALONG, WALK_WAY_THROUGH } walk_way_kind;

/* How a place reaches a target. */
typedef struct walk_way {
  int64_t cost;
  uint32_t target, place; /* the target's place that is reached */
  walk_way_kind kind;
  walk_xy meeting;       /* MEETING: two legs that meet here */
  walk_snap first, last; /* ALONG: on one edge. THROUGH: last only, the first is the search's seed */
  uint32_t state;        /* THROUGH: the last state */
} walk_way;

/* Scratch of one thread. Starts zeroed; release frees its memory. */
typedef struct walk_nearest {
  walk_list near;   /* places in a straight line's reach */
  walk_way *ways;   /* by cost, then target */
  uint32_t *way_of; /* by target: its way, or WALK_NONE */
  size_t way_count, way_capacity, target_capacity;
} walk_nearest;
void walk_nearest_release(walk_nearest *nearest);

typedef struct walk_question {
  const walk_targets *targets;
  const walk_costs *costs;
  const walk_place *place;
  const uint8_t *wanted; /* by target: 0 leaves it out. NULL: all count */
  uint32_t k;            /* >= 1 */
  int64_t limit;         /* at most WALK_COST_MAX */
} walk_question;

/* Finds the k nearest targets within the limit, by cost, then number; fewer when fewer are reached. The ways live in
   nearest until its next use, and search keeps what walk_route needs. Errors: HT_NO_MEMORY. */
HT_CHECKED ht_err walk_nearest_find(walk_nearest *nearest, walk_search *search, const walk_question *question,
                                    ht_fault *fault, const walk_way **ways, uint32_t *count);

/* The cost of the legs that meet between a place and the targets' places near it, the least; for searches that begin at
   all targets. The target's number goes to target. WALK_COST_NONE when there is none. */
HT_CHECKED ht_err walk_nearest_meeting(walk_nearest *nearest, const walk_question *question, ht_fault *fault,
                                       int64_t *cost, uint32_t *target);

#endif
