/* SPDX-License-Identifier: Apache-2.0 */
/* The model town's ground: grids tile it exactly, every polygon is valid, nothing walks through a wall. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "bridge/geos.h"
#include "geo/area.h"
#include "model/town.h"

enum { SEEDS = 4 };

static model_town *draw(uint64_t seed) {
  model_town *town;
  assert_int_equal(model_town_draw(seed, NULL, &town), HT_OK);
  return town;
}

/* A place in whole units of 1e-7 degrees: all of the model's are. */
typedef struct place {
  int64_t x, y;
} place;

static place place_of(ht_lonlat lonlat) {
  place at = {llround(lonlat.lon_deg * 1e7), llround(lonlat.lat_deg * 1e7)};
  assert_true((double)at.x / 1e7 == lonlat.lon_deg && (double)at.y / 1e7 == lonlat.lat_deg);
  return at;
}

typedef struct edge {
  place from, to;
  int32_t turn; /* of a grid: 1 when it stands in the order of its places, -1 when against it */
} edge;

static int compare_places(place a, place b) {
  if (a.x != b.x) return a.x < b.x ? -1 : 1;
  return (a.y > b.y) - (a.y < b.y);
}

static int compare_edges(const void *left, const void *right) {
  const edge *a = left, *b = right;
  int order = compare_places(a->from, b->from);
  return order ? order : compare_places(a->to, b->to);
}

/* Adds a shape's edges and twice its area in square units. */
static uint32_t add_edges(const ht_shape *shape, int32_t sign, edge *edges, uint32_t count, int64_t *area) {
  for (uint32_t path = 0; path < shape->path_count; path++) {
    for (uint32_t i = shape->path_start[path]; i + 1 < shape->path_start[path + 1]; i++) {
      place a = place_of(shape->points[i]), b = place_of(shape->points[i + 1]);
      place origin = place_of(shape->points[0]);
      *area += (a.x - origin.x) * (b.y - origin.y) - (b.x - origin.x) * (a.y - origin.y);
      bool forward = compare_places(a, b) < 0;
      edges[count++] = (edge){forward ? a : b, forward ? b : a, forward ? sign : -sign};
    }
  }
  return count;
}

/* Edges of the layer's grids and the city's turned round cancel each other to nothing: every edge is shared by exactly
   two grids that lie on either side, or by a grid and the city's outline. */
static void check_tiling(const model_town *town, const char *layer) {
  uint32_t most = town->grids[0].shape.point_count, count = 0, uses = 0;
  int64_t area = 0, city = 0;
  for (uint32_t i = 0; i < town->grid_count; i++)
    if (!strcmp(town->grids[i].layer, layer)) most += town->grids[i].shape.point_count;
  edge *edges = calloc(most, sizeof *edges);
  for (uint32_t i = 0; i < town->grid_count; i++)
    if (!strcmp(town->grids[i].layer, layer)) count = add_edges(&town->grids[i].shape, 1, edges, count, &area);
  assert_string_equal(town->grids[0].layer, "city");
  count = add_edges(&town->grids[0].shape, -1, edges, count, &city);
  qsort(edges, count, sizeof *edges, compare_edges);
  int32_t turns = 0;
  for (uint32_t i = 0; i < count; i++) {
    turns += edges[i].turn;
    uses++;
    if (i + 1 < count && compare_edges(&edges[i], &edges[i + 1]) == 0) continue;
    assert_int_equal(turns, 0);
    assert_int_equal(uses, 2);
    uses = 0;
  }
  assert_true(area == city && area > 0);
  free(edges);
}

static void grids_of_every_level_tile_the_city_exactly(void **state) {
  static const char *const layers[] = {"town", "community", "grid"};
  (void)state;
  for (uint64_t seed = 1; seed <= SEEDS; seed++) {
    model_town *town = draw(seed);
    for (unsigned i = 0; i < sizeof layers / sizeof *layers; i++) check_tiling(town, layers[i]);
    model_town_free(town);
  }
}

static void children_make_up_their_parent_exactly(void **state) {
  const model_town *town = *state;
  edge *edges = calloc(200000, sizeof *edges);
  for (uint32_t i = 0; i < town->grid_count; i++) {
    int64_t own = 0, children = 0;
    add_edges(&town->grids[i].shape, 1, edges, 0, &own);
    for (uint32_t j = 0; j < town->grid_count; j++) {
      const char *parent = town->grids[j].parent;
      if (parent && !strcmp(parent, town->grids[i].code) && strcmp(town->grids[j].layer, "special") != 0)
        add_edges(&town->grids[j].shape, 1, edges, 0, &children);
    }
    if (children) assert_true(own == children);
  }
  free(edges);
}

static void the_union_of_the_grids_is_the_city_says_geos(void **state) {
  const model_town *town = *state;
  base_arena arena = {0};
  bridge_geos *geos;
  ht_shape *shapes = calloc(town->grid_count, sizeof *shapes), all, left;
  uint32_t count = 0;
  for (uint32_t i = 0; i < town->grid_count; i++)
    if (!strcmp(town->grids[i].layer, "grid")) shapes[count++] = town->grids[i].shape;
  assert_int_equal(bridge_geos_new(NULL, &geos), HT_OK);
  assert_int_equal(bridge_geos_union(geos, shapes, count, &arena, NULL, &all), HT_OK);
  assert_int_equal(bridge_geos_overlay(geos, BRIDGE_DIFFERENCE, &town->grids[0].shape, &all, &arena, NULL, &left),
                   HT_OK);
  assert_true(geo_area_m2(&left) == 0);
  assert_int_equal(bridge_geos_overlay(geos, BRIDGE_DIFFERENCE, &all, &town->grids[0].shape, &arena, NULL, &left),
                   HT_OK);
  assert_true(geo_area_m2(&left) == 0);
  bridge_geos_free(geos);
  arena_release(&arena);
  free(shapes);
}

static void assert_valid(bridge_geos *geos, const ht_shape *shape, const char *what, const char *name) {
  bridge_validity validity;
  assert_int_equal(bridge_geos_validity(geos, shape, NULL, &validity), HT_OK);
  if (!validity.valid)
    fail_msg("%s '%s': %s at %.7f %.7f", what, name ? name : "", validity.reason, validity.place.lon_deg,
             validity.place.lat_deg);
}

static void every_shape_is_valid(void **state) {
  (void)state;
  bridge_geos *geos;
  assert_int_equal(bridge_geos_new(NULL, &geos), HT_OK);
  for (uint64_t seed = 1; seed <= SEEDS; seed++) {
    model_town *town = draw(seed);
    for (uint32_t i = 0; i < town->grid_count; i++)
      assert_valid(geos, &town->grids[i].shape, "grid", town->grids[i].code);
    for (uint32_t i = 0; i < town->land_count; i++)
      assert_valid(geos, &town->lands[i].shape, "land", town->lands[i].name);
    for (uint32_t i = 0; i < town->barrier_count; i++)
      assert_valid(geos, &town->barriers[i].shape, "barrier", town->barriers[i].class_name);
    for (uint32_t i = 0; i < town->demand_count; i++)
      assert_valid(geos, &town->demands[i].footprint, "home", town->demands[i].code);
    model_town_free(town);
  }
  bridge_geos_free(geos);
}

/* Whole areas of land use that lie over each other, in m2. */
static double overlap_m2(bridge_geos *geos, const ht_shape *a, const ht_shape *b) {
  base_arena arena = {0};
  ht_shape both;
  assert_int_equal(bridge_geos_overlay(geos, BRIDGE_INTERSECTION, a, b, &arena, NULL, &both), HT_OK);
  double area_m2 = geo_area_m2(&both);
  arena_release(&arena);
  return area_m2;
}

static ht_box box_of(const ht_shape *shape) {
  ht_box box = {180, 90, -180, -90};
  for (uint32_t i = 0; i < shape->point_count; i++) {
    box.west_deg = fmin(box.west_deg, shape->points[i].lon_deg),
    box.east_deg = fmax(box.east_deg, shape->points[i].lon_deg);
    box.south_deg = fmin(box.south_deg, shape->points[i].lat_deg),
    box.north_deg = fmax(box.north_deg, shape->points[i].lat_deg);
  }
  return box;
}

static bool boxes_meet(ht_box a, ht_box b) {
  return a.west_deg <= b.east_deg && b.west_deg <= a.east_deg && a.south_deg <= b.north_deg &&
         b.south_deg <= a.north_deg;
}

static void land_uses_lie_side_by_side(void **state) {
  const model_town *town = *state;
  bridge_geos *geos;
  assert_int_equal(bridge_geos_new(NULL, &geos), HT_OK);
  for (uint32_t i = 0; i < town->land_count; i++) {
    const ht_shape *a = &town->lands[i].shape;
    ht_box box = box_of(a);
    for (uint32_t j = i + 1; j < town->land_count; j++) {
      const ht_shape *b = &town->lands[j].shape;
      double area_m2 = boxes_meet(box, box_of(b)) ? overlap_m2(geos, a, b) : 0;
      if (area_m2 > 1e-3)
        fail_msg("%s %s and %s %s share %g m2", town->lands[i].class_name, town->lands[i].name,
                 town->lands[j].class_name, town->lands[j].name, area_m2);
    }
  }
  bridge_geos_free(geos);
}

/* 1: c is left of a to b, -1: right, 0: on it. Exact. */
static int side_of(place a, place b, place c) {
  int64_t cross = (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x);
  return (cross > 0) - (cross < 0);
}

/* Whether two segments cross, each with its ends on either side of the other; touching is not crossing. */
static bool segments_cross(place a, place b, place c, place d) {
  return side_of(a, b, c) * side_of(a, b, d) < 0 && side_of(c, d, a) * side_of(c, d, b) < 0;
}

static bool crosses(const ht_lonlat *line, uint32_t count, const ht_shape *shape) {
  for (uint32_t i = 0; i + 1 < count; i++) {
    place a = place_of(line[i]), b = place_of(line[i + 1]);
    for (uint32_t path = 0; path < shape->path_count; path++)
      for (uint32_t j = shape->path_start[path]; j + 1 < shape->path_start[path + 1]; j++)
        if (segments_cross(a, b, place_of(shape->points[j]), place_of(shape->points[j + 1]))) return true;
  }
  return false;
}

/* How many streets cross barriers of a class; all must be bridges or tunnels. */
static uint32_t count_crossings(const model_town *town, const char *class_name, uint32_t flag) {
  const ht_network_record *network = &town->network;
  uint32_t count = 0;
  for (uint32_t i = 0; i < town->barrier_count; i++) {
    if (strcmp(town->barriers[i].class_name, class_name) != 0) continue;
    ht_box box = box_of(&town->barriers[i].shape);
    for (uint32_t j = 0; j < network->street_count; j++) {
      const ht_street_record *street = &network->streets[j];
      ht_shape line = {.point_count = street->point_count, .points = network->points + street->first_point};
      if (!boxes_meet(box, box_of(&line)) || !crosses(line.points, line.point_count, &town->barriers[i].shape))
        continue;
      if (!(street->flags & flag)) fail_msg("street %u (%s) crosses a %s", j, street->name, class_name);
      count++;
    }
  }
  return count;
}

static void only_the_two_bridges_cross_the_river(void **state) {
  (void)state;
  for (uint64_t seed = 1; seed <= SEEDS; seed++) {
    model_town *town = draw(seed);
    assert_int_equal(count_crossings(town, "water", HT_STREET_BRIDGE), 2);
    model_town_free(town);
  }
}

static void the_railway_is_passed_below_and_above(void **state) {
  (void)state;
  for (uint64_t seed = 1; seed <= SEEDS; seed++) {
    model_town *town = draw(seed);
    uint32_t tunnels = 0, steps = 0, lifts = 0;
    assert_in_range(count_crossings(town, "railway", HT_STREET_BRIDGE | HT_STREET_TUNNEL), 4, 8);
    for (uint32_t i = 0; i < town->network.street_count; i++) {
      uint32_t flags = town->network.streets[i].flags;
      tunnels += (flags & HT_STREET_TUNNEL) != 0;
      steps += (flags & HT_STREET_STEPS) != 0;
      lifts += (flags & HT_STREET_LIFT) != 0;
    }
    assert_true(tunnels >= 1 && steps >= 2 && lifts >= 2);
    model_town_free(town);
  }
}

static void nobody_walks_through_a_wall(void **state) {
  const model_town *town = *state;
  assert_int_equal(count_crossings(town, "wall", 0), 0);
}

static int set_up(void **state) {
  *state = draw(1);
  return 0;
}

static int tear_down(void **state) {
  model_town_free(*state);
  return 0;
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(grids_of_every_level_tile_the_city_exactly),
      cmocka_unit_test(children_make_up_their_parent_exactly),
      cmocka_unit_test(the_union_of_the_grids_is_the_city_says_geos),
      cmocka_unit_test(every_shape_is_valid),
      cmocka_unit_test(land_uses_lie_side_by_side),
      cmocka_unit_test(only_the_two_bridges_cross_the_river),
      cmocka_unit_test(the_railway_is_passed_below_and_above),
      cmocka_unit_test(nobody_walks_through_a_wall),
  };
  return cmocka_run_group_tests(tests, set_up, tear_down);
}
