/* SPDX-License-Identifier: Apache-2.0 */
/* Who owned a place on other days: grids come and go, answers stay, and many threads ask at once. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/day.h"
#include "grid_fixture.h"
#include "haitang.h"

static ht_city *city;
static ht_worker *worker;

static ht_day day(const char *text) {
  ht_day made;
  assert_true(day_parse(text, &made));
  return made;
}

/* Grid 00 is held by A until 2023, by B in 2023, and by what set_up put since 2024. */
static int set_up_history(void **state) {
  if (fixture_set_up(state)) return 1;
  store_fixture *f = *state;
  fixture_begin(f);
  fixture_layer(f, "grid", HT_BASE, HT_GRID);
  const ht_grid_record versions[] = {
      {.layer = "grid", .code = "A", .name = "old", .valid_to = day("2023-01-01")},
      {.layer = "grid", .code = "B", .name = "middle", .valid_from = day("2023-01-01"), .valid_to = day("2024-01-01")},
      {.layer = "grid", .code = "C", .name = "new", .valid_from = day("2024-01-01")},
      {.layer = "grid", .code = "D", .name = "later", .valid_from = day("2090-01-01")}};
  for (int i = 0; i < 4; i++) fixture_grid(f, &versions[i], i == 3, 0, 1);
  for (int i = 0; i < 10; i++) { /* ten more days on which something begins */
    char code[16];
    snprintf(code, sizeof code, "X%d", i);
    ht_grid_record more = {.layer = "grid", .code = code, .valid_from = day("2010-01-01") + 100 * i};
    fixture_grid(f, &more, 2 + i, 0, 1);
  }
  fixture_commit(f);
  fixture_ok(f, ht_city_load(f->store, (ht_progress){0}, &f->fault, &city));
  fixture_ok(f, ht_worker_new(&f->fault, &worker));
  return 0;
}

static int tear_down(void **state) {
  ht_worker_free(worker);
  ht_city_free(city);
  return fixture_tear_down(state);
}

static const char *owner_today(void) {
  const ht_location *location = NULL;
  assert_int_equal(ht_locate(city, worker, fixture_place(0, 0), NULL, NULL, &location), HT_OK);
  return location->layers[0].code;
}

static const char *owner_on(ht_worker *asking, const char *text) {
  ht_locate_options options = {.at = day(text)};
  const ht_location *location = NULL;
  ht_fault fault = {0};
  if (ht_locate(city, asking, fixture_place(0, 0), &options, &fault, &location)) fail_msg("%s", fault.detail);
  return location->layers[0].code;
}

static void the_past_has_its_own_owners(void **state) {
  (void)state;
  assert_string_equal(owner_today(), "C");
  assert_string_equal(owner_on(worker, "2022-12-31"), "A");
  assert_string_equal(owner_on(worker, "2023-01-01"), "B");
  assert_string_equal(owner_on(worker, "2023-12-31"), "B");
  assert_string_equal(owner_on(worker, "2024-01-01"), "C");
  assert_string_equal(owner_on(worker, "2090-01-01"), "C");
}

static void an_answer_about_the_past_outlives_the_grids_it_came_from(void **state) {
  (void)state;
  const char *kept = owner_on(worker, "2022-06-01");
  for (int i = 0; i < 10; i++) {
    char text[11];
    day_format(day("2010-01-01") + 100 * i, text);
    assert_string_equal(owner_on(worker, text), "A");
  }
  assert_string_equal(kept, "A");
}

static void a_past_that_cannot_be_read_is_an_error_and_today_still_answers(void **state) {
  store_fixture *f = *state;
  char moved[128];
  snprintf(moved, sizeof moved, "%s.away", f->path);
  fixture_close(f);
  assert_int_equal(rename(f->path, moved), 0);
  ht_locate_options options = {.at = day("2020-01-01")};
  const ht_location *location = NULL;
  assert_int_equal(ht_locate(city, worker, fixture_place(0, 0), &options, NULL, &location), HT_NOT_FOUND);
  assert_string_equal(owner_today(), "C");
  assert_int_equal(rename(moved, f->path), 0);
  fixture_open(f, NULL);
}

static void *ask_many_days(void *number) {
  static const char *const days[] = {"2022-12-31", "2023-06-01", "2024-02-01",
                                     "2010-01-01", "2010-05-01", "2011-01-01"};
  static const char owners[] = "ABCAAA";
  ht_worker *own = NULL;
  int wrong = ht_worker_new(NULL, &own) != HT_OK;
  for (int i = 0; i < 60 && !wrong; i++) {
    int at = (i + *(const int *)number) % 6;
    wrong += *owner_on(own, days[at]) != owners[at];
    ht_worker_reset(own);
  }
  ht_worker_free(own);
  return wrong ? number : NULL;
}

static void many_threads_ask_one_city_about_many_days(void **state) {
  (void)state;
  pthread_t threads[4];
  int numbers[4];
  for (int i = 0; i < 4; i++) {
    numbers[i] = i;
    assert_int_equal(pthread_create(&threads[i], NULL, ask_many_days, &numbers[i]), 0);
  }
  for (int i = 0; i < 4; i++) {
    void *failed = NULL;
    assert_int_equal(pthread_join(threads[i], &failed), 0);
    assert_null(failed);
  }
}

int main(void) {
#define IN_HISTORY(test) cmocka_unit_test_setup_teardown(test, set_up_history, tear_down)
  const struct CMUnitTest tests[] = {
      IN_HISTORY(the_past_has_its_own_owners),
      IN_HISTORY(an_answer_about_the_past_outlives_the_grids_it_came_from),
      IN_HISTORY(a_past_that_cannot_be_read_is_an_error_and_today_still_answers),
      IN_HISTORY(many_threads_ask_one_city_about_many_days),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
