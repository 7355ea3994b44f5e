/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Three passes over the file, so that memory grows with what is kept and not with the file: relations first, because
 * only they know which untagged ways are pieces of a lake's shore; then ways; then the nodes that the kept ways refer
 * to. Afterwards the references of ways are indices of nodes, which are sorted by their id.
 *
 * The relations' members, and then the nodes' ids, are sorted arrays searched by halving: three times smaller than a
 * hash table, and a file is sorted by id nearly always, so that the search mostly starts where the last one ended.
 */
#include "codec/osm_keep.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/fault.h"
#include "base/utf8.h"

typedef struct keeping {
  osm_kept *kept;
  base_buffer wanted; /* osm_kept_member: the relations' members by way id, each once */
  size_t hint;        /* where the last node was found */
} keeping;

#define ITEMS(buffer, type) ((type *)(void *)(buffer).bytes)
#define ITEM_COUNT(buffer, type) ((buffer).length / sizeof(type))

static const char *keep_name(osm_kept *kept, const osm_tags *tags) {
  const char *name = osm_tag_value(tags, "name");
  if (!*name || !utf8_valid(name, strlen(name))) return "";
  return arena_text(&kept->names, name);
}

/* ---- First pass: multipolygons. */

static ht_err keep_relation(void *context, const osm_relation *relation, ht_fault *fault) {
  keeping *k = context;
  if (!osm_tag_is(&relation->tags, "type", "multipolygon")) return HT_OK;
  osm_walk_way walk;
  bool street = osm_walk_of_way(&relation->tags, &walk) && !(walk.flags & HT_STREET_FERRY);
  osm_kept_relation item = {.id = relation->id, .facts = osm_land_of(&relation->tags)};
  if (!street && !item.facts.land && !item.facts.barrier && !item.facts.building) return HT_OK;
  item.first_member = ITEM_COUNT(k->kept->member_memory, osm_kept_member);
  for (uint32_t i = 0; i < relation->member_count; i++) {
    if (relation->members[i].type != OSM_WAY) continue;
    osm_kept_member member = {relation->members[i].id, street};
    buffer_append(&k->kept->member_memory, &member, sizeof member);
    item.member_count++;
  }
  item.name = keep_name(k->kept, &relation->tags);
  buffer_append(&k->kept->relation_memory, &item, sizeof item);
  bool full = !item.name || k->kept->member_memory.failed || k->kept->relation_memory.failed;
  return full ? fault_memory(fault) : HT_OK;
}

static int by_way(const void *a, const void *b) {
  const osm_kept_member *left = a, *right = b;
  return left->way < right->way ? -1 : left->way > right->way;
}

/* Copies the members, sorts them and joins what stands there twice. */
static ht_err sort_wanted(keeping *k, ht_fault *fault) {
  buffer_append(&k->wanted, k->kept->member_memory.bytes, k->kept->member_memory.length);
  if (k->wanted.failed) return fault_memory(fault);
  osm_kept_member *items = ITEMS(k->wanted, osm_kept_member);
  size_t count = ITEM_COUNT(k->wanted, osm_kept_member), kept = 0;
  if (count == 0) return HT_OK;
  qsort(items, count, sizeof *items, by_way);
  for (size_t i = 1; i < count; i++) {
    if (items[i].way != items[kept].way)
      items[++kept] = items[i];
    else
      items[kept].street |= items[i].street;
  }
  k->wanted.length = (kept + 1) * sizeof *items;
  return HT_OK;
}

/* ---- Second pass: ways. */

/* The surface of a square is walked along its outline, as every way is; a building's or park's outline is no way. */
static bool street_of(const osm_way *way, const osm_kept_member *member, osm_walk_way *walk) {
  if (osm_walk_of_way(&way->tags, walk)) return true;
  if (!member || !member->street) return false;
  *walk = (osm_walk_way){.class_name = "pedestrian"};
  return true;
}

static ht_err keep_way(void *context, const osm_way *way, ht_fault *fault) {
  keeping *k = context;
  osm_kept *kept = k->kept;
  osm_kept_member wanted = {.way = way->id};
  const osm_kept_member *member =
      k->wanted.length == 0
          ? NULL
          : bsearch(&wanted, k->wanted.bytes, ITEM_COUNT(k->wanted, osm_kept_member), sizeof wanted, by_way);
  osm_kept_way item = {.id = way->id, .facts = osm_land_of(&way->tags)};
  item.street = street_of(way, member, &item.walk);
  if (!item.street && !member && !item.facts.land && !item.facts.barrier && !item.facts.building) return HT_OK;
  item.area = way->ref_count >= 4 && way->refs[0] == way->refs[way->ref_count - 1] && osm_land_is_area(&way->tags);
  item.first_ref = ITEM_COUNT(kept->ref_memory, int64_t);
  item.ref_count = way->ref_count;
  item.name = keep_name(kept, &way->tags);
  buffer_append(&kept->ref_memory, way->refs, way->ref_count * sizeof *way->refs);
  buffer_append(&kept->way_memory, &item, sizeof item);
  return !item.name || kept->ref_memory.failed || kept->way_memory.failed ? fault_memory(fault) : HT_OK;
}

static int by_id(const void *a, const void *b) {
  const int64_t *left = a, *right = b; /* osm_kept_way begins with its id */
  return *left < *right ? -1 : *left > *right;
}

/* Sorts the ways; of two with the same id the file's last one stays, as everywhere in OSM's tools. */
static void sort_ways(osm_kept *kept) {
  osm_kept_way *ways = ITEMS(kept->way_memory, osm_kept_way);
  size_t count = ITEM_COUNT(kept->way_memory, osm_kept_way), last = 0;
  if (count == 0) return;
  qsort(ways, count, sizeof *ways, by_id);
  for (size_t i = 1; i < count; i++) {
    bool again = ways[i].id == ways[last].id;
    if (!again)
      ways[++last] = ways[i];
    else if (ways[i].first_ref > ways[last].first_ref)
      ways[last] = ways[i];
  }
  kept->way_memory.length = (last + 1) * sizeof *ways;
}

/* ---- Third pass: nodes. */

static size_t find_node(const keeping *k, int64_t id) {
  const int64_t *ids = ITEMS(k->kept->id_memory, int64_t);
  size_t low = 0, high = ITEM_COUNT(k->kept->id_memory, int64_t);
  if (k->hint < high && ids[k->hint] <= id) low = k->hint;
  for (size_t reach = 1; low + reach < high; reach *= 2)
    if (ids[low + reach] > id) {
      high = low + reach;
      break;
    }
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    if (ids[middle] < id)
      low = middle + 1;
    else
      high = middle;
  }
  return low;
}

static bool has_node(const keeping *k, size_t at, int64_t id) {
  return at < ITEM_COUNT(k->kept->id_memory, int64_t) && ITEMS(k->kept->id_memory, int64_t)[at] == id;
}

static ht_err keep_node(void *context, const osm_node *node, ht_fault *fault) {
  keeping *k = context;
  (void)fault;
  size_t at = find_node(k, node->id);
  k->hint = at;
  if (!has_node(k, at, node->id)) return HT_OK;
  ITEMS(k->kept->position_memory, ht_lonlat)[at] = node->position;
  ITEMS(k->kept->flag_memory, uint8_t)[at] = (uint8_t)osm_walk_of_node(&node->tags);
  return HT_OK;
}

/* The ids that the ways refer to, sorted, each once; their positions unknown yet. */
static ht_err prepare_nodes(osm_kept *kept, ht_fault *fault) {
  buffer_append(&kept->id_memory, kept->ref_memory.bytes, kept->ref_memory.length);
  if (kept->id_memory.failed) return fault_memory(fault);
  int64_t *ids = ITEMS(kept->id_memory, int64_t);
  size_t count = ITEM_COUNT(kept->id_memory, int64_t), last = 0;
  if (count > 0) {
    qsort(ids, count, sizeof *ids, by_id);
    for (size_t i = 1; i < count; i++)
      if (ids[i] != ids[last]) ids[++last] = ids[i];
    count = last + 1;
  }
  kept->id_memory.length = count * sizeof *ids;
  if (!buffer_reserve(&kept->position_memory, count * sizeof(ht_lonlat)) || !buffer_reserve(&kept->flag_memory, count))
    return fault_memory(fault);
  for (size_t i = 0; i < count; i++) ITEMS(kept->position_memory, ht_lonlat)[i] = (ht_lonlat){NAN, NAN};
  if (count > 0) memset(kept->flag_memory.bytes, 0, count);
  return HT_OK;
}

/* Turns references into indices. */
static void link_refs(keeping *k) {
  int64_t *refs = ITEMS(k->kept->ref_memory, int64_t);
  k->hint = 0;
  for (size_t i = 0; i < ITEM_COUNT(k->kept->ref_memory, int64_t); i++) {
    size_t at = find_node(k, refs[i]);
    k->hint = at;
    bool missing = isnan(ITEMS(k->kept->position_memory, ht_lonlat)[at].lon_deg);
    k->kept->nodes_missing += missing;
    refs[i] = missing ? OSM_NO_NODE : (int64_t)at;
  }
}

static void publish(osm_kept *kept) {
  kept->ways = ITEMS(kept->way_memory, osm_kept_way);
  kept->way_count = ITEM_COUNT(kept->way_memory, osm_kept_way);
  kept->refs = ITEMS(kept->ref_memory, int64_t);
  kept->relations = ITEMS(kept->relation_memory, osm_kept_relation);
  kept->relation_count = ITEM_COUNT(kept->relation_memory, osm_kept_relation);
  kept->members = ITEMS(kept->member_memory, osm_kept_member);
  kept->node_ids = ITEMS(kept->id_memory, int64_t);
  kept->node_count = ITEM_COUNT(kept->id_memory, int64_t);
  kept->node_positions = ITEMS(kept->position_memory, ht_lonlat);
  kept->node_flags = ITEMS(kept->flag_memory, uint8_t);
}

static ht_err run_passes(const char *path, ht_progress progress, ht_fault *fault, keeping *k) {
  osm_sink relations = {.context = k, .relation = keep_relation, .progress = progress, .what = "reading relations"};
  osm_sink ways = {.context = k, .way = keep_way, .progress = progress, .what = "reading ways"};
  osm_sink nodes = {.context = k, .node = keep_node, .progress = progress, .what = "reading nodes"};
  ht_err err = osm_read(path, &relations, fault);
  if (!err) err = sort_wanted(k, fault);
  if (!err) err = osm_read(path, &ways, fault);
  if (err) return err;
  sort_ways(k->kept);
  err = prepare_nodes(k->kept, fault);
  return err ? err : osm_read(path, &nodes, fault);
}

ht_err osm_keep(const char *path, ht_progress progress, ht_fault *fault, osm_kept *kept) {
  *kept = (osm_kept){0};
  keeping k = {.kept = kept};
  ht_err err = run_passes(path, progress, fault, &k);
  if (!err) {
    link_refs(&k);
    publish(kept);
  }
  buffer_release(&k.wanted);
  return err;
}

void osm_kept_release(osm_kept *kept) {
  base_buffer *const all[] = {&kept->way_memory, &kept->ref_memory,      &kept->relation_memory, &kept->member_memory,
                              &kept->id_memory,  &kept->position_memory, &kept->flag_memory};
  for (size_t i = 0; i < sizeof all / sizeof *all; i++) buffer_release(all[i]);
  arena_release(&kept->names);
  *kept = (osm_kept){0};
}

const osm_kept_way *osm_kept_find_way(const osm_kept *kept, int64_t id) {
  return kept->way_count == 0 ? NULL : bsearch(&id, kept->ways, kept->way_count, sizeof *kept->ways, by_id);
}
