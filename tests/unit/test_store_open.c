/* SPDX-License-Identifier: Apache-2.0 */

/* Opening: what is not a haitang database is told apart and never written to, and nothing half-made is left. */

#include "store/store.h"
#include "store_fixture.h"

#include <dirent.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

static const ht_store_options create = {.create = true, .busy_ms = 50};

static void assert_fails(store_fixture *f, const char *path, const ht_store_options *options, ht_err expected,
                         const char *word) {
  ht_store *store = NULL;
  ht_err err = ht_store_open(path, options, &f->fault, &store);
  assert_null(store);
  assert_string_equal(ht_err_name(err), ht_err_name(expected));
  if (!strstr(f->fault.detail, word)) fail_msg("'%s' does not say '%s'", f->fault.detail, word);
}

/* Writes a file beside the database and gives its path. */
static const char *write_file(store_fixture *f, const void *bytes, size_t length) {
  static char path[128];
  snprintf(path, sizeof path, "%s/other.db", f->folder);
  FILE *file = fopen(path, "wb");
  assert_non_null(file);
  assert_int_equal(fwrite(bytes, 1, length, file), length);
  fclose(file);
  return path;
}

static int count_files(const char *folder) {
  int count = 0;
  DIR *entries = opendir(folder);
  for (struct dirent *entry; entries && (entry = readdir(entries));) count += entry->d_name[0] != '.';
  if (entries) closedir(entries);
  return count;
}

static void a_missing_database_is_not_found(void **state) {
  store_fixture *f = *state;
  char path[128];
  snprintf(path, sizeof path, "%s/none.db", f->folder);
  assert_fails(f, path, NULL, HT_NOT_FOUND, "none.db");
  assert_fails(f, path, &(ht_store_options){.create = true, .read_only = true}, HT_NOT_FOUND, "none.db");
  assert_int_not_equal(access(path, F_OK), 0);
}

static void a_file_that_is_no_database_is_refused_and_kept(void **state) {
  store_fixture *f = *state;
  const char text[] = "name,lon,lat\nA,120.9,31.3\n";
  const char *path = write_file(f, text, sizeof text - 1);
  assert_fails(f, path, &create, HT_BAD_DATA, "is not a database");
  struct stat status;
  assert_int_equal(stat(path, &status), 0);
  assert_int_equal(status.st_size, sizeof text - 1);
  path = write_file(f, "SQLite format 3", 10);
  assert_fails(f, path, &create, HT_BAD_DATA, "is not a database");
}

static void an_empty_file_is_no_database_but_may_become_one(void **state) {
  store_fixture *f = *state;
  const char *path = write_file(f, "", 0);
  assert_fails(f, path, NULL, HT_BAD_DATA, "is not a database");
  ht_store *store;
  fixture_ok(f, ht_store_open(path, &create, &f->fault, &store));
  ht_store_close(store);
}

static void a_database_of_another_program_is_refused(void **state) {
  store_fixture *f = *state;
  fixture_close(f);
  fixture_execute(f, "PRAGMA application_id = 7");
  assert_fails(f, f->path, &create, HT_BAD_DATA, "another program");
}

static void a_database_of_a_newer_version_is_refused_by_its_number(void **state) {
  store_fixture *f = *state;
  fixture_close(f);
  fixture_execute(f, "PRAGMA user_version = 999");
  assert_fails(f, f->path, &create, HT_NEWER, "999");
  assert_int_equal(fixture_count(f, "PRAGMA user_version"), 999);
}

static void a_truncated_database_is_bad_data(void **state) {
  store_fixture *f = *state;
  fixture_close(f);
  struct stat status;
  assert_int_equal(stat(f->path, &status), 0);
  for (off_t size = status.st_size / 2; size >= 100; size /= 3) {
    assert_int_equal(truncate(f->path, size), 0);
    assert_fails(f, f->path, &create, HT_BAD_DATA, "city.db");
  }
}

static void a_folder_is_not_a_database(void **state) {
  store_fixture *f = *state;
  assert_fails(f, f->folder, &create, HT_IO, f->folder);
}

static void another_writer_makes_a_transaction_busy(void **state) {
  store_fixture *f = *state;
  ht_store *other;
  fixture_ok(f, ht_store_open(f->path, &create, &f->fault, &other));
  fixture_ok(f, ht_store_begin(other, "other", &f->fault));
  assert_int_equal(ht_store_begin(f->store, "test", &f->fault), HT_BUSY);
  assert_non_null(strstr(f->fault.detail, "another process"));
  ht_store_close(other);
  fixture_begin(f);
  fixture_commit(f);
}

static void a_reader_reads_while_another_writes(void **state) {
  store_fixture *f = *state;
  fixture_begin(f);
  fixture_ok(f, ht_put_setting(f->store, "name", "玉山", &f->fault));
  ht_store *reader;
  fixture_ok(f, ht_store_open(f->path, &(ht_store_options){.read_only = true}, &f->fault, &reader));
  int64_t version;
  fixture_ok(f, ht_store_data_version(reader, &f->fault, &version));
  assert_int_equal(version, 0);
  fixture_commit(f);
  fixture_ok(f, ht_store_data_version(reader, &f->fault, &version));
  assert_int_equal(version, 1);
  assert_int_equal(ht_store_begin(reader, "write", &f->fault), HT_BAD_ARGUMENT);
  ht_store_close(reader);
}

static void rolling_back_leaves_the_store_as_it_was(void **state) {
  store_fixture *f = *state;
  fixture_begin(f);
  fixture_ok(f, ht_put_layer(f->store, &(ht_layer_record){"grid", "网格", HT_BASE, HT_GRID}, &f->fault));
  fixture_ok(f, ht_put_setting(f->store, "name", "one", &f->fault));
  fixture_commit(f);
  fixture_begin(f);
  fixture_ok(f, ht_put_setting(f->store, "name", "two", &f->fault));
  test_square square;
  ht_land_record land = {.class_name = "water", .shape = fixture_square(&square, 120, 31, 0.1)};
  for (int i = 0; i < 100; i++) fixture_ok(f, ht_put_land(f->store, &land, &f->fault));
  ht_store_rollback(f->store);
  int64_t version;
  fixture_ok(f, ht_store_data_version(f->store, &f->fault, &version));
  assert_int_equal(version, 1);
  assert_int_equal(fixture_count(f, "SELECT count(*) FROM land"), 0);
  assert_int_equal(fixture_count(f, "SELECT count(*) FROM idx_land_geom"), 0);
  assert_int_equal(fixture_count(f, "SELECT value = 'one' FROM setting WHERE key = 'name'"), 1);
  fixture_begin(f);
  fixture_ok(f, ht_put_land(f->store, &land, &f->fault));
  fixture_commit(f);
  assert_int_equal(fixture_count(f, "SELECT count(*) FROM idx_land_geom"), 1);
}

static void nothing_can_be_put_outside_of_a_transaction(void **state) {
  store_fixture *f = *state;
  assert_int_equal(ht_put_setting(f->store, "name", "x", &f->fault), HT_BAD_ARGUMENT);
  fixture_begin(f);
  assert_int_equal(ht_store_begin(f->store, "again", &f->fault), HT_BAD_ARGUMENT);
  fixture_commit(f);
  assert_int_equal(ht_store_commit(f->store, &f->fault), HT_BAD_ARGUMENT);
}

/* A file system of its own with so much room; false where this process may not mount one. */
static bool mount_small(const char *folder, const char *size) {
  return mkdir(folder, 0700) == 0 && mount("haitang", folder, "tmpfs", 0, size) == 0;
}

static void a_full_disk_while_creating_leaves_no_file(void **state) {
  store_fixture *f = *state;
  char folder[80], path[96];
  snprintf(folder, sizeof folder, "%s/small", f->folder);
  snprintf(path, sizeof path, "%s/new.db", folder);
  if (!mount_small(folder, "size=100k")) {
    rmdir(folder);
    print_message("only root may mount a small disk: ");
    skip();
  }
  ht_store *store = NULL;
  ht_err err = ht_store_open(path, &create, &f->fault, &store);
  int files = count_files(folder);
  umount(folder);
  rmdir(folder);
  assert_string_equal(ht_err_name(err), "no_space");
  assert_int_equal(files, 0);
}

/* Puts land until the disk is full; the error of the put or of the commit. */
static ht_err fill_disk(store_fixture *f, ht_store *store) {
  test_square square;
  ht_land_record land = {.class_name = "park", .shape = fixture_square(&square, 120, 31, 0.1)};
  ht_err err = ht_store_begin(store, "fill", &f->fault);
  for (int i = 0; !err && i < 200000; i++) err = ht_put_land(store, &land, &f->fault);
  if (!err) err = ht_store_commit(store, &f->fault);
  ht_store_rollback(store);
  return err;
}

static void a_full_disk_while_writing_leaves_the_store_as_it_was(void **state) {
  store_fixture *f = *state;
  char folder[80], path[96];
  snprintf(folder, sizeof folder, "%s/small", f->folder);
  snprintf(path, sizeof path, "%s/new.db", folder);
  if (!mount_small(folder, "size=3m")) {
    rmdir(folder);
    print_message("only root may mount a small disk: ");
    skip();
  }
  ht_store *store = NULL;
  ht_err opened = ht_store_open(path, &create, &f->fault, &store);
  ht_err err = opened ? opened : fill_disk(f, store);
  int64_t version = -1;
  ht_err after = opened ? opened : ht_store_data_version(store, &f->fault, &version);
  ht_store_close(store);
  umount(folder);
  rmdir(folder);
  fixture_ok(f, opened);
  assert_string_equal(ht_err_name(err), "no_space");
  assert_int_equal(after, HT_OK);
  assert_int_equal(version, 0);
}

static void a_database_on_a_read_only_disk_can_be_read(void **state) {
  store_fixture *f = *state;
  char folder[80], path[96];
  snprintf(folder, sizeof folder, "%s/disk #1", f->folder);
  snprintf(path, sizeof path, "%s/new.db", folder);
  if (!mount_small(folder, "size=3m")) {
    rmdir(folder);
    print_message("only root may mount a small disk: ");
    skip();
  }
  ht_store *store = NULL;
  ht_err err = ht_store_open(path, &create, &f->fault, &store);
  ht_store_close(store);
  int64_t version = -1;
  if (!err && mount("haitang", folder, "tmpfs", MS_REMOUNT | MS_RDONLY, "") != 0) err = HT_IO;
  store = NULL;
  if (!err) err = ht_store_open(path, &(ht_store_options){.read_only = true}, &f->fault, &store);
  if (!err) err = ht_store_data_version(store, &f->fault, &version);
  bool same_path = store && strcmp(ht_store_path(store), path) == 0;
  ht_store_close(store);
  umount(folder);
  rmdir(folder);
  fixture_ok(f, err);
  assert_int_equal(version, 0);
  assert_true(same_path);
}

int main(void) {
#define TEST(name) cmocka_unit_test_setup_teardown(name, fixture_set_up, fixture_tear_down)
  const struct CMUnitTest tests[] = {
      TEST(a_missing_database_is_not_found),
      TEST(a_file_that_is_no_database_is_refused_and_kept),
      TEST(an_empty_file_is_no_database_but_may_become_one),
      TEST(a_database_of_another_program_is_refused),
      TEST(a_database_of_a_newer_version_is_refused_by_its_number),
      TEST(a_truncated_database_is_bad_data),
      TEST(a_folder_is_not_a_database),
      TEST(another_writer_makes_a_transaction_busy),
      TEST(a_reader_reads_while_another_writes),
      TEST(rolling_back_leaves_the_store_as_it_was),
      TEST(nothing_can_be_put_outside_of_a_transaction),
      TEST(a_full_disk_while_creating_leaves_no_file),
      TEST(a_full_disk_while_writing_leaves_the_store_as_it_was),
      TEST(a_database_on_a_read_only_disk_can_be_read),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
