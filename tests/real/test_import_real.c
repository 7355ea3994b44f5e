/* SPDX-License-Identifier: Apache-2.0 */
/* Every file of the real data is imported and its rows compared with what GDAL counts in it by itself. */
#include "real_grids.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>
#include <dirent.h>
#include <gdal.h>
#include <math.h>
#include <ogr_api.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "codec/osm.h"
#include "store/store.h"

typedef struct bench {
  char folder[64], path[96];
  ht_store *store;
  ht_fault fault;
  ht_import_report report;
} bench;

static int set_up(void **state) {
  bench *b = calloc(1, sizeof *b);
  snprintf(b->folder, sizeof b->folder, "/tmp/haitang-import-XXXXXX");
  assert_non_null(mkdtemp(b->folder));
  snprintf(b->path, sizeof b->path, "%s/city.db", b->folder);
  *state = b;
  return ht_store_open(b->path, &(ht_store_options){.create = true}, &b->fault, &b->store);
}

static int tear_down(void **state) {
  bench *b = *state;
  ht_store_close(b->store);
  DIR *folder = opendir(b->folder);
  for (struct dirent *entry; folder && (entry = readdir(folder));) unlinkat(dirfd(folder), entry->d_name, 0);
  if (folder) closedir(folder);
  rmdir(b->folder);
  free(b);
  return 0;
}

/* Imports a file of the real data; skips the test when it is not there. */
static void import(bench *b, ht_kind kind, const char *name, const ht_import_options *options) {
  char path[1024];
  if (!real_file(name, path, sizeof path)) {
    print_message("%s is not there\n", name);
    skip();
  }
  ht_err err = ht_import(b->store, kind, path, options, &b->fault, &b->report);
  if (err) fail_msg("%s: %s", ht_err_name(err), b->fault.detail);
  print_message("%s: read %llu written %llu refused %llu noted %llu provisional %llu streets %llu nodes %llu land %llu "
                "barriers %llu demand %llu\n",
                name, (unsigned long long)b->report.read, (unsigned long long)b->report.written,
                (unsigned long long)b->report.refused, (unsigned long long)b->report.noted,
                (unsigned long long)b->report.provisional, (unsigned long long)b->report.streets,
                (unsigned long long)b->report.nodes, (unsigned long long)b->report.land,
                (unsigned long long)b->report.barriers, (unsigned long long)b->report.demand);
}

/* A number that SQL over the file gives, through GDAL's own reader. */
static double ask_gdal(const char *name, const char *sql) {
  char path[1024];
  assert_true(real_file(name, path, sizeof path));
  GDALAllRegister();
  GDALDatasetH dataset = GDALOpenEx(path, GDAL_OF_VECTOR | GDAL_OF_READONLY, NULL, NULL, NULL);
  assert_non_null(dataset);
  OGRLayerH layer = GDALDatasetExecuteSQL(dataset, sql, NULL, "SQLITE");
  assert_non_null(layer);
  OGRFeatureH feature = OGR_L_GetNextFeature(layer);
  assert_non_null(feature);
  double number = OGR_F_GetFieldAsDouble(feature, 0);
  OGR_F_Destroy(feature);
  GDALDatasetReleaseResultSet(dataset, layer);
  GDALClose(dataset);
  return number;
}

static bool told(const bench *b, uint64_t row, const char *part) {
  for (size_t i = 0; i < sizeof b->report.rejects / sizeof *b->report.rejects && b->report.rejects[i].reason; i++)
    if (b->report.rejects[i].row == row && strstr(b->report.rejects[i].reason, part)) return true;
  return false;
}

static void of_605_grids_every_one_is_stored_or_refused_with_a_reason(void **state) {
  bench *b = *state;
  import(b, HT_GRIDS, "grids/hangzhou_xihu_grid605.geojson", &(ht_import_options){.crs = "cgcs2000"});
  assert_int_equal(b->report.read, 605);
  assert_int_equal(b->report.written + b->report.refused, 605);
  assert_int_equal(b->report.provisional, 9);
  assert_true(told(b, 297, "touches itself"));
}

static void parent_layers_are_stored_but_for_a_feature_without_geometry(void **state) {
  bench *b = *state;
  import(b, HT_GRIDS, "grids/hangzhou_xihu_community213.geojson", &(ht_import_options){.layer = "community"});
  assert_int_equal(b->report.written, 212);
  assert_true(told(b, 139, "no geometry"));
  import(b, HT_GRIDS, "grids/hangzhou_xihu_town.geojson", &(ht_import_options){.layer = "town", .crs = "wgs84"});
  assert_int_equal(b->report.written, 11);
  import(b, HT_GRIDS, "grids/yichang_community174.geojson", &(ht_import_options){.layer = "yichang"});
  assert_int_equal(b->report.written, 174);
  assert_int_equal(b->report.provisional, 174);
}

static void of_sheffields_areas_none_is_lost(void **state) {
  bench *b = *state;
  import(b, HT_GRIDS, "grids/sheffield_oa1817.geojson", NULL);
  assert_int_equal(b->report.written, 1817);
}

static void communities_without_shapes_have_codes_names_and_parents(void **state) {
  bench *b = *state;
  import(b, HT_GRIDS, "admin/kunshan_communities.csv", &(ht_import_options){.layer = "community"});
  assert_int_equal(b->report.written, 355);
}

static ht_err see_outline(void *context, const ht_grid_record *grid, ht_fault *fault) {
  (void)fault;
  double *farthest_deg = context;
  char path[1024];
  assert_true(real_file("admin/kunshan_boundary_wgs84.geojson", path, sizeof path));
  GDALDatasetH dataset = GDALOpenEx(path, GDAL_OF_VECTOR, NULL, NULL, NULL);
  OGRFeatureH feature = OGR_L_GetNextFeature(GDALDatasetGetLayer(dataset, 0));
  OGREnvelope box;
  OGR_G_GetEnvelope(OGR_F_GetGeometryRef(feature), &box);
  double west_deg = INFINITY, south_deg = INFINITY;
  for (uint32_t i = 0; i < grid->shape.point_count; i++) {
    west_deg = fmin(west_deg, grid->shape.points[i].lon_deg);
    south_deg = fmin(south_deg, grid->shape.points[i].lat_deg);
  }
  *farthest_deg = fmax(fabs(west_deg - box.MinX), fabs(south_deg - box.MinY));
  OGR_F_Destroy(feature);
  GDALClose(dataset);
  return HT_OK;
}

static void an_outline_in_gcj02_comes_out_where_its_wgs84_twin_is(void **state) {
  bench *b = *state;
  double farthest_deg = 1;
  import(b, HT_GRIDS, "admin/kunshan_boundary_gcj02.geojson", &(ht_import_options){.layer = "city", .crs = "gcj02"});
  assert_int_equal(store_each_grid(b->store, 0, see_outline, &farthest_deg, &b->fault), HT_OK);
  assert_true(farthest_deg < 1e-6);
}

static void cells_with_healthcare_become_stations_and_all_cells_demand(void **state) {
  bench *b = *state;
  const char *cells = "demand/porto_alegre_hexgrid.csv";
  import(b, HT_STATIONS, cells,
         &(ht_import_options){.crs = "wgs84", .where = "healthcare > 0", .class_name = "health"});
  assert_int_equal(
      b->report.written,
      (int)ask_gdal(cells, "SELECT count(*) FROM porto_alegre_hexgrid WHERE CAST(healthcare AS INTEGER) > 0"));
  import(b, HT_DEMAND, cells, &(ht_import_options){.crs = "wgs84"});
  assert_int_equal(b->report.written, 1227);
}

static void demand_comes_as_cells_and_as_buildings(void **state) {
  bench *b = *state;
  import(b, HT_DEMAND, "demand/helsinki_population_grid_2020.gpkg", NULL);
  assert_int_equal(b->report.written, 92);
  import(b, HT_DEMAND, "demand/suzhou_gusu_buildings.geojson", &(ht_import_options){.crs = "wgs84"});
  assert_int_equal(b->report.written + b->report.refused, 8242);
}

static void addresses_are_stored_once_each(void **state) {
  bench *b = *state;
  import(b, HT_ADDRESSES, "addresses/shanghai_school_addresses.csv", &(ht_import_options){.crs = "gcj02"});
  assert_int_equal(b->report.read, 6151);
  assert_int_equal(b->report.written + b->report.refused, 6151);
  assert_true(b->report.written > 5000);
}

/* What the store's network has of one class: ways and metres. */
typedef struct extent {
  const char *class_name;
  double ways, metres;
} extent;

static int by_number(const void *a, const void *b) {
  const int64_t *left = a, *right = b;
  return *left < *right ? -1 : *left > *right;
}

static extent measure(bench *b, const char *class_name) {
  base_arena arena = {0};
  ht_network_record network;
  assert_int_equal(store_read_network(b->store, &arena, &b->fault, &network), HT_OK);
  extent sum = {.class_name = class_name};
  int64_t *ways = ARENA_ARRAY(&arena, int64_t, network.street_count), count = 0, length_mm = 0;
  for (uint32_t i = 0; i < network.street_count; i++) {
    if (strcmp(network.streets[i].class_name, class_name) != 0) continue;
    ways[count++] = network.streets[i].source;
    length_mm += network.streets[i].length_mm;
  }
  qsort(ways, (size_t)count, sizeof *ways, by_number);
  for (int64_t i = 0; i < count; i++) sum.ways += i == 0 || ways[i] != ways[i - 1];
  sum.metres = (double)length_mm / 1000;
  arena_release(&arena);
  return sum;
}

/* GDAL's OSM driver and SpatiaLite's geodesic lengths are the oracle. Areas are other layers there, so files without
   walked areas are compared. */
static void compare_with_gdal(bench *b, const char *name) {
  static const char *const classes[] = {"footway", "residential", "steps", "tertiary", "path"};
  for (size_t i = 0; i < sizeof classes / sizeof *classes; i++) {
    char sql[400];
    char condition[300];
    snprintf(condition, sizeof condition,
             "FROM lines WHERE highway = '%s' AND coalesce(other_tags, '') NOT LIKE '%%\"access\"=>\"no\"%%' AND "
             "coalesce(other_tags, '') NOT LIKE '%%\"foot\"=>\"no\"%%'",
             classes[i]);
    extent ours = measure(b, classes[i]);
    snprintf(sql, sizeof sql, "SELECT count(*) %s", condition);
    double ways = ask_gdal(name, sql);
    snprintf(sql, sizeof sql, "SELECT coalesce(sum(ST_Length(geometry, 1)), 0) %s", condition);
    double metres = ask_gdal(name, sql);
    print_message("%s %s: %g ways, %.3f m; GDAL %g ways, %.3f m\n", name, classes[i], ours.ways, ours.metres, ways,
                  metres);
    assert_true(ours.ways == ways);
    assert_true(fabs(ours.metres - metres) < 0.05);
  }
}

static void chinese_streets_are_as_many_and_as_long_as_gdal_counts(void **state) {
  bench *b = *state;
  import(b, HT_STREETS, "streets/taoyuan_county.osm.pbf", NULL);
  compare_with_gdal(b, "streets/taoyuan_county.osm.pbf");
  import(b, HT_STREETS, "streets/shenzhen_nanshan.osm", NULL);
  compare_with_gdal(b, "streets/shenzhen_nanshan.osm");
  assert_in_range(b->report.demand, 400, 434); /* of 434 buildings */
}

static void european_and_american_streets_come_with_land_water_and_buildings(void **state) {
  bench *b = *state;
  import(b, HT_STREETS, "streets/porto_alegre.osm.pbf", NULL);
  assert_int_equal(b->report.refused, 0);
  import(b, HT_STREETS, "streets/helsinki.osm.pbf", NULL);
  assert_in_range(b->report.demand, 1300, 1498); /* of 1,498 buildings, some cut by the edge */
  assert_true(b->report.land > 400 && b->report.barriers > 500);
  assert_true(b->report.noted > 0); /* the edge of the extract */
}

static void plain_lines_meet_where_coordinates_are_equal(void **state) {
  bench *b = *state;
  import(b, HT_STREETS, "streets/suzhou_gusu_roads.geojson", &(ht_import_options){.crs = "wgs84"});
  assert_int_equal(b->report.read, 3885);
  assert_true(b->report.streets >= 3885);
  double metres =
      ask_gdal("streets/suzhou_gusu_roads.geojson", "SELECT sum(ST_Length(geometry, 1)) FROM suzhou_gusu_roads");
  extent ours = measure(b, "5");
  print_message("%.3f m; GDAL %.3f m\n", ours.metres, metres);
  assert_true(fabs(ours.metres - metres) < 3);
}

/* ---- Damage. */

static char *read_whole(const char *path, size_t *length) {
  FILE *stream = fopen(path, "rb");
  assert_non_null(stream);
  fseek(stream, 0, SEEK_END);
  *length = (size_t)ftell(stream);
  rewind(stream);
  char *bytes = malloc(*length);
  assert_int_equal(fread(bytes, 1, *length, stream), *length);
  fclose(stream);
  return bytes;
}

static ht_err read_damaged(const bench *b, const char *bytes, size_t length) {
  char path[128];
  snprintf(path, sizeof path, "%s/damaged.pbf", b->folder);
  FILE *stream = fopen(path, "wb");
  assert_int_equal(fwrite(bytes, 1, length, stream), length);
  fclose(stream);
  return osm_read(path, &(osm_sink){.context = NULL}, NULL);
}

static void a_pbf_cut_at_every_thousandth_byte_is_refused(void **state) {
  bench *b = *state;
  char path[1024];
  size_t length;
  if (!real_file("streets/taoyuan_county.osm.pbf", path, sizeof path)) skip();
  char *bytes = read_whole(path, &length);
  for (size_t cut = 1; cut < length; cut += cut < 1000 ? 1 : 1000)
    assert_int_equal(read_damaged(b, bytes, cut), HT_BAD_DATA);
  free(bytes);
}

static void a_pbf_with_a_changed_byte_is_refused(void **state) {
  bench *b = *state;
  char path[1024];
  size_t length;
  unsigned seed = 20261124;
  if (!real_file("streets/taoyuan_county.osm.pbf", path, sizeof path)) skip();
  char *bytes = read_whole(path, &length);
  print_message("seed %u\n", seed);
  for (int round = 0; round < 500; round++) {
    size_t at = (size_t)rand_r(&seed) % length;
    char change = (char)(1 + rand_r(&seed) % 255);
    bytes[at] = (char)(bytes[at] ^ change);
    if (read_damaged(b, bytes, length) != HT_BAD_DATA) fail_msg("byte %zu ^ %d", at, change);
    bytes[at] = (char)(bytes[at] ^ change);
  }
  free(bytes);
}

static void a_damaged_pbf_leaves_the_streets_as_they_were(void **state) {
  bench *b = *state;
  char path[1024], damaged[128];
  size_t length;
  int64_t before, after;
  import(b, HT_STREETS, "streets/shenzhen_nanshan.osm", NULL);
  if (!real_file("streets/helsinki.osm.pbf", path, sizeof path)) skip();
  char *bytes = read_whole(path, &length);
  assert_int_equal(ht_store_data_version(b->store, &b->fault, &before), HT_OK);
  extent footways = measure(b, "footway");
  assert_int_equal(read_damaged(b, bytes, length - 1000), HT_BAD_DATA);
  snprintf(damaged, sizeof damaged, "%s/damaged.pbf", b->folder);
  assert_int_equal(ht_import(b->store, HT_STREETS, damaged, NULL, &b->fault, &b->report), HT_BAD_DATA);
  assert_non_null(strstr(b->fault.detail, "cut"));
  assert_int_equal(ht_store_data_version(b->store, &b->fault, &after), HT_OK);
  assert_int_equal(after, before);
  assert_true(measure(b, "footway").metres == footways.metres);
  free(bytes);
}

int main(void) {
#define EACH(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)
  const struct CMUnitTest tests[] = {
      EACH(of_605_grids_every_one_is_stored_or_refused_with_a_reason),
      EACH(parent_layers_are_stored_but_for_a_feature_without_geometry),
      EACH(of_sheffields_areas_none_is_lost),
      EACH(communities_without_shapes_have_codes_names_and_parents),
      EACH(an_outline_in_gcj02_comes_out_where_its_wgs84_twin_is),
      EACH(cells_with_healthcare_become_stations_and_all_cells_demand),
      EACH(demand_comes_as_cells_and_as_buildings),
      EACH(addresses_are_stored_once_each),
      EACH(chinese_streets_are_as_many_and_as_long_as_gdal_counts),
      EACH(european_and_american_streets_come_with_land_water_and_buildings),
      EACH(plain_lines_meet_where_coordinates_are_equal),
      EACH(a_pbf_cut_at_every_thousandth_byte_is_refused),
      EACH(a_pbf_with_a_changed_byte_is_refused),
      EACH(a_damaged_pbf_leaves_the_streets_as_they_were),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
