/* SPDX-License-Identifier: Apache-2.0 */
/* Land use and barriers: shapes with a class. They have no codes, so a file imported again under its name takes the
   place of what it brought before. */
#include "base/fault.h"
#include "codec/osm_land.h"
#include "engine/import_kinds.h"
#include "engine/import_polygon.h"
#include "engine/import_table.h"
#include "engine/import_words.h"

ht_err import_renew_source(import_job *job) {
  uint64_t count;
  ht_err err = ht_store_set_source(job->store, job->name, job->fault);
  return err ? err : ht_store_clear(job->store, job->kind, job->name, job->fault, &count);
}

/* OpenStreetMap's values, without the key they had. */
static const char *land_of_osm(const char *value) {
  static const char *const keys[] = {"landuse", "leisure", "natural", "amenity"};
  for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
    const osm_tag tag = {keys[i], value};
    const char *land = osm_land_of(&(osm_tags){&tag, 1}).land;
    if (land) return land;
  }
  return NULL;
}

/* The row's class, or the option's. False, and the row refused, when it is none. */
static bool read_class(import_job *job, const import_row *row, const import_word *words, bool land,
                       const char **class_name, ht_err *err) {
  const char *text = import_row_text(job, row, IMPORT_CLASS);
  if (text && !*text && job->options->class_name) text = job->options->class_name;
  *class_name = text && *text ? import_word_meant(words, text) : NULL;
  if (text && land && !*class_name) *class_name = land_of_osm(text);
  if (*class_name) return true;
  if (!text)
    *err = fault_memory(job->fault);
  else if (!*text)
    *err = import_refuse(job, row->number, "class", "it is missing, and no --class was given");
  else
    *err = import_refuse(job, row->number, "class", "'%s' is not known, expected such as %s", text,
                         land ? "residential, park, water or 居住用地" : "water, railway, motorway or wall");
  return false;
}

static ht_err put_land(import_job *job, const import_row *row) {
  ht_err err = HT_OK;
  bool sound;
  ht_land_record land = {.shape = row->shape};
  if (!read_class(job, row, import_words_land, true, &land.class_name, &err)) return err;
  err = import_check_polygon(job, row->number, &land.shape, &sound);
  if (err || !sound) return err;
  land.name = import_row_text(job, row, IMPORT_NAME);
  if (!land.name) return fault_memory(job->fault);
  err = ht_put_land(job->store, &land, job->fault);
  return err ? import_refuse_fault(job, row->number, "", err) : HT_OK;
}

static ht_err put_barrier(import_job *job, const import_row *row) {
  ht_err err = HT_OK;
  ht_barrier_record barrier = {.shape = row->shape};
  if (!read_class(job, row, import_words_barrier, false, &barrier.class_name, &err)) return err;
  err = ht_put_barrier(job->store, &barrier, job->fault);
  return err ? import_refuse_fault(job, row->number, "", err) : HT_OK;
}

ht_err import_land(import_job *job) {
  static const import_table_spec spec = {.wanted = {.fields = IMPORT_BIT(IMPORT_CLASS) | IMPORT_BIT(IMPORT_NAME)},
                                         .shapes = 1u << HT_POLYGONS,
                                         .row = put_land};
  ht_err err = import_renew_source(job);
  return err ? err : import_table(job, &spec);
}

ht_err import_barriers(import_job *job) {
  static const import_table_spec spec = {
      .wanted = {.fields = IMPORT_BIT(IMPORT_CLASS)}, .shapes = 1u << HT_LINES | 1u << HT_POLYGONS, .row = put_barrier};
  ht_err err = import_renew_source(job);
  return err ? err : import_table(job, &spec);
}
