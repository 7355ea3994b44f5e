/* SPDX-License-Identifier: Apache-2.0 */
#ifndef ENGINE_WORKER_H
#define ENGINE_WORKER_H

/* What one thread needs to ask a city: the memory of its answers, and scratch that grows to the largest city asked. */

#include "base/arena.h"
#include "haitang/locate.h"

struct bridge_crs;    /* bridge/crs.h: this thread's PROJ context and its transformations */
struct engine_walker; /* engine/walker.h: scratch of searches, legs and circles */

struct ht_worker {
  base_arena answers;
  struct bridge_crs *crs;       /* made when first needed */
  struct engine_walker *walker; /* made when first needed */
};

#endif
