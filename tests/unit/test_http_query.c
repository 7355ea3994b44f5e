/* SPDX-License-Identifier: Apache-2.0 */
/* What stands in a URL: queries, paths, and the headers that are lists. */
#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

#include "http/route.h"

static ht_err parse(const char *text, base_arena *arena, ht_fault *fault, http_query *query) {
  *fault = (ht_fault){0};
  return http_query_parse(text, arena, fault, query);
}

static void a_query_is_decoded(void **state) {
  (void)state;
  base_arena arena = {0};
  ht_fault fault;
  http_query query;
  assert_int_equal(parse("address=%E4%BA%BA%E6%B0%91+%e8%b7%af%2B1&lon=120.9&&empty=&flag", &arena, &fault, &query),
                   HT_OK);
  assert_int_equal(query.count, 4);
  assert_string_equal(http_query_get(&query, "address"), "人民 路+1");
  assert_string_equal(http_query_get(&query, "lon"), "120.9");
  assert_string_equal(http_query_get(&query, "empty"), "");
  assert_string_equal(http_query_get(&query, "flag"), "");
  assert_null(http_query_get(&query, "lat"));
  assert_int_equal(parse("a=b=c", &arena, &fault, &query), HT_OK);
  assert_string_equal(http_query_get(&query, "a"), "b=c");
  assert_int_equal(parse(NULL, &arena, &fault, &query), HT_OK);
  assert_int_equal(query.count, 0);
  arena_release(&arena);
}

static void a_bad_query_is_refused_and_the_parameter_named(void **state) {
  (void)state;
  static const struct {
    const char *text, *parameter, *part;
  } cases[] = {
      {"lon=1&lat=2&lon=3", "lon", "once"}, {"lon=%4", "lon", "two hexadecimal digits"},
      {"lon=%zz", "lon", "hexadecimal"},    {"name=%FF%FE", "name", "not UTF-8"},
      {"name=a%00b", "name", "control"},    {"name=a%0Ab", "name", "control"},
      {"%80=1", "", "not UTF-8"},           {"=1", "", "no name"},
      {"l%6Fn=1&lon=2", "lon", "once"},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    base_arena arena = {0};
    ht_fault fault;
    http_query query;
    assert_int_equal(parse(cases[i].text, &arena, &fault, &query), HT_BAD_ARGUMENT);
    assert_string_equal(fault.parameter, cases[i].parameter);
    assert_non_null(strstr(fault.detail, cases[i].part));
    arena_release(&arena);
  }
}

static void an_unknown_parameter_is_named_with_those_there_are(void **state) {
  (void)state;
  static const char *const names[] = {"lon", "lat", NULL};
  base_arena arena = {0};
  ht_fault fault;
  http_query query;
  assert_int_equal(parse("lon=1&lgn=2", &arena, &fault, &query), HT_OK);
  assert_int_equal(http_query_check(&query, names, &fault), HT_BAD_ARGUMENT);
  assert_string_equal(fault.parameter, "lgn");
  assert_string_equal(fault.value, "2");
  assert_string_equal(fault.detail, "there is no parameter 'lgn' here, expected lon, lat");
  assert_int_equal(parse("lat=1&lon=2", &arena, &fault, &query), HT_OK);
  assert_int_equal(http_query_check(&query, names, &fault), HT_OK);
  arena_release(&arena);
}

static void more_parameters_than_the_limit_are_refused(void **state) {
  (void)state;
  char text[400] = "";
  for (int i = 0; i <= HTTP_MAX_PARAMETERS; i++) {
    size_t length = strlen(text);
    text[length] = (char)('A' + i);
    text[length + 1] = '&';
    text[length + 2] = '\0';
  }
  base_arena arena = {0};
  ht_fault fault;
  http_query query;
  assert_int_equal(parse(text, &arena, &fault, &query), HT_LIMIT);
  arena_release(&arena);
}

static void paths_are_split_decoded_and_matched(void **state) {
  (void)state;
  static const http_route routes[] = {{"/", NULL, HTTP_AT_ONCE, NULL, NULL},
                                      {"/stations/{code}/circle", NULL, HTTP_AT_ONCE, NULL, NULL},
                                      {"/web/*", NULL, HTTP_AT_ONCE, NULL, NULL}};
  static const struct {
    const char *target;
    int route;
    const char *variable, *query;
  } cases[] = {{"/", 0, NULL, NULL},
               {"/?a=1", 0, NULL, "a=1"},
               {"/stations/%E7%AB%99%2F1/circle?limits=5", 1, "站/1", "limits=5"},
               {"/stations/A/circle/", 1, "A", NULL},
               {"http://example.org/stations/A/circle", 1, "A", NULL},
               {"http://example.org?x=1", 0, NULL, "x=1"},
               {"/web/map/a.js", 2, NULL, NULL},
               {"/stations/A", -1, NULL, NULL},
               {"/stations/A/circle/more", -1, NULL, NULL},
               {"/Stations/A/circle", -1, NULL, NULL},
               {"//", -1, NULL, NULL}};
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    base_arena arena = {0};
    ht_fault fault = {0};
    http_request request = {.arena = &arena};
    const char *query;
    assert_int_equal(http_route_split(cases[i].target, &request, &fault, &query), HT_OK);
    const http_route *route = http_route_find(routes, 3, &request);
    assert_ptr_equal(route, cases[i].route < 0 ? NULL : &routes[cases[i].route]);
    if (cases[i].variable) assert_string_equal(request.variables[0], cases[i].variable);
    if (cases[i].query) assert_string_equal(query, cases[i].query);
    if (!cases[i].query) assert_null(query);
    arena_release(&arena);
  }
}

static void bad_paths_are_refused(void **state) {
  (void)state;
  static const char *const targets[] = {
      "", "*", "locate", "/%", "/%ff", "/a/%00", "/1/2/3/4/5/6/7/8/9/a/b/c/d/e/f/g/h"};
  for (size_t i = 0; i < sizeof targets / sizeof *targets; i++) {
    base_arena arena = {0};
    ht_fault fault = {0};
    http_request request = {.arena = &arena};
    const char *query;
    assert_int_not_equal(http_route_split(targets[i], &request, &fault, &query), HT_OK);
    assert_string_not_equal(fault.detail, "");
    arena_release(&arena);
  }
}

static void an_etag_is_found_in_a_list_by_weak_comparison(void **state) {
  (void)state;
  static const struct {
    const char *header;
    bool has;
  } cases[] = {{NULL, false}, {"\"7\"", true},   {"W/\"7\"", true}, {"\"6\", \"7\"", true}, {"\"6\",W/\"7\"", true},
               {"*", true},   {"\"77\"", false}, {"7", false},      {"\"6,\"7\"\"", false}, {"", false}};
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    const http_request request = {.if_none_match = cases[i].header};
    assert_int_equal(http_request_has(&request, "W/\"7\""), cases[i].has);
  }
}

static void gzip_is_taken_only_when_it_is_welcome(void **state) {
  (void)state;
  static const struct {
    const char *header;
    bool takes;
  } cases[] = {{NULL, false},
               {"gzip", true},
               {"deflate, GZIP;q=0.5", true},
               {"gzip;q=0", false},
               {"gzip; q=0.000", false},
               {"*", true},
               {"*;q=0", false},
               {"gzip;q=0, *", false},
               {"identity", false},
               {"xgzip", false},
               {"br, gzip;q=0.001", true}};
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    const http_request request = {.accept_encoding = cases[i].header};
    assert_int_equal(http_request_takes_gzip(&request), cases[i].takes);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_query_is_decoded),
      cmocka_unit_test(a_bad_query_is_refused_and_the_parameter_named),
      cmocka_unit_test(an_unknown_parameter_is_named_with_those_there_are),
      cmocka_unit_test(more_parameters_than_the_limit_are_refused),
      cmocka_unit_test(paths_are_split_decoded_and_matched),
      cmocka_unit_test(bad_paths_are_refused),
      cmocka_unit_test(an_etag_is_found_in_a_list_by_weak_comparison),
      cmocka_unit_test(gzip_is_taken_only_when_it_is_welcome),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
