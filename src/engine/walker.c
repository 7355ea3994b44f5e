/* SPDX-License-Identifier: Apache-2.0 */
#include "engine/walker.h"

#include <stdlib.h>

#include "base/fault.h"

ht_err engine_walker_of(ht_worker *worker, ht_fault *fault, engine_walker **walker) {
  if (!worker->walker) {
    engine_walker *made = calloc(1, sizeof *made);
    if (made) made->search = walk_search_new();
    if (!made || !made->search) {
      engine_walker_free(made);
      return fault_memory(fault);
    }
    worker->walker = made;
  }
  *walker = worker->walker;
  return HT_OK;
}

void engine_walker_free(engine_walker *walker) {
  if (!walker) return;
  walk_search_free(walker->search);
  walk_snapper_release(&walker->snapper);
  walk_nearest_release(&walker->nearest);
  walk_compass_release(&walker->compass);
  walk_line_release(&walker->line);
  free(walker);
}
