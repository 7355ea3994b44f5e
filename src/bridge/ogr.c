/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Reading with OGR.
 *
 * OGR tells trouble by calling an error handler and going on; here the handler keeps the first failure's text, and
 * every call that can fail looks at it. What a driver complains of while it opens a file may concern a single feature
 * (a GeoJSON geometry that is none): the row then has no shape and says so. What it complains of while reading on
 * means that the file cannot be read to its end.
 *
 * CSV needs care: OGR guesses the types of columns when asked, which a condition needs ("healthcare > 0"), but a code
 * such as 00123 must stay a text. So when types are guessed the source text of each guessed column is kept beside it,
 * and that text is what is given.
 */
#include "bridge/ogr.h"

#include <cpl_conv.h>
#include <cpl_error.h>
#include <cpl_string.h>
#include <errno.h>
#include <gdal.h>
#include <ogr_srs_api.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/fault.h"
#include "base/utf8.h"
#include "bridge/ogr_shape.h"

#define SOURCE_SUFFIX "_original"

struct ogr_table {
  base_arena arena; /* of the columns' names */
  GDALDatasetH dataset;
  OGRLayerH layer;
  char *encoding; /* to convert texts from; NULL: none */
  bool first_line_is_names;
  uint32_t column_count;
  const char **columns;
  int *fields; /* of a column: the field that has its text */
  bool has_shapes;
  char crs[16];
  OGRCoordinateTransformationH to_wgs84;
  uint64_t rows_read, rows_stated;
  bool filtered;
};

/* What GDAL complained of first. */
typedef struct trouble {
  char text[256];
} trouble;

static void CPL_STDCALL note_trouble(CPLErr class, CPLErrorNum number, const char *text) {
  trouble *t = CPLGetErrorHandlerUserData();
  (void)number;
  if (class >= CE_Failure && !t->text[0]) snprintf(t->text, sizeof t->text, "%s", text);
}

static void listen(trouble *t) {
  t->text[0] = '\0';
  CPLPushErrorHandlerEx(note_trouble, t);
  CPLErrorReset();
}

static void listen_no_more(void) {
  CPLPopErrorHandler();
}

static const char *const formats[] = {
    "GeoJSON", "GeoJSONSeq", "TopoJSON", "ESRI Shapefile", "GPKG", "FlatGeobuf",  "CSV", "XLSX", "ODS", "LIBKML", "KML",
    "GML",     "GPX",        "SQLite",   "MapInfo File",   "DXF",  "OpenFileGDB", NULL};

static ht_err check_file(const char *path, ht_fault *fault) {
  struct stat facts;
  if (stat(path, &facts) != 0) return fault_errno(fault, errno, "open", path);
  size_t length = strlen(path);
  bool geodatabase = length > 4 && strcmp(path + length - 4, ".gdb") == 0;
  if (S_ISDIR(facts.st_mode) && !geodatabase)
    return fault_set(fault, HT_BAD_DATA, "'%s' is a folder, not a file", path);
  if (!S_ISDIR(facts.st_mode) && facts.st_size == 0) return fault_set(fault, HT_BAD_DATA, "'%s' is empty", path);
  return HT_OK;
}

/* XLSX and ODS take the first row as names only when asked through the configuration. They ask when the sheet is first
   looked at, not when the file is opened. */
static void force_headers(const char *value) {
  CPLSetThreadLocalConfigOption("OGR_XLSX_HEADERS", value);
  CPLSetThreadLocalConfigOption("OGR_ODS_HEADERS", value);
}

static GDALDatasetH open_dataset(const char *path, const ogr_options *options) {
  char **open_options = NULL;
  open_options = CSLSetNameValue(open_options, "HEADERS", "YES");
  open_options = CSLSetNameValue(open_options, "EMPTY_STRING_AS_NULL", "YES");
  open_options = CSLSetNameValue(open_options, "DOWNLOAD_SCHEMA", "NO"); /* GML names its schema by URL */
  if (options->where) {
    open_options = CSLSetNameValue(open_options, "AUTODETECT_TYPE", "YES");
    open_options = CSLSetNameValue(open_options, "KEEP_SOURCE_COLUMNS", "YES");
  }
  /* A Shapefile without a code page is taken for Latin 1 unless told that its texts are not to be touched. */
  if (options->encoding) open_options = CSLSetNameValue(open_options, "ENCODING", "");
  GDALDatasetH dataset =
      GDALOpenEx(path, GDAL_OF_VECTOR | GDAL_OF_READONLY, formats, (const char *const *)open_options, NULL);
  CSLDestroy(open_options);
  return dataset;
}

static void list_layers(GDALDatasetH dataset, char *text, size_t size) {
  size_t used = 0;
  text[0] = '\0';
  for (int i = 0; i < GDALDatasetGetLayerCount(dataset) && used < size; i++)
    used += (size_t)snprintf(text + used, size - used, "%s%s", i ? ", " : "",
                             OGR_L_GetName(GDALDatasetGetLayer(dataset, i)));
}

static ht_err choose_layer(ogr_table *table, const ogr_options *options, ht_fault *fault) {
  char names[300];
  list_layers(table->dataset, names, sizeof names);
  if (options->layer) {
    table->layer = GDALDatasetGetLayerByName(table->dataset, options->layer);
    if (!table->layer)
      return fault_set(fault, HT_BAD_ARGUMENT, "there is no layer '%s'; there are: %s", options->layer, names);
    return HT_OK;
  }
  int found = 0;
  for (int i = 0; i < GDALDatasetGetLayerCount(table->dataset); i++) {
    OGRLayerH layer = GDALDatasetGetLayer(table->dataset, i);
    if (found > 0 && OGR_L_GetFeatureCount(layer, TRUE) == 0) continue;
    if (found > 0 && OGR_L_GetFeatureCount(table->layer, TRUE) > 0)
      return fault_set(fault, HT_BAD_DATA, "it has several layers, name one of them: %s", names);
    table->layer = layer;
    found++;
  }
  return found ? HT_OK : fault_set(fault, HT_BAD_DATA, "it has no layers");
}

/* Bytes as UTF-8 text: converted when the file has another encoding, and with bytes that are none replaced. */
static char *text_of(const ogr_table *table, base_arena *arena, const char *bytes) {
  if (!table->encoding && utf8_valid(bytes, strlen(bytes))) return arena_text(arena, bytes);
  char *converted = CPLRecode(bytes, table->encoding ? table->encoding : CPL_ENC_ISO8859_1, CPL_ENC_UTF8);
  if (!converted) return NULL;
  char *text = arena_text(arena, converted);
  CPLFree(converted);
  return text;
}

static bool ends_with(const char *text, const char *end) {
  size_t length = strlen(text), end_length = strlen(end);
  return length > end_length && strcmp(text + length - end_length, end) == 0;
}

static ht_err find_columns(ogr_table *table, bool sources, ht_fault *fault) {
  OGRFeatureDefnH definition = OGR_L_GetLayerDefn(table->layer);
  int count = OGR_FD_GetFieldCount(definition);
  table->columns = ARENA_ARRAY(&table->arena, const char *, (size_t)count);
  table->fields = ARENA_ARRAY(&table->arena, int, (size_t)count);
  if (!table->columns || !table->fields) return fault_memory(fault);
  for (int i = 0; i < count; i++) {
    const char *name = OGR_Fld_GetNameRef(OGR_FD_GetFieldDefn(definition, i));
    if (sources && ends_with(name, SOURCE_SUFFIX)) continue;
    const char *source = CPLSPrintf("%s" SOURCE_SUFFIX, name);
    int source_field = sources ? OGR_FD_GetFieldIndex(definition, source) : -1;
    table->fields[table->column_count] = source_field >= 0 ? source_field : i;
    table->columns[table->column_count] = text_of(table, &table->arena, name);
    if (!table->columns[table->column_count++]) return fault_memory(fault);
  }
  return HT_OK;
}

/* Looks the system up in the register: its own statement of a code first, then PROJ's search for an equal one. */
static bool find_code(OGRSpatialReferenceH system, char *code, size_t size) {
  const char *authority = OSRGetAuthorityName(system, NULL), *number = OSRGetAuthorityCode(system, NULL);
  if (authority && number && strcmp(authority, "EPSG") == 0) {
    snprintf(code, size, "EPSG:%s", number);
    return true;
  }
  if (authority && number && strcmp(authority, "OGC") == 0 && strcmp(number, "CRS84") == 0) {
    snprintf(code, size, "EPSG:4326");
    return true;
  }
  int *confidence = NULL, count = 0;
  OGRSpatialReferenceH *matches = OSRFindMatches(system, NULL, &count, &confidence);
  bool found = count > 0 && confidence[0] >= 90 && (authority = OSRGetAuthorityName(matches[0], NULL)) &&
               strcmp(authority, "EPSG") == 0;
  if (found) snprintf(code, size, "EPSG:%s", OSRGetAuthorityCode(matches[0], NULL));
  OSRFreeSRSArray(matches);
  CPLFree(confidence);
  return found;
}

static void find_crs(ogr_table *table) {
  OGRSpatialReferenceH system = OGR_L_GetSpatialRef(table->layer);
  if (!system || OSRIsLocal(system) || find_code(system, table->crs, sizeof table->crs)) return;
  OGRSpatialReferenceH wgs84 = OSRNewSpatialReference(NULL);
  OSRImportFromEPSG(wgs84, 4326);
  OSRSetAxisMappingStrategy(wgs84, OAMS_TRADITIONAL_GIS_ORDER);
  table->to_wgs84 = OCTNewCoordinateTransformation(system, wgs84);
  OSRDestroySpatialReference(wgs84);
  if (table->to_wgs84) snprintf(table->crs, sizeof table->crs, "wkt");
}

static ht_err prepare(ogr_table *table, const ogr_options *options, ht_fault *fault) {
  const char *format = ogr_table_format(table);
  bool csv = strcmp(format, "CSV") == 0;
  ht_err err = choose_layer(table, options, fault);
  if (!err && options->encoding && !(table->encoding = strdup(options->encoding))) err = fault_memory(fault);
  if (!err) err = find_columns(table, csv && options->where, fault);
  if (err) return err;
  table->first_line_is_names = csv;
  table->has_shapes = OGR_L_GetGeomType(table->layer) != wkbNone;
  find_crs(table);
  GIntBig rows = OGR_L_GetFeatureCount(table->layer, FALSE);
  table->rows_stated = rows > 0 ? (uint64_t)rows : 0;
  if (!options->where) return HT_OK;
  table->filtered = true;
  if (OGR_L_SetAttributeFilter(table->layer, options->where) != OGRERR_NONE)
    return fault_parameter(fault, "where", options->where,
                           "a condition on the file's columns, such as \"population > 0\"");
  return HT_OK;
}

ht_err ogr_table_open(const char *path, const ogr_options *options, ht_fault *fault, ogr_table **table) {
  static const ogr_options none = {0};
  if (!options) options = &none;
  ht_err err = check_file(path, fault);
  if (err) return err;
  GDALAllRegister();
  OSRSetPROJEnableNetwork(FALSE);
  ogr_table *opened = calloc(1, sizeof *opened);
  if (!opened) return fault_memory(fault);
  trouble t;
  listen(&t);
  force_headers("FORCE");
  opened->dataset = open_dataset(path, options);
  if (!opened->dataset)
    err = fault_set(fault, HT_BAD_DATA, "it is damaged or of no format that is read here%s%s", t.text[0] ? ": " : "",
                    t.text);
  if (!err) err = prepare(opened, options, fault);
  force_headers(NULL);
  listen_no_more();
  if (err)
    ogr_table_close(opened);
  else
    *table = opened;
  return err;
}

void ogr_table_close(ogr_table *table) {
  if (!table) return;
  if (table->to_wgs84) OCTDestroyCoordinateTransformation(table->to_wgs84);
  trouble t;
  listen(&t); /* GDAL would print what it complains of while closing */
  if (table->dataset) GDALClose(table->dataset);
  listen_no_more();
  arena_release(&table->arena);
  free(table->encoding);
  free(table);
}

const char *ogr_table_format(const ogr_table *table) {
  return GDALGetDriverShortName(GDALGetDatasetDriver(table->dataset));
}

uint32_t ogr_table_column_count(const ogr_table *table) {
  return table->column_count;
}

const char *ogr_table_column(const ogr_table *table, uint32_t column) {
  return table->columns[column];
}

bool ogr_table_has_shapes(const ogr_table *table) {
  return table->has_shapes;
}

const char *ogr_table_crs(const ogr_table *table) {
  return table->crs[0] ? table->crs : NULL;
}

uint64_t ogr_table_row_count(const ogr_table *table) {
  return table->rows_stated;
}

ht_err ogr_table_to_wgs84(ogr_table *table, ht_lonlat *points, size_t count, ht_fault *fault) {
  trouble t;
  listen(&t);
  bool done = true;
  for (size_t i = 0; done && i < count; i++)
    done = OCTTransform(table->to_wgs84, 1, &points[i].lon_deg, &points[i].lat_deg, NULL);
  listen_no_more();
  return done ? HT_OK
              : fault_set(fault, HT_BAD_ARGUMENT, "a coordinate is outside the file's reference system: %s", t.text);
}

/* Real numbers are written with the digits that read back, not with OGR's 15. */
static char *value_of(const ogr_table *table, base_arena *arena, OGRFeatureH feature, int field) {
  if (OGR_Fld_GetType(OGR_F_GetFieldDefnRef(feature, field)) != OFTReal)
    return text_of(table, arena, OGR_F_GetFieldAsString(feature, field));
  double number = OGR_F_GetFieldAsDouble(feature, field);
  char text[32];
  snprintf(text, sizeof text, "%.15g", number);
  if (CPLAtof(text) != number) snprintf(text, sizeof text, "%.17g", number);
  return arena_text(arena, text);
}

static ht_err read_values(const ogr_table *table, OGRFeatureH feature, base_arena *arena, ht_fault *fault,
                          ogr_row *row) {
  const char **values = ARENA_ARRAY(arena, const char *, table->column_count);
  if (!values) return fault_memory(fault);
  for (uint32_t i = 0; i < table->column_count; i++) {
    if (!OGR_F_IsFieldSetAndNotNull(feature, table->fields[i])) continue;
    values[i] = value_of(table, arena, feature, table->fields[i]);
    if (!values[i]) return fault_memory(fault);
  }
  row->values = values;
  return HT_OK;
}

/* Lines of a CSV count the names; rows of a sheet are what OGR numbers them as; else features count from 1. */
static uint64_t number_of(const ogr_table *table, OGRFeatureH feature) {
  GIntBig id = OGR_F_GetFID(feature);
  const char *format = ogr_table_format(table);
  if (table->first_line_is_names && id >= 0) return (uint64_t)id + 1;
  if ((strcmp(format, "XLSX") == 0 || strcmp(format, "ODS") == 0) && id >= 0) return (uint64_t)id;
  return table->filtered && id >= 0 ? (uint64_t)id + (strcmp(format, "GPKG") != 0) : table->rows_read;
}

static ht_err end_of_rows(const ogr_table *table, const trouble *t, ht_fault *fault) {
  if (t->text[0])
    return fault_set(fault, HT_BAD_DATA, "reading stopped after row %llu: %s", (unsigned long long)table->rows_read,
                     t->text);
  if (!table->filtered && table->rows_read < table->rows_stated)
    return fault_set(fault, HT_BAD_DATA, "it says that it has %llu rows, and ends after %llu",
                     (unsigned long long)table->rows_stated, (unsigned long long)table->rows_read);
  return HT_OK;
}

static ht_err read_feature(ogr_table *table, OGRFeatureH feature, base_arena *arena, ht_fault *fault, ogr_row *row) {
  *row = (ogr_row){.number = number_of(table, feature)};
  ht_err err = read_values(table, feature, arena, fault, row);
  return err ? err : ogr_shape_of(OGR_F_GetGeometryRef(feature), arena, fault, &row->shape, &row->flaw);
}

ht_err ogr_table_next(ogr_table *table, base_arena *arena, ht_fault *fault, ogr_row *row, bool *more) {
  trouble t;
  listen(&t);
  OGRFeatureH feature = OGR_L_GetNextFeature(table->layer);
  ht_err err = HT_OK;
  if (!feature) {
    err = end_of_rows(table, &t, fault);
  } else {
    table->rows_read++;
    err = t.text[0] ? fault_set(fault, HT_BAD_DATA, "row %llu cannot be read: %s", (unsigned long long)table->rows_read,
                                t.text)
                    : read_feature(table, feature, arena, fault, row);
    OGR_F_Destroy(feature);
  }
  listen_no_more();
  if (!err) *more = feature != NULL;
  return err;
}
