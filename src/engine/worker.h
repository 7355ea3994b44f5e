/* SPDX-License-Identifier: Apache-2.0 */
#ifndef ENGINE_WORKER_H
#define ENGINE_WORKER_H

/* What one thread needs to ask a city: the memory of its answers, and scratch that grows to the largest city asked. */

#include "base/arena.h"
#include "haitang/locate.h"

struct bridge_crs;  /* bridge/crs.h: this thread's PROJ context and its transformations */
struct walk_search; /* walk/search.h: scratch of the bounded search */

struct ht_worker {
  base_arena answers;
  struct bridge_crs *crs;     /* made when first needed */
  struct walk_search *search; /* made when first needed */
};

#endif
