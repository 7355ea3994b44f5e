/* SPDX-License-Identifier: Apache-2.0 */
#ifndef TESTS_RANDOM_TOWN_H
#define TESTS_RANDOM_TOWN_H

/* Small random street networks with barriers, and slow, plain oracles of walking in them. */

#include "walk/circle.h"
#include "walk/route.h"

enum { TOWN_SIDE = 6, TOWN_NODES = TOWN_SIDE * TOWN_SIDE, TOWN_STREETS_MAX = 4 * TOWN_NODES, TOWN_WALLS_MAX = 64 };

/* Which facts streets may have. */
typedef struct random_facts {
  bool zones, one_way, steps, no_legs, walls, bends;
} random_facts;

typedef struct random_town {
  uint64_t state; /* of the generator */
  ht_street_node_record nodes[TOWN_NODES];
  ht_street_record streets[TOWN_STREETS_MAX];
  ht_lonlat points[3 * TOWN_STREETS_MAX];
  ht_network_record network;
  base_arena arena;
  walk_graph graph;
  walk_ground ground;
  walk_profile profile;
  walk_costs costs;
} random_town;

/* Makes the town of a seed: about 80 m between corners. Aborts when it cannot. */
void random_town_make(random_town *town, uint64_t seed, random_facts facts);
void random_town_release(random_town *town);
/* 0 .. below - 1. */
uint32_t random_town_draw(random_town *town, uint32_t below);
/* A place in the town or a little outside, on a corner or street now and then. */
walk_xy random_town_place(random_town *town);
/* A random snap, on any street that is not closed. */
walk_snap random_town_snap(random_town *town);

/* The least cost of a walk from one snap to another by trying every step until nothing gets better; WALK_COST_NONE. */
int64_t random_town_walk(const random_town *town, walk_snap from, walk_snap to);

/* The least walking time in ms of a walk between two places over streets cut into pieces of step_m, with every leg
   tried against every barrier; INFINITY. True to about what a step takes. */
double random_town_sampled_ms(const random_town *town, walk_xy from, walk_xy to, double step_m);

#endif
