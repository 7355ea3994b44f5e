/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Streets, and with them all else that an OSM file knows: land use, barriers, buildings. The four come out of one
 * file and belong together, so each import of an OSM file replaces what the last one brought.
 *
 * Buildings become demand of weight 0: their footprints are facts, who lives in them is not in the file, and nothing
 * is made up.
 */
#include <string.h>
#include <strings.h>

#include "base/day.h"
#include "base/fault.h"
#include "base/time.h"
#include "bridge/geodesic.h"
#include "codec/osm_extract.h"
#include "engine/import_kinds.h"
#include "engine/import_polygon.h"

#define OSM_SOURCE "OpenStreetMap"

ht_err import_put_network(import_job *job, const ht_network_record *network) {
  ht_street_record *streets = ARENA_ARRAY(&job->arena, ht_street_record, network->street_count);
  if (!streets) return fault_memory(job->fault);
  for (uint32_t i = 0; i < network->street_count; i++) {
    streets[i] = network->streets[i];
    streets[i].length_mm = geodesic_length_mm(network->points + streets[i].first_point, streets[i].point_count);
  }
  ht_network_record measured = *network;
  measured.streets = streets;
  job->report->nodes = network->node_count;
  job->report->streets = network->street_count;
  ht_err err = import_progress(job, "storing streets", 0, network->street_count);
  return err ? err : ht_put_network(job->store, &measured, job->fault);
}

static ht_err take_network(void *context, const ht_network_record *network, ht_fault *fault) {
  import_job *job = context;
  (void)fault;
  job->report->read += network->street_count;
  return import_put_network(job, network);
}

/* Counts a put record, or refuses it when the store did. */
static ht_err count_put(import_job *job, ht_err err, int64_t source, uint64_t *count) {
  if (err) return import_refuse_fault(job, (uint64_t)source, "", err);
  (*count)++;
  return HT_OK;
}

static ht_err take_land(void *context, const ht_land_record *land, int64_t source, ht_fault *fault) {
  import_job *job = context;
  bool sound;
  job->report->read++;
  ht_land_record checked = *land;
  arena_reset(&job->row);
  ht_err err = import_check_polygon(job, (uint64_t)source, &checked.shape, &sound);
  if (err || !sound) return err;
  return count_put(job, ht_put_land(job->store, &checked, fault), source, &job->report->land);
}

static ht_err take_barrier(void *context, const ht_barrier_record *barrier, int64_t source, ht_fault *fault) {
  import_job *job = context;
  job->report->read++;
  return count_put(job, ht_put_barrier(job->store, barrier, fault), source, &job->report->barriers);
}

static ht_err take_building(void *context, const ht_demand_record *building, int64_t source, ht_fault *fault) {
  import_job *job = context;
  bool sound;
  job->report->read++;
  ht_demand_record placed = *building;
  arena_reset(&job->row);
  ht_err err = import_check_polygon(job, (uint64_t)source, &placed.footprint, &sound);
  if (err || !sound) return err;
  err = bridge_geos_inside(job->geos, &placed.footprint, fault, &placed.position);
  if (!err) err = ht_put_demand(job->store, &placed, fault);
  return count_put(job, err, source, &job->report->demand);
}

static ht_err take_problem(void *context, const osm_problem *problem, ht_fault *fault) {
  static const char *const types[] = {"node", "way", "relation"};
  (void)fault;
  import_note(context, (uint64_t)problem->id, types[problem->type], problem->reason);
  return HT_OK;
}

static ht_err clear_last(import_job *job) {
  static const ht_kind kinds[] = {HT_LAND, HT_BARRIERS, HT_DEMAND};
  ht_err err = ht_store_set_source(job->store, OSM_SOURCE, job->fault);
  for (size_t i = 0; !err && i < sizeof kinds / sizeof *kinds; i++) {
    uint64_t count;
    err = ht_store_clear(job->store, kinds[i], OSM_SOURCE, job->fault, &count);
  }
  return err;
}

static ht_err import_osm(import_job *job) {
  const osm_taker taker = {job, take_network, take_land, take_barrier, take_building, take_problem};
  char today[11];
  day_format(day_of_time(time_now_s(), TIME_SHANGHAI_OFFSET_S), today);
  ht_err err = clear_last(job);
  if (!err) err = osm_extract(job->path, &taker, job->options->progress, job->fault);
  if (!err && job->report->streets == 0)
    err = fault_set(job->fault, HT_BAD_DATA, "it has no street that may be walked");
  return err ? err : ht_put_source(job->store, "© OpenStreetMap contributors", "ODbL 1.0", today, job->fault);
}

/* OSM states its system: an option that says otherwise is a mistake worth telling. */
static ht_err check_crs(import_job *job) {
  const char *crs = job->options->crs;
  if (!crs || strcasecmp(crs, "wgs84") == 0 || strcasecmp(crs, "EPSG:4326") == 0) return HT_OK;
  return fault_parameter(job->fault, "crs", crs, "wgs84, which OpenStreetMap's data always is");
}

ht_err import_streets(import_job *job) {
  bool is_osm;
  ht_err err = osm_recognise(job->path, job->fault, &is_osm);
  if (err) return err;
  if (!is_osm) return import_lines(job);
  err = check_crs(job);
  return err ? err : import_osm(job);
}
