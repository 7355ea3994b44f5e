/* SPDX-License-Identifier: Apache-2.0 */
#ifndef TESTS_UNIT_STORE_FIXTURE_H
#define TESTS_UNIT_STORE_FIXTURE_H

/* A database in a folder of its own, and failing loudly: each function ends the test when the store does not do it. */

#include "haitang/store.h"

typedef struct store_fixture {
  char folder[64], path[96];
  ht_fault fault;
  ht_store *store;
} store_fixture;

/* cmocka's set-up and tear-down; *state is the store_fixture. Its today is 2024-05-01, its actor "tester". */
int fixture_set_up(void **state);
int fixture_tear_down(void **state);

/* Opens fixture->path, which is closed. */
void fixture_open(store_fixture *fixture, const ht_store_options *options);
void fixture_close(store_fixture *fixture);
void fixture_begin(store_fixture *fixture);
void fixture_commit(store_fixture *fixture);
/* Asserts HT_OK, and shows the detail when it is something else. */
void fixture_ok(store_fixture *fixture, ht_err err);
/* The first column of the first row of a query over a plain connection of its own, as text ("" for none), in *text. */
void fixture_query(store_fixture *fixture, const char *sql, char *text, size_t size);
/* As above, as a number. */
long fixture_count(store_fixture *fixture, const char *sql);
/* Runs SQL over a plain connection that has SpatiaLite and its triggers, as QGIS has. */
void fixture_execute(store_fixture *fixture, const char *sql);

/* A square with its lower left corner at (lon, lat). */
typedef struct test_square {
  ht_lonlat points[5];
  uint32_t paths[2], parts[2];
} test_square;
ht_shape fixture_square(test_square *square, double lon, double lat, double side);

#endif
