/* SPDX-License-Identifier: Apache-2.0 */

/*
 * haitang's own side of the comparison, on one layer and one core.
 * Usage: peer_haitang DATABASE LAYER POINTS.csv > OWNERS      As peer_geos, but two numbers go to stderr: nanoseconds
 * per point of ht_locate_batch, which gives the owner only, and of ht_locate a point at a time, which gives the whole
 * answer with the chain of parents, the distance to the border, and the neighbours when it is near.
 */

#include "points.h"

#include "haitang.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

static double now_ns(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (double)now.tv_sec * 1e9 + (double)now.tv_nsec;
}

static ht_err ask_whole_answers(const ht_city *city, ht_worker *worker, const char *layer, const ht_lonlat *points,
                                uint32_t count, ht_fault *fault) {
  ht_locate_options options = {.layers = &layer, .layer_count = 1};
  ht_err err = HT_OK;
  for (uint32_t i = 0; !err && i < count; i++) {
    const ht_location *location;
    err = ht_locate(city, worker, points[i], &options, fault, &location);
    ht_worker_reset(worker);
  }
  return err;
}

static ht_err compare(const ht_city *city, ht_worker *worker, const char *layer, const ht_lonlat *points,
                      uint32_t count, const char **codes, ht_fault *fault) {
  ht_err err = ht_locate_batch(city, layer, points, count, fault, codes); /* warms the caches */
  double start_ns = now_ns();
  if (!err) err = ht_locate_batch(city, layer, points, count, fault, codes);
  double middle_ns = now_ns();
  if (!err) err = ask_whole_answers(city, worker, layer, points, count, fault);
  double end_ns = now_ns();
  if (!err) fprintf(stderr, "%.1f %.1f\n", (middle_ns - start_ns) / count, (end_ns - middle_ns) / count);
  return err;
}

int main(int argc, char **argv) {
  ht_fault fault = {.detail = ""};
  ht_store *store = NULL;
  ht_city *city = NULL;
  ht_worker *worker = NULL;
  ht_lonlat *points = NULL;
  if (argc < 4) return fputs("usage: peer_haitang DATABASE LAYER POINTS.csv\n", stderr), 2;
  uint32_t count = points_read(argv[3], &points);
  const char **codes = calloc(count + 1, sizeof *codes);
  ht_err err = codes && count ? HT_OK : HT_NO_MEMORY;
  if (!err) err = ht_store_open(argv[1], &(ht_store_options){.read_only = true}, &fault, &store);
  if (!err) err = ht_city_load(store, (ht_progress){.tell = NULL}, &fault, &city);
  if (!err) err = ht_worker_new(&fault, &worker);
  if (!err) err = compare(city, worker, argv[2], points, count, codes, &fault);
  if (err) fprintf(stderr, "peer_haitang: %s: %s\n", ht_err_name(err), fault.detail);
  for (uint32_t i = 0; !err && i < count; i++) puts(codes[i] ? codes[i] : "");
  ht_worker_free(worker);
  ht_city_free(city);
  ht_store_close(store);
  free(codes);
  free(points);
  return err ? 1 : 0;
}
