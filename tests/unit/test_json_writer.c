/* SPDX-License-Identifier: Apache-2.0 */
/* The JSON writer against another reader, Jansson, and against the rules it promises. */
#include <jansson.h>
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "codec/geojson_writer.h"
#include "codec/json_writer.h"
#include "codec/number_text.h"

/* Ends the text with a NUL, so that it can be compared and read. */
static const char *text_of(base_buffer *buffer) {
  buffer_char(buffer, '\0');
  assert_false(buffer->failed);
  return buffer->bytes;
}

static json_t *read_back(base_buffer *buffer) {
  json_error_t error;
  json_t *root =
      json_loadb(buffer->bytes, buffer->length, JSON_DECODE_ANY | JSON_REJECT_DUPLICATES | JSON_ALLOW_NUL, &error);
  if (!root) fail_msg("%s at %d: %.*s", error.text, error.position, (int)buffer->length, buffer->bytes);
  return root;
}

static void writes_nested_objects_and_arrays_with_commas_where_they_belong(void **state) {
  (void)state;
  base_buffer buffer = {0};
  json_writer json = {.out = &buffer};
  json_begin_object(&json);
  json_member_text(&json, "name", "花桥");
  json_put_key(&json, "list");
  json_begin_array(&json);
  json_put_integer(&json, 1);
  json_begin_array(&json);
  json_end_array(&json);
  json_begin_object(&json);
  json_end_object(&json);
  json_put_bool(&json, true);
  json_end_array(&json);
  json_member_null(&json, "nothing");
  json_put_key(&json, "raw");
  json_put_raw(&json, "{\"a\":[1]}");
  json_member_text(&json, "none", NULL);
  json_end_object(&json);
  assert_string_equal(text_of(&buffer), "{\"name\":\"花桥\",\"list\":[1,[],{},true],\"nothing\":null,"
                                        "\"raw\":{\"a\":[1]},\"none\":null}");
  buffer_release(&buffer);
}

static void escapes_what_json_cannot_hold_and_keeps_the_rest(void **state) {
  (void)state;
  base_buffer buffer = {0};
  json_writer json = {.out = &buffer};
  json_put_text(&json, "a\"b\\c\n\t\x01\x7F/é海\xF0\x9F\x8C\xB8");
  assert_string_equal(text_of(&buffer), "\"a\\\"b\\\\c\\n\\t\\u0001\x7F/é海\xF0\x9F\x8C\xB8\"");
  buffer_release(&buffer);
}

static void replaces_bytes_that_are_not_utf8(void **state) {
  (void)state;
  static const char *const cases[][2] = {
      {"\xFF", "\"\uFFFD\""},
      {"a\xC3", "\"a\uFFFD\""},                     /* cut in the middle */
      {"\xC0\xAF", "\"\uFFFD\uFFFD\""},             /* overlong */
      {"\xED\xA0\x80x", "\"\uFFFD\uFFFD\uFFFDx\""}, /* a surrogate */
      {"\xE6\xB5z", "\"\uFFFD\uFFFDz\""},
      {"\xF4\x90\x80\x80", "\"\uFFFD\uFFFD\uFFFD\uFFFD\""},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    base_buffer buffer = {0};
    json_writer json = {.out = &buffer};
    json_put_text(&json, cases[i][0]);
    assert_string_equal(text_of(&buffer), cases[i][1]);
    buffer_release(&buffer);
  }
}

static void any_bytes_become_json_that_another_reader_accepts(void **state) {
  (void)state;
  unsigned seed = 20260521;
  print_message("seed %u\n", seed);
  srand(seed);
  for (int round = 0; round < 20000; round++) {
    char text[33] = {0};
    for (int i = 0; i < 32; i++) text[i] = (char)(1 + rand() % 255);
    base_buffer buffer = {0};
    json_writer json = {.out = &buffer};
    json_put_text(&json, text);
    json_t *root = read_back(&buffer);
    assert_true(json_is_string(root));
    json_decref(root);
    buffer_release(&buffer);
  }
}

static void a_number_reads_back_as_the_same_double(void **state) {
  (void)state;
  unsigned seed = 7;
  srand(seed);
  static const double special[] = {0,
                                   1,
                                   -1,
                                   0.1,
                                   1e21,
                                   1e-7,
                                   5e-324,
                                   1.7976931348623157e308,
                                   120.98765432109876,
                                   31.25,
                                   1e15,
                                   1e16,
                                   1.0 / 3,
                                   123456789012345678.0,
                                   -0.000123,
                                   9007199254740993.0};
  for (int round = 0; round < 200000; round++) {
    double number;
    uint64_t bits = 0;
    for (int i = 0; i < 4; i++) bits = bits << 16 | (uint64_t)(rand() & 0xFFFF);
    memcpy(&number, &bits, sizeof number);
    if (round % 2) number = ldexp((double)(bits >> 11), -45) - 100; /* as coordinates are */
    if (round < (int)(sizeof special / sizeof *special)) number = special[round];
    if (!isfinite(number)) continue;
    char text[NUMBER_TEXT_BYTES + 1] = {0};
    size_t length = number_text_shortest(number, text);
    assert_in_range(length, 1, NUMBER_TEXT_BYTES - 1);
    assert_true(strtod(text, NULL) == number);
  }
}

static void a_number_takes_the_fewest_digits(void **state) {
  (void)state;
  static const struct {
    double number;
    const char *text;
  } cases[] = {{0.1, "0.1"},          {120.5, "120.5"},
               {-0.0, "0"},           {31.3856789, "31.3856789"},
               {100, "100"},          {1e15, "1000000000000000"},
               {0.3, "0.3"},          {-74.0060152, "-74.0060152"},
               {1e-9, "0.000000001"}, {4.35, "4.35"},
               {2.675, "2.675"}};
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    char text[NUMBER_TEXT_BYTES] = {0};
    number_text_shortest(cases[i].number, text);
    assert_string_equal(text, cases[i].text);
  }
}

static void fixed_decimals_round_and_drop_zeros(void **state) {
  (void)state;
  static const struct {
    double number;
    int decimals;
    const char *text;
  } cases[] = {{1.005, 1, "1"},      {2.25, 1, "2.3"},
               {-2.25, 1, "-2.3"},   {0.04, 1, "0"},
               {-0.04, 1, "0"},      {12.5, 0, "13"},
               {99.999, 2, "100"},   {0.001, 3, "0.001"},
               {1e300, 2, "1e+300"}, {120.123456789, 7, "120.1234568"}};
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    char text[NUMBER_TEXT_BYTES] = {0};
    number_text_fixed(cases[i].number, cases[i].decimals, text);
    assert_string_equal(text, cases[i].text);
  }
}

static void what_is_no_number_becomes_null(void **state) {
  (void)state;
  base_buffer buffer = {0};
  json_writer json = {.out = &buffer};
  json_begin_array(&json);
  json_put_number(&json, NAN);
  json_put_number(&json, INFINITY);
  json_put_fixed(&json, -INFINITY, 3);
  json_put_integer(&json, INT64_MIN);
  json_end_array(&json);
  assert_string_equal(text_of(&buffer), "[null,null,null,-9223372036854775808]");
  buffer_release(&buffer);
}

static void a_polygon_turns_its_rings_as_rfc_7946_wants(void **state) {
  (void)state;
  /* A clockwise shell with a counter-clockwise hole, then a triangle that is right already. */
  static const ht_lonlat points[] = {{0, 0}, {0, 4}, {4, 4}, {4, 0}, {0, 0}, {1, 1}, {2, 1},
                                     {2, 2}, {1, 1}, {5, 0}, {6, 0}, {6, 1}, {5, 0}};
  static const uint32_t rings[] = {0, 5, 9, 13}, parts[] = {0, 2, 3};
  ht_shape shape = {HT_POLYGONS, 13, 3, 2, points, rings, parts};
  base_buffer buffer = {0};
  json_writer json = {.out = &buffer};
  geojson_put_geometry(&json, &shape, GEOJSON_EXACT);
  assert_string_equal(text_of(&buffer), "{\"type\":\"MultiPolygon\",\"coordinates\":["
                                        "[[[0,0],[4,0],[4,4],[0,4],[0,0]],[[1,1],[2,2],[2,1],[1,1]]],"
                                        "[[[5,0],[6,0],[6,1],[5,0]]]]}");
  buffer_release(&buffer);
}

static void one_part_is_written_without_multi(void **state) {
  (void)state;
  static const ht_lonlat points[] = {{120.5, 31.25}, {121, 31.5}};
  static const uint32_t paths[] = {0, 2};
  const ht_shape line = {HT_LINES, 2, 1, 0, points, paths, NULL}, point = {HT_POINTS, 1, 1, 0, points, paths, NULL};
  const ht_shape none = {0}, empty = {.kind = HT_POLYGONS};
  base_buffer buffer = {0};
  json_writer json = {.out = &buffer};
  json_begin_array(&json);
  geojson_put_geometry(&json, &line, 7);
  geojson_put_geometry(&json, &point, 1);
  geojson_put_geometry(&json, &none, 7);
  geojson_put_geometry(&json, &empty, 7);
  json_end_array(&json);
  assert_string_equal(text_of(&buffer), "[{\"type\":\"LineString\",\"coordinates\":[[120.5,31.25],[121,31.5]]},"
                                        "{\"type\":\"Point\",\"coordinates\":[120.5,31.3]},null,"
                                        "{\"type\":\"MultiPolygon\",\"coordinates\":[]}]");
  buffer_release(&buffer);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(writes_nested_objects_and_arrays_with_commas_where_they_belong),
      cmocka_unit_test(escapes_what_json_cannot_hold_and_keeps_the_rest),
      cmocka_unit_test(replaces_bytes_that_are_not_utf8),
      cmocka_unit_test(any_bytes_become_json_that_another_reader_accepts),
      cmocka_unit_test(a_number_reads_back_as_the_same_double),
      cmocka_unit_test(a_number_takes_the_fewest_digits),
      cmocka_unit_test(fixed_decimals_round_and_drop_zeros),
      cmocka_unit_test(what_is_no_number_becomes_null),
      cmocka_unit_test(a_polygon_turns_its_rings_as_rfc_7946_wants),
      cmocka_unit_test(one_part_is_written_without_multi),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
