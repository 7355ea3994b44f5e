/* SPDX-License-Identifier: Apache-2.0 */
/* Sums within and beyond a limit, and the reasons of what is beyond. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "plan/tally.h"

static void a_weight_is_covered_uncovered_or_unconnected(void **state) {
  (void)state;
  plan_tally tally = {0};
  plan_tally_add(&tally, 1, 0, 900);
  plan_tally_add(&tally, 2, 900, 900);
  plan_tally_add(&tally, 4, 901, 900);
  plan_tally_add(&tally, 8, PLAN_NO_STATION, 900);
  plan_tally_add(&tally, 16, PLAN_UNCONNECTED, 900);
  assert_true(tally.covered == 3 && tally.unconnected == 16 && tally.total == 31);
  assert_true(plan_tally_share(&tally) == 3.0 / 31);
}

static void nothing_counted_is_a_share_of_nothing(void **state) {
  (void)state;
  plan_tally tally = {0};
  assert_true(plan_tally_share(&tally) == 0);
  plan_tally_add(&tally, 0, 10, 900);
  plan_tally_add(&tally, 0, PLAN_UNCONNECTED, 900);
  assert_true(plan_tally_share(&tally) == 0);
}

static void merging_is_counting_both(void **state) {
  (void)state;
  plan_tally a = {0}, b = {0}, both = {0};
  for (int i = 0; i < 20; i++) {
    int64_t walk = i % 5 == 0 ? PLAN_UNCONNECTED : i * 100;
    plan_tally_add(i % 2 ? &a : &b, i, walk, 900);
    plan_tally_add(&both, i, walk, 900);
  }
  plan_tally_merge(&a, &b);
  assert_memory_equal(&a, &both, sizeof a);
}

static void near_in_a_straight_line_and_far_on_foot_is_severed(void **state) {
  (void)state;
  assert_int_equal(plan_reason(901, 700, 1000), HT_SEVERED);
  assert_int_equal(plan_reason(901, 700.001, 1000), HT_TOO_FAR);
  assert_int_equal(plan_reason(901, 0, 1000), HT_SEVERED);
  assert_int_equal(plan_reason(PLAN_NO_STATION, 100, 1000), HT_SEVERED);
  assert_int_equal(plan_reason(PLAN_NO_STATION, 2000, 1000), HT_TOO_FAR);
}

static void without_any_station_a_place_is_too_far(void **state) {
  (void)state;
  assert_int_equal(plan_reason(PLAN_NO_STATION, -1, 1000), HT_TOO_FAR);
}

static void without_a_street_a_place_is_unconnected_however_near(void **state) {
  (void)state;
  assert_int_equal(plan_reason(PLAN_UNCONNECTED, 1, 1000), HT_UNCONNECTED);
  assert_int_equal(plan_reason(PLAN_UNCONNECTED, -1, 1000), HT_UNCONNECTED);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_weight_is_covered_uncovered_or_unconnected),
      cmocka_unit_test(nothing_counted_is_a_share_of_nothing),
      cmocka_unit_test(merging_is_counting_both),
      cmocka_unit_test(near_in_a_straight_line_and_far_on_foot_is_severed),
      cmocka_unit_test(without_any_station_a_place_is_too_far),
      cmocka_unit_test(without_a_street_a_place_is_unconnected_however_near),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
