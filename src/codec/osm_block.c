/* SPDX-License-Identifier: Apache-2.0 */
/*
 * One block of a .osm.pbf file.
 *
 * A block is a table of texts and groups of elements that point into it. Numbers are small by being differences: ids,
 * node references and coordinates each count from the one before; coordinates are in units of the block's granularity
 * (nanodegrees). Nodes come "dense": parallel arrays of ids, latitudes, longitudes and one run of tags in which 0
 * ends a node's.
 *
 * Texts are not ended by a NUL in the file. The byte after a text is always the key of the next field, so once all
 * fields of the block have been found those bytes may be overwritten, and texts need not be copied.
 */
#include "codec/osm_block.h"

#include <string.h>

#include "base/fault.h"
#include "codec/proto.h"

typedef struct reading {
  osm_block *block;
  const osm_sink *sink;
  ht_fault *fault;
  int64_t granularity, lat_offset, lon_offset;
  const char *const *strings;
  size_t string_count;
} reading;

void osm_block_release(osm_block *block) {
  buffer_release(&block->strings);
  buffer_release(&block->groups);
  buffer_release(&block->tags);
  buffer_release(&block->refs);
  buffer_release(&block->members);
}

static ht_err damaged(const reading *r, const char *what) {
  return fault_set(r->fault, HT_BAD_DATA, "%s is damaged", what);
}

ht_err osm_block_check_header(const uint8_t *bytes, size_t length, ht_fault *fault) {
  enum { REQUIRED_FEATURE = 4 };
  proto_reader reader = proto_open(bytes, length);
  proto_field field;
  while (proto_next(&reader, &field)) {
    if (field.number != REQUIRED_FEATURE || field.wire != PROTO_BYTES) continue;
    const char *feature = (const char *)field.bytes;
    bool known = (field.length == 14 && memcmp(feature, "OsmSchema-V0.6", 14) == 0) ||
                 (field.length == 10 && memcmp(feature, "DenseNodes", 10) == 0);
    if (!known)
      return fault_set(fault, HT_BAD_DATA, "the file demands '%.*s', which is not read here",
                       (int)(field.length < 60 ? field.length : 60), feature);
  }
  return reader.broken ? fault_set(fault, HT_BAD_DATA, "the file's header is damaged") : HT_OK;
}

static ht_err read_strings(reading *r, const proto_field *table) {
  base_buffer *texts = &r->block->strings;
  proto_reader reader = proto_inside(table);
  proto_field field;
  while (proto_next(&reader, &field)) {
    if (field.number != 1 || field.wire != PROTO_BYTES) continue;
    const char *text = (const char *)field.bytes;
    buffer_append(texts, &text, sizeof text);
  }
  if (reader.broken) return damaged(r, "a block's table of texts");
  return texts->failed ? fault_memory(r->fault) : HT_OK;
}

/* Ends every text by a NUL, each written when the key it falls on has been read. */
static void end_strings(const proto_field *table) {
  proto_reader reader = proto_inside(table);
  uint8_t *previous_end = NULL;
  proto_field field;
  while (proto_next(&reader, &field)) {
    if (previous_end) *previous_end = '\0';
    previous_end = NULL;
    if (field.number == 1 && field.wire == PROTO_BYTES) previous_end = (uint8_t *)(uintptr_t)field.bytes + field.length;
  }
  if (previous_end) *previous_end = '\0';
}

static ht_err add_tag(reading *r, uint64_t key, uint64_t value) {
  if (key >= r->string_count || value >= r->string_count) return damaged(r, "a tag");
  osm_tag tag = {r->strings[key], r->strings[value]};
  buffer_append(&r->block->tags, &tag, sizeof tag);
  return r->block->tags.failed ? fault_memory(r->fault) : HT_OK;
}

static osm_tags tags_of(const reading *r) {
  return (osm_tags){(const osm_tag *)(const void *)r->block->tags.bytes,
                    (uint32_t)(r->block->tags.length / sizeof(osm_tag))};
}

/* Reads the parallel arrays of keys and values. */
static ht_err read_tags(reading *r, const proto_field *keys, const proto_field *values) {
  buffer_clear(&r->block->tags);
  proto_reader key_reader = proto_open(keys->bytes, keys->length),
               value_reader = proto_open(values->bytes, values->length);
  uint64_t key, value;
  while (proto_varint(&key_reader, &key)) {
    if (!proto_varint(&value_reader, &value)) return damaged(r, "a tag");
    ht_err err = add_tag(r, key, value);
    if (err) return err;
  }
  return key_reader.broken || value_reader.broken || value_reader.at != value_reader.end ? damaged(r, "a tag") : HT_OK;
}

/* offset + granularity * value nanodegrees as degrees; what does not fit is no coordinate. */
static double degrees(const reading *r, int64_t offset, int64_t value) {
  int64_t product, sum;
  if (__builtin_mul_overflow(r->granularity, value, &product) || __builtin_add_overflow(offset, product, &sum))
    return 1e9;
  return (double)sum / 1e9;
}

static ht_err tell_node(reading *r, int64_t id, int64_t lat, int64_t lon) {
  osm_node node = {id, {degrees(r, r->lon_offset, lon), degrees(r, r->lat_offset, lat)}, tags_of(r)};
  ht_err err = osm_check_position(id, node.position, r->fault);
  return err ? err : r->sink->node(r->sink->context, &node, r->fault);
}

static int64_t plus(int64_t sum, uint64_t difference) {
  return (int64_t)((uint64_t)sum + (uint64_t)proto_signed(difference));
}

static ht_err read_dense_tags(reading *r, proto_reader *keys_values) {
  buffer_clear(&r->block->tags);
  uint64_t key, value;
  while (proto_varint(keys_values, &key) && key != 0) {
    if (!proto_varint(keys_values, &value)) return damaged(r, "a node's tag");
    ht_err err = add_tag(r, key, value);
    if (err) return err;
  }
  return keys_values->broken ? damaged(r, "a node's tag") : HT_OK;
}

static ht_err read_dense(reading *r, const proto_field *group) {
  enum { ID = 1, LAT = 8, LON = 9, KEYS_VALUES = 10 };
  proto_reader message = proto_inside(group), ids = {0}, lats = {0}, lons = {0}, keys_values = {0};
  proto_field field;
  while (proto_next(&message, &field)) {
    if (field.number == ID) ids = proto_inside(&field);
    if (field.number == LAT) lats = proto_inside(&field);
    if (field.number == LON) lons = proto_inside(&field);
    if (field.number == KEYS_VALUES) keys_values = proto_inside(&field);
  }
  int64_t id = 0, lat = 0, lon = 0;
  uint64_t id_step, lat_step, lon_step;
  while (proto_varint(&ids, &id_step) && proto_varint(&lats, &lat_step) && proto_varint(&lons, &lon_step)) {
    id = plus(id, id_step), lat = plus(lat, lat_step), lon = plus(lon, lon_step);
    ht_err err = read_dense_tags(r, &keys_values);
    if (!err) err = tell_node(r, id, lat, lon);
    if (err) return err;
  }
  bool all = ids.at == ids.end && lats.at == lats.end && lons.at == lons.end && keys_values.at == keys_values.end;
  bool sound = !message.broken && !ids.broken && !lats.broken && !lons.broken && !keys_values.broken;
  return all && sound ? HT_OK : damaged(r, "a run of nodes");
}

static ht_err read_node(reading *r, const proto_field *element) {
  enum { ID = 1, KEYS = 2, VALUES = 3, LAT = 8, LON = 9 };
  proto_reader message = proto_inside(element);
  proto_field field, keys = {0}, values = {0};
  uint64_t numbers[LON + 1] = {0};
  while (proto_next(&message, &field)) {
    if (field.number == KEYS) keys = field;
    if (field.number == VALUES) values = field;
    if (field.number <= LON && field.wire == PROTO_VARINT) numbers[field.number] = field.value;
  }
  if (message.broken) return damaged(r, "a node");
  ht_err err = read_tags(r, &keys, &values);
  return err ? err : tell_node(r, proto_signed(numbers[ID]), proto_signed(numbers[LAT]), proto_signed(numbers[LON]));
}

static ht_err read_refs(reading *r, const proto_field *packed) {
  buffer_clear(&r->block->refs);
  proto_reader reader = proto_open(packed->bytes, packed->length);
  uint64_t step;
  int64_t ref = 0;
  while (proto_varint(&reader, &step)) {
    ref = plus(ref, step);
    buffer_append(&r->block->refs, &ref, sizeof ref);
  }
  if (reader.broken) return damaged(r, "a way");
  return r->block->refs.failed ? fault_memory(r->fault) : HT_OK;
}

static ht_err read_way(reading *r, const proto_field *element) {
  enum { ID = 1, KEYS = 2, VALUES = 3, REFS = 8 };
  proto_reader message = proto_inside(element);
  proto_field field, keys = {0}, values = {0}, refs = {0};
  osm_way way = {0};
  while (proto_next(&message, &field)) {
    if (field.number == ID) way.id = (int64_t)field.value;
    if (field.number == KEYS) keys = field;
    if (field.number == VALUES) values = field;
    if (field.number == REFS) refs = field;
  }
  if (message.broken) return damaged(r, "a way");
  ht_err err = read_tags(r, &keys, &values);
  if (!err) err = read_refs(r, &refs);
  if (err) return err;
  way.tags = tags_of(r);
  way.refs = (const int64_t *)(const void *)r->block->refs.bytes;
  way.ref_count = (uint32_t)(r->block->refs.length / sizeof *way.refs);
  return r->sink->way(r->sink->context, &way, r->fault);
}

static ht_err read_members(reading *r, const proto_field *roles, const proto_field *ids, const proto_field *types) {
  base_buffer *members = &r->block->members;
  buffer_clear(members);
  proto_reader role_reader = proto_open(roles->bytes, roles->length), id_reader = proto_open(ids->bytes, ids->length),
               type_reader = proto_open(types->bytes, types->length);
  uint64_t role, step, type;
  int64_t id = 0;
  while (proto_varint(&role_reader, &role) && proto_varint(&id_reader, &step) && proto_varint(&type_reader, &type)) {
    id = plus(id, step);
    if (role >= r->string_count || type > OSM_RELATION) return damaged(r, "a relation's member");
    osm_member member = {id, (osm_type)type, r->strings[role]};
    buffer_append(members, &member, sizeof member);
  }
  bool all = role_reader.at == role_reader.end && id_reader.at == id_reader.end && type_reader.at == type_reader.end;
  if (!all || role_reader.broken || id_reader.broken || type_reader.broken) return damaged(r, "a relation's member");
  return members->failed ? fault_memory(r->fault) : HT_OK;
}

static ht_err read_relation(reading *r, const proto_field *element) {
  enum { ID = 1, KEYS = 2, VALUES = 3, ROLES = 8, MEMBERS = 9, TYPES = 10 };
  proto_reader message = proto_inside(element);
  proto_field field, parts[TYPES + 1] = {{0}};
  osm_relation relation = {0};
  while (proto_next(&message, &field)) {
    if (field.number == ID)
      relation.id = (int64_t)field.value;
    else if (field.number <= TYPES)
      parts[field.number] = field;
  }
  if (message.broken) return damaged(r, "a relation");
  ht_err err = read_tags(r, &parts[KEYS], &parts[VALUES]);
  if (!err) err = read_members(r, &parts[ROLES], &parts[MEMBERS], &parts[TYPES]);
  if (err) return err;
  relation.tags = tags_of(r);
  relation.members = (const osm_member *)(const void *)r->block->members.bytes;
  relation.member_count = (uint32_t)(r->block->members.length / sizeof *relation.members);
  return r->sink->relation(r->sink->context, &relation, r->fault);
}

static ht_err read_group(reading *r, const proto_field *group) {
  enum { NODE = 1, DENSE = 2, WAY = 3, RELATION = 4 };
  proto_reader reader = proto_inside(group);
  proto_field field;
  ht_err err = HT_OK;
  while (!err && proto_next(&reader, &field)) {
    if (field.wire != PROTO_BYTES) return damaged(r, "a group of elements");
    if (field.number == NODE && r->sink->node) err = read_node(r, &field);
    if (field.number == DENSE && r->sink->node) err = read_dense(r, &field);
    if (field.number == WAY && r->sink->way) err = read_way(r, &field);
    if (field.number == RELATION && r->sink->relation) err = read_relation(r, &field);
  }
  return !err && reader.broken ? damaged(r, "a group of elements") : err;
}

/* Finds the table of texts and the units, which may stand after the groups. */
static ht_err read_frame(reading *r, const uint8_t *bytes, size_t length, proto_field *table) {
  enum { STRINGS = 1, GRANULARITY = 17, LAT_OFFSET = 19, LON_OFFSET = 20 };
  proto_reader reader = proto_open(bytes, length);
  proto_field field;
  while (proto_next(&reader, &field)) {
    if (field.number == STRINGS) *table = field;
    if (field.number == GRANULARITY) r->granularity = (int64_t)field.value;
    if (field.number == LAT_OFFSET) r->lat_offset = (int64_t)field.value;
    if (field.number == LON_OFFSET) r->lon_offset = (int64_t)field.value;
  }
  if (reader.broken || table->wire != PROTO_BYTES) return damaged(r, "a block");
  return read_strings(r, table);
}

ht_err osm_block_read(osm_block *block, uint8_t *bytes, size_t length, const osm_sink *sink, ht_fault *fault) {
  enum { GROUP = 2 };
  reading r = {.block = block, .sink = sink, .fault = fault, .granularity = 100};
  proto_field table = {0}, field;
  buffer_clear(&block->strings);
  ht_err err = read_frame(&r, bytes, length, &table);
  if (err) return err;
  r.strings = (const char *const *)(const void *)block->strings.bytes;
  r.string_count = block->strings.length / sizeof *r.strings;
  buffer_clear(&block->groups);
  for (proto_reader reader = proto_open(bytes, length); proto_next(&reader, &field);)
    if (field.number == GROUP && field.wire == PROTO_BYTES) buffer_append(&block->groups, &field, sizeof field);
  if (block->groups.failed) return fault_memory(fault);
  end_strings(&table);
  const proto_field *groups = (const proto_field *)(const void *)block->groups.bytes;
  for (size_t i = 0; !err && i < block->groups.length / sizeof *groups; i++) err = read_group(&r, &groups[i]);
  return err;
}
