/* SPDX-License-Identifier: Apache-2.0 */
/* Files that are not what they seem: each is a clear error, and the store is as it was. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include <cmocka.h>

#include "import_fixture.h"

static const ht_import_options wgs84 = {.crs = "wgs84"};

#define SQUARE "[[[120.9,31.3],[120.91,31.3],[120.91,31.31],[120.9,31.31],[120.9,31.3]]]"
#define GRID(code, rings)                                                                                              \
  "{\"type\":\"Feature\",\"properties\":{\"code\":\"" code                                                             \
  "\"},\"geometry\":{\"type\":\"Polygon\",\"coordinates\":" rings "}}"
#define COLLECTION(features) "{\"type\":\"FeatureCollection\",\"features\":[" features "]}"

/* Every test begins with a store that has something to lose. */
static int set_up(void **state) {
  import_outcome outcome;
  if (fixture_set_up(state) != 0) return -1;
  import_well(*state, HT_GRIDS, import_text(*state, "first.geojson", COLLECTION(GRID("A", SQUARE))), &wgs84, &outcome);
  import_well(
      *state, HT_STREETS,
      import_text(*state, "first.osm",
                  "<osm version='0.6'><node id='1' lat='31.3' lon='120.9'/><node id='2' lat='31.31' lon='120.9'/>"
                  "<way id='7'><nd ref='1'/><nd ref='2'/><tag k='highway' v='footway'/></way></osm>"),
      NULL, &outcome);
  return 0;
}

static void a_file_that_is_not_there(void **state) {
  for (int kind = 0; kind < HT_KIND_COUNT; kind++)
    import_fails(*state, (ht_kind)kind, "/nonexistent/x.geojson", &wgs84, HT_NOT_FOUND, "/nonexistent/x.geojson");
}

static void an_empty_file(void **state) {
  for (int kind = 0; kind < HT_KIND_COUNT; kind++)
    import_fails(*state, (ht_kind)kind, import_text(*state, "empty.geojson", ""), &wgs84, HT_BAD_DATA, "is empty");
}

static void a_folder(void **state) {
  store_fixture *fixture = *state;
  for (int kind = 0; kind < HT_KIND_COUNT; kind++)
    import_fails(fixture, (ht_kind)kind, fixture->folder, &wgs84, HT_BAD_DATA, "is a folder");
}

static void nonsense(void **state) {
  for (int kind = 0; kind < HT_KIND_COUNT; kind++) {
    import_fails(*state, (ht_kind)kind, import_text(*state, "x.geojson", "{\"type\": 7}"), &wgs84, HT_BAD_DATA,
                 "x.geojson");
    import_fails(*state, (ht_kind)kind, import_text(*state, "x.shp", "no shapefile at all, just words"), &wgs84,
                 HT_BAD_DATA, "x.shp");
    import_fails(*state, (ht_kind)kind, import_text(*state, "x.pbf", "no blobs at all, just words"), &wgs84,
                 HT_BAD_DATA, "x.pbf");
    import_fails(*state, (ht_kind)kind, import_text(*state, "x.gpkg", "SQLite format 3"), &wgs84, HT_BAD_DATA,
                 "x.gpkg");
  }
}

static void a_geojson_cut_anywhere(void **state) {
  const char *whole = COLLECTION(GRID("A", SQUARE) "," GRID("B", SQUARE));
  for (size_t length = 1; length < strlen(whole); length++)
    import_fails(*state, HT_GRIDS, import_file(*state, "cut.geojson", whole, length), &wgs84, HT_BAD_DATA,
                 "cut.geojson");
}

static void a_csv_cut_inside_quotes(void **state) {
  import_fails(*state, HT_STATIONS,
               import_text(*state, "cut.csv", "code,name,lon,lat\nA,one,120.9,31.3\nB,\"two, with"), &wgs84,
               HT_BAD_DATA, "is cut");
}

static void a_geojson_without_crs_states_none(void **state) {
  const char *path = import_text(*state, "silent.geojson", COLLECTION(GRID("B", SQUARE)));
  import_fails(*state, HT_GRIDS, path, NULL, HT_BAD_ARGUMENT, "does not state its reference system");
  import_fails(*state, HT_GRIDS, path, &(ht_import_options){.crs = "gcj2"}, HT_BAD_ARGUMENT, "gcj2");
}

static void a_geojson_with_crs_needs_no_option(void **state) {
  import_outcome outcome;
  const char *path = import_text(*state, "says.geojson",
                                 "{\"type\":\"FeatureCollection\",\"crs\":{\"type\":\"name\",\"properties\":{\"name\":"
                                 "\"urn:ogc:def:crs:EPSG::4490\"}},"
                                 "\"features\":[" GRID("B", SQUARE) "]}");
  import_well(*state, HT_GRIDS, path, NULL, &outcome);
  assert_int_equal(outcome.report.written, 1);
}

static void a_missing_column(void **state) {
  import_fails(*state, HT_STATIONS, import_text(*state, "s.csv", "code,name,breite\nA,one,31.3\n"), &wgs84, HT_BAD_DATA,
               "no column for 'lon'");
  import_fails(*state, HT_MEMBERS, import_text(*state, "m.csv", "姓名,电话\n张三,110\n"), NULL, HT_BAD_DATA,
               "no column for 'grid'");
  import_fails(*state, HT_ADDRESSES, import_text(*state, "a.csv", "lon,lat\n120.9,31.3\n"), &wgs84, HT_BAD_DATA,
               "no column for 'address'");
  import_fails(*state, HT_DEMAND, import_text(*state, "d.csv", "lon,lat\n120.9,31.3\n"), &wgs84, HT_BAD_DATA,
               "'population'");
}

static void a_file_of_names_only(void **state) {
  import_fails(*state, HT_STATIONS, import_text(*state, "s.csv", "code,name,lon,lat\n"), &wgs84, HT_BAD_DATA,
               "no rows");
}

#define TWO_POINTS "[[[120.9,31.3],[120.91,31.3]]]"
#define OPEN_RING "[[[120.9,31.3],[120.91,31.3],[120.91,31.31],[120.9,31.31]]]"
#define BOW_TIE "[[[120.9,31.3],[120.91,31.31],[120.91,31.3],[120.9,31.31],[120.9,31.3]]]"
#define TOO_FAR "[[[200,31.3],[201,31.3],[201,31.31],[200,31.3]]]"
#define SWAPPED "[[[31.3,120.9],[31.3,120.91],[31.31,120.91],[31.3,120.9]]]"
#define NO_GEOMETRY "{\"type\":\"Feature\",\"properties\":{\"code\":\"none\"},\"geometry\":null}"
#define POINT "{\"type\":\"Point\",\"coordinates\":[120.9,31.3]}"
#define A_POINT "{\"type\":\"Feature\",\"properties\":{\"code\":\"dot\"},\"geometry\":" POINT "}"

static void polygons_that_are_none(void **state) {
  static const char *const features[] = {GRID("two", TWO_POINTS),
                                         GRID("open", OPEN_RING),
                                         GRID("bow", BOW_TIE),
                                         GRID("far", TOO_FAR),
                                         GRID("swapped", SWAPPED),
                                         NO_GEOMETRY,
                                         A_POINT,
                                         GRID("good", SQUARE)};
  import_outcome outcome;
  char text[4096];
  size_t used = 0;
  for (size_t i = 0; i < sizeof features / sizeof *features; i++)
    used += (size_t)snprintf(text + used, sizeof text - used, "%s%s", i ? "," : "", features[i]);
  char whole[4096 + 64];
  snprintf(whole, sizeof whole, COLLECTION("%s"), text);
  const char *path = import_text(*state, "odd.geojson", whole);
  import_well(*state, HT_GRIDS, path, &wgs84, &outcome);
  assert_int_equal(outcome.report.written, 1);
  assert_int_equal(outcome.report.refused, 7);
  import_told(&outcome, 1, "fewer than 4 points");
  import_told(&outcome, 2, "not closed");
  import_told(&outcome, 3, "Self-intersection at 120.905");
  import_told(&outcome, 4, "200");
  import_told(&outcome, 5, "swap");
  import_told(&outcome, 6, "no geometry");
  import_told(&outcome, 7, "not a polygon");
}

#define TOUCHING "[[[120,31],[121,31],[121,32],[120,32],[120,31.5],[120.5,31.4],[120.5,31.6],[120,31.5],[120,31]]]"

static void a_ring_that_touches_itself_becomes_shell_and_hole(void **state) {
  import_outcome outcome;
  const char *path = import_text(*state, "touch.geojson", COLLECTION(GRID("T", TOUCHING)));
  import_well(*state, HT_GRIDS, path, &wgs84, &outcome);
  assert_int_equal(outcome.report.written, 1);
  assert_int_equal(outcome.report.refused, 0);
  import_told(&outcome, 1, "touches itself at 120.0000000 31.5000000");
  char text[40];
  fixture_query(
      *state,
      "SELECT round(ST_Area(geom), 9) || ' ' || ST_NumInteriorRing(ST_GeometryN(geom, 1)) FROM grid WHERE code = 'T'",
      text, sizeof text);
  assert_string_equal(text, "0.95 1");
}

static void a_place_outside_the_city(void **state) {
  store_fixture *fixture = *state;
  import_outcome outcome;
  fixture_begin(fixture);
  fixture_ok(fixture, ht_put_setting(fixture->store, "outline", "120.8,31.1,121.2,31.6", &fixture->fault));
  fixture_commit(fixture);
  import_well(fixture, HT_STATIONS, import_text(fixture, "s.csv", "code,lon,lat\nA,120.9,31.3\nB,119.9,31.3\n"), &wgs84,
              &outcome);
  import_told(&outcome, 3, "outside the city");
}

static void osm_that_is_not_whole_or_not_possible(void **state) {
  static const struct {
    const char *text, *part;
  } files[] = {
      {"<osm><node id='1' lat='31.3' lon='200'/></osm>", "longitude 200 is outside"},
      {"<osm><node id='1' lat='NaN' lon='120'/></osm>", "lat is 'NaN'"},
      {"<osm><node id='1' lon='120'/></osm>", "lat is ''"},
      {"<osm><node id='x' lat='1' lon='120'/></osm>", "id is 'x'"},
      {"<osm><node id='1' lat='31.3' lon='120.9'/>", "line 1"},
      {"<osm><remark>runtime error: Query timed out</remark></osm>", "Query timed out"},
      {"<!DOCTYPE osm [<!ENTITY a 'aaaa'>]><osm>&a;</osm>", "document type"},
      {"<osmChange><create/></osmChange>", "no OSM data"},
      {"<osm></osm>", "no street that may be walked"},
  };
  for (size_t i = 0; i < sizeof files / sizeof *files; i++)
    import_fails(*state, HT_STREETS, import_text(*state, "x.osm", files[i].text), NULL, HT_BAD_DATA, files[i].part);
  const char *good = "<osm><node id='1' lat='31.3' lon='120.9'/><node id='2' lat='31.31' lon='120.9'/><way id='7'><nd "
                     "ref='1'/><nd ref='2'/><tag k='highway' v='footway'/></way></osm>";
  import_fails(*state, HT_STREETS, import_text(*state, "y.osm", good), &(ht_import_options){.crs = "gcj02"},
               HT_BAD_ARGUMENT, "crs");
}

static bool stop_at_once(void *context, const char *what, uint64_t done, uint64_t total) {
  (void)context, (void)what, (void)done, (void)total;
  return false;
}

static void a_user_who_stops_it(void **state) {
  const ht_import_options options = {.progress = {stop_at_once, NULL}};
  const char *good = "<osm><node id='1' lat='31.3' lon='120.9'/><node id='2' lat='31.31' lon='120.9'/><way id='7'><nd "
                     "ref='1'/><nd ref='2'/><tag k='highway' v='footway'/></way></osm>";
  import_fails(*state, HT_STREETS, import_text(*state, "z.osm", good), &options, HT_CANCELLED, "stopped");
}

int main(void) {
#define EACH(test) cmocka_unit_test_setup_teardown(test, set_up, fixture_tear_down)
  const struct CMUnitTest tests[] = {
      EACH(a_file_that_is_not_there),
      EACH(an_empty_file),
      EACH(a_folder),
      EACH(nonsense),
      EACH(a_geojson_cut_anywhere),
      EACH(a_csv_cut_inside_quotes),
      EACH(a_geojson_without_crs_states_none),
      EACH(a_geojson_with_crs_needs_no_option),
      EACH(a_missing_column),
      EACH(a_file_of_names_only),
      EACH(polygons_that_are_none),
      EACH(a_ring_that_touches_itself_becomes_shell_and_hole),
      EACH(a_place_outside_the_city),
      EACH(osm_that_is_not_whole_or_not_possible),
      EACH(a_user_who_stops_it),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
