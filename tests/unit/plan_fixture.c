/* SPDX-License-Identifier: Apache-2.0 */
#include "plan_fixture.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>

enum { GRIDS_A_SIDE = 3, STATIONS = 7, PLACES = 200, LANDS = 12, WALLS = 8 };

static const double WEST = 120.9977, SOUTH = 31.3982, SIDE = 0.0015;

ht_lonlat plan_city_place(plan_city *at) {
  double x = random_town_draw(&at->town, 1000001) / 1e6, y = random_town_draw(&at->town, 1000001) / 1e6;
  return (ht_lonlat){120.997 + 0.0065 * x, 31.3972 + 0.0062 * y};
}

static void put_area(store_fixture *f, const char *layer, const char *code, const char *parent, ht_box box) {
  const ht_lonlat points[] = {{box.west_deg, box.south_deg},
                              {box.east_deg, box.south_deg},
                              {box.east_deg, box.north_deg},
                              {box.west_deg, box.north_deg},
                              {box.west_deg, box.south_deg}};
  const uint32_t paths[] = {0, 5}, parts[] = {0, 1};
  ht_grid_record grid = {.layer = layer,
                         .code = code,
                         .name = code,
                         .parent = parent,
                         .valid_from = HT_DAY_FIRST,
                         .valid_to = HT_DAY_NEVER,
                         .shape = {HT_POLYGONS, 5, 1, 1, points, paths, parts}};
  fixture_ok(f, ht_put_grid(f->store, &grid, &f->fault));
}

/* Two columns of grids are the first community, the third column with a strip beyond is the second; a strip of the town
   in the north has no grids. */
static void put_grids(store_fixture *f) {
  const ht_layer_record layers[] = {
      {"town", "", HT_BASE, HT_TOWN}, {"community", "", HT_BASE, HT_COMMUNITY}, {"grid", "", HT_BASE, HT_GRID}};
  double east = WEST + GRIDS_A_SIDE * SIDE, north = SOUTH + GRIDS_A_SIDE * SIDE, middle = WEST + 2 * SIDE;
  for (int i = 0; i < 3; i++) fixture_ok(f, ht_put_layer(f->store, &layers[i], &f->fault));
  put_area(f, "town", "T", NULL, (ht_box){WEST, SOUTH, east + 0.0005, north + 0.0005});
  put_area(f, "community", "C1", "T", (ht_box){WEST, SOUTH, middle, north});
  put_area(f, "community", "C2", "T", (ht_box){middle, SOUTH, east + 0.0005, north});
  for (int x = 0; x < GRIDS_A_SIDE; x++)
    for (int y = 0; y < GRIDS_A_SIDE; y++) {
      char code[8];
      snprintf(code, sizeof code, "G%d%d", x, y);
      put_area(f, "grid", code, x < 2 ? "C1" : "C2",
               (ht_box){WEST + x * SIDE, SOUTH + y * SIDE, WEST + (x + 1) * SIDE, SOUTH + (y + 1) * SIDE});
    }
}

static void put_stations(plan_city *at) {
  static const char *const functions[] = {"library", "clinic"};
  for (int i = 0; i < STATIONS; i++) {
    char code[8];
    snprintf(code, sizeof code, "S%d", i);
    ht_lonlat entrances[2] = {plan_city_place(at), plan_city_place(at)};
    ht_station_record station = {.code = code,
                                 .name = code,
                                 .tier = "station",
                                 .status = i == 0 ? "closed" : "open",
                                 .capacity = -1,
                                 .functions = functions,
                                 .function_count = 1 + (uint32_t)(i % 2),
                                 .position = plan_city_place(at),
                                 .entrances = entrances,
                                 .entrance_count = i % 3 == 1 ? 2 : 0};
    fixture_ok(at->store, ht_put_station(at->store->store, &station, &at->store->fault));
  }
}

/* Every fifth place is a building, every seventh is empty of people. */
static void put_demand(plan_city *at) {
  for (uint32_t i = 0; i < PLACES; i++) {
    char code[16];
    test_square square;
    snprintf(code, sizeof code, "D%03u", i);
    ht_demand_record place = {.code = code,
                              .position = plan_city_place(at),
                              .population = i % 7 ? random_town_draw(&at->town, 50) : 0,
                              .households = random_town_draw(&at->town, 20),
                              .elderly = random_town_draw(&at->town, 3)};
    if (i % 5 == 0)
      place.footprint =
          fixture_square(&square, place.position.lon_deg - 0.00005, place.position.lat_deg - 0.00005, 0.0001);
    fixture_ok(at->store, ht_put_demand(at->store->store, &place, &at->store->fault));
  }
}

static void put_land(plan_city *at) {
  for (int i = 0; i < LANDS; i++) {
    test_square square;
    ht_lonlat corner = plan_city_place(at);
    double side = 0.0004 + random_town_draw(&at->town, 1000) * 2e-6;
    ht_land_record land = {.class_name = i ? "residential" : "park",
                           .shape = fixture_square(&square, corner.lon_deg, corner.lat_deg, side)};
    fixture_ok(at->store, ht_put_land(at->store->store, &land, &at->store->fault));
  }
}

static void put_walls(plan_city *at) {
  for (int i = 0; i < WALLS; i++) {
    ht_lonlat points[2] = {plan_city_place(at), plan_city_place(at)};
    points[1].lon_deg = points[0].lon_deg + (points[1].lon_deg - points[0].lon_deg) / 4;
    points[1].lat_deg = points[0].lat_deg + (points[1].lat_deg - points[0].lat_deg) / 4;
    const uint32_t paths[] = {0, 2};
    ht_barrier_record wall = {"wall", {HT_LINES, 2, 1, 1, points, paths, NULL}};
    fixture_ok(at->store, ht_put_barrier(at->store->store, &wall, &at->store->fault));
  }
}

static void fill(plan_city *at, plan_lacks lacks) {
  fixture_begin(at->store);
  if (!lacks.grids) put_grids(at->store);
  if (!lacks.streets) {
    put_walls(at);
    fixture_ok(at->store, ht_put_network(at->store->store, &at->town.network, &at->store->fault));
  }
  if (!lacks.stations) put_stations(at);
  if (!lacks.demand) put_demand(at);
  if (!lacks.land) put_land(at);
  fixture_commit(at->store);
}

plan_city *plan_city_new(uint64_t seed, plan_lacks lacks) {
  plan_city *at = calloc(1, sizeof *at);
  assert_non_null(at);
  random_town_make(&at->town, seed,
                   (random_facts){.zones = true, .one_way = true, .steps = true, .no_legs = true, .bends = true});
  assert_int_equal(fixture_set_up((void **)&at->store), 0);
  fill(at, lacks);
  fixture_ok(at->store, ht_city_load(at->store->store, (ht_progress){0}, &at->store->fault, &at->city));
  fixture_ok(at->store, ht_worker_new(&at->store->fault, &at->worker));
  return at;
}

void plan_city_free(plan_city *at) {
  ht_worker_free(at->worker);
  ht_city_free(at->city);
  random_town_release(&at->town);
  assert_int_equal(fixture_tear_down((void **)&at->store), 0);
  free(at);
}

const ht_coverage *plan_coverage(plan_city *at, ht_plan_options options) {
  const ht_coverage *coverage = NULL;
  fixture_ok(at->store, ht_coverage_of(at->city, at->worker, &options, &at->store->fault, &coverage));
  return coverage;
}

const ht_gaps *plan_gaps(plan_city *at, ht_plan_options options) {
  const ht_gaps *gaps = NULL;
  fixture_ok(at->store, ht_gaps_of(at->city, at->worker, &options, &at->store->fault, &gaps));
  return gaps;
}
