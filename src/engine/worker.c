/* SPDX-License-Identifier: Apache-2.0 */
#include "engine/worker.h"

#include <stdlib.h>

#include "base/fault.h"
#include "bridge/crs.h"
#include "engine/walker.h"

ht_err ht_worker_new(ht_fault *fault, ht_worker **worker) {
  ht_worker *made = calloc(1, sizeof *made);
  if (!made) return fault_memory(fault);
  *worker = made;
  return HT_OK;
}

void ht_worker_free(ht_worker *worker) {
  if (!worker) return;
  bridge_crs_free(worker->crs);
  engine_walker_free(worker->walker);
  arena_release(&worker->answers);
  free(worker);
}

void ht_worker_reset(ht_worker *worker) {
  arena_reset(&worker->answers);
}

static ht_err need_crs(ht_worker *worker, ht_fault *fault) {
  return worker->crs ? HT_OK : bridge_crs_new(fault, &worker->crs);
}

ht_err ht_to_wgs84(ht_worker *worker, const char *crs, ht_lonlat *points, size_t count, ht_fault *fault) {
  ht_err err = need_crs(worker, fault);
  return err ? err : bridge_crs_to_wgs84(worker->crs, crs, points, count, fault);
}

ht_err ht_from_wgs84(ht_worker *worker, const char *crs, ht_lonlat *points, size_t count, ht_fault *fault) {
  ht_err err = need_crs(worker, fault);
  return err ? err : bridge_crs_from_wgs84(worker->crs, crs, points, count, fault);
}
