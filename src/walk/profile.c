/* SPDX-License-Identifier: Apache-2.0 */
#include "walk/profile.h"

#include "base/fault.h"
#include "base/number.h"

#include <math.h>
#include <string.h>

#define FIELD_COUNT 8
#define LINE_MAX_BYTES 512

static const char *const columns[FIELD_COUNT] = {
    "name", "mode", "speed_kmh", "limits", "crossing_delay_s", "stairs_factor", "longest_leg_m", "source"};

typedef struct profile_reader {
  ht_fault *fault;
  uint32_t line;
  char *fields[FIELD_COUNT]; /* of the present line */
} profile_reader;

static ht_err refuse(const profile_reader *reader, uint32_t column, const char *expected) {
  return fault_set(reader->fault, HT_BAD_DATA, "profiles: line %u: %s is '%s', expected %s", reader->line,
                   columns[column], reader->fields[column], expected);
}

/* Reads a number and keeps it as a whole number of 1/scale. */
static ht_err read_scaled(const profile_reader *reader, uint32_t column, double least, double most, double scale,
                          const char *expected, int32_t *value) {
  double number;
  if (!number_parse(reader->fields[column], least, most, &number)) return refuse(reader, column, expected);
  *value = (int32_t)lround(number * scale);
  return HT_OK;
}

static ht_err read_name(const profile_reader *reader, const walk_profiles *profiles, walk_profile *row) {
  const char *name = reader->fields[0];
  size_t length = strlen(name);
  if (length == 0 || length >= sizeof row->name || strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789_-") != length)
    return refuse(reader, 0, "1 to 31 of a-z, 0-9, _ and -");
  if (walk_profile_find(profiles, name)) return refuse(reader, 0, "a name that no row before it has");
  memcpy(row->name, name, length + 1);
  return HT_OK;
}

static ht_err read_mode(const profile_reader *reader, walk_profile *row) {
  if (strcmp(reader->fields[1], "time") != 0 && strcmp(reader->fields[1], "distance") != 0)
    return refuse(reader, 1, "time or distance");
  row->mode = reader->fields[1][0] == 't' ? WALK_TIME : WALK_DISTANCE;
  return HT_OK;
}

static ht_err read_limits(const profile_reader *reader, walk_profile *row) {
  char copy[LINE_MAX_BYTES], *rest = NULL;
  size_t length = strlen(reader->fields[3]);
  memcpy(copy, reader->fields[3], length + 1);
  for (char *word = strtok_r(copy, " ", &rest); word; word = strtok_r(NULL, " ", &rest)) {
    double limit;
    int64_t cost;
    if (row->limit_count == WALK_LIMITS_MAX || !number_parse(word, 0, 1e6, &limit) ||
        walk_profile_limit_cost(row, limit, NULL, &cost) != HT_OK ||
        (row->limit_count > 0 && limit <= row->limits[row->limit_count - 1]))
      return refuse(reader, 3, "1 to 16 numbers, ascending, above 0 and at most 24 h");
    row->limits[row->limit_count++] = limit;
  }
  return row->limit_count ? HT_OK : refuse(reader, 3, "1 to 16 numbers");
}

static ht_err read_row(const profile_reader *reader, walk_profiles *profiles) {
  walk_profile row = {0};
  ht_err err;
  if (profiles->count == WALK_PROFILES_MAX)
    return fault_set(reader->fault, HT_LIMIT, "profiles: line %u: more than %d rows", reader->line, WALK_PROFILES_MAX);
  if ((err = read_name(reader, profiles, &row)) || (err = read_mode(reader, &row)) ||
      (err = read_scaled(reader, 2, 0.1, 20, 1000, "km/h in 0.1..20", &row.speed_m_per_h)) ||
      (err = read_limits(reader, &row)) ||
      (err = read_scaled(reader, 4, 0, 600, 1000, "seconds in 0..600", &row.crossing_delay_ms)) ||
      (err = read_scaled(reader, 5, 1, 10, 1000, "a factor in 1..10", &row.stairs_permille)) ||
      (err = read_scaled(reader, 6, 1, 1000, 1000, "metres in 1..1000", &row.longest_leg_mm)))
    return err;
  if (strlen(reader->fields[7]) >= sizeof row.source) return refuse(reader, 7, "at most 159 bytes");
  memcpy(row.source, reader->fields[7], strlen(reader->fields[7]) + 1);
  profiles->rows[profiles->count++] = row;
  return HT_OK;
}

/* Cuts a line at its commas. */
static ht_err split_line(profile_reader *reader, char *line) {
  uint32_t count = 0;
  for (char *field = line; field; count++) {
    char *comma = strchr(field, ',');
    if (comma) *comma = '\0';
    if (count < FIELD_COUNT) reader->fields[count] = field;
    field = comma ? comma + 1 : NULL;
  }
  if (count == FIELD_COUNT) return HT_OK;
  return fault_set(reader->fault, HT_BAD_DATA, "profiles: line %u: %u fields, expected %d", reader->line, count,
                   FIELD_COUNT);
}

static ht_err read_header(const profile_reader *reader) {
  for (uint32_t i = 0; i < FIELD_COUNT; i++)
    if (strcmp(reader->fields[i], columns[i]) != 0) return refuse(reader, i, "the column's own name");
  return HT_OK;
}

static ht_err read_line(profile_reader *reader, char *line, bool *header_seen, walk_profiles *profiles) {
  ht_err err = split_line(reader, line);
  if (err) return err;
  if (*header_seen) return read_row(reader, profiles);
  *header_seen = true;
  return read_header(reader);
}

ht_err walk_profiles_parse(const char *text, size_t length, ht_fault *fault, walk_profiles *profiles) {
  walk_profiles read = {.count = 0};
  profile_reader reader = {.fault = fault};
  bool header_seen = false;
  for (size_t at = 0; at < length;) {
    const char *end = memchr(text + at, '\n', length - at);
    size_t line_length = end ? (size_t)(end - (text + at)) : length - at;
    char line[LINE_MAX_BYTES];
    reader.line++;
    if (line_length >= sizeof line || memchr(text + at, '\0', line_length))
      return fault_set(fault, HT_BAD_DATA, "profiles: line %u is longer than %zu bytes or has a zero byte in it",
                       reader.line, sizeof line - 1);
    memcpy(line, text + at, line_length);
    if (line_length > 0 && line[line_length - 1] == '\r') line_length--;
    line[line_length] = '\0';
    at = end ? (size_t)(end - text) + 1 : length;
    if (line[0] == '\0' || line[0] == '#') continue;
    ht_err err = read_line(&reader, line, &header_seen, &read);
    if (err) return err;
  }
  if (read.count == 0) return fault_set(fault, HT_BAD_DATA, "profiles: no row");
  *profiles = read;
  return HT_OK;
}

const walk_profile *walk_profile_find(const walk_profiles *profiles, const char *name) {
  for (uint32_t i = 0; i < profiles->count; i++)
    if (strcmp(profiles->rows[i].name, name) == 0) return &profiles->rows[i];
  return NULL;
}

int64_t walk_profile_leg_cost(const walk_profile *profile, int64_t length_mm) {
  if (profile->mode == WALK_DISTANCE) return length_mm;
  return (length_mm * 3600 + profile->speed_m_per_h / 2) / profile->speed_m_per_h; /* 1 mm at 1 m/h takes 3600 ms */
}

int64_t walk_profile_street_cost(const walk_profile *profile, int64_t length_mm, bool steps, bool crossing) {
  if (profile->mode == WALK_DISTANCE) return length_mm;
  int64_t permille = steps ? profile->stairs_permille : 1000, speed = (int64_t)profile->speed_m_per_h * 1000;
  return (length_mm * 3600 * permille + speed / 2) / speed + (crossing ? profile->crossing_delay_ms : 0);
}

double walk_profile_metres(const walk_profile *profile, int64_t cost) {
  return profile->mode == WALK_DISTANCE ? (double)cost / 1000 : (double)cost * profile->speed_m_per_h / 3.6e6;
}

ht_err walk_profile_limit_cost(const walk_profile *profile, double limit, ht_fault *fault, int64_t *cost) {
  double exact = limit * (profile->mode == WALK_DISTANCE ? 1000 : 60000);
  if (!(exact >= 1 && exact <= WALK_COST_MAX))
    return fault_set(fault, HT_LIMIT, "the limit is %g %s, expected more than 0 and at most %d", limit,
                     walk_profile_unit(profile), WALK_COST_MAX / (profile->mode == WALK_DISTANCE ? 1000 : 60000));
  *cost = llround(exact);
  return HT_OK;
}

const char *walk_profile_unit(const walk_profile *profile) {
  return profile->mode == WALK_DISTANCE ? "m" : "min";
}
