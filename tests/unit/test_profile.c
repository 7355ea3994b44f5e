/* SPDX-License-Identifier: Apache-2.0 */

/* Walking profiles: the built-in table, what is refused and why, costs that are rounded once. */

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "engine/geodata.h"
#include "walk/profile.h"

#define HEADER "name,mode,speed_kmh,limits,crossing_delay_s,stairs_factor,longest_leg_m,source\n"

static walk_profiles profiles;

static ht_err parse(const char *text, ht_fault *fault) {
  return walk_profiles_parse(text, strlen(text), fault, &profiles);
}

static const walk_profile *built_in(const char *name) {
  assert_int_equal(
      walk_profiles_parse(geodata_profiles, (size_t)(geodata_profiles_end - geodata_profiles), NULL, &profiles), HT_OK);
  const walk_profile *profile = walk_profile_find(&profiles, name);
  assert_non_null(profile);
  return profile;
}

static void the_built_in_profiles_are_those_of_the_design(void **state) {
  (void)state;
  const walk_profile *adult = built_in("adult");
  assert_int_equal(adult->speed_m_per_h, 5000);
  assert_int_equal(adult->limit_count, 3);
  assert_true(adult->limits[0] == 5 && adult->limits[1] == 10 && adult->limits[2] == 15);
  assert_int_equal(built_in("elder")->speed_m_per_h, 2880);
  const walk_profile *standard = built_in("gb50180");
  assert_int_equal(standard->mode, WALK_DISTANCE);
  assert_true(standard->limits[0] == 300 && standard->limits[1] == 500 && standard->limits[2] == 1000);
  assert_true(built_in("sdg1121")->limits[0] == 500);
  for (uint32_t i = 0; i < profiles.count; i++) {
    assert_int_equal(profiles.rows[i].longest_leg_mm, 100000);
    assert_true(profiles.rows[i].source[0] != '\0');
  }
}

static void what_is_wrong_is_named_with_its_line_and_what_was_expected(void **state) {
  (void)state;
  static const char *const rows[][2] = {
      {"a,time,0,5,0,1,100,s\n", "line 2: speed_kmh is '0', expected km/h in 0.1..20"},
      {"a,time,nan,5,0,1,100,s\n", "speed_kmh is 'nan'"},
      {"a,fast,5,5,0,1,100,s\n", "mode is 'fast', expected time or distance"},
      {"a,time,5,,0,1,100,s\n", "limits is ''"},
      {"a,time,5,10 5,0,1,100,s\n", "limits is '10 5', expected 1 to 16 numbers, ascending"},
      {"a,time,5,0,0,1,100,s\n", "limits is '0'"},
      {"a,time,5,1441,0,1,100,s\n", "limits is '1441'"},
      {"a,time,5,1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17,0,1,100,s\n", "expected 1 to 16"},
      {"a,time,5,5,-1,1,100,s\n", "crossing_delay_s is '-1'"},
      {"a,time,5,5,0,0.5,100,s\n", "stairs_factor is '0.5', expected a factor in 1..10"},
      {"a,time,5,5,0,1,0,s\n", "longest_leg_m is '0'"},
      {"a,time,5,5,0,1,100\n", "line 2: 7 fields, expected 8"},
      {"a,time,5,5,0,1,100,s,t\n", "9 fields, expected 8"},
      {"A b,time,5,5,0,1,100,s\n", "name is 'A b'"},
      {",time,5,5,0,1,100,s\n", "name is ''"},
      {"a,time,5,5,0,1,100,s\na,time,5,5,0,1,100,s\n",
       "line 3: name is 'a', expected a name that no row before it has"},
      {"# nothing\n", "no row"},
  };
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    char text[512];
    ht_fault fault = {0};
    snprintf(text, sizeof text, "%s%s", HEADER, rows[i][0]);
    assert_int_equal(parse(text, &fault), HT_BAD_DATA);
    if (!strstr(fault.detail, rows[i][1])) fail_msg("'%s' does not say '%s'", fault.detail, rows[i][1]);
  }
  assert_int_equal(parse("name,mode\na,time\n", NULL), HT_BAD_DATA);
  assert_int_equal(parse("", NULL), HT_BAD_DATA);
}

static void a_table_with_too_many_rows_is_refused(void **state) {
  (void)state;
  char text[8192] = HEADER;
  size_t length = strlen(text);
  for (int i = 0; i <= WALK_PROFILES_MAX; i++)
    length += (size_t)snprintf(text + length, sizeof text - length, "p%d,time,5,5,0,1,100,s\n", i);
  assert_int_equal(parse(text, NULL), HT_LIMIT);
}

static void carriage_returns_and_a_missing_last_newline_are_read(void **state) {
  (void)state;
  assert_int_equal(parse("# c\r\nname,mode,speed_kmh,limits,crossing_delay_s,stairs_factor,longest_leg_m,source\r\n\r\n"
                         "a,distance,5,0.5 500,0,1,100,s",
                         NULL),
                   HT_OK);
  assert_int_equal(profiles.count, 1);
  assert_true(profiles.rows[0].limits[0] == 0.5);
}

static void costs_are_rounded_once_to_the_nearest(void **state) {
  (void)state;
  walk_profile profile = *built_in("adult");
  profile.crossing_delay_ms = 7000, profile.stairs_permille = 1500;
  assert_int_equal(walk_profile_leg_cost(&profile, 0), 0);
  assert_int_equal(walk_profile_leg_cost(&profile, 1250000), 900000); /* 1,250 m in 15 min */
  assert_int_equal(walk_profile_leg_cost(&profile, 2), 1);            /* 1.44 ms */
  assert_int_equal(walk_profile_leg_cost(&profile, 5), 4);            /* 3.6 ms */
  assert_int_equal(walk_profile_street_cost(&profile, 100000, true, false), 108000);
  assert_int_equal(walk_profile_street_cost(&profile, 100000, false, true), 79000);
  profile.mode = WALK_DISTANCE;
  assert_int_equal(walk_profile_leg_cost(&profile, 123), 123);
  assert_int_equal(walk_profile_street_cost(&profile, 123, true, true), 123);
}

static void a_limit_is_more_than_nothing_and_at_most_a_day(void **state) {
  (void)state;
  const walk_profile *adult = built_in("adult");
  int64_t cost = -1;
  assert_int_equal(walk_profile_limit_cost(adult, 15, NULL, &cost), HT_OK);
  assert_int_equal(cost, 900000);
  assert_int_equal(walk_profile_limit_cost(adult, 1440, NULL, &cost), HT_OK);
  ht_fault fault = {0};
  static const double wrong[] = {0, -1, 1440.1, 1e300};
  for (int i = 0; i < 4; i++) assert_int_equal(walk_profile_limit_cost(adult, wrong[i], &fault, &cost), HT_LIMIT);
  assert_non_null(strstr(fault.detail, "at most 1440"));
  assert_int_equal(walk_profile_limit_cost(adult, strtod("nan", NULL), NULL, &cost), HT_LIMIT);
  assert_int_equal(walk_profile_limit_cost(built_in("gb50180"), 300, NULL, &cost), HT_OK);
  assert_int_equal(cost, 300000);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(the_built_in_profiles_are_those_of_the_design),
      cmocka_unit_test(what_is_wrong_is_named_with_its_line_and_what_was_expected),
      cmocka_unit_test(a_table_with_too_many_rows_is_refused),
      cmocka_unit_test(carriage_returns_and_a_missing_last_newline_are_read),
      cmocka_unit_test(costs_are_rounded_once_to_the_nearest),
      cmocka_unit_test(a_limit_is_more_than_nothing_and_at_most_a_day),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
