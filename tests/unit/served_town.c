/* SPDX-License-Identifier: Apache-2.0 */
#include "served_town.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>

#include <cmocka.h>

#include "store_fixture.h"

enum { LINES = 5, NODES = LINES * LINES, STREETS = 2 * LINES * (LINES - 1) };

static const double STEP_LON = (TOWN_EAST - TOWN_WEST) / (LINES - 1),
                    STEP_LAT = (TOWN_NORTH - TOWN_SOUTH) / (LINES - 1);

static ht_fault fault_of_town;

static void ok(ht_err err) {
  if (err) fail_msg("%s: %s", ht_err_name(err), fault_of_town.detail);
}

static ht_shape rectangle(test_square *square, double west, double south, double east, double north) {
  ht_shape shape = fixture_square(square, west, south, east - west);
  for (int i = 0; i < 5; i++)
    if (square->points[i].lat_deg > south) square->points[i].lat_deg = north;
  return shape;
}

static void put_grid(ht_store *store, const char *layer, const char *code, const char *name, const char *parent,
                     ht_shape shape) {
  const ht_grid_record grid = {.layer = layer,
                               .code = code,
                               .name = name,
                               .parent = parent,
                               .valid_from = HT_DAY_FIRST,
                               .valid_to = HT_DAY_NEVER,
                               .shape = shape};
  ok(ht_put_grid(store, &grid, &fault_of_town));
}

static void put_grids(ht_store *store) {
  static const char *const codes[] = {"G1", "G2", "G3", "G4"}, *const names[] = {"河东", "河西", "南园", "北园"};
  static const ht_layer_record layers[] = {{"town", "镇", HT_BASE, HT_TOWN},
                                           {"grid", "网格", HT_BASE, HT_GRID},
                                           {"market", "专属网格", HT_SPECIAL, HT_GRID}};
  test_square square;
  for (int i = 0; i < 3; i++) ok(ht_put_layer(store, &layers[i], &fault_of_town));
  put_grid(store, "town", "T1", "海棠镇", NULL, rectangle(&square, TOWN_WEST, TOWN_SOUTH, TOWN_EAST, TOWN_NORTH));
  for (int i = 0; i < 4; i++) {
    double west = i % 2 ? TOWN_MIDDLE_LON : TOWN_WEST, south = i / 2 ? TOWN_MIDDLE_LAT : TOWN_SOUTH;
    double east = i % 2 ? TOWN_EAST : TOWN_MIDDLE_LON, north = i / 2 ? TOWN_NORTH : TOWN_MIDDLE_LAT;
    put_grid(store, "grid", codes[i], names[i], "T1", rectangle(&square, west, south, east, north));
  }
  put_grid(store, "market", "M1", "菜市场", NULL, rectangle(&square, 120.967, 31.3855, 120.968, 31.3865));
  const ht_member_record member = {"grid", "G1", "grid_officer", "张三", TOWN_PHONE, "网格办"};
  ok(ht_put_member(store, &member, &fault_of_town));
}

/* Metres between two near places, good to a thousandth here; the network wants whole millimetres. */
static int64_t length_mm(ht_lonlat a, ht_lonlat b) {
  double x = (b.lon_deg - a.lon_deg) * 95100, y = (b.lat_deg - a.lat_deg) * 110890;
  return llround(sqrt(x * x + y * y) * 1000);
}

static void put_streets(ht_store *store) {
  ht_street_node_record nodes[NODES];
  ht_street_record streets[STREETS];
  ht_lonlat points[2 * STREETS];
  uint32_t count = 0;
  for (uint32_t i = 0; i < NODES; i++)
    nodes[i] = (ht_street_node_record){
        i + 1, {TOWN_WEST + i % LINES * STEP_LON, TOWN_SOUTH + (double)(i / LINES) * STEP_LAT}, 0};
  for (uint32_t i = 0; i < NODES; i++)
    for (uint32_t way = 0; way < 2; way++) {
      if (way == 0 ? i % LINES == LINES - 1 : i / LINES == LINES - 1) continue;
      uint32_t other = i + (way == 0 ? 1 : LINES);
      points[2 * count] = nodes[i].position;
      points[2 * count + 1] = nodes[other].position;
      streets[count] = (ht_street_record){.node_a = i,
                                          .node_b = other,
                                          .first_point = 2 * count,
                                          .point_count = 2,
                                          .class_name = "residential",
                                          .name = "人民路",
                                          .source = count + 1,
                                          .length_mm = length_mm(nodes[i].position, nodes[other].position)};
      count++;
    }
  const ht_network_record network = {nodes, NODES, streets, count, points, 2 * count};
  ok(ht_put_network(store, &network, &fault_of_town));
}

static void put_stations(ht_store *store) {
  static const char *const library[] = {"library_24h"};
  const ht_station_record stations[] = {
      {.code = "A",
       .name = "中心图书馆",
       .tier = "centre",
       .opening_hours = "24/7",
       .status = "open",
       .capacity = -1,
       .functions = library,
       .function_count = 1,
       .position = {TOWN_MIDDLE_LON, TOWN_MIDDLE_LAT}},
      {.code = "B",
       .name = "西南站",
       .tier = "station",
       .status = "open",
       .capacity = -1,
       .position = {TOWN_WEST, TOWN_SOUTH}},
      {.code = "C",
       .name = "旧站",
       .tier = "point",
       .status = "closed",
       .capacity = -1,
       .position = {TOWN_EAST, TOWN_NORTH}},
  };
  for (int i = 0; i < 3; i++) ok(ht_put_station(store, &stations[i], &fault_of_town));
}

static void put_homes(ht_store *store) {
  for (int i = 0; i <= TOWN_HOMES; i++) {
    char code[16];
    snprintf(code, sizeof code, "H%03d", i);
    bool afar = i == TOWN_HOMES;
    const ht_demand_record home = {
        .code = code,
        .position = {TOWN_WEST + (TOWN_EAST - TOWN_WEST) * i / TOWN_HOMES, TOWN_SOUTH + (afar ? -0.03 : 0.0001)},
        .population = afar ? 7 : 10,
        .households = 4,
        .elderly = 2};
    ok(ht_put_demand(store, &home, &fault_of_town));
  }
}

void served_town_make(const char *path) {
  static const char *const aliases[] = {"老图书馆"};
  const ht_address_record address = {.text = "海棠镇人民路1号",
                                     .aliases = aliases,
                                     .alias_count = 1,
                                     .position = {120.9625, 31.3821},
                                     .population = 3};
  ht_store *store;
  ok(ht_store_open(path, &(ht_store_options){.create = true, .actor = "tester"}, &fault_of_town, &store));
  ok(ht_store_begin(store, "the town of the tests", &fault_of_town));
  put_grids(store);
  put_streets(store);
  put_stations(store);
  put_homes(store);
  ok(ht_put_address(store, &address, &fault_of_town));
  ok(ht_put_setting(store, "name", "海棠镇", &fault_of_town));
  ok(ht_put_source(store, "drawn by hand", "Apache-2.0", "2026-05-01", &fault_of_town));
  ok(ht_store_commit(store, &fault_of_town));
  ht_store_close(store);
}

void served_town_rename(const char *path, const char *name) {
  ht_store *store;
  ok(ht_store_open(path, &(ht_store_options){.actor = "tester"}, &fault_of_town, &store));
  ok(ht_store_begin(store, "another name", &fault_of_town));
  ok(ht_put_setting(store, "name", name, &fault_of_town));
  ok(ht_store_commit(store, &fault_of_town));
  ht_store_close(store);
}
