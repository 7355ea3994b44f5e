/* SPDX-License-Identifier: Apache-2.0 */
/* Rows of spreadsheets and maps, in Chinese and English, good and bad. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "import_fixture.h"

#define TRIANGLE "[[[120.9,31.3],[120.91,31.3],[120.91,31.31],[120.9,31.3]]]"

static const ht_import_options wgs84 = {.crs = "wgs84"};

static void a_chinese_spreadsheet_of_stations_is_understood(void **state) {
  store_fixture *fixture = *state;
  import_outcome outcome;
  const char *path = import_text(
      fixture, "stations.csv",
      "\xEF\xBB\xBF编号,名称,经度,纬度,地址,电话,功能,开放时间,级别,状态,容量\r\n"
      "S1,玉山站,120.95,31.38,人民路1号,0512-57551234,24小时图书馆;就业服务,Mo-Fr 09:00-17:00,中心,开放,200\r\n"
      "S2,花桥站,121.10,31.30,,,,,服务点,暂停,\r\n");
  import_well(fixture, HT_STATIONS, path, &wgs84, &outcome);
  assert_int_equal(outcome.report.written, 2);
  char text[200];
  fixture_query(fixture,
                "SELECT name || '|' || tier || '|' || phone || '|' || opening_hours || '|' || status || '|' || "
                "capacity FROM station WHERE code = 'S1'",
                text, sizeof text);
  assert_string_equal(text, "玉山站|centre|0512-57551234|Mo-Fr 09:00-17:00|open|200");
  fixture_query(fixture, "SELECT group_concat(function) FROM (SELECT function FROM station_function ORDER BY function)",
                text, sizeof text);
  assert_string_equal(text, "employment,library_24h");
  fixture_query(fixture, "SELECT zh || en FROM function WHERE code = 'library_24h'", text, sizeof text);
  assert_string_equal(text, "24小时图书馆24-hour library");
  fixture_query(fixture, "SELECT tier || '|' || status FROM station WHERE code = 'S2'", text, sizeof text);
  assert_string_equal(text, "point|closed");
}

static void the_same_file_again_changes_nothing(void **state) {
  store_fixture *fixture = *state;
  import_outcome outcome;
  const char *path = import_text(fixture, "s.csv", "code,name,lon,lat\nA,first,120.9,31.3\nB,second,120.8,31.2\n");
  import_well(fixture, HT_STATIONS, path, &wgs84, &outcome);
  import_well(fixture, HT_STATIONS, path, &wgs84, &outcome);
  assert_int_equal(outcome.report.written, 0);
  assert_int_equal(outcome.report.unchanged, 2);
}

static void a_bad_row_is_refused_alone_with_line_field_and_reason(void **state) {
  store_fixture *fixture = *state;
  import_outcome outcome;
  char rejects[200], line[200];
  snprintf(rejects, sizeof rejects, "%s/rejects.csv", fixture->folder);
  const ht_import_options options = {.crs = "wgs84", .rejects = rejects};
  const char *path = import_text(fixture, "s.csv",
                                 "code,name,lon,lat,capacity,phone,tier\n"
                                 "A,good,120.9,31.3,5,13800000000,station\n"
                                 "B,far east,200,31.3,,,\n"
                                 "C,nowhere,NaN,31.3,,,\n"
                                 "D,swapped,31.3,120.9,,,\n"
                                 "E,negative,120.9,31.3,-4,,\n"
                                 "F,excel,120.9,31.3,,1.38E+10,\n"
                                 "G,odd,120.9,31.3,,,palace\n"
                                 "H,without,,31.3,,,\n"
                                 "A,twice,120.9,31.3,,,\n");
  import_well(fixture, HT_STATIONS, path, &options, &outcome);
  assert_int_equal(outcome.report.read, 9);
  assert_int_equal(outcome.report.written, 1);
  assert_int_equal(outcome.report.refused, 8);
  import_told(&outcome, 3, "200");
  import_told(&outcome, 4, "'NaN' is no number");
  import_told(&outcome, 5, "swap");
  import_told(&outcome, 6, "'-4' is no number of 0 or more");
  import_told(&outcome, 7, "no telephone number");
  import_told(&outcome, 8, "'palace' is not known");
  import_told(&outcome, 9, "missing");
  import_told(&outcome, 10, "twice");
  FILE *stream = fopen(rejects, "r");
  assert_non_null(stream);
  assert_non_null(fgets(line, sizeof line, stream));
  assert_string_equal(line, "\xEF\xBB\xBFrow,field,reason\r\n");
  int lines = 0;
  while (fgets(line, sizeof line, stream)) lines++;
  fclose(stream);
  assert_int_equal(lines, 8);
}

static void strict_refuses_the_file_for_one_bad_row(void **state) {
  store_fixture *fixture = *state;
  const ht_import_options strict = {.crs = "wgs84", .strict = true};
  const char *path = import_text(fixture, "s.csv", "code,lon,lat\nA,120.9,31.3\nB,200,31.3\n");
  import_fails(fixture, HT_STATIONS, path, &strict, HT_BAD_DATA, "row 3");
}

static void all_rows_bad_is_a_failure_of_the_file(void **state) {
  const char *path = import_text(*state, "s.csv", "code,lon,lat\nA,31.3,120.9\nB,31.2,120.8\n");
  import_fails(*state, HT_STATIONS, path, &wgs84, HT_BAD_DATA, "all 2 rows were refused");
}

static void an_unreadable_rejects_path_changes_nothing(void **state) {
  const ht_import_options options = {.crs = "wgs84", .rejects = "/nonexistent/folder/r.csv"};
  const char *path = import_text(*state, "s.csv", "code,lon,lat\nA,120.9,31.3\n");
  import_fails(*state, HT_STATIONS, path, &options, HT_NOT_FOUND, "/nonexistent/folder/r.csv");
}

static void a_condition_chooses_rows_and_codes_stay_texts(void **state) {
  store_fixture *fixture = *state;
  import_outcome outcome;
  char code[20];
  const ht_import_options options = {.crs = "wgs84", .where = "healthcare > 0", .class_name = "health"};
  const char *path =
      import_text(fixture, "cells.csv", "id,lon,lat,healthcare\n00123,-51.1,-30.0,0\n00124,-51.2,-30.1,3\n");
  import_well(fixture, HT_STATIONS, path, &options, &outcome);
  assert_int_equal(outcome.report.read, 1);
  fixture_query(fixture, "SELECT code FROM station", code, sizeof code);
  assert_string_equal(code, "00124");
  fixture_query(fixture, "SELECT function FROM station_function", code, sizeof code);
  assert_string_equal(code, "health");
  const ht_import_options wrong = {.crs = "wgs84", .where = "helthcare > 0"};
  import_fails(fixture, HT_STATIONS, path, &wrong, HT_BAD_ARGUMENT, "where");
}

static void a_column_may_be_told(void **state) {
  store_fixture *fixture = *state;
  import_outcome outcome;
  const char *const maps[] = {"Kennung=code", "Rechtswert=lon", "Hochwert=lat"};
  const ht_import_options options = {.crs = "wgs84", .maps = maps, .map_count = 3};
  const char *path = import_text(fixture, "s.csv", "Kennung,Rechtswert,Hochwert\nA,120.9,31.3\n");
  import_well(fixture, HT_STATIONS, path, &options, &outcome);
  assert_int_equal(outcome.report.written, 1);
  import_fails(fixture, HT_STATIONS, path, &wgs84, HT_BAD_DATA, "the file has: Kennung, Rechtswert, Hochwert");
  const char *const no_field[] = {"Kennung=kode"};
  import_fails(fixture, HT_STATIONS, path, &(ht_import_options){.crs = "wgs84", .maps = no_field, .map_count = 1},
               HT_BAD_ARGUMENT, "no field 'kode'");
  const char *const no_column[] = {"Kenung=code"};
  import_fails(fixture, HT_STATIONS, path, &(ht_import_options){.crs = "wgs84", .maps = no_column, .map_count = 1},
               HT_BAD_ARGUMENT, "no column 'Kenung'");
}

static void members_need_a_grid_that_exists(void **state) {
  store_fixture *fixture = *state;
  import_outcome outcome;
  static const char grid[] = "\"网格编码\":\"G1\",\"网格名称\":\"一网格\",\"备注\":\"靠河\"";
  char whole[512];
  snprintf(whole, sizeof whole, IMPORT_COLLECTION(IMPORT_FEATURE("%s", "Polygon", TRIANGLE)), grid);
  const char *grids = import_text(fixture, "g.geojson", whole);
  import_well(fixture, HT_GRIDS, grids, &(ht_import_options){.crs = "cgcs2000"}, &outcome);
  char text[100];
  fixture_query(fixture, "SELECT code || name || attributes FROM grid", text, sizeof text);
  assert_string_equal(text, "G1一网格{\"备注\":\"靠河\"}");
  const char *path = import_text(
      fixture, "m.csv", "网格编码,岗位,姓名,手机,部门\nG1,网格员,张三,13800000000,社区\nG2,民警,李四,110,派出所\n");
  import_well(fixture, HT_MEMBERS, path, NULL, &outcome);
  assert_int_equal(outcome.report.written, 1);
  import_told(&outcome, 3, "no grid 'G2'");
  fixture_query(fixture, "SELECT role FROM member", text, sizeof text);
  assert_string_equal(text, "grid_officer");
}

static void addresses_get_their_area_in_front_and_their_name_as_alias(void **state) {
  store_fixture *fixture = *state;
  import_outcome outcome;
  const char *path = import_text(
      fixture, "a.csv", "name,address,adname,pname,lat,lon\n市南中学,陆家浜路597号,黄浦区,上海市,31.2154,121.4919\n");
  import_well(fixture, HT_ADDRESSES, path, &(ht_import_options){.crs = "gcj02"}, &outcome);
  char text[100];
  fixture_query(fixture, "SELECT text FROM address", text, sizeof text);
  assert_string_equal(text, "上海市黄浦区陆家浜路597号");
}

static void a_file_of_land_takes_the_place_of_what_it_brought_before(void **state) {
  store_fixture *fixture = *state;
  import_outcome outcome;
  static const char home[] = IMPORT_FEATURE("\"用地类型\":\"居住用地\"", "Polygon", TRIANGLE);
  static const char moon[] = IMPORT_FEATURE("\"用地类型\":\"月球\"", "Polygon", TRIANGLE);
  char text[1024];
  snprintf(text, sizeof text, IMPORT_COLLECTION("%s,%s"), home, moon);
  const char *path = import_text(fixture, "land.geojson", text);
  import_well(fixture, HT_LAND, path, &wgs84, &outcome);
  import_well(fixture, HT_LAND, path, &wgs84, &outcome);
  assert_int_equal(fixture_count(fixture, "SELECT count(*) FROM land"), 1);
  import_told(&outcome, 2, "'月球' is not known");
}

static void replace_retires_what_the_file_does_not_name_but_only_when_every_row_is_good(void **state) {
  store_fixture *fixture = *state;
  import_outcome outcome;
  import_well(fixture, HT_STATIONS, import_text(fixture, "s.csv", "code,lon,lat\nA,120.9,31.3\nB,120.8,31.2\n"), &wgs84,
              &outcome);
  const ht_import_options replace = {.crs = "wgs84", .replace = true};
  import_fails(fixture, HT_STATIONS, import_text(fixture, "t.csv", "code,lon,lat\nA,120.9,31.3\nB,x,31.2\n"), &replace,
               HT_BAD_DATA, "1 rows were refused");
  import_well(fixture, HT_STATIONS, import_text(fixture, "u.csv", "code,lon,lat\nA,120.9,31.3\n"), &replace, &outcome);
  assert_int_equal(outcome.report.retired, 1);
}

static void streets_of_a_line_layer_meet_where_coordinates_are_equal(void **state) {
  store_fixture *fixture = *state;
  import_outcome outcome;
  static const char *const streets[] = {
      IMPORT_FEATURE("\"highway\":\"residential\"", "LineString", "[[120.0,31.0],[120.01,31.0],[120.02,31.0]]"),
      IMPORT_FEATURE("\"highway\":\"footway\",\"bridge\":\"yes\"", "LineString", "[[120.01,31.0],[120.01,31.01]]"),
      IMPORT_FEATURE("\"highway\":\"footway\"", "LineString", "[[120.015,30.99],[120.015,31.01]]"),
      IMPORT_FEATURE("\"highway\":\"motorway\"", "LineString", "[[120.5,30.99],[120.5,31.01]]"),
  };
  char text[2048];
  snprintf(text, sizeof text, IMPORT_COLLECTION("%s,%s,%s,%s"), streets[0], streets[1], streets[2], streets[3]);
  const char *path = import_text(fixture, "l.geojson", text);
  import_well(fixture, HT_STREETS, path, &wgs84, &outcome);
  assert_int_equal(outcome.report.streets, 4); /* the first is cut in two; the third only crosses it */
  assert_int_equal(outcome.report.nodes, 6);
  import_told(&outcome, 4, "may not be walked");
  assert_int_equal(fixture_count(fixture, "SELECT count(*) FROM street WHERE flags = 4"), 1);
  /* 0.01 degrees along the parallel of 31 degrees: N cos φ Δλ = 955.043 m with N = a / √(1 − e² sin² φ); a geodesic is
     shorter by far less than a millimetre. */
  long length = fixture_count(fixture, "SELECT min(length_mm) FROM street WHERE class = 'residential'");
  assert_in_range(length, 955042, 955044);
}

int main(void) {
#define EACH(test) cmocka_unit_test_setup_teardown(test, fixture_set_up, fixture_tear_down)
  const struct CMUnitTest tests[] = {
      EACH(a_chinese_spreadsheet_of_stations_is_understood),
      EACH(the_same_file_again_changes_nothing),
      EACH(a_bad_row_is_refused_alone_with_line_field_and_reason),
      EACH(strict_refuses_the_file_for_one_bad_row),
      EACH(all_rows_bad_is_a_failure_of_the_file),
      EACH(an_unreadable_rejects_path_changes_nothing),
      EACH(a_condition_chooses_rows_and_codes_stay_texts),
      EACH(a_column_may_be_told),
      EACH(members_need_a_grid_that_exists),
      EACH(addresses_get_their_area_in_front_and_their_name_as_alias),
      EACH(a_file_of_land_takes_the_place_of_what_it_brought_before),
      EACH(replace_retires_what_the_file_does_not_name_but_only_when_every_row_is_good),
      EACH(streets_of_a_line_layer_meet_where_coordinates_are_equal),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
