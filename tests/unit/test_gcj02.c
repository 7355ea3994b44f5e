/* SPDX-License-Identifier: Apache-2.0 */
/* GCJ-02 and BD-09: their inverses undo them, and published vectors agree. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "geo/gcj02.h"
#include "geo/metric.h"

static uint64_t seed = 20240602;

static double random_between(double low, double high) {
  seed = seed * 6364136223846793005u + 1442695040888963407u;
  return low + (high - low) * (double)(seed >> 11) * 0x1p-53;
}

/* Inside the box by more than any shift. */
static ht_lonlat random_place(void) {
  return (ht_lonlat){random_between(73, 137), random_between(1, 55)};
}

static ht_lonlat gcj02_of_bd09_of(ht_lonlat gcj02) {
  return geo_gcj02_of_bd09(geo_bd09_of_gcj02(gcj02));
}

static ht_lonlat wgs84_of_gcj02_of(ht_lonlat wgs84) {
  return geo_wgs84_of_gcj02(geo_gcj02_of_wgs84(wgs84));
}

static double worst_return_m(ht_lonlat (*there_and_back)(ht_lonlat)) {
  double worst_m = 0;
  for (int i = 0; i < 100000; i++) {
    ht_lonlat place = random_place(), again = there_and_back(place);
    worst_m = fmax(worst_m, geo_metric_distance_m(place, again));
  }
  return worst_m;
}

static void gcj02_comes_back_to_ten_nanometres(void **state) {
  (void)state;
  assert_true(worst_return_m(wgs84_of_gcj02_of) < 1e-8);
}

static void bd09_comes_back_to_ten_nanometres(void **state) {
  (void)state;
  assert_true(worst_return_m(gcj02_of_bd09_of) < 1e-8);
}

static void outside_the_box_nothing_moves(void **state) {
  (void)state;
  static const ht_lonlat places[] = {{2.35, 48.85}, {183, 45}, {-1.5, 53.4}, {120, 0.8}, {120, 55.9}, {72, 30}};
  for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
    ht_lonlat p = places[i],
              made[] = {geo_gcj02_of_wgs84(p), geo_wgs84_of_gcj02(p), geo_bd09_of_gcj02(p), geo_gcj02_of_bd09(p)};
    for (int k = 0; k < 4; k++) assert_memory_equal(&made[k], &p, sizeof p);
  }
}

static void over_kunshan_the_shift_is_461_to_487_metres(void **state) {
  (void)state;
  for (int i = 0; i < 10000; i++) {
    ht_lonlat place = {random_between(120.8, 121.15), random_between(31.11, 31.54)};
    double shift_m = geo_metric_distance_m(place, geo_gcj02_of_wgs84(place));
    assert_true(shift_m > 459 && shift_m < 489);
  }
}

/* Splits a CSV line in place, quotes taken off; returns the number of fields. */
static int split_csv(char *line, char **fields, int most) {
  int count = 0;
  for (char *p = line; count < most; p++) {
    bool quoted = *p == '"';
    char *to = fields[count++] = quoted ? ++p : p;
    for (; *p && (quoted ? !(p[0] == '"' && p[1] != '"') : !strchr(",\r\n", *p)); p++) {
      if (quoted && *p == '"') p++;
      *to++ = *p;
    }
    if (quoted && *p) p++;
    bool last = *p != ',';
    *to = '\0';
    if (last) break;
  }
  return count;
}

static ht_lonlat convert(const char *from, const char *to, ht_lonlat p) {
  if (!strcmp(from, "BD09")) p = geo_gcj02_of_bd09(p);
  if (strcmp(from, "WGS84") != 0 && !strcmp(to, "WGS84")) return geo_wgs84_of_gcj02(p);
  if (!strcmp(from, "WGS84")) p = geo_gcj02_of_wgs84(p);
  return !strcmp(to, "BD09") ? geo_bd09_of_gcj02(p) : p;
}

/* Vectors of a method that takes one step backwards and stops are no truth for an exact inverse. */
static bool is_no_truth(char **fields) {
  return !strcmp(fields[1], "KNOWN-BAD") || strstr(fields[10], "one-step");
}

static double vector_error_m(char **fields) {
  ht_lonlat from = {strtod(fields[4], NULL), strtod(fields[5], NULL)};
  ht_lonlat to = {strtod(fields[7], NULL), strtod(fields[8], NULL)};
  return geo_metric_distance_m(convert(fields[3], fields[6], from), to);
}

static FILE *open_vectors(void) {
  const char *root = getenv("HAITANG_REAL_DATA");
  char path[1024];
  snprintf(path, sizeof path, "%s/vectors/gcj02_vectors.csv", root ? root : "../shared/data");
  return fopen(path, "r");
}

static void published_vectors_agree_within_their_tolerance(void **state) {
  (void)state;
  FILE *file = open_vectors();
  if (!file) {
    print_message("skipped: no gcj02_vectors.csv in $HAITANG_REAL_DATA or ../shared/data\n");
    skip();
  }
  char line[2048], *fields[11];
  int agreed = 0, left_out = 0;
  assert_non_null(fgets(line, sizeof line, file));
  while (fgets(line, sizeof line, file)) {
    int count = split_csv(line, fields, 11);
    assert_int_equal(count, 11);
    if (is_no_truth(fields)) {
      left_out++;
      continue;
    }
    double error_m = vector_error_m(fields), tolerance_m = strtod(fields[9], NULL);
    if (error_m > tolerance_m + 1e-9) fail_msg("%s: %s to %s is off by %g m", fields[2], fields[3], fields[6], error_m);
    agreed++;
  }
  fclose(file);
  print_message("%d vectors agree, %d left out\n", agreed, left_out);
  assert_true(agreed > 600);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(gcj02_comes_back_to_ten_nanometres),
      cmocka_unit_test(bd09_comes_back_to_ten_nanometres),
      cmocka_unit_test(outside_the_box_nothing_moves),
      cmocka_unit_test(over_kunshan_the_shift_is_461_to_487_metres),
      cmocka_unit_test(published_vectors_agree_within_their_tolerance),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
