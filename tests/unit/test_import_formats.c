/* SPDX-License-Identifier: Apache-2.0 */
/* The formats that offices send: GBK Shapefiles and CSV, spreadsheets, packages of several layers, projected
   cadastre. Written here with OGR, read back by an import. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>
#include <cpl_conv.h>
#include <cpl_string.h>
#include <gdal.h>
#include <ogr_api.h>
#include <ogr_srs_api.h>

#include "import_fixture.h"

static const ht_import_options wgs84 = {.crs = "wgs84"};

typedef struct written {
  GDALDatasetH dataset;
  OGRLayerH layer;
} written;

static written begin_file(const char *driver, const char *path, const char *layer, OGRwkbGeometryType type, int epsg,
                          const char *encoding) {
  GDALAllRegister();
  OGRSpatialReferenceH system = NULL;
  if (epsg) {
    system = OSRNewSpatialReference(NULL);
    assert_int_equal(OSRImportFromEPSG(system, epsg), OGRERR_NONE);
    OSRSetAxisMappingStrategy(system, OAMS_TRADITIONAL_GIS_ORDER);
  }
  char option[40];
  snprintf(option, sizeof option, "ENCODING=%s", encoding ? encoding : "");
  const char *options[] = {encoding ? option : NULL, NULL};
  written w = {.dataset = GDALCreate(GDALGetDriverByName(driver), path, 0, 0, 0, GDT_Unknown, NULL)};
  assert_non_null(w.dataset);
  w.layer = GDALDatasetCreateLayer(w.dataset, layer, system, type, (char **)(uintptr_t)options);
  assert_non_null(w.layer);
  if (system) OSRDestroySpatialReference(system);
  return w;
}

static void add_field(written w, const char *name, OGRFieldType type) {
  OGRFieldDefnH field = OGR_Fld_Create(name, type);
  assert_int_equal(OGR_L_CreateField(w.layer, field, TRUE), OGRERR_NONE);
  OGR_Fld_Destroy(field);
}

/* Adds a feature of texts, the last followed by NULL, and a geometry as WKT or NULL. */
static void add_feature(written w, const char *const *values, const char *wkt) {
  OGRFeatureH feature = OGR_F_Create(OGR_L_GetLayerDefn(w.layer));
  for (int i = 0; values[i]; i++) OGR_F_SetFieldString(feature, i, values[i]);
  if (wkt) {
    OGRGeometryH geometry;
    char *text = (char *)(uintptr_t)wkt;
    assert_int_equal(OGR_G_CreateFromWkt(&text, NULL, &geometry), OGRERR_NONE);
    OGR_F_SetGeometryDirectly(feature, geometry);
  }
  assert_int_equal(OGR_L_CreateFeature(w.layer, feature), OGRERR_NONE);
  OGR_F_Destroy(feature);
}

static const char *path_of(const store_fixture *fixture, const char *name) {
  static char path[300];
  snprintf(path, sizeof path, "%s/%s", fixture->folder, name);
  return path;
}

#define SQUARE "POLYGON((120.9 31.3,120.91 31.3,120.91 31.31,120.9 31.31,120.9 31.3))"

static void write_gbk_shapefile(store_fixture *fixture, int epsg, const char *encoding) {
  written w = begin_file("ESRI Shapefile", path_of(fixture, "grids.shp"), "grids", wkbPolygon, epsg, encoding);
  add_field(w, "code", OFTString);
  add_field(w, "网格名称", OFTString);
  add_feature(w, (const char *[]){"G1", "一些网格", NULL}, SQUARE);
  GDALClose(w.dataset);
}

static void expect_name(store_fixture *fixture, const char *name) {
  char text[100];
  fixture_query(fixture, "SELECT name FROM grid", text, sizeof text);
  assert_string_equal(text, name);
}

static void a_gbk_shapefile_with_a_code_page_is_read(void **state) {
  import_outcome outcome;
  write_gbk_shapefile(*state, 4490, "GBK");
  import_well(*state, HT_GRIDS, path_of(*state, "grids.shp"), NULL, &outcome);
  expect_name(*state, "一些网格");
}

/* As many programs leave it: no .cpg, no code page in the header. */
static void a_gbk_shapefile_without_a_code_page_is_recognised(void **state) {
  import_outcome outcome;
  write_gbk_shapefile(*state, 4490, "GBK");
  assert_int_equal(unlink(path_of(*state, "grids.cpg")), 0);
  FILE *dbf = fopen(path_of(*state, "grids.dbf"), "r+b");
  assert_non_null(dbf);
  assert_int_equal(fseek(dbf, 29, SEEK_SET), 0);
  fputc(0, dbf);
  fclose(dbf);
  import_well(*state, HT_GRIDS, path_of(*state, "grids.shp"), NULL, &outcome);
  expect_name(*state, "一些网格");
}

static void a_shapefile_without_prj_needs_the_option(void **state) {
  import_outcome outcome;
  write_gbk_shapefile(*state, 0, "UTF-8");
  import_fails(*state, HT_GRIDS, path_of(*state, "grids.shp"), NULL, HT_BAD_ARGUMENT, "does not state");
  import_well(*state, HT_GRIDS, path_of(*state, "grids.shp"), &wgs84, &outcome);
}

static void a_shapefile_that_lost_its_end_is_refused(void **state) {
  write_gbk_shapefile(*state, 4490, "UTF-8");
  assert_int_equal(truncate(path_of(*state, "grids.shp"), 120), 0);
  import_fails(*state, HT_GRIDS, path_of(*state, "grids.shp"), NULL, HT_BAD_DATA, "grids.shp");
}

static void a_gbk_csv_is_recognised(void **state) {
  import_outcome outcome;
  char *gbk = CPLRecode("编号,名称,经度,纬度\r\nS1,一些站点,120.9,31.3\r\n", CPL_ENC_UTF8, "GBK");
  import_well(*state, HT_STATIONS, import_text(*state, "gbk.csv", gbk), &wgs84, &outcome);
  CPLFree(gbk);
  char text[100];
  fixture_query(*state, "SELECT name FROM station", text, sizeof text);
  assert_string_equal(text, "一些站点");
}

static void a_utf16_csv_is_refused_with_advice(void **state) {
  const char bytes[] = "\xFF\xFE"
                       "c\0o\0d\0e\0,\0l\0o\0n\0";
  import_fails(*state, HT_STATIONS, import_file(*state, "u.csv", bytes, sizeof bytes), &wgs84, HT_BAD_DATA, "UTF-16");
}

static void a_spreadsheet_is_read_with_its_first_row_as_names(void **state) {
  import_outcome outcome;
  written w = begin_file("XLSX", path_of(*state, "s.xlsx"), "站点", wkbNone, 0, NULL);
  const char *const names[] = {"编号", "名称", "地址", "经度", "纬度"};
  for (size_t i = 0; i < 3; i++) add_field(w, names[i], OFTString);
  for (size_t i = 3; i < 5; i++) add_field(w, names[i], OFTReal);
  add_feature(w, (const char *[]){"S1", "玉山站", "人民路1号", "120.95", "31.38", NULL}, NULL);
  add_feature(w, (const char *[]){"S2", "花桥站", "", "220.95", "31.38", NULL}, NULL);
  GDALClose(w.dataset);
  import_well(*state, HT_STATIONS, path_of(*state, "s.xlsx"), &wgs84, &outcome);
  assert_int_equal(outcome.report.written, 1);
  import_told(&outcome, 3, "220.95");
}

static void of_several_layers_one_must_be_named(void **state) {
  import_outcome outcome;
  written w = begin_file("GPKG", path_of(*state, "two.gpkg"), "first", wkbPolygon, 4326, NULL);
  add_field(w, "code", OFTString);
  add_feature(w, (const char *[]){"A", NULL}, SQUARE);
  w.layer = GDALDatasetCreateLayer(w.dataset, "second", OGR_L_GetSpatialRef(w.layer), wkbPolygon, NULL);
  add_field(w, "code", OFTString);
  add_feature(w, (const char *[]){"B", NULL}, SQUARE);
  GDALClose(w.dataset);
  import_fails(*state, HT_GRIDS, path_of(*state, "two.gpkg"), NULL, HT_BAD_DATA, "first, second");
  import_fails(*state, HT_GRIDS, path_of(*state, "two.gpkg"), &(ht_import_options){.table = "third"}, HT_BAD_ARGUMENT,
               "first, second");
  import_well(*state, HT_GRIDS, path_of(*state, "two.gpkg"), &(ht_import_options){.table = "second"}, &outcome);
  assert_int_equal(fixture_count(*state, "SELECT count(*) FROM grid WHERE code = 'B'"), 1);
}

/* Kunshan's cadastre: a square of 5 km, one of whose corners is the vector file's point 120.95 31.38 in EPSG:4549. */
static void projected_grids_are_converted_and_their_edges_bent_as_they_run(void **state) {
  import_outcome outcome;
  written w = begin_file("GPKG", path_of(*state, "gk.gpkg"), "gk", wkbPolygon, 4549, NULL);
  add_field(w, "code", OFTString);
  add_feature(w, (const char *[]){"G", NULL},
              "POLYGON((590000 3470000,595000 3470000,595000 3475000,590000 3475000,590000 3470000))");
  GDALClose(w.dataset);
  import_well(*state, HT_GRIDS, path_of(*state, "gk.gpkg"), NULL, &outcome);
  assert_true(fixture_count(*state, "SELECT ST_NPoints(geom) FROM grid") > 5);
  /* The area on the ellipsoid: 25 km² times 1/k², k = 1.000105 at 92.5 km from the central meridian. */
  long area_m2 = fixture_count(*state, "SELECT ST_Area(geom, 1) FROM grid");
  assert_in_range(area_m2, 24994500, 24995000);
}

static void curves_and_heights_are_read_as_plain_lines(void **state) {
  import_outcome outcome;
  written w = begin_file("GPKG", path_of(*state, "curve.gpkg"), "curve", wkbUnknown, 4326, NULL);
  add_field(w, "code", OFTString);
  add_feature(w, (const char *[]){"C", NULL},
              "CURVEPOLYGON(CIRCULARSTRING(120.9 31.3,120.91 31.31,120.9 31.32,120.89 31.31,120.9 31.3))");
  add_feature(w, (const char *[]){"Z", NULL},
              "MULTIPOLYGON Z(((120.9 31.3 5,120.91 31.3 5,120.91 31.31 5,120.9 31.3 5)))");
  GDALClose(w.dataset);
  import_well(*state, HT_GRIDS, path_of(*state, "curve.gpkg"), NULL, &outcome);
  assert_int_equal(outcome.report.written, 2);
  assert_true(fixture_count(*state, "SELECT ST_NPoints(geom) FROM grid WHERE code = 'C'") > 60);
}

int main(void) {
#define EACH(test) cmocka_unit_test_setup_teardown(test, fixture_set_up, fixture_tear_down)
  const struct CMUnitTest tests[] = {
      EACH(a_gbk_shapefile_with_a_code_page_is_read),
      EACH(a_gbk_shapefile_without_a_code_page_is_recognised),
      EACH(a_shapefile_without_prj_needs_the_option),
      EACH(a_shapefile_that_lost_its_end_is_refused),
      EACH(a_gbk_csv_is_recognised),
      EACH(a_utf16_csv_is_refused_with_advice),
      EACH(a_spreadsheet_is_read_with_its_first_row_as_names),
      EACH(of_several_layers_one_must_be_named),
      EACH(projected_grids_are_converted_and_their_edges_bent_as_they_run),
      EACH(curves_and_heights_are_read_as_plain_lines),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
