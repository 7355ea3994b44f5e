/* SPDX-License-Identifier: Apache-2.0 */

/*
 * How long one question takes on one core, through the public interface, on the city of a database.
 * Prints a line per kind of question: how many were asked, how many had an answer, median and mean nanoseconds.
 * Usage: bench_city DATABASE [SECONDS]
 *
 * Places are drawn uniformly from the city's extent by a fixed generator; each kind is asked in rounds for about
 * SECONDS (1), after one round that is not counted. A round is timed as a whole: the median is that of the rounds.
 */

#include "haitang.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { PLACES = 4096, MOST_ROUNDS = 4096 };

typedef struct bench {
  const ht_city *city;
  ht_worker *worker;
  ht_lonlat places[PLACES];
  double seconds;
} bench;

/* Asks about one place; true when there was something to answer. */
typedef bool bench_ask_fn(bench *b, ht_lonlat place);

static bool ask_locate(bench *b, ht_lonlat place) {
  const ht_location *location;
  if (ht_locate(b->city, b->worker, place, NULL, NULL, &location)) return false;
  return location->dispatch && location->dispatch->code;
}

static bool ask_nearest(bench *b, ht_lonlat place) {
  const ht_nearest *nearest;
  ht_nearest_options options = {.k = 3};
  return !ht_nearest_stations(b->city, b->worker, place, &options, NULL, &nearest) && nearest->station_count;
}

static bool ask_circle(bench *b, ht_lonlat place) {
  const ht_isochrone *isochrone;
  static const double limits[] = {15};
  ht_isochrone_options options = {.limits = limits, .limit_count = 1};
  return !ht_isochrone_at(b->city, b->worker, place, &options, NULL, &isochrone) && !isochrone->unconnected;
}

static double now_s(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static int compare_doubles(const void *a, const void *b) {
  double x = *(const double *)a, y = *(const double *)b;
  return (x > y) - (x < y);
}

static void measure(bench *b, const char *what, bench_ask_fn *ask, uint32_t round_size) {
  static double round_ns[MOST_ROUNDS];
  uint32_t rounds = 0, answered = 0, at = 0;
  double total_s = 0;
  for (uint32_t round = 0; rounds < MOST_ROUNDS && total_s < b->seconds; round++) {
    double start_s = now_s();
    for (uint32_t i = 0; i < round_size; i++) {
      answered += ask(b, b->places[at++ % PLACES]);
      ht_worker_reset(b->worker);
    }
    double spent_s = now_s() - start_s;
    if (round == 0) { /* warms caches and the worker's memory */
      answered = 0;
      continue;
    }
    total_s += spent_s;
    round_ns[rounds++] = spent_s * 1e9 / round_size;
  }
  qsort(round_ns, rounds, sizeof *round_ns, compare_doubles);
  uint32_t asked = rounds * round_size;
  printf("%-22s %9" PRIu32 " asked %5.1f %% answered %12.0f ns median %12.0f ns mean\n", what, asked,
         100.0 * answered / asked, round_ns[rounds / 2], total_s * 1e9 / asked);
}

/* Marsaglia's xorshift with 64 bits. */
static double draw(uint64_t *state) {
  *state ^= *state << 13, *state ^= *state >> 7, *state ^= *state << 17;
  return (double)(*state >> 11) / 9007199254740992.0;
}

static int fail(ht_err err, const ht_fault *fault) {
  fprintf(stderr, "bench_city: %s: %s\n", ht_err_name(err), fault->detail);
  return 1;
}

int main(int argc, char **argv) {
  static bench b = {.seconds = 1};
  ht_fault fault = {.detail = ""};
  ht_store *store;
  ht_city *city;
  if (argc < 2) return fputs("usage: bench_city DATABASE [SECONDS]\n", stderr), 2;
  if (argc > 2) b.seconds = strtod(argv[2], NULL);
  ht_err err = ht_store_open(argv[1], &(ht_store_options){.read_only = true}, &fault, &store);
  if (err) return fail(err, &fault);
  double start_s = now_s();
  err = ht_city_load(store, (ht_progress){.tell = NULL}, &fault, &city);
  if (err) return fail(err, &fault);
  printf("%-22s %.3f s\n", "load", now_s() - start_s);
  b.city = city;
  if ((err = ht_worker_new(&fault, &b.worker))) return fail(err, &fault);
  ht_box extent = ht_city_extent(city);
  uint64_t state = 20260101;
  for (uint32_t i = 0; i < PLACES; i++)
    b.places[i] = (ht_lonlat){extent.west_deg + draw(&state) * (extent.east_deg - extent.west_deg),
                              extent.south_deg + draw(&state) * (extent.north_deg - extent.south_deg)};
  measure(&b, "locate, all layers", ask_locate, 1000);
  measure(&b, "nearest, k 3", ask_nearest, 100);
  measure(&b, "circle, 15 min", ask_circle, 1);
  ht_worker_free(b.worker);
  ht_city_free(city);
  ht_store_close(store);
  return 0;
}
