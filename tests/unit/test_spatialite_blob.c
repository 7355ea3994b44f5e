/* SPDX-License-Identifier: Apache-2.0 */

/* Shapes as SpatiaLite keeps them. The oracle is SpatiaLite: it reads what we write and writes what we read. */

#include "codec/spatialite_blob.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <sqlite3.h>

#include <spatialite.h>

typedef struct oracle {
  sqlite3 *db;
  void *spatialite;
  base_arena arena;
  base_buffer blob;
} oracle;

static int set_up(void **state) {
  oracle *o = calloc(1, sizeof *o);
  assert_non_null(o);
  assert_int_equal(sqlite3_open(":memory:", &o->db), SQLITE_OK);
  o->spatialite = spatialite_alloc_connection();
  spatialite_init_ex(o->db, o->spatialite, 0);
  *state = o;
  return 0;
}

static int tear_down(void **state) {
  oracle *o = *state;
  sqlite3_close(o->db);
  spatialite_cleanup_ex(o->spatialite);
  arena_release(&o->arena);
  buffer_release(&o->blob);
  free(o);
  return 0;
}

/* What SpatiaLite says of a blob of ours. */
static void ask(oracle *o, const char *sql, char *answer, size_t size) {
  sqlite3_stmt *statement;
  assert_int_equal(sqlite3_prepare_v2(o->db, sql, -1, &statement, NULL), SQLITE_OK);
  sqlite3_bind_blob64(statement, 1, o->blob.bytes, o->blob.length, SQLITE_STATIC);
  assert_int_equal(sqlite3_step(statement), SQLITE_ROW);
  const char *text = (const char *)sqlite3_column_text(statement, 0);
  snprintf(answer, size, "%s", text ? text : "");
  sqlite3_finalize(statement);
}

/* Fills o->blob with what SpatiaLite makes of a text. */
static void make(oracle *o, const char *sql, const char *wkt) {
  sqlite3_stmt *statement;
  assert_int_equal(sqlite3_prepare_v2(o->db, sql, -1, &statement, NULL), SQLITE_OK);
  sqlite3_bind_text(statement, 1, wkt, -1, SQLITE_STATIC);
  assert_int_equal(sqlite3_step(statement), SQLITE_ROW);
  buffer_clear(&o->blob);
  buffer_append(&o->blob, sqlite3_column_blob(statement, 0), (size_t)sqlite3_column_bytes(statement, 0));
  sqlite3_finalize(statement);
  assert_true(o->blob.length > 0);
}

static ht_shape read_blob(oracle *o) {
  ht_fault fault = {0};
  ht_shape shape;
  ht_err err = spatialite_blob_read(&o->arena, o->blob.bytes, o->blob.length, &fault, &shape);
  if (err) fail_msg("%s", fault.detail);
  return shape;
}

static const char *const texts[] = {
    "POINT(120.5 31.25)",
    "MULTIPOINT(120.5 31.25, 121 31)",
    "LINESTRING(120 31, 120.5 31.5, 121 31)",
    "MULTILINESTRING((120 31, 121 32), (122 31, 123 32, 124 31))",
    "MULTIPOLYGON(((0 0, 10 0, 10 10, 0 10, 0 0), (1 1, 2 1, 2 2, 1 2, 1 1), (3 3, 4 3, 4 4, 3 4, 3 3)),"
    " ((20 0, 30 0, 30 10, 20 0)))",
};

static void what_spatialite_writes_is_read_and_written_again_byte_for_byte(void **state) {
  oracle *o = *state;
  for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
    make(o, "SELECT GeomFromText(?, 4326)", texts[i]);
    ht_shape shape = read_blob(o);
    base_buffer again = {0};
    spatialite_blob_write(&again, &shape);
    assert_int_equal(again.length, o->blob.length);
    assert_memory_equal(again.bytes, o->blob.bytes, again.length);
    buffer_release(&again);
  }
}

static void spatialite_finds_our_polygons_valid_and_of_the_same_area(void **state) {
  oracle *o = *state;
  make(o, "SELECT GeomFromText(?, 4326)", texts[4]);
  ht_shape shape = read_blob(o);
  assert_int_equal(shape.kind, HT_POLYGONS);
  assert_int_equal(shape.part_count, 2);
  assert_int_equal(shape.path_count, 4);
  assert_int_equal(shape.part_start[1], 3);
  buffer_clear(&o->blob);
  spatialite_blob_write(&o->blob, &shape);
  char answer[64];
  ask(o, "SELECT ST_IsValid(?1) || ' ' || ST_Area(?1) || ' ' || GeometryType(?1) || ' ' || ST_Srid(?1)", answer,
      sizeof answer);
  assert_string_equal(answer, "1 148.0 MULTIPOLYGON 4326");
  ask(o, "SELECT MbrMinX(?1) || ' ' || MbrMinY(?1) || ' ' || MbrMaxX(?1) || ' ' || MbrMaxY(?1)", answer, sizeof answer);
  assert_string_equal(answer, "0.0 0.0 30.0 10.0");
}

static void a_single_polygon_is_read_as_one_part(void **state) {
  oracle *o = *state;
  make(o, "SELECT GeomFromText(?, 4326)", "POLYGON((0 0, 1 0, 1 1, 0 0))");
  ht_shape shape = read_blob(o);
  assert_int_equal(shape.kind, HT_POLYGONS);
  assert_int_equal(shape.part_count, 1);
  assert_int_equal(shape.point_count, 4);
}

/* The same bytes as another machine would write them. */
static void swap_bytes(char *bytes, size_t length) {
  for (size_t i = 0; i < length / 2; i++) {
    char byte = bytes[i];
    bytes[i] = bytes[length - 1 - i];
    bytes[length - 1 - i] = byte;
  }
}

static void a_big_endian_blob_reads_the_same(void **state) {
  oracle *o = *state;
  make(o, "SELECT GeomFromText(?, 4326)", "LINESTRING(120 31, 121 32)");
  char *bytes = o->blob.bytes;
  bytes[1] = !bytes[1];
  swap_bytes(bytes + 2, 4);
  for (int i = 0; i < 4; i++) swap_bytes(bytes + 6 + 8 * i, 8);
  swap_bytes(bytes + 39, 4);
  swap_bytes(bytes + 43, 4);
  for (int i = 0; i < 4; i++) swap_bytes(bytes + 47 + 8 * i, 8);
  ht_shape shape = read_blob(o);
  assert_int_equal(shape.point_count, 2);
  assert_true(shape.points[1].lon_deg == 121 && shape.points[1].lat_deg == 32);
}

static void a_blob_cut_or_changed_anywhere_is_refused_or_still_whole(void **state) {
  oracle *o = *state;
  make(o, "SELECT GeomFromText(?, 4326)", texts[4]);
  for (size_t length = 0; length < o->blob.length; length++) {
    char *copy = malloc(length ? length : 1); /* of exactly that size, so that reading beyond it shows */
    memcpy(copy, o->blob.bytes, length);
    ht_shape shape;
    assert_int_equal(spatialite_blob_read(&o->arena, copy, length, NULL, &shape), HT_BAD_DATA);
    free(copy);
  }
  for (size_t i = 0; i < o->blob.length * 8; i++) {
    char *byte = &o->blob.bytes[i / 8];
    *byte ^= (char)(1 << i % 8);
    ht_shape shape;
    ht_err err = spatialite_blob_read(&o->arena, o->blob.bytes, o->blob.length, NULL, &shape);
    assert_true(err == HT_OK || err == HT_BAD_DATA);
    *byte ^= (char)(1 << i % 8);
    arena_reset(&o->arena);
  }
}

static void assert_refused(oracle *o, const char *word) {
  ht_fault fault = {0};
  ht_shape shape;
  assert_int_equal(spatialite_blob_read(&o->arena, o->blob.bytes, o->blob.length, &fault, &shape), HT_BAD_DATA);
  if (!strstr(fault.detail, word)) fail_msg("'%s' does not say '%s'", fault.detail, word);
}

static void other_systems_heights_and_collections_are_refused_by_name(void **state) {
  oracle *o = *state;
  make(o, "SELECT GeomFromText(?, 4549)", "POINT(0 0)");
  assert_refused(o, "EPSG:4326");
  make(o, "SELECT GeomFromText(?, 4326)", "POINTZ(1 2 3)");
  assert_refused(o, "two dimensions");
  make(o, "SELECT GeomFromText(?, 4326)", "GEOMETRYCOLLECTION(POINT(1 2))");
  assert_refused(o, "two dimensions");
  make(o, "SELECT CompressGeometry(GeomFromText(?, 4326))", "LINESTRING(120 31, 121 32, 122 33)");
  assert_refused(o, "two dimensions");
}

int main(void) {
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
  const struct CMUnitTest tests[] = {
      TEST(what_spatialite_writes_is_read_and_written_again_byte_for_byte),
      TEST(spatialite_finds_our_polygons_valid_and_of_the_same_area),
      TEST(a_single_polygon_is_read_as_one_part),
      TEST(a_big_endian_blob_reads_the_same),
      TEST(a_blob_cut_or_changed_anywhere_is_refused_or_still_whole),
      TEST(other_systems_heights_and_collections_are_refused_by_name),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
