/* SPDX-License-Identifier: Apache-2.0 */

/*
 * haitang's own side of the comparison: the whole answer of ht_locate on one layer, a point at a time, on one core.
 * Usage: peer_haitang DATABASE LAYER POINTS.csv > OWNERS      As peer_geos.
 */

#include "points.h"

#include "haitang.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

static const char *owner_of(const ht_city *city, ht_worker *worker, ht_lonlat place, const char *layer) {
  ht_locate_options options = {.layers = &layer, .layer_count = 1};
  const ht_location *location;
  if (ht_locate(city, worker, place, &options, NULL, &location) || !location->layer_count) return "";
  const char *code = location->layers[0].code;
  return code ? code : "";
}

int main(int argc, char **argv) {
  ht_fault fault = {.detail = ""};
  ht_store *store;
  ht_city *city;
  ht_worker *worker;
  if (argc < 4) return fputs("usage: peer_haitang DATABASE LAYER POINTS.csv\n", stderr), 2;
  if (ht_store_open(argv[1], &(ht_store_options){.read_only = true}, &fault, &store) ||
      ht_city_load(store, (ht_progress){.tell = NULL}, &fault, &city) || ht_worker_new(&fault, &worker))
    return fprintf(stderr, "peer_haitang: %s\n", fault.detail), 1;
  ht_lonlat *points = NULL;
  uint32_t count = points_read(argv[3], &points), owned = 0;
  struct timespec start, end;
  clock_gettime(CLOCK_MONOTONIC, &start);
  for (uint32_t i = 0; i < count; i++) {
    owned += *owner_of(city, worker, points[i], argv[2]) != '\0';
    ht_worker_reset(worker);
  }
  clock_gettime(CLOCK_MONOTONIC, &end);
  double ns = (double)(end.tv_sec - start.tv_sec) * 1e9 + (double)(end.tv_nsec - start.tv_nsec);
  fprintf(stderr, "%.0f\n", count ? ns / count : 0);
  for (uint32_t i = 0; i < count; i++) {
    puts(owner_of(city, worker, points[i], argv[2]));
    ht_worker_reset(worker);
  }
  ht_worker_free(worker);
  ht_city_free(city);
  ht_store_close(store);
  free(points);
  return owned ? 0 : 1;
}
