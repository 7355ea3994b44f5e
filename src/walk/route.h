/* SPDX-License-Identifier: Apache-2.0 */
#ifndef WALK_ROUTE_H
#define WALK_ROUTE_H

/* The line that a walk follows, leg, streets and leg, and its length. */

#include "walk/nearest.h"

typedef struct walk_line {
  walk_xy *points;
  size_t count, capacity;
  int64_t length_mm; /* along the streets' fixed lengths, legs included */
} walk_line;
void walk_line_release(walk_line *line);

/* Fills line with the way from the question's place to a target; the search must be the one that found the way,
   untouched since. At least two points, no two neighbours equal unless the whole line is one place. Errors:
   HT_NO_MEMORY. */
HT_CHECKED ht_err walk_route(const walk_search *search, const walk_question *question, const walk_way *way,
                             ht_fault *fault, walk_line *line);

#endif
