/* SPDX-License-Identifier: Apache-2.0 */
#ifndef TESTS_UNIT_GRID_FIXTURE_H
#define TESTS_UNIT_GRID_FIXTURE_H

/* Grids on squared paper: square x, y has sides of a thousandth of a degree, about a hundred metres. */

#include "store_fixture.h"

#define FIXTURE_WEST 120.9
#define FIXTURE_SOUTH 31.3
#define FIXTURE_STEP 0.001

/* The middle of square x, y. */
ht_lonlat fixture_place(double x, double y);
void fixture_layer(store_fixture *fixture, const char *code, ht_layer_kind kind, ht_level level);
/* Puts grid, always valid unless it says otherwise, as a square of side steps with its lower left corner at x, y. */
void fixture_grid(store_fixture *fixture, const ht_grid_record *grid, double x, double y, double side);

#endif
