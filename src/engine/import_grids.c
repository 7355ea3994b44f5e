/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Grids: a polygon with a code, on a layer. A polygon that crosses itself is refused with the place, since nobody can
 * say what it owns; overlaps and holes between grids are another matter, for `check grids`. Columns that mean nothing
 * to haitang are kept as the grid's attributes.
 */
#include <string.h>

#include "base/day.h"
#include "base/fault.h"
#include "codec/json_writer.h"
#include "engine/import_kinds.h"
#include "engine/import_polygon.h"
#include "engine/import_provisional.h"
#include "engine/import_table.h"
#include "store/store.h"

#define DEFAULT_LAYER "grid"

static const char *layer_code(const import_job *job) {
  return job->options->layer && *job->options->layer ? job->options->layer : DEFAULT_LAYER;
}

static ht_err note_known(void *context, const ht_layer_record *layer, ht_fault *fault) {
  import_job *job = context;
  (void)fault;
  if (strcmp(layer->code, layer_code(job)) == 0) job->layer_known = true;
  return HT_OK;
}

/* A layer called community is one of communities, unless told otherwise. */
static ht_level level_of(const import_job *job) {
  static const char *const names[] = {[HT_CITY] = "city",
                                      [HT_TOWN] = "town",
                                      [HT_COMMUNITY] = "community",
                                      [HT_GRID] = "grid",
                                      [HT_MICROGRID] = "microgrid"};
  if (job->options->level) return job->options->level;
  for (int i = 0; i < (int)(sizeof names / sizeof *names); i++)
    if (strcmp(layer_code(job), names[i]) == 0) return (ht_level)i;
  return HT_GRID;
}

static ht_err need_layer(import_job *job) {
  ht_err err = store_each_layer(job->store, note_known, job, job->fault);
  if (err || job->layer_known) return err;
  const ht_layer_record layer = {layer_code(job), layer_code(job), job->options->layer_kind, level_of(job)};
  return ht_put_layer(job->store, &layer, job->fault);
}

/* Reads YYYY-MM-DD, or with slashes as OGR writes days. */
static bool read_day(import_job *job, const import_row *row, import_field field, ht_day fallback, ht_day *day,
                     ht_err *err) {
  const char *text = import_row_text(job, row, field);
  *day = fallback;
  if (text && !*text) return true;
  char *plain = text ? arena_text(&job->row, text) : NULL;
  for (char *at = plain; at && *at; at++)
    if (*at == '/') *at = '-';
  if (plain && day_parse(plain, day)) return true;
  *err = plain ? import_refuse(job, row->number, import_field_name(field), "'%s' is no day, expected YYYY-MM-DD", text)
               : fault_memory(job->fault);
  return false;
}

static const char *attributes_of(import_job *job, const import_row *row) {
  buffer_clear(&job->text);
  json_writer json = {.out = &job->text};
  json_begin_object(&json);
  for (uint32_t i = 0; i < row->header->count; i++)
    if (!row->columns->used[i] && row->values[i] && *row->values[i])
      json_member_text(&json, row->header->names[i], row->values[i]);
  json_end_object(&json);
  return job->text.failed ? NULL : arena_text_n(&job->row, job->text.bytes, job->text.length);
}

static ht_err put_grid(import_job *job, const import_row *row) {
  ht_err err = HT_OK;
  ht_day always = job->options->from ? job->options->from : HT_DAY_FIRST;
  ht_grid_record grid = {.layer = layer_code(job), .shape = row->shape};
  bool sound = true;
  if (grid.shape.kind != HT_NO_SHAPE) err = import_check_polygon(job, row->number, &grid.shape, &sound);
  if (err || !sound) return err;
  if (!read_day(job, row, IMPORT_FROM, always, &grid.valid_from, &err) ||
      !read_day(job, row, IMPORT_TO, HT_DAY_NEVER, &grid.valid_to, &err))
    return err;
  grid.code = import_row_text(job, row, IMPORT_CODE);
  grid.name = import_row_text(job, row, IMPORT_NAME);
  grid.parent = import_row_text(job, row, IMPORT_PARENT);
  grid.organisation = import_row_text(job, row, IMPORT_ORGANISATION);
  grid.attributes = attributes_of(job, row);
  if (!grid.code || !grid.name || !grid.parent || !grid.organisation || !grid.attributes)
    return fault_memory(job->fault);
  if (!*grid.code && (err = import_provisional(job, row->number, grid.name, &row->shape, &grid.code))) return err;
  err = ht_put_grid(job->store, &grid, job->fault);
  return err ? import_refuse_fault(job, row->number, "", err) : HT_OK;
}

ht_err import_grids(import_job *job) {
  static const import_table_spec spec = {
      .wanted = {.fields = IMPORT_BIT(IMPORT_CODE) | IMPORT_BIT(IMPORT_NAME) | IMPORT_BIT(IMPORT_PARENT) |
                           IMPORT_BIT(IMPORT_ORGANISATION) | IMPORT_BIT(IMPORT_FROM) | IMPORT_BIT(IMPORT_TO),
                 .one_of = IMPORT_BIT(IMPORT_CODE) | IMPORT_BIT(IMPORT_NAME)},
      .shapes = 1u << HT_POLYGONS,
      .shapeless = true,
      .row = put_grid,
  };
  ht_err err = need_layer(job);
  return err ? err : import_table(job, &spec);
}
