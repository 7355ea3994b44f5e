/* SPDX-License-Identifier: Apache-2.0 */
#ifndef TESTS_TOWN_H
#define TESTS_TOWN_H

/*
 * Towns drawn in letters: capital letters are corners, lines are streets, the expected minutes stand below.
 *
 *   # A sentence that says what holds in this town: the test's name.
 *   cell 50                     a character's side in metres
 *   map
 *   A---B   a
 *       |                       - | / \ are streets between corners; where they cross without a letter they pass over
 *   ~~~~|~~                     each other. ~ is water and # a wall: what nobody walks through but along a street
 *       C                       small letters are places off the streets
 *   end
 *   B-C bridge                  what a street is: private, steps, bridge, tunnel, indoor, lift, ferry, crossing,
 *                               closed, oneway (from the first letter to the second)
 *   B gate                      what a corner is: gate, closed
 *   walk a C 2.36               minutes at 6 km/h, 100 m a minute, to a hundredth; steps take 1.5 times as
 *                               long; legs go 100 m
 *   walk C a none               not reached
 */

#include "walk/circle.h"
#include "walk/route.h"

enum { TOWN_CELLS = 4096, TOWN_STREETS = 256, TOWN_WALKS = 64 };

typedef struct town_walk {
  char from, to;
  double minutes; /* below 0: not reached */
} town_walk;

typedef struct town {
  char title[160];
  double cell_m;
  char rows[64][80];
  uint32_t row_count;
  ht_street_node_record nodes[26]; /* by letter */
  bool has_node[26], has_place[26];
  ht_lonlat places[26];
  ht_street_record streets[TOWN_STREETS];
  ht_lonlat points[2 * TOWN_STREETS];
  ht_network_record network;
  town_walk walks[TOWN_WALKS];
  uint32_t walk_count;
  walk_profile profile;
  base_arena arena;
  walk_graph graph;
  walk_ground ground;
  walk_costs costs;
} town;

/* Reads a file. False with a message in title when it cannot. */
bool town_open(const char *path, town *t);
void town_close(town *t);
/* The minutes of a walk between letters; below 0: not reached. */
double town_walk_minutes(town *t, char from, char to);

#endif
