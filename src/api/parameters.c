/* SPDX-License-Identifier: Apache-2.0 */
#include "api/parameters.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "base/day.h"
#include "base/fault.h"
#include "base/number.h"
#include "base/time.h"

enum { EXPECTED_BYTES = 200 };

ht_err parameters_number(const http_query *query, const char *name, double least, double most, ht_fault *fault,
                         double *number) {
  const char *text = http_query_get(query, name);
  if (!text || number_parse(text, least, most, number)) return HT_OK;
  char expected[EXPECTED_BYTES];
  snprintf(expected, sizeof expected, "a number in %.10g..%.10g", least, most);
  return fault_parameter(fault, name, text, expected);
}

ht_err parameters_count(const http_query *query, const char *name, uint32_t least, uint32_t most, ht_fault *fault,
                        uint32_t *number) {
  const char *text = http_query_get(query, name);
  int64_t value;
  if (!text) return HT_OK;
  if (number_parse_int(text, least, most, &value)) {
    *number = (uint32_t)value;
    return HT_OK;
  }
  char expected[EXPECTED_BYTES];
  snprintf(expected, sizeof expected, "a whole number in %u..%u", least, most);
  return fault_parameter(fault, name, text, expected);
}

ht_err parameters_flag(const http_query *query, const char *name, ht_fault *fault, bool *flag) {
  static const char *const names[] = {"false", "true", "0", "1", NULL};
  uint32_t choice = *flag;
  ht_err err = parameters_choice(query, name, names, fault, &choice);
  if (!err) *flag = choice % 2;
  return err;
}

ht_err parameters_day(const http_query *query, const char *name, ht_fault *fault, ht_day *day) {
  const char *text = http_query_get(query, name);
  if (!text || day_parse(text, day)) return HT_OK;
  return fault_parameter(fault, name, text, "a day such as 2026-05-01");
}

ht_err parameters_moment(const http_query *query, const char *name, int32_t utc_offset_s, ht_fault *fault, bool *given,
                         int64_t *unix_s) {
  const char *text = http_query_get(query, name);
  *given = text != NULL;
  if (text && strcmp(text, "now") == 0)
    *unix_s = time_now_s();
  else if (text && !time_parse(text, utc_offset_s, unix_s))
    return fault_parameter(fault, name, text, "a time such as 2026-05-01T09:30 or now");
  return HT_OK;
}

/* "one, two, three" of names, cut where it would not fit. */
static void list_names(const char *const *names, char *list, size_t size) {
  size_t length = 0;
  for (list[0] = '\0'; *names && length < size; names++) {
    int more = snprintf(list + length, size - length, "%s%s", length ? ", " : "", *names);
    length += more > 0 ? (size_t)more : 0;
  }
}

ht_err parameters_choice(const http_query *query, const char *name, const char *const *names, ht_fault *fault,
                         uint32_t *choice) {
  const char *text = http_query_get(query, name);
  if (!text) return HT_OK;
  for (uint32_t i = 0; names[i]; i++) {
    if (strcmp(text, names[i]) != 0) continue;
    *choice = i;
    return HT_OK;
  }
  char list[EXPECTED_BYTES - 10], expected[EXPECTED_BYTES];
  list_names(names, list, sizeof list);
  snprintf(expected, sizeof expected, "one of %s", list);
  return fault_parameter(fault, name, text, expected);
}

ht_err parameters_texts(const http_query *query, const char *name, uint32_t most, base_arena *arena, ht_fault *fault,
                        const char *const **texts, uint32_t *count) {
  const char *text = http_query_get(query, name);
  if (!text) return HT_OK;
  const char **made = ARENA_ARRAY(arena, const char *, most);
  if (!made) return fault_memory(fault);
  uint32_t found = 0;
  char expected[EXPECTED_BYTES];
  snprintf(expected, sizeof expected, "1 to %u values separated by commas", most);
  for (const char *at = text;; at++) {
    size_t length = strcspn(at, ",");
    if (length == 0 || found == most) return fault_parameter(fault, name, text, expected);
    made[found] = arena_text_n(arena, at, length);
    if (!made[found++]) return fault_memory(fault);
    at += length;
    if (*at == '\0') break;
  }
  *texts = made;
  *count = found;
  return HT_OK;
}

ht_err parameters_numbers(const http_query *query, const char *name, uint32_t most, double smallest, double largest,
                          base_arena *arena, ht_fault *fault, const double **numbers, uint32_t *count) {
  const char *const *texts = NULL;
  uint32_t found = 0;
  ht_err err = parameters_texts(query, name, most, arena, fault, &texts, &found);
  if (err || !texts) return err;
  double *made = ARENA_ARRAY(arena, double, found);
  if (!made) return fault_memory(fault);
  for (uint32_t i = 0; i < found; i++) {
    if (number_parse(texts[i], smallest, largest, &made[i])) continue;
    char expected[EXPECTED_BYTES];
    snprintf(expected, sizeof expected, "numbers in %.10g..%.10g separated by commas", smallest, largest);
    return fault_parameter(fault, name, http_query_get(query, name), expected);
  }
  *numbers = made;
  *count = found;
  return HT_OK;
}

ht_err parameters_box(const http_query *query, const char *name, base_arena *arena, ht_fault *fault, bool *given,
                      ht_box *box) {
  static const char expected[] =
      "west,south,east,north in degrees, west <= east in -180..180, south <= north in -90..90";
  const char *text = http_query_get(query, name);
  const double *edges = NULL;
  uint32_t count = 0;
  *given = text != NULL;
  if (!text) return HT_OK;
  ht_err err = parameters_numbers(query, name, 4, -180, 180, arena, fault, &edges, &count);
  if (err == HT_NO_MEMORY) return err;
  if (err || count != 4 || edges[0] > edges[2] || edges[1] > edges[3] || edges[1] < -90 || edges[3] > 90)
    return fault_parameter(fault, name, text, expected);
  *box = (ht_box){edges[0], edges[1], edges[2], edges[3]};
  return HT_OK;
}

static ht_err coordinate(const http_query *query, const char *name, double most, ht_fault *fault, double *number) {
  if (http_query_get(query, name)) return parameters_number(query, name, -most, most, fault, number);
  char expected[EXPECTED_BYTES];
  snprintf(expected, sizeof expected, "a number in %.10g..%.10g", -most, most);
  fault_parameter(fault, name, "", expected);
  if (fault) snprintf(fault->detail, sizeof fault->detail, "%s is missing, expected %s", name, expected);
  return HT_BAD_ARGUMENT;
}

ht_err parameters_place(const http_query *query, ht_worker *worker, const char *crs, ht_fault *fault,
                        ht_lonlat *place) {
  bool wgs84 = !crs || strcasecmp(crs, "wgs84") == 0;
  /* What the numbers of another system may be is for its conversion to say. */
  ht_lonlat read;
  ht_err err = coordinate(query, "lon", wgs84 ? 180 : 1e9, fault, &read.lon_deg);
  if (!err) err = coordinate(query, "lat", wgs84 ? 90 : 1e9, fault, &read.lat_deg);
  if (!err && !wgs84) err = ht_to_wgs84(worker, crs, &read, 1, fault);
  if (!err) *place = read;
  return err;
}
