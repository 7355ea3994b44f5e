/* SPDX-License-Identifier: Apache-2.0 */
/*
 * From what was kept to what is handed out. A kept way may be several things at once: a pier is a street and nothing
 * else, a riverbank is land and a barrier, the edge of a square is a street, a school's outline land only.
 */
#include "codec/osm_extract.h"

#include "base/fault.h"
#include "codec/osm_keep.h"
#include "codec/osm_network.h"
#include "codec/osm_rings.h"

typedef struct extracting {
  const osm_kept *kept;
  const osm_taker *taker;
  ht_fault *fault;
  base_arena scratch; /* of one way or relation */
} extracting;

static ht_err report(extracting *x, osm_type type, int64_t id, const char *reason) {
  osm_problem problem = {type, id, reason};
  return x->taker->problem(x->taker->context, &problem, x->fault);
}

static ht_err hand_area(extracting *x, osm_type type, int64_t id, const char *name, const osm_land_facts *facts,
                        const ht_shape *shape) {
  const osm_taker *taker = x->taker;
  ht_land_record land = {facts->land, name, *shape};
  ht_barrier_record barrier = {facts->barrier, *shape};
  ht_err err = HT_OK;
  if (facts->land) err = taker->land(taker->context, &land, id, x->fault);
  if (!err && facts->barrier) err = taker->barrier(taker->context, &barrier, id, x->fault);
  if (err || !facts->building) return err;
  const char *code = arena_printf(&x->scratch, "osm:%s/%lld", type == OSM_WAY ? "way" : "relation", (long long)id);
  if (!code) return fault_memory(x->fault);
  ht_demand_record building = {.code = code, .position = shape->points[0], .footprint = *shape};
  return taker->building(taker->context, &building, id, x->fault);
}

/* The way's unbroken runs of nodes as lines; of an area, which has all its nodes, the one ring. */
static ht_err lines_of(extracting *x, const osm_kept_way *way, ht_shape *shape) {
  ht_lonlat *points = ARENA_ARRAY(&x->scratch, ht_lonlat, way->ref_count);
  uint32_t *starts = ARENA_ARRAY(&x->scratch, uint32_t, way->ref_count / 2 + 2);
  if (!points || !starts) return fault_memory(x->fault);
  uint32_t count = 0, paths = 0;
  for (uint32_t i = 0; i <= way->ref_count; i++) {
    bool node = i < way->ref_count && x->kept->refs[way->first_ref + i] != OSM_NO_NODE;
    if (node)
      points[count++] = x->kept->node_positions[x->kept->refs[way->first_ref + i]];
    else if (count - starts[paths] >= 2)
      starts[++paths] = count;
    else
      count = starts[paths];
  }
  *shape =
      (ht_shape){.kind = HT_LINES, .point_count = count, .path_count = paths, .points = points, .path_start = starts};
  return HT_OK;
}

static bool misses_nodes(const extracting *x, const osm_kept_way *way) {
  for (uint32_t i = 0; i < way->ref_count; i++)
    if (x->kept->refs[way->first_ref + i] == OSM_NO_NODE) return true;
  return false;
}

static ht_err hand_barrier_line(extracting *x, const osm_kept_way *way, const char *class_name, const ht_shape *shape) {
  ht_barrier_record barrier = {class_name, *shape};
  return shape->path_count == 0 ? HT_OK : x->taker->barrier(x->taker->context, &barrier, way->id, x->fault);
}

/* Of an area that misses nodes the border that is there still stops a walker, though the area cannot be drawn. */
static ht_err hand_area_way(extracting *x, const osm_kept_way *way, ht_shape shape) {
  static const uint32_t one_part[] = {0, 1};
  if (misses_nodes(x, way)) {
    ht_err err = report(x, OSM_WAY, way->id, "a node of the area is not in the file");
    return err || !way->facts.barrier ? err : hand_barrier_line(x, way, way->facts.barrier, &shape);
  }
  shape.kind = HT_POLYGONS;
  shape.part_count = 1;
  shape.part_start = one_part;
  return hand_area(x, OSM_WAY, way->id, way->name, &way->facts, &shape);
}

static ht_err hand_way(extracting *x, const osm_kept_way *way) {
  if (!way->facts.land && !way->facts.barrier && !way->facts.building) return HT_OK;
  arena_reset(&x->scratch);
  ht_shape shape;
  ht_err err = lines_of(x, way, &shape);
  if (err) return err;
  if (way->area) return hand_area_way(x, way, shape);
  if (way->facts.barrier) return hand_barrier_line(x, way, way->facts.barrier, &shape);
  return HT_OK;
}

/* The shore that is there still stops a walker, though the lake as a whole cannot be drawn. */
static ht_err hand_broken_shore(extracting *x, const osm_kept_relation *relation) {
  for (uint32_t i = 0; i < relation->member_count; i++) {
    const osm_kept_way *way = osm_kept_find_way(x->kept, x->kept->members[relation->first_member + i].way);
    if (!way || way->facts.barrier) continue;
    ht_shape shape;
    ht_err err = lines_of(x, way, &shape);
    if (!err) err = hand_barrier_line(x, way, relation->facts.barrier, &shape);
    if (err) return err;
  }
  return HT_OK;
}

static ht_err hand_relation(extracting *x, const osm_kept_relation *relation) {
  if (!relation->facts.land && !relation->facts.barrier && !relation->facts.building) return HT_OK;
  arena_reset(&x->scratch);
  ht_shape shape = {0};
  osm_rings_flaw flaw;
  ht_err err = osm_rings_of_relation(x->kept, relation, &x->scratch, x->fault, &shape, &flaw);
  if (err) return err;
  if (!flaw) return hand_area(x, OSM_RELATION, relation->id, relation->name, &relation->facts, &shape);
  err = report(x, OSM_RELATION, relation->id, osm_rings_flaw_text(flaw));
  return err || !relation->facts.barrier ? err : hand_broken_shore(x, relation);
}

static ht_err report_ways(extracting *x) {
  for (size_t i = 0; i < x->kept->way_count; i++) {
    const osm_kept_way *way = &x->kept->ways[i];
    ht_err err = HT_OK;
    if (way->street && way->ref_count < 2)
      err = report(x, OSM_WAY, way->id, "a street with fewer than two nodes");
    else if (way->street && misses_nodes(x, way))
      err = report(x, OSM_WAY, way->id, "a node of the street is not in the file: it is cut there");
    if (err) return err;
  }
  return HT_OK;
}

static ht_err hand_network(extracting *x) {
  osm_network network;
  ht_err err = osm_network_build(x->kept, x->fault, &network);
  if (!err) err = x->taker->network(x->taker->context, &network.record, x->fault);
  osm_network_release(&network);
  return err ? err : report_ways(x);
}

ht_err osm_extract(const char *path, const osm_taker *taker, ht_progress progress, ht_fault *fault) {
  osm_kept kept;
  ht_err err = osm_keep(path, progress, fault, &kept);
  extracting x = {.kept = &kept, .taker = taker, .fault = fault};
  if (!err) err = hand_network(&x);
  for (size_t i = 0; !err && i < kept.way_count; i++) err = hand_way(&x, &kept.ways[i]);
  for (size_t i = 0; !err && i < kept.relation_count; i++) err = hand_relation(&x, &kept.relations[i]);
  arena_release(&x.scratch);
  osm_kept_release(&kept);
  return err;
}
