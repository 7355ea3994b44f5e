/* SPDX-License-Identifier: Apache-2.0 */
/* Stations: a place with functions. A footprint is taken for the point inside it. A station without a code gets a
   provisional one from its name and address, so that moving its point does not make it another. */
#include <string.h>

#include "base/fault.h"
#include "engine/import_functions.h"
#include "engine/import_kinds.h"
#include "engine/import_provisional.h"
#include "engine/import_table.h"
#include "engine/import_words.h"

#define LARGEST_CAPACITY 1e7

/* Reads a field whose words are listed; "" when there is none. False, and the row refused, for another word. */
static bool read_word(import_job *job, const import_row *row, import_field field, const import_word *words,
                      const char **meant, ht_err *err) {
  const char *text = import_row_text(job, row, field);
  *meant = text && *text ? import_word_meant(words, text) : "";
  if (text && *meant) return true;
  *err = text ? import_refuse(job, row->number, import_field_name(field), "'%s' is not known, expected such as '%s'",
                              text, words->written)
              : fault_memory(job->fault);
  return false;
}

static bool read_position(import_job *job, const import_row *row, ht_lonlat *position, ht_err *err) {
  if (row->shape.kind == HT_POLYGONS) {
    *err = bridge_geos_inside(job->geos, &row->shape, job->fault, position);
    if (*err) *err = import_refuse_fault(job, row->number, "geometry", *err);
    return !*err;
  }
  *position = row->shape.points[0];
  if (row->shape.point_count == 1) return true;
  *err = import_refuse(job, row->number, "geometry", "it has %u points, expected one", row->shape.point_count);
  return false;
}

static ht_err read_functions(import_job *job, const import_row *row, ht_station_record *station) {
  const char *text = import_row_text(job, row, IMPORT_FUNCTIONS);
  if (!text) return fault_memory(job->fault);
  if (!*text && job->options->class_name) text = job->options->class_name;
  const char *const *words;
  uint32_t count;
  ht_err err = import_split(job, text, &words, &count);
  const char **codes = err ? NULL : ARENA_ARRAY(&job->row, const char *, count);
  if (!err && !codes) err = fault_memory(job->fault);
  for (uint32_t i = 0; !err && i < count; i++) err = import_functions_find(job, words[i], &codes[i]);
  station->functions = codes;
  station->function_count = err ? 0 : count;
  return err;
}

static ht_err name_station(import_job *job, const import_row *row, ht_station_record *station) {
  station->code = import_row_text(job, row, IMPORT_CODE);
  station->name = import_row_text(job, row, IMPORT_NAME);
  station->address = import_row_text(job, row, IMPORT_ADDRESS);
  station->opening_hours = import_row_text(job, row, IMPORT_HOURS);
  if (!station->code || !station->name || !station->address || !station->opening_hours) return fault_memory(job->fault);
  if (!*station->name) station->name = station->code;
  if (*station->code) return HT_OK;
  const char *known = arena_printf(&job->row, "%s|%s", station->name, station->address);
  return known ? import_provisional(job, row->number, known, NULL, &station->code) : fault_memory(job->fault);
}

static ht_err put_station(import_job *job, const import_row *row) {
  ht_err err = HT_OK;
  ht_station_record station = {0};
  double capacity;
  if (!read_position(job, row, &station.position, &err) ||
      !read_word(job, row, IMPORT_TIER, import_words_tier, &station.tier, &err) ||
      !read_word(job, row, IMPORT_STATUS, import_words_status, &station.status, &err) ||
      !import_row_phone(job, row, &station.phone, &err) ||
      !import_row_number(job, row, IMPORT_CAPACITY, LARGEST_CAPACITY, -1, &capacity, &err))
    return err;
  station.capacity = (int32_t)capacity;
  if (!import_columns_value(row->columns, row->values, IMPORT_NAME) &&
      !import_columns_value(row->columns, row->values, IMPORT_CODE))
    return import_refuse(job, row->number, "name", "it is missing, and so is the code");
  if ((err = name_station(job, row, &station)) || (err = read_functions(job, row, &station))) return err;
  err = ht_put_station(job->store, &station, job->fault);
  return err ? import_refuse_fault(job, row->number, "", err) : HT_OK;
}

ht_err import_stations(import_job *job) {
  static const import_table_spec spec = {
      .wanted = {.fields = IMPORT_BIT(IMPORT_CODE) | IMPORT_BIT(IMPORT_NAME) | IMPORT_BIT(IMPORT_TIER) |
                           IMPORT_BIT(IMPORT_ADDRESS) | IMPORT_BIT(IMPORT_PHONE) | IMPORT_BIT(IMPORT_HOURS) |
                           IMPORT_BIT(IMPORT_STATUS) | IMPORT_BIT(IMPORT_CAPACITY) | IMPORT_BIT(IMPORT_FUNCTIONS),
                 .one_of = IMPORT_BIT(IMPORT_NAME) | IMPORT_BIT(IMPORT_CODE)},
      .shapes = 1u << HT_POINTS | 1u << HT_POLYGONS,
      .row = put_station,
  };
  ht_err err = import_functions_open(job);
  return err ? err : import_table(job, &spec);
}
