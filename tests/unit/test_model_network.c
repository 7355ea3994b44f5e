/* SPDX-License-Identifier: Apache-2.0 */
/* The model town's streets: one piece, gates that open, stations and homes on them, and homes beyond every station. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "geo/metric.h"
#include "model/town.h"

enum { SEEDS = 8 };

static model_town *draw(uint64_t seed) {
  model_town *town;
  assert_int_equal(model_town_draw(seed, NULL, &town), HT_OK);
  return town;
}

static double length_m(const ht_network_record *network, const ht_street_record *street) {
  const ht_lonlat *points = network->points + street->first_point;
  double length = 0;
  for (uint32_t i = 0; i + 1 < street->point_count; i++) length += geo_metric_distance_m(points[i], points[i + 1]);
  return length;
}

static uint32_t find(uint32_t *into, uint32_t node) {
  while (into[node] != node) node = into[node] = into[into[node]];
  return node;
}

static bool is_shut(const ht_network_record *network, const ht_street_record *street) {
  return (street->flags & HT_STREET_CLOSED) || (network->nodes[street->node_a].flags & HT_NODE_CLOSED) ||
         (network->nodes[street->node_b].flags & HT_NODE_CLOSED);
}

/* Joins the ends of all streets that are not shut, private ones only when asked. */
static uint32_t *join_nodes(const ht_network_record *network, bool with_private) {
  uint32_t *into = calloc(network->node_count, sizeof *into);
  for (uint32_t i = 0; i < network->node_count; i++) into[i] = i;
  for (uint32_t i = 0; i < network->street_count; i++) {
    const ht_street_record *street = &network->streets[i];
    if ((!with_private && (street->flags & HT_STREET_PRIVATE)) || is_shut(network, street)) continue;
    into[find(into, street->node_a)] = find(into, street->node_b);
  }
  return into;
}

/* The share of the network's length in its largest connected piece. */
static double largest_share(const ht_network_record *network, uint32_t *into, bool with_private) {
  double *lengths = calloc(network->node_count, sizeof *lengths), all = 0, largest = 0;
  for (uint32_t i = 0; i < network->street_count; i++) {
    const ht_street_record *street = &network->streets[i];
    if ((!with_private && (street->flags & HT_STREET_PRIVATE)) || is_shut(network, street)) continue;
    double length = length_m(network, street);
    all += length;
    double *piece = &lengths[find(into, street->node_a)];
    *piece += length;
    largest = fmax(largest, *piece);
  }
  free(lengths);
  return largest / all;
}

static void the_streets_are_one_piece_with_and_without_the_compounds(void **state) {
  (void)state;
  for (uint64_t seed = 1; seed <= SEEDS; seed++) {
    model_town *town = draw(seed);
    for (int with_private = 0; with_private <= 1; with_private++) {
      uint32_t *into = join_nodes(&town->network, with_private);
      double share = largest_share(&town->network, into, with_private);
      if (share < 0.99) fail_msg("seed %d: the largest piece has %.4f of the length", (int)seed, share);
      free(into);
    }
    model_town_free(town);
  }
}

static void streets_run_from_node_to_node_along_their_points(void **state) {
  const ht_network_record *network = &((const model_town *)*state)->network;
  for (uint32_t i = 0; i < network->street_count; i++) {
    const ht_street_record *street = &network->streets[i];
    const ht_lonlat *points = network->points + street->first_point;
    assert_true(street->point_count >= 2 && street->first_point + street->point_count <= network->point_count);
    assert_true(street->node_a < network->node_count && street->node_b < network->node_count);
    assert_memory_equal(&points[0], &network->nodes[street->node_a].position, sizeof *points);
    assert_memory_equal(&points[street->point_count - 1], &network->nodes[street->node_b].position, sizeof *points);
    for (uint32_t j = 0; j + 1 < street->point_count; j++)
      assert_memory_not_equal(&points[j], &points[j + 1], sizeof *points);
  }
}

static void private_ways_meet_public_ones_at_gates_only(void **state) {
  const ht_network_record *network = &((const model_town *)*state)->network;
  uint32_t gates = 0, shut = 0, *kinds = calloc(network->node_count, sizeof *kinds);
  for (uint32_t i = 0; i < network->street_count; i++) {
    uint32_t kind = network->streets[i].flags & HT_STREET_PRIVATE ? 1 : 2;
    kinds[network->streets[i].node_a] |= kind, kinds[network->streets[i].node_b] |= kind;
  }
  for (uint32_t i = 0; i < network->node_count; i++) {
    bool gate = network->nodes[i].flags & (HT_NODE_GATE | HT_NODE_CLOSED);
    assert_int_equal(gate, kinds[i] == 3);
    gates += (network->nodes[i].flags & HT_NODE_GATE) != 0;
    shut += (network->nodes[i].flags & HT_NODE_CLOSED) != 0;
  }
  assert_true(gates > 80 && shut > 10);
  free(kinds);
}

/* Metres from a place to the nearest point of a street that is public, or any street. */
static double snap_m(const ht_network_record *network, ht_lonlat place, bool public_only) {
  geo_metric metric = geo_metric_at(place);
  double nearest = INFINITY;
  for (uint32_t i = 0; i < network->street_count; i++) {
    const ht_street_record *street = &network->streets[i];
    if ((public_only && (street->flags & HT_STREET_PRIVATE)) || is_shut(network, street)) continue;
    for (uint32_t j = street->first_point; j + 1 < street->first_point + street->point_count; j++) {
      geo_xy a = geo_metric_xy(&metric, network->points[j]), b = geo_metric_xy(&metric, network->points[j + 1]);
      double dx = b.x_m - a.x_m, dy = b.y_m - a.y_m;
      double t = fmin(1, fmax(0, -(a.x_m * dx + a.y_m * dy) / (dx * dx + dy * dy)));
      nearest = fmin(nearest, hypot(a.x_m + t * dx, a.y_m + t * dy));
    }
  }
  return nearest;
}

static void every_station_has_its_door_on_a_public_street(void **state) {
  const model_town *town = *state;
  for (uint32_t i = 0; i < town->station_count; i++)
    for (uint32_t j = 0; j < town->stations[i].entrance_count; j++) {
      double far_m = snap_m(&town->network, town->stations[i].entrances[j], true);
      if (far_m > 25) fail_msg("%s is %.1f m from the street", town->stations[i].name, far_m);
    }
}

static void every_third_home_is_near_a_way(void **state) {
  const model_town *town = *state;
  for (uint32_t i = 0; i < town->demand_count; i += 3) {
    double far_m = snap_m(&town->network, town->demands[i].position, false);
    if (far_m > 45) fail_msg("%s is %.1f m from the nearest way", town->demands[i].code, far_m);
  }
}

static uint32_t nearest_node(const ht_network_record *network, ht_lonlat place, bool public_only,
                             const uint32_t *kinds) {
  double nearest = INFINITY;
  uint32_t best = 0;
  for (uint32_t i = 0; i < network->node_count; i++) {
    double far_m = geo_metric_distance_m(place, network->nodes[i].position);
    if (far_m < nearest && (!public_only || (kinds[i] & 2))) nearest = far_m, best = i;
  }
  return best;
}

/* Walks (metres) from all stations at once, over every way that is not shut, by relaxing until nothing changes. */
static double *walk_from_stations(const model_town *town) {
  const ht_network_record *network = &town->network;
  double *walk = calloc(network->node_count, sizeof *walk), *lengths = calloc(network->street_count, sizeof *lengths);
  uint32_t *kinds = calloc(network->node_count, sizeof *kinds);
  for (uint32_t i = 0; i < network->node_count; i++) walk[i] = INFINITY;
  for (uint32_t i = 0; i < network->street_count; i++) {
    const ht_street_record *street = &network->streets[i];
    lengths[i] = is_shut(network, street) ? INFINITY : length_m(network, street);
    uint32_t kind = street->flags & HT_STREET_PRIVATE ? 1 : 2;
    kinds[street->node_a] |= kind, kinds[street->node_b] |= kind;
  }
  for (uint32_t i = 0; i < town->station_count; i++)
    for (uint32_t j = 0; j < town->stations[i].entrance_count; j++)
      walk[nearest_node(network, town->stations[i].entrances[j], true, kinds)] = 0;
  for (bool changed = true; changed;) {
    changed = false;
    for (uint32_t i = 0; i < network->street_count; i++) {
      double *a = &walk[network->streets[i].node_a], *b = &walk[network->streets[i].node_b];
      if (*a + lengths[i] < *b) *b = *a + lengths[i], changed = true;
      if (*b + lengths[i] < *a) *a = *b + lengths[i], changed = true;
    }
  }
  free(lengths);
  free(kinds);
  return walk;
}

static const ht_demand_record *home_of(const model_town *town, const char *code) {
  for (uint32_t i = 0; i < town->demand_count; i++)
    if (!strcmp(town->demands[i].code, code)) return &town->demands[i];
  fail_msg("there is no home '%s'", code);
  return NULL;
}

/* The straight distance to the nearest open station; with `all`, of stations that are planned too. */
static double straight_m(const model_town *town, ht_lonlat place, bool all) {
  double nearest = INFINITY;
  for (uint32_t i = 0; i < town->station_count; i++)
    if (all || !strcmp(town->stations[i].status, "open"))
      nearest = fmin(nearest, geo_metric_distance_m(place, town->stations[i].position));
  return nearest;
}

static void homes_said_to_be_beyond_are_more_than_fifteen_minutes_from_every_station(void **state) {
  (void)state;
  for (uint64_t seed = 1; seed <= 2; seed++) {
    model_town *town = draw(seed);
    double *walk = walk_from_stations(town);
    for (uint32_t i = 0; i < town->severed_count + town->too_far_count; i++) {
      bool severed = i < town->severed_count;
      const ht_demand_record *home = home_of(town, severed ? town->severed[i] : town->too_far[i - town->severed_count]);
      double walk_m = walk[nearest_node(&town->network, home->position, false, NULL)];
      assert_true(isfinite(walk_m) && walk_m > 1250);
      assert_true(severed ? straight_m(town, home->position, false) < 875
                          : straight_m(town, home->position, true) > 875);
    }
    free(walk);
    model_town_free(town);
  }
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
      cmocka_unit_test(the_streets_are_one_piece_with_and_without_the_compounds),
      cmocka_unit_test(streets_run_from_node_to_node_along_their_points),
      cmocka_unit_test(private_ways_meet_public_ones_at_gates_only),
      cmocka_unit_test(every_station_has_its_door_on_a_public_street),
      cmocka_unit_test(every_third_home_is_near_a_way),
      cmocka_unit_test(homes_said_to_be_beyond_are_more_than_fifteen_minutes_from_every_station),
  };
  return cmocka_run_group_tests(tests, set_up, tear_down);
}
