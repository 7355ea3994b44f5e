/* SPDX-License-Identifier: Apache-2.0 */

/* A backup is a whole database of the moment it began, or nothing. */

#include "store/store.h"
#include "store_fixture.h"

#include <dirent.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

static void put_name(ht_store *store, const char *name, ht_fault *fault) {
  assert_int_equal(ht_store_begin(store, "test", fault), HT_OK);
  assert_int_equal(ht_put_setting(store, "name", name, fault), HT_OK);
  assert_int_equal(ht_store_commit(store, fault), HT_OK);
}

/* Writes to the database while it is being copied. */
static bool write_meanwhile(void *context, const char *what, uint64_t done, uint64_t total) {
  store_fixture *f = context;
  assert_string_equal(what, "backup");
  assert_true(done <= total);
  ht_store *other;
  fixture_ok(f, ht_store_open(f->path, &(ht_store_options){.busy_ms = 50}, &f->fault, &other));
  put_name(other, "after", &f->fault);
  ht_store_close(other);
  return true;
}

static void a_backup_opens_and_says_what_was_stored_when_it_began(void **state) {
  store_fixture *f = *state;
  put_name(f->store, "before", &f->fault);
  fixture_begin(f); /* enough pages for several steps */
  for (int i = 0; i < 8000; i++)
    fixture_ok(f, ht_put_demand(f->store, &(ht_demand_record){.position = {120, 31}}, &f->fault));
  fixture_commit(f);
  char path[128];
  snprintf(path, sizeof path, "%s/copy.db", f->folder);
  fixture_ok(f, ht_store_backup(f->store, path, (ht_progress){write_meanwhile, f}, &f->fault));
  ht_store *copy;
  fixture_ok(f, ht_store_open(path, &(ht_store_options){.busy_ms = 50}, &f->fault, &copy));
  base_arena arena = {0};
  const char *value;
  fixture_ok(f, store_read_setting(copy, &arena, "name", &f->fault, &value));
  assert_string_equal(value, "before");
  put_name(copy, "of the copy", &f->fault);
  ht_store_close(copy);
  fixture_ok(f, store_read_setting(f->store, &arena, "name", &f->fault, &value));
  assert_string_equal(value, "after");
  arena_release(&arena);
}

static bool refuse(void *context, const char *what, uint64_t done, uint64_t total) {
  (void)context, (void)what, (void)done, (void)total;
  return false;
}

static void a_cancelled_backup_leaves_nothing(void **state) {
  store_fixture *f = *state;
  char path[128];
  snprintf(path, sizeof path, "%s/copy.db", f->folder);
  assert_int_equal(ht_store_backup(f->store, path, (ht_progress){refuse, NULL}, &f->fault), HT_CANCELLED);
  DIR *folder = opendir(f->folder);
  for (struct dirent *entry; (entry = readdir(folder));)
    if (strstr(entry->d_name, "copy")) fail_msg("%s was left", entry->d_name);
  closedir(folder);
}

static void a_backup_does_not_replace_a_file(void **state) {
  store_fixture *f = *state;
  assert_int_equal(ht_store_backup(f->store, f->path, (ht_progress){0}, &f->fault), HT_CONFLICT);
  char path[128];
  snprintf(path, sizeof path, "%s/none/copy.db", f->folder);
  assert_int_equal(ht_store_backup(f->store, path, (ht_progress){0}, &f->fault), HT_IO);
}

int main(void) {
#define TEST(name) cmocka_unit_test_setup_teardown(name, fixture_set_up, fixture_tear_down)
  const struct CMUnitTest tests[] = {
      TEST(a_backup_opens_and_says_what_was_stored_when_it_began),
      TEST(a_cancelled_backup_leaves_nothing),
      TEST(a_backup_does_not_replace_a_file),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
