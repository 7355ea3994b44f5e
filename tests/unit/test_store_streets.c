/* SPDX-License-Identifier: Apache-2.0 */

/* The walking network goes into the store and comes back as it was. */

#include "store/store.h"
#include "store_fixture.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* Three nodes in a row, a bent street and a straight one. */
static const ht_lonlat points[] = {
    {120.0, 31.0}, {120.0005, 31.0002}, {120.001, 31.0}, {120.001, 31.0}, {120.002, 31.0}};
static const ht_street_node_record nodes[] = {
    {101, {120.0, 31.0}, 0}, {102, {120.001, 31.0}, HT_NODE_GATE}, {103, {120.002, 31.0}, HT_NODE_CROSSING}};
static const ht_street_record streets[] = {
    {0, 1, 0, 3, "footway", "人民路", HT_STREET_STEPS | HT_STREET_NO_BACKWARD, -1, 7001, 98765},
    {1, 2, 3, 2, "residential", NULL, 0, 0, 7002, 95432},
};
static const ht_network_record network = {nodes, 3, streets, 2, points, 5};

static void put(store_fixture *f, const ht_network_record *what) {
  fixture_begin(f);
  fixture_ok(f, ht_put_network(f->store, what, &f->fault));
  fixture_commit(f);
}

static void a_network_comes_back_as_it_was_put(void **state) {
  store_fixture *f = *state;
  put(f, &network);
  base_arena arena = {0};
  ht_network_record read;
  fixture_ok(f, store_read_network(f->store, &arena, &f->fault, &read));
  assert_int_equal(read.node_count, 3);
  assert_int_equal(read.street_count, 2);
  assert_int_equal(read.point_count, 5);
  assert_memory_equal(read.nodes, nodes, sizeof nodes);
  assert_memory_equal(read.points, points, sizeof points);
  for (int i = 0; i < 2; i++) {
    assert_string_equal(read.streets[i].class_name, streets[i].class_name);
    assert_string_equal(read.streets[i].name, streets[i].name ? streets[i].name : "");
    ht_street_record bare = read.streets[i];
    bare.class_name = streets[i].class_name;
    bare.name = streets[i].name;
    assert_memory_equal(&bare, &streets[i], sizeof bare);
  }
  arena_release(&arena);
}

static void a_new_network_replaces_the_old_one_whole(void **state) {
  store_fixture *f = *state;
  put(f, &network);
  const ht_network_record less = {nodes, 2, streets, 1, points, 3};
  put(f, &less);
  assert_int_equal(fixture_count(f, "SELECT count(*) FROM street"), 1);
  assert_int_equal(fixture_count(f, "SELECT count(*) FROM street_node"), 2);
  assert_int_equal(fixture_count(f, "SELECT CheckSpatialIndex('street', 'geom')"), 1);
  assert_int_equal(fixture_count(f, "SELECT CheckSpatialIndex('street_node', 'geom')"), 1);
  assert_int_equal(fixture_count(f, "SELECT count FROM change WHERE kind = 'street' AND action = 'replace'"), 2);
}

static void no_network_reads_as_an_empty_one(void **state) {
  store_fixture *f = *state;
  base_arena arena = {0};
  ht_network_record read;
  fixture_ok(f, store_read_network(f->store, &arena, &f->fault, &read));
  assert_int_equal(read.node_count + read.street_count + read.point_count, 0);
  arena_release(&arena);
}

static void a_node_that_another_program_deleted_does_not_shift_the_others(void **state) {
  store_fixture *f = *state;
  put(f, &network);
  fixture_execute(f, "DELETE FROM street WHERE id = 1");
  fixture_execute(f, "DELETE FROM street_node WHERE id = 1");
  base_arena arena = {0};
  ht_network_record read;
  fixture_ok(f, store_read_network(f->store, &arena, &f->fault, &read));
  assert_int_equal(read.street_count, 1);
  assert_int_equal(read.nodes[read.streets[0].node_a].source, 102);
  assert_int_equal(read.nodes[read.streets[0].node_b].source, 103);
  arena_release(&arena);
}

static void a_street_without_its_node_is_refused_by_number(void **state) {
  store_fixture *f = *state;
  const ht_network_record torn = {nodes, 1, streets, 2, points, 5};
  fixture_begin(f);
  assert_int_equal(ht_put_network(f->store, &torn, &f->fault), HT_BAD_DATA);
  assert_non_null(strstr(f->fault.detail, "way 7001"));
  ht_store_rollback(f->store);
}

int main(void) {
#define TEST(name) cmocka_unit_test_setup_teardown(name, fixture_set_up, fixture_tear_down)
  const struct CMUnitTest tests[] = {
      TEST(a_network_comes_back_as_it_was_put),
      TEST(a_new_network_replaces_the_old_one_whole),
      TEST(no_network_reads_as_an_empty_one),
      TEST(a_node_that_another_program_deleted_does_not_shift_the_others),
      TEST(a_street_without_its_node_is_refused_by_number),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
