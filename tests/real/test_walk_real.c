/* SPDX-License-Identifier: Apache-2.0 */

/* Walking on real streets: Porto Alegre against a plain Dijkstra, Helsinki's water against every barrier. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <dirent.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "bridge/geos.h"
#include "engine/isochrone.h"
#include "engine/walker.h"
#include "plain_walk.h"
#include "real_grids.h"
#include "store/store.h"

enum { STATIONS = 20, PLACES = 2000 };

typedef struct real_city {
  char folder[64], path[96];
  ht_store *store;
  ht_city *city;
  ht_worker *worker;
  base_arena arena;
  ht_network_record network;
  uint64_t dice;
} real_city;

static void must(ht_err err, const ht_fault *fault) {
  if (err) fail_msg("%s: %s", ht_err_name(err), fault->detail);
}

static double draw(real_city *c) {
  c->dice += 0x9e3779b97f4a7c15u;
  uint64_t z = c->dice;
  z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
  z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
  return (double)((z ^ (z >> 31)) >> 11) / 9007199254740992.0;
}

static ht_lonlat draw_place(real_city *c) {
  ht_box box = ht_city_extent(c->city);
  return (ht_lonlat){box.west_deg + draw(c) * (box.east_deg - box.west_deg),
                     box.south_deg + draw(c) * (box.north_deg - box.south_deg)};
}

static void import(real_city *c, ht_kind kind, const char *name, const ht_import_options *options) {
  char path[1024];
  ht_fault fault = {0};
  static ht_import_report report;
  if (!real_file(name, path, sizeof path)) {
    print_message("%s is not there\n", name);
    skip();
  }
  must(ht_import(c->store, kind, path, options, &fault, &report), &fault);
}

static void load(real_city *c) {
  ht_fault fault = {0};
  must(ht_city_load(c->store, (ht_progress){0}, &fault, &c->city), &fault);
  must(ht_worker_new(&fault, &c->worker), &fault);
  must(store_read_network(c->store, &c->arena, &fault, &c->network), &fault);
}

static int set_up(void **state) {
  real_city *c = calloc(1, sizeof *c);
  ht_fault fault = {0};
  snprintf(c->folder, sizeof c->folder, "/tmp/haitang-walk-XXXXXX");
  if (!mkdtemp(c->folder)) return -1;
  snprintf(c->path, sizeof c->path, "%s/city.db", c->folder);
  *state = c;
  return ht_store_open(c->path, &(ht_store_options){.create = true}, &fault, &c->store);
}

static int tear_down(void **state) {
  real_city *c = *state;
  ht_worker_free(c->worker);
  ht_city_free(c->city);
  ht_store_close(c->store);
  arena_release(&c->arena);
  DIR *folder = opendir(c->folder);
  for (struct dirent *entry; folder && (entry = readdir(folder));) unlinkat(dirfd(folder), entry->d_name, 0);
  if (folder) closedir(folder);
  rmdir(c->folder);
  free(c);
  return 0;
}

static void open_porto_alegre(real_city *c) {
  import(c, HT_STREETS, "streets/porto_alegre.osm.pbf", NULL);
  import(c, HT_STATIONS, "demand/porto_alegre_hexgrid.csv",
         &(ht_import_options){.crs = "wgs84", .where = "healthcare > 0", .class_name = "health"});
  load(c);
}

static walk_place snap(real_city *c, ht_lonlat position) {
  walk_snapper snapper = {0};
  walk_place place;
  walk_xy at;
  assert_int_equal(engine_streets_place(c->city->streets, position, NULL, &at), HT_OK);
  assert_int_equal(walk_snap_place(&snapper, &c->city->streets->ground, at, 100000, &c->arena, NULL, &place), HT_OK);
  walk_snapper_release(&snapper);
  return place;
}

/* Compares one station's walk times with the plain ones; returns how many places were reached. */
static uint32_t compare_station(real_city *c, walk_search *search, plain_walk *plain, const walk_place *station,
                                const walk_place *places, double *worst_ms) {
  const engine_streets *streets = c->city->streets;
  uint32_t reached = 0;
  assert_int_equal(walk_search_begin(search, &streets->graph, &streets->costs[0], WALK_TO, NULL), HT_OK);
  assert_int_equal(walk_search_seed_place(search, station, 0, NULL), HT_OK);
  assert_int_equal(walk_search_run(search, WALK_COST_MAX, NULL), HT_OK);
  plain_walk_search(plain, station->snaps, station->snap_count);
  for (uint32_t i = 0; i < PLACES; i++) {
    int64_t cost = WALK_COST_NONE;
    for (uint32_t s = 0; s < places[i].snap_count; s++) {
      int64_t through = walk_search_snap_cost(search, &places[i].snaps[s], NULL);
      if (through < cost) cost = through;
    }
    assert_int_equal(cost, plain_walk_whole(plain, &places[i]));
    if (cost == WALK_COST_NONE) continue;
    *worst_ms = fmax(*worst_ms, fabs((double)cost - plain_walk_real(plain, &places[i])));
    reached++;
  }
  return reached;
}

static void walk_times_in_porto_alegre_equal_a_plain_dijkstra(void **state) {
  real_city *c = *state;
  open_porto_alegre(c);
  const engine_stations *stations = c->city->stations;
  const engine_legs *legs = engine_stations_legs(stations, c->city->streets->costs[0].profile);
  static walk_place places[PLACES];
  plain_walk plain;
  walk_search *search = walk_search_new();
  double worst_ms = 0;
  uint32_t reached = 0;
  assert_true(stations->count > STATIONS);
  plain_walk_open(&plain, &c->network, &c->city->streets->graph, c->city->streets->costs[0].profile);
  for (uint32_t i = 0; i < PLACES; i++) places[i] = snap(c, draw_place(c));
  for (uint32_t i = 0; i < STATIONS; i++)
    reached +=
        compare_station(c, search, &plain, &legs->places[i * stations->place_count / STATIONS], places, &worst_ms);
  print_message("%u walks are equal; the floating ones differ by %.1f ms at most\n", reached, worst_ms);
  assert_true(reached > STATIONS * PLACES / 3);
  assert_true(worst_ms <= 50);
  plain_walk_close(&plain);
  walk_search_free(search);
}

/* The walk from a place to a station by a search of its own. */
static int64_t walk_to(real_city *c, walk_search *search, const walk_place *from, const walk_place *to) {
  const engine_streets *streets = c->city->streets;
  assert_int_equal(walk_search_begin(search, &streets->graph, &streets->costs[0], WALK_TO, NULL), HT_OK);
  assert_int_equal(walk_search_seed_place(search, to, 0, NULL), HT_OK);
  assert_int_equal(walk_search_run(search, WALK_COST_MAX, NULL), HT_OK);
  int64_t cost = walk_search_place_cost(search, from, NULL);
  int64_t meeting = walk_meet_cost(&streets->ground, streets->costs[0].profile, to, from, NULL);
  return cost < meeting ? cost : meeting;
}

static void the_nearest_stations_are_those_of_the_shortest_walks(void **state) {
  real_city *c = *state;
  open_porto_alegre(c);
  const engine_stations *stations = c->city->stations;
  const engine_legs *legs = engine_stations_legs(stations, c->city->streets->costs[0].profile);
  walk_search *search = walk_search_new();
  for (int i = 0; i < 12; i++) {
    ht_lonlat position = draw_place(c);
    walk_place place = snap(c, position);
    const ht_nearest *nearest;
    ht_fault fault = {0};
    must(ht_nearest_stations(c->city, c->worker, position, &(ht_nearest_options){.k = 1000, .route = true}, &fault,
                             &nearest),
         &fault);
    assert_int_equal(nearest->unconnected, place.seen_count == 0);
    uint32_t reached = 0;
    for (uint32_t s = 0; s < stations->count; s++)
      reached += walk_to(c, search, &place, &legs->places[s]) != WALK_COST_NONE;
    assert_int_equal(nearest->station_count, reached);
    for (uint32_t k = 0; k < nearest->station_count; k++) {
      const ht_found_station *found = &nearest->stations[k];
      uint32_t s = engine_stations_find(stations, found->station->code);
      assert_int_equal(found->walk_ms, walk_to(c, search, &place, &legs->places[s]));
      if (k > 0) assert_true(found[-1].walk_ms <= found->walk_ms);
      assert_true(found->route.point_count >= 2 && found->walk_mm >= (int64_t)(found->straight_m * 999) - 100);
    }
    ht_worker_reset(c->worker);
  }
  walk_search_free(search);
}

static double side(walk_xy a, walk_xy b, walk_xy c) {
  return ((double)b.x_mm - a.x_mm) * ((double)c.y_mm - a.y_mm) - ((double)b.y_mm - a.y_mm) * ((double)c.x_mm - a.x_mm);
}

/* How deep a leg cuts through a wall, in mm: the least distance of an end of either from the other's line; -1 when
   they do not cross. A leg that ends where sight does grazes a corner, and its street point is a rounded one. */
static double cuts_mm(walk_xy place, walk_xy street, const walk_segment *wall) {
  double a = side(place, street, wall->a), b = side(place, street, wall->b);
  double c = side(wall->a, wall->b, place), d = side(wall->a, wall->b, street);
  if ((a > 0) == (b > 0) || (c > 0) == (d > 0)) return -1;
  double leg = hypot((double)street.x_mm - place.x_mm, (double)street.y_mm - place.y_mm);
  double length = hypot((double)wall->b.x_mm - wall->a.x_mm, (double)wall->b.y_mm - wall->a.y_mm);
  return fmin(fmin(fabs(a), fabs(b)) / leg, fmin(fabs(c), fabs(d)) / length);
}

static void no_leg_in_helsinki_crosses_water_or_rails(void **state) {
  real_city *c = *state;
  import(c, HT_STREETS, "streets/helsinki.osm.pbf", NULL);
  load(c);
  const walk_ground *ground = &c->city->streets->ground;
  uint32_t legs = 0, cut_off = 0;
  assert_true(ground->walls.count > 1000);
  for (int i = 0; i < 500; i++) {
    walk_place place = snap(c, draw_place(c));
    for (uint32_t s = 0; s < place.snap_count; s++, legs++) {
      walk_xy end = walk_graph_point(ground->graph, place.snaps[s].edge, place.snaps[s].offset_mm);
      for (uint32_t w = 0; w < ground->walls.count; w++)
        if (cuts_mm(place.at, end, &ground->walls.segments[w]) > 5) fail_msg("leg %u of place %d crosses water", s, i);
    }
    cut_off += place.seen_count == 0;
  }
  print_message("%u legs, %u of 500 places without a street\n", legs, cut_off);
  assert_true(legs > 2000);
  assert_true(cut_off > 30); /* out on the water */
}

static void across_a_harbour_one_walks_round_or_not_at_all(void **state) {
  real_city *c = *state;
  import(c, HT_STREETS, "streets/helsinki.osm.pbf", NULL);
  load(c);
  walk_search *search = walk_search_new();
  const walk_ground *ground = &c->city->streets->ground;
  uint32_t near = 0, round_about = 0, never = 0;
  for (int i = 0; i < 400; i++) {
    ht_lonlat here = draw_place(c),
              there = {here.lon_deg + (draw(c) - 0.5) * 0.006, here.lat_deg + (draw(c) - 0.5) * 0.003};
    walk_place a = snap(c, here), b = snap(c, there);
    bool between = false;
    for (uint32_t w = 0; w < ground->walls.count && !between; w++)
      between = cuts_mm(a.at, b.at, &ground->walls.segments[w]) >= 0;
    if (!between || a.seen_count == 0 || b.seen_count == 0) continue;
    int64_t walk_ms = walk_to(c, search, &a, &b);
    double straight_ms = geo_metric_distance_m(here, there) * 720;
    near++;
    never += walk_ms == WALK_COST_NONE;
    assert_true(walk_ms == WALK_COST_NONE || (double)walk_ms >= straight_ms * 0.999 - 5);
    round_about += walk_ms != WALK_COST_NONE && (double)walk_ms > 3 * straight_ms;
  }
  print_message("%u pairs with a barrier between: %u walk three times as far, %u cannot be walked\n", near, round_about,
                never);
  assert_true(near > 30 && round_about > 3);
  walk_search_free(search);
}

static bool contains(const ht_shape *shape, ht_lonlat p) {
  bool inside = false;
  for (uint32_t ring = 0; ring < shape->path_count; ring++)
    for (uint32_t i = shape->path_start[ring]; i + 1 < shape->path_start[ring + 1]; i++) {
      ht_lonlat a = shape->points[i], b = shape->points[i + 1];
      if ((a.lat_deg > p.lat_deg) == (b.lat_deg > p.lat_deg)) continue;
      if (p.lon_deg < a.lon_deg + (p.lat_deg - a.lat_deg) / (b.lat_deg - a.lat_deg) * (b.lon_deg - a.lon_deg))
        inside = !inside;
    }
  return inside;
}

typedef struct tally {
  uint32_t inside, within, false_inside, left_out;
} tally;

/* Draws the three circles of a place, checks that they are valid and nested, and samples land around them. */
static void check_circles(real_city *c, bridge_geos *geos, walk_search *search, ht_lonlat position, tally *land) {
  const ht_isochrone *isochrone;
  ht_fault fault = {0};
  walk_place centre = snap(c, position);
  must(ht_isochrone_at(c->city, c->worker, position, NULL, &fault, &isochrone), &fault);
  assert_int_equal(isochrone->circle_count, 3);
  for (uint32_t i = 0; i < 3; i++) {
    bridge_validity validity;
    ht_shape beyond;
    must(bridge_geos_validity(geos, &isochrone->circles[i].shape, &fault, &validity), &fault);
    if (!validity.valid) fail_msg("a circle is not valid: %s", validity.reason);
    if (i == 0) continue;
    must(bridge_geos_overlay(geos, BRIDGE_DIFFERENCE, &isochrone->circles[i].shape, &isochrone->circles[i - 1].shape,
                             &c->arena, &fault, &beyond),
         &fault);
    assert_int_equal(beyond.part_count, 0);
  }
  for (int i = 0; i < 150; i++) {
    ht_lonlat at = {position.lon_deg + (draw(c) - 0.5) * 0.03, position.lat_deg + (draw(c) - 0.5) * 0.02};
    walk_place place = snap(c, at);
    int64_t walk_ms = i == 0 ? walk_to(c, search, &place, &centre) : walk_search_place_cost(search, &place, NULL);
    int64_t meeting =
        walk_meet_cost(&c->city->streets->ground, c->city->streets->costs[0].profile, &centre, &place, NULL);
    if (meeting < walk_ms) walk_ms = meeting;
    for (uint32_t k = 0; k < 3; k++) {
      bool inside = contains(&isochrone->circles[k].shape, at), within = walk_ms <= isochrone->circles[k].limit * 60000;
      land->inside += inside, land->within += within;
      land->false_inside += inside && !within, land->left_out += within && !inside;
    }
  }
  ht_worker_reset(c->worker);
}

static void circles_hold_what_walks_reach(real_city *c, const char *what) {
  bridge_geos *geos;
  tally land = {0};
  walk_search *search = walk_search_new();
  assert_int_equal(bridge_geos_new(NULL, &geos), HT_OK);
  for (int i = 0; i < 25; i++) check_circles(c, geos, search, draw_place(c), &land);
  print_message("%s: false inside %.3f %% of %u, left out %.3f %% of %u\n", what,
                100.0 * land.false_inside / land.inside, land.inside, 100.0 * land.left_out / land.within, land.within);
  assert_true(land.within > 1000);
  assert_true(land.false_inside * 200 <= land.inside && land.left_out * 200 <= land.within); /* 0.5 % */
  bridge_geos_free(geos);
  walk_search_free(search);
}

static void circles_in_porto_alegre_hold_what_walks_reach(void **state) {
  real_city *c = *state;
  open_porto_alegre(c);
  circles_hold_what_walks_reach(c, "Porto Alegre");
}

static void circles_in_helsinki_hold_what_walks_reach(void **state) {
  real_city *c = *state;
  import(c, HT_STREETS, "streets/helsinki.osm.pbf", NULL);
  load(c);
  circles_hold_what_walks_reach(c, "Helsinki");
}

/* Adds a stored circle to a checksum (FNV-1a) of all. */
static ht_err sum_circle(void *context, const store_item *item, ht_fault *fault) {
  (void)fault;
  uint64_t *sum = context;
  const unsigned char *bytes = (const unsigned char *)item->shape.points;
  for (size_t i = 0; i < item->shape.point_count * sizeof *item->shape.points; i++)
    *sum = (*sum ^ bytes[i]) * 1099511628211u;
  return HT_OK;
}

static uint64_t stored_circles(real_city *c, uint32_t threads) {
  ht_circles_report report;
  ht_fault fault = {0};
  uint64_t sum = 14695981039346656037u, matched = 0;
  must(ht_compute_circles(c->store, c->city, NULL, threads, (ht_progress){0}, &fault, &report), &fault);
  assert_int_equal(report.stations, c->city->stations->count);
  assert_int_equal(report.circles, 3 * report.stations);
  print_message("%u circles in %.2f s by %u threads\n", report.circles, report.seconds, threads);
  store_items_query query = {.collection = "circles", .limit = 10000};
  must(store_each_item(c->store, &query, sum_circle, &sum, &fault, &matched), &fault);
  assert_int_equal(matched, report.circles);
  return sum;
}

static void the_circles_of_all_stations_are_stored_alike_by_one_thread_or_more(void **state) {
  real_city *c = *state;
  open_porto_alegre(c);
  uint64_t alone = stored_circles(c, 1);
  assert_true(stored_circles(c, 2) == alone);
  assert_true(stored_circles(c, 7) == alone);
}

int main(void) {
#define EACH(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)
  const struct CMUnitTest tests[] = {
      EACH(walk_times_in_porto_alegre_equal_a_plain_dijkstra),
      EACH(the_nearest_stations_are_those_of_the_shortest_walks),
      EACH(no_leg_in_helsinki_crosses_water_or_rails),
      EACH(across_a_harbour_one_walks_round_or_not_at_all),
      EACH(circles_in_porto_alegre_hold_what_walks_reach),
      EACH(circles_in_helsinki_hold_what_walks_reach),
      EACH(the_circles_of_all_stations_are_stored_alike_by_one_thread_or_more),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
