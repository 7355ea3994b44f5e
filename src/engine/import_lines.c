/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Streets from a layer of lines, which has no topology: streets meet where they have a vertex with equal coordinates,
 * to the last bit, and nowhere else. Snapping what is only near would join a bridge to the street below it.
 *
 * The attributes are read as OpenStreetMap's tags, so that a layer made from OSM keeps its bridges, steps and access;
 * a class that OSM does not know is kept as the street's class, and the street may be walked.
 */
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/fault.h"
#include "codec/osm_network.h"
#include "engine/import_kinds.h"
#include "engine/import_table.h"

/* The lines read so far; way i has its refs at first_ref, which number all vertices from 0 until equal ones are
   joined. */
typedef struct import_gathered {
  base_buffer ways, vertices;
} gathered;

static bool find_walk(import_job *job, const import_row *row, const char *class_name, osm_walk_way *walk, bool *full) {
  osm_tag *tags = ARENA_ARRAY(&job->row, osm_tag, (size_t)row->header->count + 1);
  *full = tags == NULL;
  if (!tags) return false;
  uint32_t count = 1;
  for (uint32_t i = 0; i < row->header->count; i++)
    if (row->values[i] && strcasecmp(row->header->names[i], "highway") != 0)
      tags[count++] = (osm_tag){row->header->names[i], row->values[i]};
  tags[0] = (osm_tag){"highway", class_name};
  if (osm_walk_of_way(&(osm_tags){tags, count}, walk)) return true;
  if (osm_walk_knows_highway(class_name)) return false;
  tags[0].value = "road";
  return osm_walk_of_way(&(osm_tags){tags, count}, walk);
}

static ht_err gather_paths(import_job *job, const import_row *row, const osm_walk_way *walk, const char *name) {
  gathered *lines = job->lines;
  for (uint32_t path = 0; path < row->shape.path_count; path++) {
    uint32_t start = row->shape.path_start[path], end = row->shape.path_start[path + 1];
    osm_kept_way way = {
        .id = (int64_t)row->number, .ref_count = end - start, .street = true, .walk = *walk, .name = name};
    way.first_ref = lines->vertices.length / sizeof(ht_lonlat);
    buffer_append(&lines->vertices, row->shape.points + start, (end - start) * sizeof(ht_lonlat));
    buffer_append(&lines->ways, &way, sizeof way);
  }
  return lines->vertices.failed || lines->ways.failed ? fault_memory(job->fault) : HT_OK;
}

static ht_err gather_line(import_job *job, const import_row *row) {
  const char *class_name = import_row_text(job, row, IMPORT_CLASS), *name = import_row_text(job, row, IMPORT_NAME);
  if (!class_name || !name) return fault_memory(job->fault);
  osm_walk_way walk;
  bool full;
  if (!find_walk(job, row, class_name, &walk, &full))
    return full ? fault_memory(job->fault)
                : import_refuse(job, row->number, "class", "'%s' may not be walked", class_name);
  if (*class_name) walk.class_name = arena_text(&job->arena, class_name);
  name = *name ? arena_text(&job->arena, name) : "";
  return walk.class_name && name ? gather_paths(job, row, &walk, name) : fault_memory(job->fault);
}

/* A vertex and where it stands among all. */
typedef struct vertex {
  ht_lonlat position;
  uint64_t at;
} vertex;

static int by_position(const void *a, const void *b) {
  const vertex *left = a, *right = b;
  if (left->position.lon_deg != right->position.lon_deg)
    return left->position.lon_deg < right->position.lon_deg ? -1 : 1;
  if (left->position.lat_deg != right->position.lat_deg)
    return left->position.lat_deg < right->position.lat_deg ? -1 : 1;
  return left->at < right->at ? -1 : left->at > right->at;
}

/* What joining equal vertices makes: the nodes, and for every vertex its node. */
typedef struct joined {
  vertex *sorted;
  int64_t *refs, *ids;
  ht_lonlat *positions;
  uint8_t *flags;
  size_t node_count;
} joined;

static void join_vertices(const ht_lonlat *vertices, size_t count, joined *j) {
  for (size_t i = 0; i < count; i++) j->sorted[i] = (vertex){vertices[i], i};
  qsort(j->sorted, count, sizeof *j->sorted, by_position);
  for (size_t i = 0; i < count; i++) {
    const vertex *v = &j->sorted[i], *before = &j->sorted[i ? i - 1 : 0];
    bool again =
        i && v->position.lon_deg == before->position.lon_deg && v->position.lat_deg == before->position.lat_deg;
    if (!again) {
      j->positions[j->node_count] = v->position;
      j->ids[j->node_count] = (int64_t)j->node_count + 1;
      j->node_count++;
    }
    j->refs[v->at] = (int64_t)j->node_count - 1;
  }
}

static ht_err put_lines(import_job *job, const gathered *lines) {
  size_t count = lines->vertices.length / sizeof(ht_lonlat);
  base_arena *arena = &job->arena;
  joined j = {ARENA_ARRAY(arena, vertex, count),  ARENA_ARRAY(arena, int64_t, count),
              ARENA_ARRAY(arena, int64_t, count), ARENA_ARRAY(arena, ht_lonlat, count),
              ARENA_ARRAY(arena, uint8_t, count), 0};
  if (!j.sorted || !j.refs || !j.ids || !j.positions || !j.flags) return fault_memory(job->fault);
  join_vertices((const ht_lonlat *)(const void *)lines->vertices.bytes, count, &j);
  const osm_kept kept = {.ways = (const osm_kept_way *)(const void *)lines->ways.bytes,
                         .way_count = lines->ways.length / sizeof(osm_kept_way),
                         .refs = j.refs,
                         .node_ids = j.ids,
                         .node_positions = j.positions,
                         .node_flags = j.flags,
                         .node_count = j.node_count};
  osm_network network;
  ht_err err = osm_network_build(&kept, job->fault, &network);
  if (!err && network.record.street_count == 0)
    err = fault_set(job->fault, HT_BAD_DATA, "it has no street that may be walked");
  if (!err) err = import_put_network(job, &network.record);
  osm_network_release(&network);
  return err;
}

ht_err import_lines(import_job *job) {
  static const import_table_spec spec = {.wanted = {.fields = IMPORT_BIT(IMPORT_CLASS) | IMPORT_BIT(IMPORT_NAME)},
                                         .shapes = 1u << HT_LINES,
                                         .row = gather_line};
  gathered lines = {0};
  job->lines = &lines;
  ht_err err = import_table(job, &spec);
  if (!err && lines.ways.length > 0) err = put_lines(job, &lines);
  buffer_release(&lines.ways);
  buffer_release(&lines.vertices);
  return err;
}
