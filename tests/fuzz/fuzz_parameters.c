/* SPDX-License-Identifier: Apache-2.0 */

/* Parameters as numbers, times, lists and boxes: what is accepted lies within its bounds, what is refused is
   explained. */

#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "api/parameters.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

static void must(bool held) {
  if (!held) abort();
}

/* An error names its parameter. */
static bool read_well(ht_err err, const ht_fault *fault) {
  must(err == HT_OK || (err == HT_BAD_ARGUMENT && *fault->parameter && *fault->detail));
  return err == HT_OK;
}

static void read_lists(const http_query *query, base_arena *arena) {
  ht_fault fault = {0};
  const double *numbers = NULL;
  uint32_t count = 0;
  bool given = false;
  ht_box box = {0};
  if (read_well(parameters_numbers(query, "limits", 16, 0, 1e6, arena, &fault, &numbers, &count), &fault)) {
    must(count <= 16);
    for (uint32_t i = 0; i < count; i++) must(numbers[i] >= 0 && numbers[i] <= 1e6);
  }
  if (read_well(parameters_box(query, "bbox", arena, &fault, &given, &box), &fault))
    must(box.west_deg <= box.east_deg && box.south_deg <= box.north_deg && fabs(box.south_deg) <= 90 &&
         fabs(box.north_deg) <= 90);
}

static void read_values(const http_query *query) {
  static const char *const names[] = {"city", "town", NULL};
  ht_fault fault = {0};
  double number = 0;
  uint32_t count = 1, choice = 0;
  bool flag = false, given;
  ht_day day;
  int64_t moment;
  ht_lonlat place;
  if (read_well(parameters_number(query, "limit", 0, 100, &fault, &number), &fault)) must(number >= 0 && number <= 100);
  if (read_well(parameters_count(query, "k", 1, 1000, &fault, &count), &fault)) must(count >= 1 && count <= 1000);
  if (read_well(parameters_choice(query, "by", names, &fault, &choice), &fault)) must(choice < 2);
  (void)read_well(parameters_flag(query, "route", &fault, &flag), &fault);
  (void)read_well(parameters_day(query, "at", &fault, &day), &fault);
  (void)read_well(parameters_moment(query, "open_at", 28800, &fault, &given, &moment), &fault);
  if (read_well(parameters_place(query, NULL, NULL, &fault, &place), &fault))
    must(fabs(place.lon_deg) <= 180 && fabs(place.lat_deg) <= 90);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length) {
  char text[2048];
  if (length >= sizeof text) return 0;
  memcpy(text, bytes, length);
  text[length] = '\0';
  base_arena arena = {.limit_bytes = (size_t)1 << 22};
  http_query query;
  if (!http_query_parse(text, &arena, NULL, &query)) {
    read_values(&query);
    read_lists(&query, &arena);
  }
  arena_release(&arena);
  return 0;
}
