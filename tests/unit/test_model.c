/* SPDX-License-Identifier: Apache-2.0 */
/* The model town: the same for a seed, as large as promised, with codes and names that hold together. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "model/town.h"

/* Of seed 1. It changes when the drawing changes, never with the machine, the compiler or its options. */
static const uint64_t GOLDEN = 0xd01e4ec36a8c8c25;

static model_town *draw(uint64_t seed) {
  ht_fault fault = {0};
  model_town *town;
  ht_err err = model_town_draw(seed, &fault, &town);
  if (err) fail_msg("seed %llu: %s", (unsigned long long)seed, fault.detail);
  return town;
}

/* FNV-1a (Fowler, Noll, Vo), 64 bits. */
static void hash_bytes(uint64_t *hash, const void *bytes, size_t length) {
  const unsigned char *at = bytes;
  for (size_t i = 0; i < length; i++) *hash = (*hash ^ at[i]) * 0x100000001b3u;
}

static void hash_text(uint64_t *hash, const char *text) {
  hash_bytes(hash, text ? text : "\xff", text ? strlen(text) + 1 : 1);
}

static void hash_number(uint64_t *hash, double number) {
  hash_bytes(hash, &number, sizeof number);
}

static void hash_shape(uint64_t *hash, const ht_shape *shape) {
  hash_number(hash, shape->kind);
  hash_bytes(hash, shape->points, shape->point_count * sizeof *shape->points);
  if (shape->path_start) hash_bytes(hash, shape->path_start, (shape->path_count + 1) * sizeof *shape->path_start);
  if (shape->part_start) hash_bytes(hash, shape->part_start, (shape->part_count + 1) * sizeof *shape->part_start);
}

static void hash_areas(uint64_t *hash, const model_town *town) {
  for (uint32_t i = 0; i < town->grid_count; i++) {
    const ht_grid_record *grid = &town->grids[i];
    const char *texts[] = {grid->layer, grid->code, grid->name, grid->parent, grid->organisation, grid->attributes};
    for (unsigned j = 0; j < sizeof texts / sizeof *texts; j++) hash_text(hash, texts[j]);
    hash_shape(hash, &grid->shape);
  }
  for (uint32_t i = 0; i < town->member_count; i++) {
    const ht_member_record *member = &town->members[i];
    const char *texts[] = {member->layer, member->grid, member->role, member->name, member->phone, member->department};
    for (unsigned j = 0; j < sizeof texts / sizeof *texts; j++) hash_text(hash, texts[j]);
  }
}

static void hash_services(uint64_t *hash, const model_town *town) {
  for (uint32_t i = 0; i < town->station_count; i++) {
    const ht_station_record *station = &town->stations[i];
    const char *texts[] = {station->code,  station->name,          station->tier,  station->address,
                           station->phone, station->opening_hours, station->status};
    for (unsigned j = 0; j < sizeof texts / sizeof *texts; j++) hash_text(hash, texts[j]);
    for (uint32_t j = 0; j < station->function_count; j++) hash_text(hash, station->functions[j]);
    hash_number(hash, station->capacity);
    hash_bytes(hash, &station->position, sizeof station->position);
    hash_bytes(hash, station->entrances, station->entrance_count * sizeof *station->entrances);
  }
  for (uint32_t i = 0; i < town->address_count; i++) {
    const ht_address_record *address = &town->addresses[i];
    hash_text(hash, address->text);
    for (uint32_t j = 0; j < address->alias_count; j++) hash_text(hash, address->aliases[j]);
    hash_bytes(hash, &address->position, sizeof address->position);
    hash_number(hash, address->population);
  }
}

static void hash_ground(uint64_t *hash, const model_town *town) {
  for (uint32_t i = 0; i < town->demand_count; i++) {
    const ht_demand_record *demand = &town->demands[i];
    hash_text(hash, demand->code);
    hash_shape(hash, &demand->footprint);
    hash_number(hash, demand->population), hash_number(hash, demand->households), hash_number(hash, demand->elderly);
  }
  for (uint32_t i = 0; i < town->land_count; i++) {
    hash_text(hash, town->lands[i].class_name);
    hash_text(hash, town->lands[i].name);
    hash_shape(hash, &town->lands[i].shape);
  }
  for (uint32_t i = 0; i < town->barrier_count; i++) {
    hash_text(hash, town->barriers[i].class_name);
    hash_shape(hash, &town->barriers[i].shape);
  }
  for (uint32_t i = 0; i < town->severed_count; i++) hash_text(hash, town->severed[i]);
  for (uint32_t i = 0; i < town->too_far_count; i++) hash_text(hash, town->too_far[i]);
}

static void hash_network(uint64_t *hash, const ht_network_record *network) {
  for (uint32_t i = 0; i < network->node_count; i++) {
    hash_bytes(hash, &network->nodes[i].position, sizeof network->nodes[i].position);
    hash_number(hash, network->nodes[i].flags);
  }
  for (uint32_t i = 0; i < network->street_count; i++) {
    const ht_street_record *street = &network->streets[i];
    const double numbers[] = {street->node_a, street->node_b, street->first_point,   street->point_count,
                              street->flags,  street->layer,  (double)street->source};
    hash_bytes(hash, numbers, sizeof numbers);
    hash_text(hash, street->class_name);
    hash_text(hash, street->name);
  }
  hash_bytes(hash, network->points, network->point_count * sizeof *network->points);
}

static uint64_t hash_of_seed(uint64_t seed) {
  uint64_t hash = 0xcbf29ce484222325u;
  model_town *town = draw(seed);
  hash_areas(&hash, town);
  hash_services(&hash, town);
  hash_ground(&hash, town);
  hash_network(&hash, &town->network);
  model_town_free(town);
  return hash;
}

static void the_same_seed_draws_the_same_town_on_every_machine(void **state) {
  (void)state;
  uint64_t hash = hash_of_seed(1);
  assert_true(hash == hash_of_seed(1));
  if (hash != GOLDEN) fail_msg("the hash of seed 1 is 0x%016llx", (unsigned long long)hash);
}

static void another_seed_draws_another_town(void **state) {
  (void)state;
  assert_true(hash_of_seed(1) != hash_of_seed(2));
}

static uint32_t count_layer(const model_town *town, const char *layer) {
  uint32_t count = 0;
  for (uint32_t i = 0; i < town->grid_count; i++) count += !strcmp(town->grids[i].layer, layer);
  return count;
}

static void check_size(const model_town *town) {
  double population = 0, households = 0;
  for (uint32_t i = 0; i < town->demand_count; i++) {
    population += town->demands[i].population;
    households += town->demands[i].households;
    assert_true(town->demands[i].elderly <= town->demands[i].population);
  }
  assert_in_range((uintmax_t)population, 60000, 110000);
  assert_true(population / households > 2 && population / households < 3.5);
  assert_in_range(count_layer(town, "grid"), 95, 105);
  assert_in_range(count_layer(town, "community"), 18, 24);
  assert_in_range(count_layer(town, "town"), 2, 3);
  assert_int_equal(count_layer(town, "city"), 1);
  assert_in_range(count_layer(town, "special"), 8, 25);
  assert_int_equal(town->station_count, 60);
  assert_in_range(town->network.node_count, 8500, 13000);
  assert_true(town->address_count >= 3000);
  assert_true(town->severed_count >= 10 && town->too_far_count >= 10);
}

static void towns_are_as_large_as_promised(void **state) {
  (void)state;
  for (uint64_t seed = 1; seed <= 12; seed++) {
    model_town *town = draw(seed);
    check_size(town);
    model_town_free(town);
  }
}

static int compare_texts(const void *a, const void *b) {
  return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static void assert_all_differ(const char **texts, uint32_t count) {
  qsort(texts, count, sizeof *texts, compare_texts);
  for (uint32_t i = 1; i < count; i++)
    if (!strcmp(texts[i - 1], texts[i])) fail_msg("'%s' stands twice", texts[i]);
  free(texts);
}

static void keys_are_unique(void **state) {
  const model_town *town = *state;
  uint32_t most = town->address_count + town->grid_count + town->demand_count;
  const char **texts = calloc(most, sizeof *texts);
  for (uint32_t i = 0; i < town->address_count; i++) texts[i] = town->addresses[i].text;
  assert_all_differ(texts, town->address_count);
  texts = calloc(most, sizeof *texts);
  for (uint32_t i = 0; i < town->grid_count; i++) texts[i] = town->grids[i].code;
  assert_all_differ(texts, town->grid_count);
  texts = calloc(most, sizeof *texts);
  for (uint32_t i = 0; i < town->demand_count; i++) texts[i] = town->demands[i].code;
  assert_all_differ(texts, town->demand_count);
  texts = calloc(most, sizeof *texts);
  for (uint32_t i = 0; i < town->station_count; i++) texts[i] = town->stations[i].code;
  assert_all_differ(texts, town->station_count);
}

static void codes_are_of_an_unassigned_county_and_begin_with_their_parents(void **state) {
  const model_town *town = *state;
  for (uint32_t i = 0; i < town->grid_count; i++) {
    const ht_grid_record *grid = &town->grids[i];
    size_t wanted = !strcmp(grid->layer, "city")        ? 6
                    : !strcmp(grid->layer, "town")      ? 9
                    : !strcmp(grid->layer, "community") ? 12
                                                        : 15;
    assert_int_equal(strlen(grid->code), wanted);
    assert_memory_equal(grid->code, "3299", 4);
    if (grid->parent)
      assert_memory_equal(grid->code, grid->parent, strlen(grid->parent));
    else
      assert_string_equal(grid->layer, "city");
  }
}

static void every_grid_has_its_four_members(void **state) {
  const model_town *town = *state;
  static const char *const roles[] = {"grid_officer", "police", "fire", "property"};
  assert_int_equal(town->member_count, 4 * (count_layer(town, "grid") + count_layer(town, "special")));
  for (uint32_t i = 0; i < town->member_count; i++) {
    assert_string_equal(town->members[i].role, roles[i % 4]);
    assert_string_equal(town->members[i].grid, town->members[i - i % 4].grid);
    assert_memory_equal(town->members[i].phone, "000-", 4);
  }
}

static void stations_stand_in_three_tiers_and_do_known_things(void **state) {
  const model_town *town = *state;
  uint32_t tiers[3] = {0};
  for (uint32_t i = 0; i < town->station_count; i++) {
    const ht_station_record *station = &town->stations[i];
    tiers[!strcmp(station->tier, "centre") ? 0 : !strcmp(station->tier, "station") ? 1 : 2]++;
    assert_true(station->function_count > 0 && station->entrance_count > 0 && station->capacity > 0);
    assert_true(*station->opening_hours && *station->address && *station->name);
    for (uint32_t j = 0; j < station->function_count; j++) {
      bool known = false;
      for (uint32_t k = 0; k < town->function_count; k++)
        known |= !strcmp(town->functions[k].code, station->functions[j]);
      assert_true(known);
    }
  }
  assert_true(tiers[0] >= 2 && tiers[1] >= 12 && tiers[2] >= 20);
}

static void buildings_have_aliases_and_some_an_old_name(void **state) {
  const model_town *town = *state;
  uint32_t buildings = 0, old = 0;
  for (uint32_t i = 0; i < town->address_count; i++) {
    const ht_address_record *address = &town->addresses[i];
    assert_memory_equal(address->text, "海棠市", strlen("海棠市"));
    assert_true(address->alias_count >= 1);
    buildings += address->population > 0;
    for (uint32_t j = 0; j < address->alias_count; j++) old += strstr(address->aliases[j], "宿舍") != NULL;
  }
  assert_int_equal(buildings, town->demand_count);
  assert_true(old > 20);
}

static void a_town_is_drawn_in_less_than_two_seconds(void **state) {
  (void)state;
  struct timespec from, to;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &from);
  model_town_free(draw(3));
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &to);
  assert_true((double)(to.tv_sec - from.tv_sec) + (double)(to.tv_nsec - from.tv_nsec) / 1e9 < 2);
}

static void a_town_that_does_not_fit_in_memory_is_no_town(void **state) {
  const model_town *town = *state;
  ht_fault fault;
  model_town *none = NULL;
  for (size_t limit = 600; limit < town->arena.used_bytes; limit += limit / 12)
    assert_int_equal(model_town_draw_within(1, limit, &fault, &none), HT_NO_MEMORY);
  assert_null(none);
  assert_int_equal(model_town_draw_within(1, town->arena.used_bytes, &fault, &none), HT_OK);
  model_town_free(none);
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
      cmocka_unit_test(the_same_seed_draws_the_same_town_on_every_machine),
      cmocka_unit_test(another_seed_draws_another_town),
      cmocka_unit_test(towns_are_as_large_as_promised),
      cmocka_unit_test(keys_are_unique),
      cmocka_unit_test(codes_are_of_an_unassigned_county_and_begin_with_their_parents),
      cmocka_unit_test(every_grid_has_its_four_members),
      cmocka_unit_test(stations_stand_in_three_tiers_and_do_known_things),
      cmocka_unit_test(buildings_have_aliases_and_some_an_old_name),
      cmocka_unit_test(a_town_is_drawn_in_less_than_two_seconds),
      cmocka_unit_test(a_town_that_does_not_fit_in_memory_is_no_town),
  };
  return cmocka_run_group_tests(tests, set_up, tear_down);
}
