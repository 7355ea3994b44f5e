/* SPDX-License-Identifier: Apache-2.0 */
#include "engine/streets.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/fault.h"
#include "engine/geodata.h"
#include "store/store.h"

/* The middle of all street nodes' box; of the city as far as it is known when there are no streets. */
static ht_lonlat middle_of(const ht_city *city, const ht_network_record *network) {
  ht_box box = city->extent;
  for (uint32_t i = 0; i < network->node_count; i++) {
    ht_lonlat at = network->nodes[i].position;
    if (i == 0) box = (ht_box){at.lon_deg, at.lat_deg, at.lon_deg, at.lat_deg};
    if (at.lon_deg < box.west_deg) box.west_deg = at.lon_deg;
    if (at.lon_deg > box.east_deg) box.east_deg = at.lon_deg;
    if (at.lat_deg < box.south_deg) box.south_deg = at.lat_deg;
    if (at.lat_deg > box.north_deg) box.north_deg = at.lat_deg;
  }
  return (ht_lonlat){(box.west_deg + box.east_deg) / 2, (box.south_deg + box.north_deg) / 2};
}

typedef struct barrier_reader {
  walk_barriers barriers;
  const walk_frame *frame;
} barrier_reader;

static ht_err read_barrier(void *context, const ht_barrier_record *barrier, ht_fault *fault) {
  barrier_reader *reader = context;
  return walk_barriers_add(&reader->barriers, reader->frame, &barrier->shape, fault);
}

static ht_err load_ground(ht_store *store, engine_streets *streets, ht_fault *fault) {
  barrier_reader reader = {.frame = &streets->graph.frame};
  ht_err err = store_each_barrier(store, read_barrier, &reader, fault);
  if (!err) err = walk_ground_build(&streets->arena, &streets->graph, &reader.barriers, fault, &streets->ground);
  walk_barriers_release(&reader.barriers);
  return err;
}

static bool costs_alike(const walk_profile *a, const walk_profile *b) {
  if (a->mode != b->mode) return false;
  return a->mode == WALK_DISTANCE ||
         (a->speed_m_per_h == b->speed_m_per_h && a->stairs_permille == b->stairs_permille &&
          a->crossing_delay_ms == b->crossing_delay_ms);
}

static ht_err load_costs(engine_streets *streets, ht_fault *fault) {
  ht_err err = HT_OK;
  for (uint32_t i = 0; i < streets->profiles.count && !err; i++) {
    const walk_profile *profile = &streets->profiles.rows[i];
    uint32_t same = 0;
    while (same < i && !costs_alike(profile, &streets->profiles.rows[same])) same++;
    if (same < i) {
      streets->costs[i] = streets->costs[same], streets->costs[i].profile = profile;
    } else {
      err = walk_costs_build(&streets->arena, &streets->graph, profile, fault, &streets->costs[i]);
    }
  }
  return err;
}

static ht_err load(ht_store *store, ht_city *city, engine_streets *streets, base_arena *scratch, ht_fault *fault) {
  ht_network_record network = {0};
  ht_err err = walk_profiles_parse(geodata_profiles, (size_t)(geodata_profiles_end - geodata_profiles), fault,
                                   &streets->profiles);
  if (!err) err = store_read_network(store, scratch, fault, &network);
  for (uint32_t i = 0; !err && i < network.node_count; i++) engine_city_reach(city, network.nodes[i].position);
  if (!err) err = walk_graph_build(&streets->arena, &network, middle_of(city, &network), fault, &streets->graph);
  if (!err) err = load_ground(store, streets, fault);
  return err ? err : load_costs(streets, fault);
}

ht_err engine_streets_load(ht_store *store, ht_city *city, ht_fault *fault) {
  base_arena scratch = {0};
  city->streets = calloc(1, sizeof *city->streets);
  if (!city->streets) return fault_memory(fault);
  ht_err err = load(store, city, city->streets, &scratch, fault);
  arena_release(&scratch);
  return err;
}

void engine_streets_free(ht_city *city) {
  if (!city->streets) return;
  arena_release(&city->streets->arena);
  free(city->streets);
  city->streets = NULL;
}

ht_err engine_streets_costs(const engine_streets *streets, const char *profile, ht_fault *fault,
                            const walk_costs **costs) {
  const walk_profile *found = walk_profile_find(&streets->profiles, profile ? profile : "adult");
  if (found) {
    *costs = &streets->costs[found - streets->profiles.rows];
    return HT_OK;
  }
  char expected[256] = "one of";
  for (uint32_t i = 0; i < streets->profiles.count; i++) {
    size_t length = strlen(expected);
    snprintf(expected + length, sizeof expected - length, "%s %s", i ? "," : "", streets->profiles.rows[i].name);
  }
  return fault_parameter(fault, "profile", profile ? profile : "adult", expected);
}

static ht_err refuse_degrees(const char *parameter, double degrees, const char *expected, ht_fault *fault) {
  char value[32];
  snprintf(value, sizeof value, "%.10g", degrees);
  return fault_parameter(fault, parameter, value, expected);
}

ht_err engine_streets_place(const engine_streets *streets, ht_lonlat position, ht_fault *fault, walk_xy *xy) {
  if (!(position.lon_deg >= -180 && position.lon_deg <= 180))
    return refuse_degrees("lon", position.lon_deg, "a longitude in -180..180", fault);
  if (!(position.lat_deg >= -90 && position.lat_deg <= 90))
    return refuse_degrees("lat", position.lat_deg, "a latitude in -90..90", fault);
  if (!walk_frame_xy(&streets->graph.frame, position, xy))
    return refuse_degrees("lon", position.lon_deg, "a place within 2,000 km of the city", fault);
  return HT_OK;
}
