/* SPDX-License-Identifier: Apache-2.0 */
/* Addresses: which texts are the same door, which are two, and what is nobody's business to guess. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "address/index.h"
#include "address/normal.h"
#include "address/prefix.h"
#include "haitang.h"
#include "store_fixture.h"

static base_arena arena;

static int forget(void **state) {
  (void)state;
  arena_release(&arena);
  return 0;
}

static void check_normal(const char *text, const char *expected) {
  char normal[ADDRESS_NORMAL_BYTES], again[ADDRESS_NORMAL_BYTES];
  assert_int_equal(address_normal(text, NULL, normal), HT_OK);
  assert_string_equal(normal, expected);
  assert_int_equal(address_normal(normal, NULL, again), HT_OK);
  assert_string_equal(again, expected);
}

static void full_width_and_blanks_do_not_matter(void **state) {
  (void)state;
  check_normal("人民路１２３号", "人民路123号");
  check_normal(" 人民路 123 号\t", "人民路123号");
  check_normal("人民路　１２３号\u200B", "人民路123号");
  check_normal("ＡＢ座（东）", "ab座(东)");
  check_normal("B座1203室", "b座1203室");
  check_normal("12－3—4‐5号", "12-3-4-5号");
  check_normal("45、55号", "45,55号");
}

static void a_building_has_one_word(void **state) {
  (void)state;
  static const char *const texts[] = {"3幢", "3栋", "３栋", "3号楼", "3#楼", "三幢", "三栋", "三号楼", " 3 号 楼 "};
  for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) check_normal(texts[i], "3幢");
  check_normal("号楼路5号", "号楼路5号");
  check_normal("东号楼", "东号楼");
}

static void chinese_numbers_are_digits_where_something_is_counted(void **state) {
  (void)state;
  check_normal("十幢", "10幢");
  check_normal("十二号", "12号");
  check_normal("二十三号", "23号");
  check_normal("三〇一室", "301室");
  check_normal("一百零五号", "105号");
  check_normal("百二十弄", "120弄");
  check_normal("二单元五层", "2单元5层");
  check_normal("九百九十九号", "999号");
}

static void chinese_numbers_in_names_stay(void **state) {
  (void)state;
  check_normal("五一路三号", "五一路3号");
  check_normal("三里屯", "三里屯");
  check_normal("十全街", "十全街");
  check_normal("一百二号", "一百二号"); /* 120 or 102: not ours to say */
  check_normal("二三十号", "二三十号");
  check_normal("十十号", "十十号");
}

static void what_is_no_address_is_refused(void **state) {
  (void)state;
  char normal[ADDRESS_NORMAL_BYTES] = "untouched", long_text[600];
  memset(long_text, 'a', sizeof long_text);
  long_text[513] = '\0';
  const char *const bad[] = {"", "  \t", "\xFF\xFE", "\xE6\x98", "\xC0\xAF", NULL, long_text};
  for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
    ht_fault fault = {0};
    assert_int_equal(address_normal(bad[i], &fault, normal), HT_BAD_ARGUMENT);
    assert_string_equal(fault.parameter, "address");
    assert_string_equal(normal, "untouched");
  }
  long_text[512] = '\0';
  assert_int_equal(address_normal(long_text, NULL, normal), HT_OK);
}

/* The names that begin a text, joined by strokes. */
static void check_prefix(const char *text, const char *expected) {
  static const char *const own[] = {"昆山市"};
  char found[256] = "";
  address_prefix prefix = address_prefix_find(text, &(address_known){own, 1});
  for (uint32_t i = 0, from = 0; i < prefix.count; from = prefix.end[i++]) {
    size_t length = strlen(found);
    snprintf(found + length, sizeof found - length, "%.*s|", (int)(prefix.end[i] - from), text + from);
  }
  assert_string_equal(found, expected);
}

static void beginnings_are_found_by_their_endings(void **state) {
  (void)state;
  check_prefix("江苏省苏州市昆山市玉山镇人民路1号", "江苏省|苏州市|昆山市|");
  check_prefix("昆山市玉山镇人民路1号", "昆山市|");
  check_prefix("上海市黄浦区斜土路885号", "上海市|黄浦区|");
  check_prefix("江苏省昆山市玉山镇", "江苏省|昆山市|");
  check_prefix("内蒙古自治区呼和浩特市新城区中山路", "内蒙古自治区|呼和浩特市|新城区|");
  check_prefix("安徽省宣城市泾县泾川镇", "安徽省|宣城市|泾县|");
}

static void what_only_looks_like_a_beginning_stays(void **state) {
  (void)state;
  check_prefix("新城市广场1号", "");
  check_prefix("城市之星小区3幢", "");
  check_prefix("玉山镇人民路1号", "");
  check_prefix("省府路1号", "");
  check_prefix("江苏省苏州市市北路1号", "江苏省|苏州市|");
  check_prefix("昆山市", "");
}

static const address_index *index_of(const char *const *texts, uint32_t count, const char *own) {
  address_name *names = ARENA_ARRAY(&arena, address_name, count);
  const address_index *index = NULL;
  for (uint32_t i = 0; i < count; i++) {
    bool alias = *texts[i] == '='; /* an alias of the text before */
    names[i] = (address_name){texts[i] + alias, alias ? names[i - 1].address : i, alias};
  }
  assert_int_equal(address_index_build(names, count, own, &arena, NULL, &index), HT_OK);
  return index;
}

/* What a text is found as: "3" for address 3, "3=" by its alias, "3~" without its beginning. */
static void check_found(const address_index *index, const char *text, const char *expected) {
  const address_hit *hits = NULL;
  uint32_t count = 0;
  char found[256] = "";
  assert_int_equal(address_index_find(index, text, &arena, NULL, &hits, &count), HT_OK);
  for (uint32_t i = 0; i < count; i++) {
    size_t length = strlen(found);
    snprintf(found + length, sizeof found - length, "%s%u%s%s", i ? " " : "", hits[i].address, hits[i].alias ? "=" : "",
             hits[i].whole ? "" : "~");
  }
  if (strcmp(found, expected) != 0) fail_msg("%s: found '%s', expected '%s'", text, found, expected);
}

static const char *const KUNSHAN[] = {
    "昆山市玉山镇人民路1号",               /* 0 */
    "=昆山宾馆",                           /* alias of 0 */
    "江苏省苏州市昆山市玉山镇亭林小区3幢", /* 2 */
    "玉山镇亭林小区4栋",                   /* 3 */
    "昆山市花桥镇人民路1号",               /* 4 */
    "昆山市开发区长江路8号",               /* 5 */
    "昆山市玉山镇亭林小区5幢",             /* 6 */
    "昆山市玉山镇亭林小区5号楼",           /* 7: the same normal form */
};
enum { KUNSHAN_COUNT = sizeof KUNSHAN / sizeof *KUNSHAN };

static void the_beginning_is_optional_on_both_sides(void **state) {
  (void)state;
  const address_index *index = index_of(KUNSHAN, KUNSHAN_COUNT, "江苏省苏州市昆山市");
  check_found(index, "昆山市玉山镇人民路1号", "0");
  check_found(index, "玉山镇人民路1号", "0~");
  check_found(index, "江苏省苏州市昆山市玉山镇人民路１号", "0~");
  check_found(index, "苏州市玉山镇人民路1号", "0~");
  check_found(index, "亭林小区3幢", "");
  check_found(index, "玉山镇亭林小区3号楼", "2~");
  check_found(index, "江苏省昆山市玉山镇亭林小区三栋", "2~");
  check_found(index, "昆山市玉山镇亭林小区4幢", "3~");
  check_found(index, "开发区长江路8号", "5~");
  check_found(index, "长江路8号", "5~");
}

static void another_city_s_address_is_not_ours(void **state) {
  (void)state;
  const address_index *index = index_of(KUNSHAN, KUNSHAN_COUNT, "昆山市");
  check_found(index, "上海市玉山镇人民路1号", "");
  check_found(index, "浙江省杭州市玉山镇人民路1号", "");
  check_found(index, "江苏省苏州市昆山市玉山镇人民路1号", "0~");
}

static void without_a_setting_the_city_of_most_addresses_is_ours(void **state) {
  (void)state;
  check_found(index_of(KUNSHAN, KUNSHAN_COUNT, NULL), "玉山镇人民路1号", "0~");
  check_found(index_of(KUNSHAN, KUNSHAN_COUNT, "昆山"), "玉山镇人民路1号", "0~");
  const char *const mixed[] = {"新城市广场1号", "市民中心2号", "人民路3号"};
  check_found(index_of(mixed, 3, NULL), "广场1号", "");
  check_found(index_of(mixed, 3, NULL), "新城市广场1号", "0");
}

static void an_alias_finds_its_address(void **state) {
  (void)state;
  check_found(index_of(KUNSHAN, KUNSHAN_COUNT, "昆山市"), "昆山宾馆", "0=");
}

static void two_candidates_are_two_candidates(void **state) {
  (void)state;
  const address_index *index = index_of(KUNSHAN, KUNSHAN_COUNT, "昆山市");
  check_found(index, "昆山市玉山镇亭林小区5幢", "6 7");
  const char *const same[] = {"玉山镇人民路1号", "花桥镇人民路1号", "=人民路1号", "巴城镇人民路1号", "=人民路1号"};
  check_found(index_of(same, 5, NULL), "人民路1号", "1= 3=");
}

static void a_whole_match_comes_before_one_without_beginning(void **state) {
  (void)state;
  const char *const texts[] = {"昆山市人民路1号", "江苏省苏州市昆山市人民路1号", "人民路1号"};
  const address_index *index = index_of(texts, 3, "昆山市");
  check_found(index, "人民路1号", "2");
  check_found(index, "昆山市人民路1号", "0");
  check_found(index, "苏州市人民路1号", "");
}

static void nothing_is_fuzzy(void **state) {
  (void)state;
  const address_index *index = index_of(KUNSHAN, KUNSHAN_COUNT, "昆山市");
  static const char *const texts[] = {"玉山镇人民路", "玉山镇人民路11号", "玉山镇人民路1", "人民路1号",
                                      "玉山人民路1号"};
  for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) check_found(index, texts[i], "");
}

static void an_empty_index_finds_nothing(void **state) {
  (void)state;
  check_found(index_of(NULL, 0, NULL), "人民路1号", "");
  const char *const unreadable[] = {"\xFF", "人民路1号"};
  check_found(index_of(unreadable, 2, NULL), "人民路1号", "1");
}

/* ---- through the store ---- */

static void put_address(store_fixture *f, const char *text, const char *alias, double lon, double lat) {
  ht_address_record address = {.text = text, .aliases = &alias, .alias_count = alias != NULL, .position = {lon, lat}};
  fixture_ok(f, ht_put_address(f->store, &address, &f->fault));
}

static void fill(store_fixture *f) {
  test_square square;
  fixture_begin(f);
  fixture_ok(f, ht_put_setting(f->store, "address_prefix", "江苏省苏州市昆山市", &f->fault));
  fixture_ok(f, ht_put_layer(f->store, &(ht_layer_record){"grid", "grid", HT_BASE, HT_GRID}, &f->fault));
  ht_grid_record grid = {
      .layer = "grid", .code = "G1", .name = "One", .valid_from = HT_DAY_FIRST, .valid_to = HT_DAY_NEVER};
  grid.shape = fixture_square(&square, 120.9, 31.3, 0.01);
  fixture_ok(f, ht_put_grid(f->store, &grid, &f->fault));
  put_address(f, "昆山市玉山镇人民路1号", "老宾馆", 120.905, 31.305);
  put_address(f, "昆山市玉山镇亭林小区5幢", "亭林五", 120.906, 31.306);
  put_address(f, "昆山市玉山镇亭林小区5号楼", NULL, 121.5, 31.306);
  fixture_commit(f);
}

static const ht_location *ask(const ht_city *city, ht_worker *worker, const char *text) {
  const ht_location *location = NULL;
  ht_fault fault = {0};
  if (ht_locate_address(city, worker, text, NULL, &fault, &location)) fail_msg("%s", fault.detail);
  return location;
}

static void check_answers(const ht_city *city, ht_worker *worker) {
  const ht_location *exact = ask(city, worker, "江苏省苏州市昆山市玉山镇人民路１号");
  assert_string_equal(exact->address->method, "exact");
  assert_string_equal(exact->address->standard, "昆山市玉山镇人民路1号");
  assert_string_equal(exact->dispatch->code, "G1");
  assert_true(exact->has_position && exact->position.lon_deg == 120.905 && exact->address->confidence < 1);
  const ht_location *alias = ask(city, worker, "老宾馆");
  assert_string_equal(alias->address->method, "alias");
  assert_string_equal(alias->dispatch->code, "G1");
  const ht_location *two = ask(city, worker, "玉山镇亭林小区5栋");
  assert_string_equal(two->address->method, "ambiguous");
  assert_null(two->address->standard);
  assert_false(two->has_position);
  assert_null(two->dispatch);
  assert_int_equal(two->address->candidate_count, 2);
  assert_string_equal(two->address->candidates[1].code, "G1");
  assert_null(two->address->candidates[0].code); /* 5号楼 sorts first, and lies outside */
  const ht_location *none = ask(city, worker, "不存在路9号");
  assert_string_equal(none->address->method, "none");
  assert_int_equal(none->address->candidate_count, 0);
  assert_false(none->has_position);
}

static void from_the_store_an_address_leads_to_its_grid(void **state) {
  store_fixture *f = *state;
  ht_city *city = NULL;
  ht_worker *worker = NULL;
  fill(f);
  fixture_ok(f, ht_city_load(f->store, (ht_progress){0}, &f->fault, &city));
  fixture_ok(f, ht_worker_new(&f->fault, &worker));
  check_answers(city, worker);
  const ht_location *location = NULL;
  assert_int_equal(ht_locate_address(city, worker, "", NULL, &f->fault, &location), HT_BAD_ARGUMENT);
  assert_int_equal(ht_locate_address(city, worker, NULL, NULL, &f->fault, &location), HT_BAD_ARGUMENT);
  ht_worker_free(worker);
  ht_city_free(city);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(full_width_and_blanks_do_not_matter),
      cmocka_unit_test(a_building_has_one_word),
      cmocka_unit_test(chinese_numbers_are_digits_where_something_is_counted),
      cmocka_unit_test(chinese_numbers_in_names_stay),
      cmocka_unit_test(what_is_no_address_is_refused),
      cmocka_unit_test(beginnings_are_found_by_their_endings),
      cmocka_unit_test(what_only_looks_like_a_beginning_stays),
      cmocka_unit_test_teardown(the_beginning_is_optional_on_both_sides, forget),
      cmocka_unit_test_teardown(another_city_s_address_is_not_ours, forget),
      cmocka_unit_test_teardown(without_a_setting_the_city_of_most_addresses_is_ours, forget),
      cmocka_unit_test_teardown(an_alias_finds_its_address, forget),
      cmocka_unit_test_teardown(two_candidates_are_two_candidates, forget),
      cmocka_unit_test_teardown(a_whole_match_comes_before_one_without_beginning, forget),
      cmocka_unit_test_teardown(nothing_is_fuzzy, forget),
      cmocka_unit_test_teardown(an_empty_index_finds_nothing, forget),
      cmocka_unit_test_setup_teardown(from_the_store_an_address_leads_to_its_grid, fixture_set_up, fixture_tear_down),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
