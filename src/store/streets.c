/* SPDX-License-Identifier: Apache-2.0 */

/* The walking network. It is replaced whole, so its indexes are built anew each time. Node ids are the indices of
   the network plus one. */

#include "base/fault.h"
#include "codec/spatialite_blob.h"
#include "store/change.h"
#include "store/connection.h"
#include "store/rtree.h"
#include "store/shape_check.h"
#include "store/statement.h"
#include "store/store.h"

#include <stdlib.h>

static ht_err check_nodes(const ht_network_record *network, ht_fault *fault) {
  for (uint32_t i = 0; i < network->node_count; i++) {
    ht_err err = shape_check_point(network->nodes[i].position, fault);
    if (err) return fault_prefix(fault, err, "street node %lld", (long long)network->nodes[i].source);
  }
  return HT_OK;
}

static ht_err check_street(const ht_network_record *network, const ht_street_record *street, ht_fault *fault) {
  if (street->node_a >= network->node_count || street->node_b >= network->node_count)
    return fault_set(fault, HT_BAD_DATA, "it ends at a node that does not exist");
  if (street->point_count < 2 || street->first_point > network->point_count ||
      street->point_count > network->point_count - street->first_point)
    return fault_set(fault, HT_BAD_DATA, "its points do not exist");
  if (street->length_mm < 0) return fault_set(fault, HT_BAD_DATA, "its length is negative");
  for (uint32_t i = 0; i < street->point_count; i++) {
    ht_err err = shape_check_point(network->points[street->first_point + i], fault);
    if (err) return err;
  }
  return HT_OK;
}

static ht_err check_network(const ht_network_record *network, ht_fault *fault) {
  ht_err err = check_nodes(network, fault);
  for (uint32_t i = 0; !err && i < network->street_count; i++) {
    err = check_street(network, &network->streets[i], fault);
    if (err) err = fault_prefix(fault, err, "street %u (way %lld)", i, (long long)network->streets[i].source);
  }
  return err;
}

static ht_err clear_streets(ht_store *store, ht_fault *fault) {
  ht_err err = store_execute(store, "DELETE FROM street", fault);
  if (err) return err;
  store->tally[HT_STREETS].retired = (uint64_t)sqlite3_changes64(store->db);
  err = store_execute(store, "DELETE FROM street_node", fault);
  if (!err) err = rtree_clear(store, STORE_STREET, fault);
  if (!err) err = rtree_clear(store, STORE_STREET_NODE, fault);
  return err;
}

static ht_err insert_nodes(ht_store *store, const ht_network_record *network, ht_fault *fault) {
  for (uint32_t i = 0; i < network->node_count; i++) {
    const ht_street_node_record *node = &network->nodes[i];
    store_statement s = statement_new(store, "INSERT INTO street_node (id, source, flags, geom) VALUES (?, ?, ?, ?)");
    bind_integer(&s, (int64_t)i + 1);
    bind_integer(&s, node->source);
    bind_integer(&s, node->flags);
    bind_point(&s, node->position);
    ht_err err = statement_run(&s, fault);
    if (!err) err = rtree_insert_point(store, STORE_STREET_NODE, (int64_t)i + 1, node->position, fault);
    if (err) return err;
  }
  return HT_OK;
}

static ht_err insert_street(ht_store *store, const ht_network_record *network, uint32_t index, ht_fault *fault) {
  const ht_street_record *street = &network->streets[index];
  const uint32_t start[2] = {0, street->point_count};
  const ht_shape line = {HT_LINES, street->point_count, 1, 1, network->points + street->first_point, start, NULL};
  store_statement s = statement_new(store, "INSERT INTO street (id, node_a, node_b, class, name, flags, layer, source,"
                                           " length_mm, geom) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
  bind_integer(&s, (int64_t)index + 1);
  bind_integer(&s, (int64_t)street->node_a + 1);
  bind_integer(&s, (int64_t)street->node_b + 1);
  bind_text(&s, street->class_name);
  bind_text(&s, street->name);
  bind_integer(&s, street->flags);
  bind_integer(&s, street->layer);
  bind_integer(&s, street->source);
  bind_integer(&s, street->length_mm);
  bind_shape(&s, &line);
  ht_err err = statement_run(&s, fault);
  return err ? err : rtree_insert(store, STORE_STREET, (int64_t)index + 1, &line, fault);
}

ht_err ht_put_network(ht_store *store, const ht_network_record *network, ht_fault *fault) {
  ht_err err = store_check_writing(store, fault);
  if (!err) err = check_network(network, fault);
  if (!err) err = clear_streets(store, fault);
  if (!err) err = insert_nodes(store, network, fault);
  for (uint32_t i = 0; !err && i < network->street_count; i++) err = insert_street(store, network, i, fault);
  if (err) return err;
  store->tally[HT_STREETS].inserted = network->street_count;
  store->changed = true;
  if (store->tally[HT_STREETS].retired == 0) return HT_OK;
  store_note note = {.kind = "street", .action = "replace", .count = store->tally[HT_STREETS].retired};
  return change_note(store, &note, fault);
}

/* A network while it is read. Texts and points go where they will stay, nodes and streets grow. */
typedef struct network_reader {
  base_arena *arena;
  base_buffer ids, nodes, streets, points;
} network_reader;

static uint32_t count_of(const base_buffer *buffer, size_t item_size) {
  return (uint32_t)(buffer->length / item_size);
}

static ht_err read_nodes(ht_store *store, network_reader *reader, ht_fault *fault) {
  store_statement s = statement_new(store, "SELECT id, source, flags, geom FROM street_node ORDER BY id");
  base_arena scratch = {0};
  ht_err err = HT_OK;
  while (!err && statement_next(&s)) {
    int64_t id = column_integer(&s, 0);
    ht_street_node_record node = {.source = column_integer(&s, 1), .flags = (uint32_t)column_integer(&s, 2)};
    arena_reset(&scratch);
    err = column_point(&s, 3, &scratch, fault, &node.position);
    buffer_append(&reader->ids, &id, sizeof id);
    buffer_append(&reader->nodes, &node, sizeof node);
  }
  arena_release(&scratch);
  ht_err ended = statement_end(&s, fault);
  return err ? err : ended;
}

static int compare_ids(const void *a, const void *b) {
  int64_t left = *(const int64_t *)a, right = *(const int64_t *)b;
  return (left > right) - (left < right);
}

/* The index of the node with this id: mostly id - 1, unless another program has deleted nodes. */
static ht_err node_index(const network_reader *reader, int64_t id, ht_fault *fault, uint32_t *index) {
  const int64_t *ids = (const int64_t *)(const void *)reader->ids.bytes;
  size_t count = reader->ids.length / sizeof *ids;
  const int64_t *found = id > 0 && (uint64_t)id <= count && ids[id - 1] == id
                             ? &ids[id - 1]
                             : bsearch(&id, ids, count, sizeof *ids, compare_ids);
  if (!found) return fault_set(fault, HT_BAD_DATA, "a street ends at node %lld, which is not stored", (long long)id);
  *index = (uint32_t)(found - ids);
  return HT_OK;
}

static ht_err read_street(store_statement *s, network_reader *reader, base_arena *scratch, ht_fault *fault) {
  ht_street_record street = {
      .class_name = arena_text(reader->arena, column_text(s, 2)),
      .name = arena_text(reader->arena, column_text(s, 3)),
      .flags = (uint32_t)column_integer(s, 4),
      .layer = (int32_t)column_integer(s, 5),
      .source = column_integer(s, 6),
      .length_mm = column_integer(s, 7),
      .first_point = count_of(&reader->points, sizeof(ht_lonlat)),
  };
  if (!street.class_name || !street.name) return fault_memory(fault);
  ht_shape line;
  ht_err err = node_index(reader, column_integer(s, 0), fault, &street.node_a);
  if (!err) err = node_index(reader, column_integer(s, 1), fault, &street.node_b);
  if (!err) err = column_shape(s, 8, scratch, fault, &line);
  if (err) return err;
  if (line.kind != HT_LINES || line.path_count != 1 || line.point_count < 2)
    return fault_set(fault, HT_BAD_DATA, "a stored street is not a line");
  street.point_count = line.point_count;
  buffer_append(&reader->points, line.points, line.point_count * sizeof *line.points);
  buffer_append(&reader->streets, &street, sizeof street);
  return HT_OK;
}

static ht_err read_streets(ht_store *store, network_reader *reader, ht_fault *fault) {
  store_statement s = statement_new(store, "SELECT node_a, node_b, class, name, flags, layer, source, length_mm, geom"
                                           " FROM street ORDER BY id");
  base_arena scratch = {0};
  ht_err err = HT_OK;
  while (!err && statement_next(&s)) {
    arena_reset(&scratch);
    err = read_street(&s, reader, &scratch, fault);
  }
  arena_release(&scratch);
  ht_err ended = statement_end(&s, fault);
  return err ? err : ended;
}

/* Copies what grew into arena; NULL when memory is exhausted. */
static const void *keep(base_arena *arena, const base_buffer *buffer) {
  return buffer->failed ? NULL : arena_text_n(arena, buffer->bytes, buffer->length);
}

ht_err store_read_network(ht_store *store, base_arena *arena, ht_fault *fault, ht_network_record *network) {
  network_reader reader = {.arena = arena};
  ht_err err = read_nodes(store, &reader, fault);
  if (!err) err = read_streets(store, &reader, fault);
  ht_network_record read = {
      .nodes = err ? NULL : keep(arena, &reader.nodes),
      .node_count = count_of(&reader.nodes, sizeof *read.nodes),
      .streets = err ? NULL : keep(arena, &reader.streets),
      .street_count = count_of(&reader.streets, sizeof *read.streets),
      .points = err ? NULL : keep(arena, &reader.points),
      .point_count = count_of(&reader.points, sizeof *read.points),
  };
  if (!err && (!read.nodes || !read.streets || !read.points || reader.ids.failed)) err = fault_memory(fault);
  if (!err) *network = read;
  buffer_release(&reader.ids);
  buffer_release(&reader.nodes);
  buffer_release(&reader.streets);
  buffer_release(&reader.points);
  return err;
}
