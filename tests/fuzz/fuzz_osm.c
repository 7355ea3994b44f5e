/* SPDX-License-Identifier: Apache-2.0 */

/* OpenStreetMap files of all four packings: a network that comes out hangs together. */

#include "codec/osm_extract.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

static void must(bool held) {
  if (!held) abort();
}

static bool same_place(ht_lonlat a, ht_lonlat b) {
  return a.lon_deg == b.lon_deg && a.lat_deg == b.lat_deg;
}

static ht_err take_network(void *context, const ht_network_record *network, ht_fault *fault) {
  (void)context, (void)fault;
  for (uint32_t i = 0; i < network->street_count; i++) {
    const ht_street_record *street = &network->streets[i];
    must(street->node_a < network->node_count && street->node_b < network->node_count && street->point_count >= 2);
    must((uint64_t)street->first_point + street->point_count <= network->point_count);
    const ht_lonlat *line = &network->points[street->first_point];
    must(same_place(line[0], network->nodes[street->node_a].position));
    must(same_place(line[street->point_count - 1], network->nodes[street->node_b].position));
  }
  return HT_OK;
}

static void must_be_a_shape(const ht_shape *shape) {
  for (uint32_t path = 0; path < shape->path_count; path++) must(shape->path_start[path] < shape->path_start[path + 1]);
  if (shape->path_count) must(shape->path_start[shape->path_count] == shape->point_count);
}

static ht_err take_land(void *context, const ht_land_record *land, int64_t source, ht_fault *fault) {
  (void)context, (void)source, (void)fault;
  must_be_a_shape(&land->shape);
  return HT_OK;
}

static ht_err take_barrier(void *context, const ht_barrier_record *barrier, int64_t source, ht_fault *fault) {
  (void)context, (void)source, (void)fault;
  must_be_a_shape(&barrier->shape);
  return HT_OK;
}

static ht_err take_building(void *context, const ht_demand_record *building, int64_t source, ht_fault *fault) {
  (void)context, (void)source, (void)fault;
  must_be_a_shape(&building->footprint);
  return HT_OK;
}

static ht_err take_problem(void *context, const osm_problem *problem, ht_fault *fault) {
  (void)context, (void)fault;
  must(problem->reason != NULL);
  return HT_OK;
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length) {
  static const osm_taker taker = {.network = take_network,
                                  .land = take_land,
                                  .barrier = take_barrier,
                                  .building = take_building,
                                  .problem = take_problem};
  char path[64];
  int file = memfd_create("osm", 0);
  must(file >= 0 && write(file, bytes, length) == (ssize_t)length);
  snprintf(path, sizeof path, "/proc/self/fd/%d", file);
  ht_fault fault = {.detail = ""};
  ht_err err = osm_extract(path, &taker, (ht_progress){.tell = NULL}, &fault);
  must(!err || *fault.detail);
  close(file);
  return 0;
}
