/* SPDX-License-Identifier: Apache-2.0 */
#ifndef ENGINE_WALKER_H
#define ENGINE_WALKER_H

/* What one thread needs to search streets, look past barriers and draw circles; it grows to the largest city asked. */

#include "engine/worker.h"
#include "walk/circle.h"
#include "walk/route.h"

typedef struct engine_walker {
  walk_search *search;
  walk_snapper snapper;
  walk_nearest nearest;
  walk_compass compass;
  walk_line line;
} engine_walker;

/* The worker's walker, made on the first call. */
HT_CHECKED ht_err engine_walker_of(ht_worker *worker, ht_fault *fault, engine_walker **walker);
void engine_walker_free(engine_walker *walker);

#endif
