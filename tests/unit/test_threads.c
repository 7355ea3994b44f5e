/* SPDX-License-Identifier: Apache-2.0 */
/* Work on several threads: every job is done once, and circles stored by many threads are those stored by one. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdatomic.h>
#include <string.h>

#include "base/buffer.h"
#include "base/threads.h"
#include "plan_fixture.h"
#include "store/store.h"

enum { JOBS = 1000 };

typedef struct jobs {
  atomic_uint next;
  uint8_t done[JOBS];
  atomic_uint numbers; /* a bit for each thread's number below 32 */
} jobs;

static void do_jobs(void *context, uint32_t number) {
  jobs *all = context;
  if (number < 32) atomic_fetch_or(&all->numbers, 1u << number);
  for (uint32_t i; (i = atomic_fetch_add(&all->next, 1)) < JOBS;) all->done[i]++;
}

static void every_job_is_done_once_whatever_the_number_of_threads(void **state) {
  (void)state;
  static const uint32_t counts[] = {0, 1, 2, 5, THREADS_MAX, THREADS_MAX + 10};
  for (size_t i = 0; i < sizeof counts / sizeof *counts; i++) {
    jobs all = {0};
    threads_run(counts[i], do_jobs, &all);
    for (int k = 0; k < JOBS; k++) assert_int_equal(all.done[k], 1);
    if (counts[i] <= 1) assert_int_equal(all.numbers, 1);
    if (counts[i] == 5) assert_int_equal(all.numbers, 0x1f);
  }
}

static void there_are_no_more_threads_than_jobs_and_at_least_one(void **state) {
  (void)state;
  assert_int_equal(threads_count(4, 100), 4);
  assert_int_equal(threads_count(4, 3), 3);
  assert_int_equal(threads_count(4, 0), 1);
  assert_int_equal(threads_count(UINT32_MAX, UINT64_MAX), THREADS_MAX);
  assert_in_range(threads_count(0, 1000), 1, THREADS_MAX);
}

static ht_err keep_circle(void *context, const store_item *item, ht_fault *fault) {
  (void)fault;
  base_buffer *text = context;
  buffer_text(text, item->id);
  buffer_append(text, item->shape.points, item->shape.point_count * sizeof *item->shape.points);
  return HT_OK;
}

static base_buffer circles_by(plan_city *at, uint32_t threads) {
  base_buffer text = {0};
  ht_circles_report report;
  uint64_t matched;
  ht_fault *fault = &at->store->fault;
  fixture_ok(at->store,
             ht_compute_circles(at->store->store, at->city, NULL, threads, (ht_progress){0}, fault, &report));
  assert_int_equal(report.stations, 7);
  fixture_ok(at->store, store_each_item(at->store->store, &(store_items_query){.collection = "circles", .limit = 10000},
                                        keep_circle, &text, fault, &matched));
  assert_int_equal(report.circles, 3 * report.stations);
  assert_in_range(matched, 3 * (report.stations - report.unconnected), report.circles);
  assert_false(text.failed);
  return text;
}

static void circles_stored_by_many_threads_are_those_stored_by_one(void **state) {
  (void)state;
  plan_city *at = plan_city_new(1, (plan_lacks){.demand = true, .land = true});
  base_buffer one = circles_by(at, 1), many = circles_by(at, 5);
  assert_true(one.length > 1000);
  assert_int_equal(one.length, many.length);
  assert_memory_equal(one.bytes, many.bytes, one.length);
  buffer_release(&one);
  buffer_release(&many);
  plan_city_free(at);
}

static void a_city_without_stations_has_no_circles(void **state) {
  (void)state;
  plan_city *at = plan_city_new(2, (plan_lacks){.stations = true});
  ht_circles_report report;
  fixture_ok(at->store,
             ht_compute_circles(at->store->store, at->city, NULL, 0, (ht_progress){0}, &at->store->fault, &report));
  assert_int_equal(report.stations + report.circles, 0);
  plan_city_free(at);
}

static bool refuse(void *context, const char *what, uint64_t done, uint64_t total) {
  (void)context, (void)what;
  return done < total;
}

static void circles_that_are_cancelled_leave_those_of_before(void **state) {
  (void)state;
  plan_city *at = plan_city_new(3, (plan_lacks){0});
  base_buffer before = circles_by(at, 2);
  long count = fixture_count(at->store, "SELECT count(*) FROM circle");
  ht_circles_report report;
  assert_int_equal(ht_compute_circles(at->store->store, at->city,
                                      &(ht_isochrone_options){.limits = &(double){1}, .limit_count = 1}, 2,
                                      (ht_progress){refuse, NULL}, &at->store->fault, &report),
                   HT_CANCELLED);
  assert_int_equal(fixture_count(at->store, "SELECT count(*) FROM circle"), count);
  buffer_release(&before);
  plan_city_free(at);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(every_job_is_done_once_whatever_the_number_of_threads),
      cmocka_unit_test(there_are_no_more_threads_than_jobs_and_at_least_one),
      cmocka_unit_test(circles_stored_by_many_threads_are_those_stored_by_one),
      cmocka_unit_test(a_city_without_stations_has_no_circles),
      cmocka_unit_test(circles_that_are_cancelled_leave_those_of_before),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
