/* SPDX-License-Identifier: Apache-2.0 */
#ifndef BRIDGE_OGR_H
#define BRIDGE_OGR_H

/*
 * The one door to GDAL's vector half: a file as a table of texts and shapes.
 *
 * Reads GeoJSON, Shapefile, GeoPackage, FlatGeobuf, KML, GPX, GML, MapInfo, DXF, CSV, XLSX and ODS; never the
 * network, and no file but the one named and those that belong to it. One thread uses an ogr_table at a time.
 */

#include "base/arena.h"

typedef struct ogr_table ogr_table;

typedef struct ogr_options {
  const char *layer;    /* of a file with several layers or sheets; NULL: the only one */
  const char *where;    /* rows to read, as an OGR SQL condition such as "healthcare > 0"; NULL: all */
  const char *encoding; /* of texts in a file that states none, such as "GB18030"; NULL: UTF-8 */
} ogr_options;

typedef struct ogr_row {
  uint64_t number;           /* line of a CSV, row of a sheet, else the feature's number from 1 */
  const char *const *values; /* a UTF-8 text per column; NULL: none */
  ht_shape shape;            /* in the file's own system, x first; HT_NO_SHAPE: none */
  const char *flaw;          /* why there is no shape though something was there; NULL: nothing wrong */
} ogr_row;

/* Opens path for reading. Errors: HT_NOT_FOUND, HT_BAD_DATA (a folder, an empty file, not one of these formats,
   damaged, several layers), HT_BAD_ARGUMENT (layer or where). The caller closes it once. */
HT_CHECKED ht_err ogr_table_open(const char *path, const ogr_options *options, ht_fault *fault, ogr_table **table);
void ogr_table_close(ogr_table *table);

/* GDAL's short name of the format, such as "GeoJSON" or "CSV". Lives as long as the table. */
const char *ogr_table_format(const ogr_table *table);

uint32_t ogr_table_column_count(const ogr_table *table);
const char *ogr_table_column(const ogr_table *table, uint32_t column);

/* True when the format has geometry of its own, so that columns of coordinates are not needed. */
bool ogr_table_has_shapes(const ogr_table *table);

/* The reference system the file states: "EPSG:n", "wkt" for one that is in no register, NULL when it states none.
   GeoJSON without a crs member looks like EPSG:4326 here; who wants to know better reads the file. */
const char *ogr_table_crs(const ogr_table *table);

/* Converts points of a system that is in no register ("wkt"). Errors: HT_BAD_ARGUMENT. */
HT_CHECKED ht_err ogr_table_to_wgs84(ogr_table *table, ht_lonlat *points, size_t count, ht_fault *fault);

/* How many rows the file says it has; 0 when it does not say. */
uint64_t ogr_table_row_count(const ogr_table *table);

/* Reads the next row into arena. *more is false after the last. Errors: HT_BAD_DATA when the file cannot be read on,
   HT_NO_MEMORY. */
HT_CHECKED ht_err ogr_table_next(ogr_table *table, base_arena *arena, ht_fault *fault, ogr_row *row, bool *more);

#endif
