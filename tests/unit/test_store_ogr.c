/* SPDX-License-Identifier: Apache-2.0 */

/* Other programs: GDAL's SpatiaLite driver, which QGIS shares, lists the layers with their types and indexes. */

#include "store_fixture.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <gdal.h>
#include <ogr_api.h>
#include <ogr_srs_api.h>

static const struct {
  const char *table;
  OGRwkbGeometryType type;
} layers[] = {
    {"grid", wkbMultiPolygon}, {"station", wkbPoint},          {"entrance", wkbPoint},      {"address", wkbPoint},
    {"demand", wkbPoint},      {"footprint", wkbMultiPolygon}, {"land", wkbMultiPolygon},   {"barrier", wkbUnknown},
    {"street_node", wkbPoint}, {"street", wkbLineString},      {"circle", wkbMultiPolygon}, {"gap", wkbUnknown},
};
enum { LAYERS = sizeof layers / sizeof *layers };

static GDALDatasetH open_with_gdal(store_fixture *f, unsigned flags) {
  const char *const drivers[] = {"SQLite", NULL};
  GDALDatasetH data = GDALOpenEx(f->path, GDAL_OF_VECTOR | flags, drivers, NULL, NULL);
  assert_non_null(data);
  return data;
}

static void gdal_lists_every_layer_with_its_type_and_system(void **state) {
  store_fixture *f = *state;
  fixture_close(f);
  GDALDatasetH data = open_with_gdal(f, GDAL_OF_READONLY);
  for (int i = 0; i < LAYERS; i++) {
    OGRLayerH layer = GDALDatasetGetLayerByName(data, layers[i].table);
    if (!layer) fail_msg("GDAL sees no layer %s", layers[i].table);
    assert_int_equal(OGR_L_GetGeomType(layer), layers[i].type);
    assert_string_equal(OSRGetAuthorityCode(OGR_L_GetSpatialRef(layer), NULL), "4326");
    assert_string_equal(OGR_L_GetGeometryColumn(layer), "geom");
    assert_true(OGR_L_TestCapability(layer, OLCFastSpatialFilter));
  }
  GDALClose(data);
}

static void put_squares(store_fixture *f, int count) {
  fixture_begin(f);
  for (int i = 0; i < count; i++) {
    test_square square;
    ht_land_record land = {.class_name = "park", .shape = fixture_square(&square, 120 + i * 0.01, 31, 0.005)};
    fixture_ok(f, ht_put_land(f->store, &land, &f->fault));
  }
  fixture_commit(f);
}

static void gdal_filters_through_the_index(void **state) {
  store_fixture *f = *state;
  put_squares(f, 100);
  /* Rows that are taken out of the index alone are no longer found: GDAL believes the index. */
  fixture_execute(f, "DELETE FROM idx_land_geom WHERE pkid = 11");
  fixture_close(f);
  GDALDatasetH data = open_with_gdal(f, GDAL_OF_READONLY);
  OGRLayerH layer = GDALDatasetGetLayerByName(data, "land");
  assert_int_equal(OGR_L_GetFeatureCount(layer, 1), 100);
  OGR_L_SetSpatialFilterRect(layer, 120.099, 31, 120.121, 31.01);
  assert_int_equal(OGR_L_GetFeatureCount(layer, 1), 2);
  GDALClose(data);
}

static void what_gdal_writes_is_indexed_by_the_triggers(void **state) {
  store_fixture *f = *state;
  put_squares(f, 3);
  fixture_close(f);
  GDALDatasetH data = open_with_gdal(f, GDAL_OF_UPDATE);
  OGRLayerH layer = GDALDatasetGetLayerByName(data, "station");
  OGRFeatureH station = OGR_F_Create(OGR_L_GetLayerDefn(layer));
  OGR_F_SetFieldString(station, OGR_F_GetFieldIndex(station, "code"), "Q1");
  OGR_F_SetFieldString(station, OGR_F_GetFieldIndex(station, "tier"), "point");
  OGR_F_SetFieldString(station, OGR_F_GetFieldIndex(station, "status"), "open");
  OGRGeometryH point = OGR_G_CreateGeometry(wkbPoint);
  OGR_G_SetPoint_2D(point, 0, 120.9, 31.3);
  OGR_F_SetGeometryDirectly(station, point);
  assert_int_equal(OGR_L_CreateFeature(layer, station), OGRERR_NONE);
  OGR_F_Destroy(station);
  GDALClose(data);
  assert_int_equal(fixture_count(f, "SELECT count(*) FROM idx_station_geom WHERE xmin > 120.8"), 1);
  assert_int_equal(fixture_count(f, "SELECT CheckSpatialIndex('station', 'geom')"), 1);
  fixture_open(f, NULL);
  int64_t version;
  fixture_ok(f, ht_store_data_version(f->store, &f->fault, &version));
  assert_int_equal(version, 2); /* one for the squares, one for the station */
}

int main(void) {
#define TEST(name) cmocka_unit_test_setup_teardown(name, fixture_set_up, fixture_tear_down)
  const struct CMUnitTest tests[] = {
      TEST(gdal_lists_every_layer_with_its_type_and_system),
      TEST(gdal_filters_through_the_index),
      TEST(what_gdal_writes_is_indexed_by_the_triggers),
  };
  GDALAllRegister();
  int failed = cmocka_run_group_tests(tests, NULL, NULL);
  GDALDestroyDriverManager();
  return failed;
}
