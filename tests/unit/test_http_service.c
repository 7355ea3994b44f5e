/* SPDX-License-Identifier: Apache-2.0 */
/* The service as a program sees it: every path and every answer. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

#include <cmocka.h>

#include "served_fixture.h"
#include "served_town.h"

static const char JSON[] = "application/json", GEOJSON[] = "application/geo+json";

static void the_landing_page_says_where_everything_is(void **state) {
  json_t *root = served_json(*state, "/?f=json", 200, JSON);
  assert_string_equal(served_text(root, "city.name"), "海棠镇");
  assert_string_equal(served_text(root, "city.layers.0.code"), "grid");
  assert_true(served_number(root, "city.data_version") > 0);
  assert_non_null(strstr(served_text(root, "city.credits"), "drawn by hand"));
  assert_true(served_number(root, "city.extent.spatial.bbox.0.0") <= TOWN_WEST);
  for (size_t i = 1; i < json_array_size(served_at(root, "links")); i++) {
    char path[32];
    snprintf(path, sizeof path, "links.%zu.href", i);
    client_answer answer = client_get(((served_fixture *)*state)->port, served_text(root, path));
    if (answer.status != 200 && answer.status != 400) fail_msg("%s: %d", served_text(root, path), answer.status);
    client_release(&answer);
  }
  json_decref(root);
}

static void a_browser_is_sent_to_the_map(void **state) {
  int port = ((served_fixture *)*state)->port;
  char place[40], policy[400], etag[80], again[120];
  client_answer answer = client_ask(port, "GET", "/", "Accept: text/html,*/*\r\n");
  client_header(&answer, "Location", place, sizeof place);
  assert_int_equal(answer.status, 302);
  assert_string_equal(place, "/map");
  client_release(&answer);
  answer = client_get(port, "/map?lang=en&place=1,2");
  client_header(&answer, "Content-Security-Policy", policy, sizeof policy);
  client_header(&answer, "ETag", etag, sizeof etag);
  assert_int_equal(answer.status, 200);
  assert_non_null(strstr(policy, "default-src 'self'"));
  assert_non_null(strstr(answer.body, "<html"));
  client_release(&answer);
  snprintf(again, sizeof again, "If-None-Match: %s\r\n", etag);
  answer = client_ask(port, "GET", "/map", again);
  assert_int_equal(answer.status, 304);
  assert_int_equal(answer.body_bytes, 0);
  client_release(&answer);
}

static void health_names_the_data(void **state) {
  json_t *root = served_json(*state, "/healthz", 200, JSON);
  assert_string_equal(served_text(root, "status"), "ok");
  assert_true(served_number(root, "data_version") > 0);
  json_decref(root);
}

static void locate_names_the_owner_on_every_layer(void **state) {
  json_t *root = served_json(*state, "/locate?lon=120.9621&lat=31.3822", 200, JSON);
  assert_string_equal(served_text(root, "grid.code"), "G1");
  assert_string_equal(served_text(root, "grid.kind"), "base");
  assert_string_equal(served_text(root, "layers.grid.name"), "河东");
  assert_string_equal(served_text(root, "layers.town.code"), "T1");
  assert_string_equal(served_text(root, "crs"), "wgs84");
  assert_true(served_number(root, "lon") == 120.9621);
  assert_true(fabs(served_number(root, "layers.grid.boundary_distance_m") - 199.7) < 1);
  assert_true(json_is_false(served_at(root, "layers.grid.ambiguous")));
  assert_null(json_object_get(root, "members"));
  json_decref(root);
  root = served_json(*state, "/locate?lon=120.9675&lat=31.386&layer=grid,market", 200, JSON);
  assert_string_equal(served_text(root, "grid.code"), "M1");
  assert_true(json_is_true(served_at(root, "special")));
  assert_string_equal(served_text(root, "layers.grid.code"), "G4");
  assert_null(json_object_get(served_at(root, "layers"), "town"));
  json_decref(root);
  root = served_json(*state, "/locate?lon=120.96501&lat=31.382", 200, JSON);
  assert_true(json_is_true(served_at(root, "layers.grid.ambiguous")));
  assert_string_equal(served_text(root, "layers.grid.neighbours.0"), "G1");
  json_decref(root);
  root = served_json(*state, "/locate?lon=121.5&lat=31.382", 200, JSON);
  assert_true(json_is_null(served_at(root, "grid")));
  json_decref(root);
}

static void locate_resolves_an_address(void **state) {
  json_t *root = served_json(*state, "/locate?address=%E8%80%81%E5%9B%BE%E4%B9%A6%E9%A6%86", 200, JSON);
  assert_string_equal(served_text(root, "address.method"), "alias");
  assert_string_equal(served_text(root, "address.standard"), "海棠镇人民路1号");
  assert_string_equal(served_text(root, "grid.code"), "G1");
  json_decref(root);
  root = served_json(*state, "/locate?address=nowhere", 200, JSON);
  assert_string_equal(served_text(root, "address.method"), "none");
  assert_true(json_is_null(served_at(root, "lon")));
  json_decref(root);
}

static void answers_come_in_the_system_asked_for(void **state) {
  json_t *plain = served_json(*state, "/stations/A/circle?limits=5", 200, GEOJSON);
  json_t *shifted = served_json(*state, "/stations/A/circle?limits=5&crs=gcj02", 200, GEOJSON);
  double lon = served_number(plain, "features.0.geometry.coordinates.0.0.0");
  double lon_gcj02 = served_number(shifted, "features.0.geometry.coordinates.0.0.0");
  assert_true(lon_gcj02 - lon > 0.003 && lon_gcj02 - lon < 0.006);
  json_decref(plain);
  json_decref(shifted);
  json_t *root =
      served_json(*state, "/nearest?lon=120.96&lat=31.38&k=1&crs=EPSG:4549", 400, "application/problem+json");
  json_decref(root);
  json_t *placed = served_json(*state, "/locate?address=%E8%80%81%E5%9B%BE%E4%B9%A6%E9%A6%86&crs=EPSG:4549", 200, JSON);
  double x = served_number(placed, "lon"), y = served_number(placed, "lat");
  assert_true(x > 591000 && x < 592000 && y > 3473000 && y < 3475000); /* easting first */
  char target[120];
  snprintf(target, sizeof target, "/locate?lon=%.4f&lat=%.4f&crs=EPSG:4549", x, y);
  root = served_json(*state, target, 200, JSON);
  assert_true(fabs(served_number(root, "lon") - x) < 0.001 && fabs(served_number(root, "lat") - y) < 0.001);
  assert_string_equal(served_text(root, "grid.code"), "G1");
  json_decref(root);
  json_decref(placed);
}

static void nearest_finds_stations_on_foot(void **state) {
  json_t *root = served_json(*state, "/nearest?lon=120.9605&lat=31.3801&k=5&route=true", 200, JSON);
  assert_string_equal(served_text(root, "profile"), "adult");
  assert_string_equal(served_text(root, "stations.0.code"), "B");
  assert_string_equal(served_text(root, "stations.1.code"), "A");
  assert_string_equal(served_text(root, "stations.1.functions.0"), "library_24h");
  assert_string_equal(served_text(root, "stations.1.route.type"), "LineString");
  assert_true(json_is_true(served_at(root, "stations.1.open")));
  assert_true(served_number(root, "stations.0.walk_s") < served_number(root, "stations.1.walk_s"));
  assert_true(served_number(root, "stations.1.walk_m") >= served_number(root, "stations.1.straight_m"));
  assert_true(json_is_false(served_at(root, "diagnostics.unconnected")));
  json_decref(root);
  root =
      served_json(*state, "/nearest?lon=120.9605&lat=31.3801&function=library_24h&open_at=2026-05-01T09:30", 200, JSON);
  assert_int_equal(json_array_size(served_at(root, "stations")), 1);
  assert_string_equal(served_text(root, "stations.0.code"), "A");
  assert_string_equal(served_text(root, "at"), "2026-05-01T09:30:00+08:00");
  json_decref(root);
  root = served_json(*state, "/nearest?lon=120.9605&lat=31.35", 200, JSON);
  assert_true(json_is_true(served_at(root, "diagnostics.unconnected")));
  json_decref(root);
}

static void isochrones_have_a_feature_a_limit(void **state) {
  json_t *root = served_json(*state, "/isochrone?lon=120.965&lat=31.384&limits=2,5", 200, GEOJSON);
  assert_string_equal(served_text(root, "type"), "FeatureCollection");
  assert_int_equal(json_array_size(served_at(root, "features")), 2);
  assert_true(served_number(root, "features.0.properties.limit") == 5);
  assert_true(served_number(root, "features.1.properties.limit") == 2);
  assert_string_equal(served_text(root, "features.0.properties.unit"), "min");
  assert_true(served_number(root, "features.0.properties.area_m2") >
              served_number(root, "features.1.properties.area_m2"));
  json_decref(root);
}

static void coverage_adds_up(void **state) {
  json_t *root = served_json(*state, "/coverage?by=grid", 200, JSON);
  double covered = served_number(root, "total.covered"), total = served_number(root, "total.total"), sum = 0;
  assert_true(total == TOWN_PEOPLE);
  assert_true(served_number(root, "total.unconnected") == 7);
  assert_true(fabs(served_number(root, "total.share") - covered / total) < 1e-5);
  for (size_t i = 0; i < json_array_size(served_at(root, "rows")); i++)
    sum += json_number_value(json_object_get(json_array_get(served_at(root, "rows"), i), "total"));
  assert_true(sum == total);
  json_decref(root);
}

static void gaps_say_why(void **state) {
  json_t *root = served_json(*state, "/gaps?limit=1", 200, GEOJSON);
  double population = 0;
  bool unconnected = false;
  for (size_t i = 0; i < json_array_size(served_at(root, "features")); i++) {
    json_t *gap = json_object_get(json_array_get(served_at(root, "features"), i), "properties");
    population += json_number_value(json_object_get(gap, "population"));
    unconnected = unconnected || strcmp(json_string_value(json_object_get(gap, "reason")), "unconnected") == 0;
  }
  assert_true(unconnected);
  assert_true(fabs(population + served_number(root, "summary.total.covered") - TOWN_PEOPLE) < 0.5);
  json_decref(root);
}

static void tables_come_as_csv(void **state) {
  static const char *const cases[][2] = {
      {"/coverage?f=csv&by=town", "\xEF\xBB\xBF"
                                  "code,name,covered,total,share,unconnected\r\n"},
      {"/gaps?f=csv", "\xEF\xBB\xBFgrid,area_m2,population,households,reason,"},
      {"/nearest?f=csv&lon=120.96&lat=31.38", "\xEF\xBB\xBF"
                                              "code,name,functions,open,lon,lat,walk_s,"},
      {"/locate?f=csv&lon=120.96&lat=31.38", "\xEF\xBB\xBFlon,lat,crs,at,data_version,grid_code,"},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    client_answer answer = client_get(((served_fixture *)*state)->port, cases[i][0]);
    char type[40];
    client_header(&answer, "Content-Type", type, sizeof type);
    if (answer.status != 200) fail_msg("%s: %s", cases[i][0], answer.body);
    assert_string_equal(type, "text/csv;charset=utf-8");
    assert_memory_equal(answer.body, cases[i][1], strlen(cases[i][1]));
    client_release(&answer);
  }
}

static void collections_are_listed_and_read_page_by_page(void **state) {
  json_t *root = served_json(*state, "/collections", 200, JSON);
  size_t count = json_array_size(served_at(root, "collections"));
  assert_int_equal(count, 9);
  for (size_t i = 0; i < count; i++) {
    char path[40];
    snprintf(path, sizeof path, "collections.%zu.links.1.href", i);
    json_t *items = served_json(*state, served_text(root, path), 200, GEOJSON);
    assert_string_equal(served_text(items, "type"), "FeatureCollection");
    json_decref(items);
  }
  json_decref(root);
  char target[120] = "/collections/demand/items?limit=100&offset=0";
  size_t pages = 0, seen = 0;
  for (bool more = true; more; pages++) {
    root = served_json(*state, target, 200, GEOJSON);
    assert_true(served_number(root, "numberMatched") == TOWN_HOMES + 1);
    seen += (size_t)served_number(root, "numberReturned");
    more = json_array_size(served_at(root, "links")) == 2;
    if (more) assert_string_equal(served_text(root, "links.1.rel"), "next");
    if (more) snprintf(target, sizeof target, "%s", served_text(root, "links.1.href"));
    json_decref(root);
  }
  assert_int_equal(pages, 4);
  assert_int_equal(seen, TOWN_HOMES + 1);
}

static void items_are_found_by_box_layer_and_id(void **state) {
  json_t *root =
      served_json(*state, "/collections/grids/items?bbox=120.961,31.381,120.962,31.382&layer=grid", 200, GEOJSON);
  assert_true(served_number(root, "numberMatched") == 1);
  assert_string_equal(served_text(root, "features.0.properties.code"), "G1");
  assert_string_equal(served_text(root, "features.0.geometry.type"), "Polygon");
  char target[80];
  snprintf(target, sizeof target, "/collections/grids/items/%s", served_text(root, "features.0.id"));
  json_decref(root);
  root = served_json(*state, target, 200, GEOJSON);
  assert_string_equal(served_text(root, "properties.name"), "河东");
  json_decref(root);
}

static void personal_data_never_leaves(void **state) {
  static const char *const targets[] = {"/locate?lon=120.9621&lat=31.3822", "/locate?f=csv&lon=120.9621&lat=31.3822",
                                        "/collections/grids/items?limit=100"};
  for (size_t i = 0; i < sizeof targets / sizeof *targets; i++) {
    client_answer answer = client_get(((served_fixture *)*state)->port, targets[i]);
    assert_int_equal(answer.status, 200);
    assert_null(strstr(answer.body, TOWN_PHONE));
    assert_null(strstr(answer.body, "张三"));
    client_release(&answer);
  }
}

static void every_error_is_a_problem_that_names_its_parameter(void **state) {
  static const struct {
    const char *target;
    int status;
    const char *parameter, *value;
  } cases[] = {
      {"/nowhere", 404, NULL, NULL},
      {"/web/nothing.js", 404, NULL, NULL},
      {"/locate", 400, "lon", ""},
      {"/locate?lon=120.9", 400, "lat", ""},
      {"/locate?lon=abc&lat=31.38", 400, "lon", "abc"},
      {"/locate?lon=200&lat=31.38", 400, "lon", "200"},
      {"/locate?lon=nan&lat=31.38", 400, "lon", "nan"},
      {"/locate?lon=120.9&lat=0x1f", 400, "lat", "0x1f"},
      {"/locate?lon=120.9&lat=31.38&lat=31", 400, "lat", "31"},
      {"/locate?lon=120.9&latt=31.38", 400, "latt", "31.38"},
      {"/locate?lon=120.9&lat=31.38&crs=mars", 400, "crs", "mars"},
      {"/locate?lon=120.9&lat=31.38&at=2026-02-30", 400, "at", "2026-02-30"},
      {"/locate?lon=120.9&lat=31.38&uncertainty=-1", 400, "uncertainty", "-1"},
      {"/locate?lon=120.9&lat=31.38&layer=,", 400, "layer", ","},
      {"/locate?lon=120.9&lat=31.38&f=xml", 400, "f", "xml"},
      {"/locate?address=", 400, "address", ""},
      {"/locate?address=x&lon=1", 400, "address", "x"},
      {"/nearest?lon=120.96&lat=31.38&k=0", 400, "k", "0"},
      {"/nearest?lon=120.96&lat=31.38&k=1001", 400, "k", "1001"},
      {"/nearest?lon=120.96&lat=31.38&k=1.5", 400, "k", "1.5"},
      {"/nearest?lon=120.96&lat=31.38&route=maybe", 400, "route", "maybe"},
      {"/nearest?lon=120.96&lat=31.38&open_at=noon", 400, "open_at", "noon"},
      {"/nearest?lon=120.96&lat=31.38&profile=bird", 400, "profile", "bird"},
      {"/isochrone?lon=120.96&lat=31.38&limits=5,x", 400, "limits", "5,x"},
      {"/isochrone?lon=120.96&lat=31.38&limits=1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17", 400, "limits", NULL},
      {"/isochrone?lon=120.96&lat=31.38&limits=-5", 400, "limits", "-5"},
      {"/stations/Z/circle", 404, NULL, NULL},
      {"/coverage?by=street", 400, "by", "street"},
      {"/coverage?weight=money", 400, "weight", "money"},
      {"/gaps?limit=-3", 400, "limit", "-3"},
      {"/gaps?at=yesterday", 400, "at", "yesterday"},
      {"/collections/people", 404, NULL, NULL},
      {"/collections/people/items", 404, NULL, NULL},
      {"/collections/grids/items/nothing", 404, NULL, NULL},
      {"/collections/grids/items?limit=0", 400, "limit", "0"},
      {"/collections/grids/items?limit=10001", 400, "limit", "10001"},
      {"/collections/grids/items?offset=-1", 400, "offset", "-1"},
      {"/collections/grids/items?bbox=1,2,3", 400, "bbox", "1,2,3"},
      {"/collections/grids/items?bbox=2,2,1,3", 400, "bbox", "2,2,1,3"},
      {"/collections/grids/items?bbox=1,2,3,91", 400, "bbox", "1,2,3,91"},
      {"/collections/land/items?layer=grid", 400, "layer", "grid"},
      {"/collections/grids/items?crs=EPSG:1", 400, "crs", "EPSG:1"},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    json_t *root = served_json(*state, cases[i].target, cases[i].status, "application/problem+json");
    assert_true(served_number(root, "status") == cases[i].status);
    assert_true(*served_text(root, "title") && *served_text(root, "type"));
    assert_true(*served_text(root, "detail"));
    if (cases[i].parameter && !json_object_get(root, "parameter")) fail_msg("%s names no parameter", cases[i].target);
    if (cases[i].parameter) assert_string_equal(served_text(root, "parameter"), cases[i].parameter);
    if (cases[i].value) assert_string_equal(served_text(root, "value"), cases[i].value);
    json_decref(root);
  }
}

static void a_long_target_and_a_body_are_problems_too(void **state) {
  int port = ((served_fixture *)*state)->port;
  char target[9000] = "/locate?address=", type[80];
  memset(target + 16, 'x', sizeof target - 17);
  json_t *root = served_json(*state, target, 414, "application/problem+json");
  json_decref(root);
  client_answer answer = client_ask(port, "GET", "/locate?lon=1&lat=2", "Content-Length: 100000\r\n");
  client_header(&answer, "Content-Type", type, sizeof type);
  assert_int_equal(answer.status, 413);
  assert_string_equal(type, "application/problem+json");
  client_release(&answer);
  answer = client_ask(port, "POST", "/locate", "Content-Length: 0\r\n");
  client_header(&answer, "Allow", type, sizeof type);
  assert_int_equal(answer.status, 405);
  assert_string_equal(type, "GET, HEAD, OPTIONS");
  client_release(&answer);
}

static void what_has_not_changed_is_not_sent_again(void **state) {
  static const char *const targets[] = {"/locate?lon=120.9621&lat=31.3822",
                                        "/coverage?by=grid",
                                        "/gaps",
                                        "/isochrone?lon=120.965&lat=31.384",
                                        "/stations/A/circle",
                                        "/collections/grids/items",
                                        "/collections",
                                        "/?f=json"};
  int port = ((served_fixture *)*state)->port;
  for (size_t i = 0; i < sizeof targets / sizeof *targets; i++) {
    char etag[80], header[120];
    client_answer answer = client_get(port, targets[i]);
    client_header(&answer, "ETag", etag, sizeof etag);
    assert_int_equal(answer.status, 200);
    assert_true(*etag);
    client_release(&answer);
    snprintf(header, sizeof header, "If-None-Match: \"x\", %s\r\n", etag);
    answer = client_ask(port, "GET", targets[i], header);
    if (answer.status != 304) fail_msg("%s: %d", targets[i], answer.status);
    assert_int_equal(answer.body_bytes, 0);
    client_release(&answer);
  }
}

static void what_is_computed_without_a_new_version_is_not_kept(void **state) {
  static const char *const targets[] = {"/collections/circles/items", "/collections/gaps/items",
                                        "/nearest?lon=120.9621&lat=31.3822", "/healthz", "/nowhere"};
  for (size_t i = 0; i < sizeof targets / sizeof *targets; i++) {
    char etag[80], control[40];
    client_answer answer = client_get(((served_fixture *)*state)->port, targets[i]);
    client_header(&answer, "ETag", etag, sizeof etag);
    client_header(&answer, "Cache-Control", control, sizeof control);
    assert_string_equal(etag, "");
    assert_string_equal(control, "no-store");
    client_release(&answer);
  }
}

static void a_large_answer_is_packed_for_those_who_take_it(void **state) {
  int port = ((served_fixture *)*state)->port;
  const char *target = "/collections/demand/items?limit=1000";
  char coding[20];
  client_answer whole = client_get(port, target);
  client_answer packed = client_ask(port, "GET", target, "Accept-Encoding: gzip\r\n");
  client_header(&packed, "Content-Encoding", coding, sizeof coding);
  assert_string_equal(coding, "gzip");
  assert_true(packed.body_bytes < whole.body_bytes / 4);
  char *unpacked = malloc(whole.body_bytes);
  z_stream stream = {.next_in = (Bytef *)packed.body,
                     .avail_in = (uInt)packed.body_bytes,
                     .next_out = (Bytef *)unpacked,
                     .avail_out = (uInt)whole.body_bytes};
  assert_int_equal(inflateInit2(&stream, 15 + 16), Z_OK);
  assert_int_equal(inflate(&stream, Z_FINISH), Z_STREAM_END);
  inflateEnd(&stream);
  assert_int_equal(stream.total_out, whole.body_bytes);
  assert_memory_equal(unpacked, whole.body, whole.body_bytes);
  free(unpacked);
  client_release(&whole);
  client_release(&packed);
}

static void head_answers_as_get_without_the_body(void **state) {
  int port = ((served_fixture *)*state)->port;
  static const char *const targets[] = {"/locate?lon=120.9621&lat=31.3822", "/coverage", "/collections/grids/items",
                                        "/map"};
  for (size_t i = 0; i < sizeof targets / sizeof *targets; i++) {
    char length[24];
    client_answer get = client_get(port, targets[i]), head = client_ask(port, "HEAD", targets[i], NULL);
    client_header(&head, "Content-Length", length, sizeof length);
    assert_int_equal(head.status, 200);
    assert_int_equal(head.body_bytes, 0);
    assert_int_equal(strtoul(length, NULL, 10), get.body_bytes);
    client_release(&get);
    client_release(&head);
  }
}

static void no_other_origin_may_read(void **state) {
  client_answer answer =
      client_ask(((served_fixture *)*state)->port, "GET", "/healthz", "Origin: http://example.org\r\n");
  char allowed[40], policy[40];
  client_header(&answer, "Access-Control-Allow-Origin", allowed, sizeof allowed);
  client_header(&answer, "Cross-Origin-Resource-Policy", policy, sizeof policy);
  assert_string_equal(allowed, "");
  assert_string_equal(policy, "same-origin");
  client_release(&answer);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(the_landing_page_says_where_everything_is),
      cmocka_unit_test(a_browser_is_sent_to_the_map),
      cmocka_unit_test(health_names_the_data),
      cmocka_unit_test(locate_names_the_owner_on_every_layer),
      cmocka_unit_test(locate_resolves_an_address),
      cmocka_unit_test(answers_come_in_the_system_asked_for),
      cmocka_unit_test(nearest_finds_stations_on_foot),
      cmocka_unit_test(isochrones_have_a_feature_a_limit),
      cmocka_unit_test(coverage_adds_up),
      cmocka_unit_test(gaps_say_why),
      cmocka_unit_test(tables_come_as_csv),
      cmocka_unit_test(collections_are_listed_and_read_page_by_page),
      cmocka_unit_test(items_are_found_by_box_layer_and_id),
      cmocka_unit_test(personal_data_never_leaves),
      cmocka_unit_test(every_error_is_a_problem_that_names_its_parameter),
      cmocka_unit_test(a_long_target_and_a_body_are_problems_too),
      cmocka_unit_test(what_has_not_changed_is_not_sent_again),
      cmocka_unit_test(what_is_computed_without_a_new_version_is_not_kept),
      cmocka_unit_test(a_large_answer_is_packed_for_those_who_take_it),
      cmocka_unit_test(head_answers_as_get_without_the_body),
      cmocka_unit_test(no_other_origin_may_read),
  };
  return cmocka_run_group_tests(tests, served_set_up, served_tear_down);
}
