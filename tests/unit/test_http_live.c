/* SPDX-License-Identifier: Apache-2.0 */
/* A city that follows its database while many ask it. */
#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

#include "haitang/live.h"
#include "served_fixture.h"
#include "served_town.h"

enum { ASKERS = 4, SWAPS = 12, PATIENCE_MS = 20000 };

static void nap(long ms) {
  nanosleep(&(struct timespec){ms / 1000, ms % 1000 * 1000000}, NULL);
}

/* Asks until told to stop, and counts what did not go well. */
typedef struct asker {
  const served_fixture *fixture;
  atomic_bool *enough;
  int asked, failed, backwards;
} asker;

static void *ask_on(void *context) {
  static const char *const targets[] = {"/locate?lon=120.9621&lat=31.3822", "/nearest?lon=120.9605&lat=31.3801&k=2",
                                        "/collections/grids/items?limit=3", "/coverage?by=grid", "/healthz"};
  asker *mine = context;
  double last = 0;
  while (!atomic_load(mine->enough)) {
    client_answer answer = client_get(mine->fixture->port, targets[mine->asked++ % 5]);
    json_t *root = answer.status == 200 ? json_loadb(answer.body, answer.body_bytes, 0, NULL) : NULL;
    double version = json_number_value(json_object_get(root, "data_version"));
    mine->failed += root == NULL;
    mine->backwards += version < last;
    if (version > last) last = version;
    json_decref(root);
    client_release(&answer);
  }
  return NULL;
}

static double version_served(const served_fixture *fixture) {
  json_t *root = served_json(fixture, "/healthz", 200, "application/json");
  double version = served_number(root, "data_version");
  json_decref(root);
  return version;
}

/* Waits until a version above this one is served. */
static void wait_for_more_than(const served_fixture *fixture, double version) {
  for (int waited = 0; version_served(fixture) <= version; waited += 20) {
    if (waited > PATIENCE_MS) fail_msg("version %.0f is still served", version);
    nap(20);
  }
}

static void no_answer_fails_while_the_data_change(void **state) {
  served_fixture *fixture = *state;
  atomic_bool enough = false;
  asker askers[ASKERS];
  pthread_t threads[ASKERS];
  for (int i = 0; i < ASKERS; i++) {
    askers[i] = (asker){.fixture = fixture, .enough = &enough};
    pthread_create(&threads[i], NULL, ask_on, &askers[i]);
  }
  for (int i = 0; i < SWAPS; i++) {
    char name[32];
    double before = version_served(fixture);
    snprintf(name, sizeof name, "第%d次", i);
    served_town_rename(fixture->path, name);
    if (i % 2) server_reload(fixture->server); /* asked, or noticed by itself */
    wait_for_more_than(fixture, before);
  }
  atomic_store(&enough, true);
  for (int i = 0; i < ASKERS; i++) {
    pthread_join(threads[i], NULL);
    assert_true(askers[i].asked > SWAPS);
    assert_int_equal(askers[i].failed, 0);
    assert_int_equal(askers[i].backwards, 0);
  }
}

static void what_changed_has_another_etag(void **state) {
  served_fixture *fixture = *state;
  char etag[80], header[120];
  client_answer answer = client_get(fixture->port, "/?f=json");
  client_header(&answer, "ETag", etag, sizeof etag);
  client_release(&answer);
  double before = version_served(fixture);
  served_town_rename(fixture->path, "新名");
  wait_for_more_than(fixture, before);
  snprintf(header, sizeof header, "If-None-Match: %s\r\n", etag);
  answer = client_ask(fixture->port, "GET", "/?f=json", header);
  assert_int_equal(answer.status, 200);
  assert_non_null(strstr(answer.body, "新名"));
  client_release(&answer);
}

/* What ht_live told about its reloads. */
typedef struct reload_log {
  pthread_mutex_t mutex;
  int good, bad;
  char detail[480];
} reload_log;

static void note_reload(void *context, ht_err err, const ht_fault *fault, int64_t version) {
  reload_log *log = context;
  (void)version;
  pthread_mutex_lock(&log->mutex);
  *(err ? &log->bad : &log->good) += 1;
  if (err) snprintf(log->detail, sizeof log->detail, "%s", fault->detail);
  pthread_mutex_unlock(&log->mutex);
}

static int count_of(reload_log *log, const int *counter) {
  pthread_mutex_lock(&log->mutex);
  int count = *counter;
  pthread_mutex_unlock(&log->mutex);
  return count;
}

static void wait_for_count(reload_log *log, const int *counter, int wanted) {
  for (int waited = 0; count_of(log, counter) < wanted; waited += 10) {
    if (waited > PATIENCE_MS) fail_msg("only %d reloads told", count_of(log, counter));
    nap(10);
  }
}

static void write_file(const char *path, const char *text) {
  FILE *file = fopen(path, "wb");
  assert_non_null(file);
  fputs(text, file);
  fclose(file);
}

static void a_database_that_became_bad_leaves_the_old_city_standing(void **state) {
  (void)state;
  char folder[] = "/tmp/haitang-live-XXXXXX", path[64], aside[64];
  assert_non_null(mkdtemp(folder));
  snprintf(path, sizeof path, "%s/town.db", folder);
  snprintf(aside, sizeof aside, "%s/aside.db", folder);
  served_town_make(path);
  reload_log log = {.mutex = PTHREAD_MUTEX_INITIALIZER};
  ht_fault fault = {0};
  ht_live *live;
  if (ht_live_open(path, &(ht_live_options){50, note_reload, &log}, &fault, &live)) fail_msg("%s", fault.detail);
  ht_session old, session;
  assert_int_equal(ht_live_take(live, &fault, &old), HT_OK); /* held over all that follows */

  assert_int_equal(rename(path, aside), 0);
  write_file(path, "this is no database");
  ht_live_reload(live);
  wait_for_count(&log, &log.bad, 1);
  assert_int_equal(ht_live_take(live, &fault, &session), HT_OK);
  assert_int_equal(session.serial, old.serial);
  assert_string_equal(session.facts->name, "海棠镇");
  ht_live_give(live, &session);

  assert_int_equal(rename(aside, path), 0); /* another file again: noticed without being asked */
  served_town_rename(path, "回来了");
  wait_for_count(&log, &log.good, 1);
  assert_int_equal(ht_live_take(live, &fault, &session), HT_OK);
  assert_true(session.serial > old.serial);
  assert_string_equal(session.facts->name, "回来了");
  assert_string_equal(old.facts->name, "海棠镇");
  ht_live_give(live, &session);
  ht_live_give(live, &old);
  ht_live_close(live);
  unlink(path);
  rmdir(folder);
}

static void what_cannot_be_opened_is_told_at_once(void **state) {
  (void)state;
  char path[] = "/tmp/haitang-live-XXXXXX";
  int file = mkstemp(path);
  assert_int_equal(write(file, "no database at all, but long enough for a header of one, perhaps", 64), 64);
  close(file);
  ht_fault fault = {0};
  ht_live *live = NULL;
  assert_int_equal(ht_live_open("/tmp/haitang/there/is/none.db", NULL, &fault, &live), HT_NOT_FOUND);
  assert_int_equal(ht_live_open(path, NULL, &fault, &live), HT_BAD_DATA);
  assert_null(live);
  unlink(path);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(no_answer_fails_while_the_data_change),
      cmocka_unit_test(what_changed_has_another_etag),
      cmocka_unit_test(a_database_that_became_bad_leaves_the_old_city_standing),
      cmocka_unit_test(what_cannot_be_opened_is_told_at_once),
  };
  return cmocka_run_group_tests(tests, served_set_up, served_tear_down);
}
