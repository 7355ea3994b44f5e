/* SPDX-License-Identifier: Apache-2.0 */
#include "grid_fixture.h"

ht_lonlat fixture_place(double x, double y) {
  return (ht_lonlat){FIXTURE_WEST + FIXTURE_STEP * (x + 0.5), FIXTURE_SOUTH + FIXTURE_STEP * (y + 0.5)};
}

void fixture_layer(store_fixture *fixture, const char *code, ht_layer_kind kind, ht_level level) {
  fixture_ok(fixture, ht_put_layer(fixture->store, &(ht_layer_record){code, code, kind, level}, &fixture->fault));
}

void fixture_grid(store_fixture *fixture, const ht_grid_record *grid, double x, double y, double side) {
  test_square square;
  ht_grid_record whole = *grid;
  if (!whole.valid_from) whole.valid_from = HT_DAY_FIRST;
  if (!whole.valid_to) whole.valid_to = HT_DAY_NEVER;
  whole.shape =
      fixture_square(&square, FIXTURE_WEST + FIXTURE_STEP * x, FIXTURE_SOUTH + FIXTURE_STEP * y, FIXTURE_STEP * side);
  fixture_ok(fixture, ht_put_grid(fixture->store, &whole, &fixture->fault));
}
