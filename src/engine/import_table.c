/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The road that all tables take: open, find the columns, agree on the reference system, then row by row: position or
 * shape, into WGS 84, within the city, to the kind's own function. What is wrong with the file as a whole is found
 * before the first row is put.
 */
#include "engine/import_table.h"

#include <math.h>
#include <string.h>
#include <strings.h>

#include "base/fault.h"
#include "base/number.h"
#include "bridge/ogr.h"
#include "engine/densify.h"
#include "engine/import_open.h"

#define ROWS_PER_PROGRESS 256
#define LARGEST_COORDINATE 1e9 /* metres or degrees, before conversion */

typedef struct reading {
  import_job *job;
  const import_table_spec *spec;
  import_source source;
  import_header header;
  import_columns columns;
  const char *crs; /* NULL: no positions; "wkt": the file's own */
  bool projected;
} reading;

static bool has_column_positions(const reading *r) {
  return r->columns.counts[IMPORT_LON] && r->columns.counts[IMPORT_LAT];
}

static ht_err find_columns(reading *r) {
  ogr_table *table = r->source.table;
  r->header.count = ogr_table_column_count(table);
  const char **names = ARENA_ARRAY(&r->job->arena, const char *, r->header.count);
  if (!names) return fault_memory(r->job->fault);
  for (uint32_t i = 0; i < r->header.count; i++) names[i] = ogr_table_column(table, i);
  r->header.names = names;
  import_wanted wanted = r->spec->wanted;
  uint64_t position = IMPORT_BIT(IMPORT_LON) | IMPORT_BIT(IMPORT_LAT);
  bool by_columns = r->spec->shapes && !ogr_table_has_shapes(table);
  if (by_columns) wanted.fields |= position;
  if (by_columns && !r->spec->shapeless) wanted.required |= position;
  return import_columns_find(&r->header, r->job->options, wanted, &r->job->arena, r->job->fault, &r->columns);
}

/* The option wins over the file: many files state WGS 84 because a program put it there. */
static ht_err agree_on_crs(reading *r) {
  const char *told = r->job->options->crs;
  bool positions = r->spec->shapes && (ogr_table_has_shapes(r->source.table) || has_column_positions(r));
  if (told) {
    ht_err err = bridge_crs_check(r->job->crs, told, r->job->fault, &r->projected);
    if (err) return err;
  }
  if (!positions) return HT_OK;
  r->crs = told ? told : r->source.crs;
  if (!r->crs)
    return fault_parameter(
        r->job->fault, "crs", NULL,
        "wgs84, cgcs2000, gcj02, bd09 or EPSG:n, because the file does not state its reference system");
  if (told) return HT_OK;
  r->projected =
      true; /* also when it is not in the register: halving an edge that is straight already costs nothing else */
  return strcmp(r->crs, "wkt") == 0 ? HT_OK : bridge_crs_check(r->job->crs, r->crs, r->job->fault, &r->projected);
}

static ht_err to_wgs84(void *context, ht_lonlat *points, size_t count, ht_fault *fault) {
  reading *r = context;
  if (strcmp(r->crs, "wkt") == 0) return ogr_table_to_wgs84(r->source.table, points, count, fault);
  return bridge_crs_to_wgs84(r->job->crs, r->crs, points, count, fault);
}

/* A coordinate from a column. False, and the row refused, when it is none. */
static bool read_coordinate(reading *r, const import_row *row, import_field field, double *value, ht_err *err) {
  const char *text = import_row_text(r->job, row, field);
  if (text && number_parse(text, -LARGEST_COORDINATE, LARGEST_COORDINATE, value)) return true;
  *err = !text ? fault_memory(r->job->fault)
               : import_refuse(r->job, row->number, import_field_name(field),
                               *text ? "'%s' is no number" : "it is missing%s", text);
  return false;
}

static bool read_position(reading *r, import_row *row, ht_err *err) {
  static const uint32_t one_path[] = {0, 1};
  ht_lonlat *point = ARENA_NEW(&r->job->row, ht_lonlat);
  if (!point) *err = fault_memory(r->job->fault);
  if (!point || !read_coordinate(r, row, IMPORT_LON, &point->lon_deg, err) ||
      !read_coordinate(r, row, IMPORT_LAT, &point->lat_deg, err))
    return false;
  row->shape =
      (ht_shape){.kind = HT_POINTS, .point_count = 1, .path_count = 1, .points = point, .path_start = one_path};
  return true;
}

static const char *path_flaw(const ht_shape *shape, uint32_t path) {
  uint32_t start = shape->path_start[path], end = shape->path_start[path + 1];
  ht_lonlat first = shape->points[start], last = shape->points[end - 1];
  if (shape->kind == HT_LINES) return end - start < 2 ? "a line has fewer than 2 points" : NULL;
  if (shape->kind != HT_POLYGONS) return NULL;
  if (end - start < 4) return "a ring has fewer than 4 points";
  return first.lon_deg != last.lon_deg || first.lat_deg != last.lat_deg ? "a ring is not closed" : NULL;
}

static const char *wrong_kind(uint32_t wanted) {
  switch (wanted) {
  case 1u << HT_POINTS: return "it is not a point";
  case 1u << HT_LINES: return "it is not a line";
  case 1u << HT_POLYGONS: return "it is not a polygon";
  case 1u << HT_LINES | 1u << HT_POLYGONS: return "it is neither a line nor a polygon";
  default: return "it is neither a point nor a polygon";
  }
}

/* What is wrong with a shape that no conversion can mend; NULL when nothing is. */
static const char *shape_flaw(const reading *r, const ht_shape *shape) {
  if (shape->kind == HT_NO_SHAPE) return "it has no geometry";
  if (!(r->spec->shapes & (1u << shape->kind))) return wrong_kind(r->spec->shapes);
  for (uint32_t i = 0; i < shape->point_count; i++)
    if (!isfinite(shape->points[i].lon_deg) || !isfinite(shape->points[i].lat_deg))
      return "a coordinate is not a number";
  for (uint32_t i = 0; i < shape->path_count; i++) {
    const char *flaw = path_flaw(shape, i);
    if (flaw) return flaw;
  }
  return NULL;
}

/* The conversion's message names the point and how it would fit; it is the reason. */
static ht_err convert(reading *r, import_row *row) {
  ht_lonlat *points = ARENA_ARRAY(&r->job->row, ht_lonlat, row->shape.point_count);
  if (!points) return fault_memory(r->job->fault);
  if (r->projected && row->shape.kind != HT_POINTS)
    return densify_shape(&row->shape, to_wgs84, r, &r->job->row, r->job->fault, &row->shape);
  memcpy(points, row->shape.points, row->shape.point_count * sizeof *points);
  ht_err err = to_wgs84(r, points, row->shape.point_count, r->job->fault);
  if (!err) row->shape.points = points;
  return err;
}

static bool in_box(const ht_box *box, ht_lonlat p) {
  return p.lon_deg >= box->west_deg && p.lon_deg <= box->east_deg && p.lat_deg >= box->south_deg &&
         p.lat_deg <= box->north_deg;
}

/* A place outside the city is refused, with a word when it would be inside with its axes swapped. */
static bool check_outline(import_job *job, const import_row *row, ht_err *err) {
  if (!job->has_outline) return true;
  for (uint32_t i = 0; i < row->shape.point_count; i++) {
    ht_lonlat p = row->shape.points[i];
    if (in_box(&job->outline, p)) continue;
    bool swapped = in_box(&job->outline, (ht_lonlat){p.lat_deg, p.lon_deg});
    *err = import_refuse(job, row->number, "", "%.7f %.7f is outside the city%s", p.lon_deg, p.lat_deg,
                         swapped ? "; with longitude and latitude swapped it would be inside" : "");
    return false;
  }
  return true;
}

/* Gives the row its shape in WGS 84. False when it was refused, or *err is set. */
static bool place_row(reading *r, const ogr_row *raw, import_row *row, ht_err *err) {
  import_job *job = r->job;
  row->shape = raw->shape;
  if (!r->crs) return true;
  if (!ogr_table_has_shapes(r->source.table) && !read_position(r, row, err)) return false;
  const char *flaw = raw->flaw ? raw->flaw : shape_flaw(r, &row->shape);
  if (flaw) {
    *err = import_refuse(job, row->number, "geometry", "%s", flaw);
    return false;
  }
  *err = convert(r, row);
  if (*err)
    *err = import_refuse_fault(job, row->number, "geometry", *err);
  else
    return check_outline(job, row, err);
  return false;
}

static ht_err take_row(reading *r, const ogr_row *raw) {
  import_row row = {.number = raw->number, .header = &r->header, .columns = &r->columns, .values = raw->values};
  ht_err err = HT_OK;
  r->job->report->read++;
  return place_row(r, raw, &row, &err) ? r->spec->row(r->job, &row) : err;
}

static ht_err read_rows(reading *r) {
  import_job *job = r->job;
  uint64_t total = ogr_table_row_count(r->source.table);
  for (bool more = true;;) {
    ogr_row raw;
    arena_reset(&job->row);
    ht_err err = ogr_table_next(r->source.table, &job->row, job->fault, &raw, &more);
    if (err || !more) return err;
    err = take_row(r, &raw);
    if (!err && job->report->read % ROWS_PER_PROGRESS == 0)
      err = import_progress(job, "importing", job->report->read, total);
    if (err) return err;
  }
}

ht_err import_table(import_job *job, const import_table_spec *spec) {
  reading r = {.job = job, .spec = spec};
  ht_err err = import_open(job, &r.source);
  if (err) return err;
  err = find_columns(&r);
  if (!err) err = agree_on_crs(&r);
  if (!err) err = read_rows(&r);
  ogr_table_close(r.source.table);
  if (!err && job->report->read == 0) err = fault_set(job->fault, HT_BAD_DATA, "it has no rows");
  return err;
}
