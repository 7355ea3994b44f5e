/* SPDX-License-Identifier: Apache-2.0 */
#ifndef WALK_SEARCH_H
#define WALK_SEARCH_H

/*
 * Dijkstra's search over whole-number costs, from any number of snaps, towards them (WALK_TO: what it costs to walk
 * from each node to the nearest of the seeds) or away from them (WALK_FROM). It settles states (see walk/graph.h) in
 * the order of (cost, state) up to a limit, so its result does not depend on anything else.
 *
 *   walk_search_begin(search, graph, costs, WALK_TO, &fault);
 *   walk_search_seed_place(search, place, 0, &fault);
 *   walk_search_run(search, limit, &fault);
 *   cost = walk_search_place_cost(search, place_b);
 */

#include "walk/snap.h"

typedef enum walk_direction { WALK_TO = 0, WALK_FROM } walk_direction;

typedef struct walk_search walk_search;

walk_search *walk_search_new(void); /* NULL when memory is exhausted */
void walk_search_free(walk_search *search);

/* Forgets the last search; graph and costs are borrowed until the next begin. Memory is allocated only when the graph
   is larger than any before. */
HT_CHECKED ht_err walk_search_begin(walk_search *search, const walk_graph *graph, const walk_costs *costs,
                                    walk_direction direction, ht_fault *fault);
/* Adds a seed, or those of a place, under a number of the caller's that walk_search_owner gives back. */
HT_CHECKED ht_err walk_search_seed(walk_search *search, const walk_snap *snap, uint32_t owner, ht_fault *fault);
HT_CHECKED ht_err walk_search_seed_place(walk_search *search, const walk_place *place, uint32_t owner, ht_fault *fault);
/* Settles every state whose cost is at most limit. */
HT_CHECKED ht_err walk_search_run(walk_search *search, int64_t limit, ht_fault *fault);
/* Settles one more state. False when none is left within the limit; memory that ran out shows in the next begin or
   run. */
HT_CHECKED bool walk_search_next(walk_search *search, int64_t limit, uint32_t *state, int64_t *cost);

/* The settled states in the order of their costs. */
const uint32_t *walk_search_settled(const walk_search *search, uint32_t *count);
/* The cost of a state or, over both its states, of a node; WALK_COST_NONE when it was not settled. */
int64_t walk_search_state_cost(const walk_search *search, uint32_t state);
int64_t walk_search_node_cost(const walk_search *search, uint32_t node);
/* The cost of a snap through the ends of its edge, its leg included, not along the edge to a seed on it. The node and
   state it came through go to state when that is not NULL. */
int64_t walk_search_snap_cost(const walk_search *search, const walk_snap *snap, uint32_t *state);
/* The least cost of a place's snaps through ends of edges or along the edge to a seed, and the owner of the seed it
   leads to (when owner is not NULL). The legs that meet in between (walk_meet_cost) are the caller's. */
int64_t walk_search_place_cost(const walk_search *search, const walk_place *place, uint32_t *owner);

/* The state before this one on its way to a seed, and the arc between; WALK_NONE at a seed, then *arc is the seed's
   index. */
uint32_t walk_search_before(const walk_search *search, uint32_t state, uint32_t *arc);
uint32_t walk_search_owner(const walk_search *search, uint32_t state);
/* The snap of a seed by its index, in the order in which they were added. */
walk_snap walk_search_seed_snap(const walk_search *search, uint32_t index);
uint32_t walk_search_seed_count(const walk_search *search);
/* The first seed on an edge and the one after it; WALK_NONE when there is none. */
uint32_t walk_search_first_on(const walk_search *search, uint32_t edge);
uint32_t walk_search_next_on(const walk_search *search, uint32_t seed);

/* The cost of the way along one edge between two snaps on it, from the one to the other, legs included; WALK_COST_NONE
   when they lie on different edges or the way is not allowed. */
int64_t walk_along_cost(const walk_graph *graph, const walk_costs *costs, const walk_snap *from, const walk_snap *to);

#endif
