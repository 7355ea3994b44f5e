/* SPDX-License-Identifier: Apache-2.0 */
#include "store/rtree_pack.h"

/*
 * Packing: order the entries along a Hilbert curve, so that neighbours in the order are neighbours on the ground, cut
 * the order into leaves, take the leaves' boxes as the entries of the level above, and so on until one node holds them
 * all (I. Kamel, C. Faloutsos, "On packing R-trees", 1993). Nodes are filled to 7/8, so that a later insertion finds
 * room.
 *
 * A node is: depth of the tree (2 bytes, in the root), number of cells (2), and cells of id or child (8) with
 * west, east, south, north (4 each), all big endian.
 */

#include "base/fault.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { HEADER_BYTES = 4, CELL_BYTES = 24, CURVE_STEPS = 1 << 16 };

typedef struct ordered {
  uint32_t key;   /* place along the curve */
  uint32_t index; /* of the entry */
} ordered;

/* A tree while it is built, one level at a time. */
typedef struct packing {
  const rtree_sink *sink;
  unsigned char *node; /* one node's bytes */
  size_t node_bytes, fill;
  int64_t next_node;
  int64_t *leaf_of; /* by entry, filled at the lowest level */
} packing;

static float round_down(double number) {
  float rounded = (float)number;
  return (double)rounded > number ? nextafterf(rounded, -INFINITY) : rounded;
}

static float round_up(double number) {
  float rounded = (float)number;
  return (double)rounded < number ? nextafterf(rounded, INFINITY) : rounded;
}

rtree_entry rtree_entry_of(int64_t id, ht_box box) {
  return (rtree_entry){id, round_down(box.west_deg), round_up(box.east_deg), round_down(box.south_deg),
                       round_up(box.north_deg)};
}

/* The place of a cell along the Hilbert curve through a square of CURVE_STEPS × CURVE_STEPS cells. */
static uint32_t curve_place(uint32_t x, uint32_t y) {
  uint32_t place = 0;
  for (uint32_t half = CURVE_STEPS / 2; half > 0; half /= 2) {
    uint32_t right = (x & half) != 0, upper = (y & half) != 0;
    place += half * half * ((3 * right) ^ upper);
    if (upper) continue;
    if (right) {
      x = CURVE_STEPS - 1 - x;
      y = CURVE_STEPS - 1 - y;
    }
    uint32_t swapped = x;
    x = y;
    y = swapped;
  }
  return place;
}

static void widen(rtree_entry *box, const rtree_entry *entry) {
  if (entry->west_deg < box->west_deg) box->west_deg = entry->west_deg;
  if (entry->east_deg > box->east_deg) box->east_deg = entry->east_deg;
  if (entry->south_deg < box->south_deg) box->south_deg = entry->south_deg;
  if (entry->north_deg > box->north_deg) box->north_deg = entry->north_deg;
}

static uint32_t step_of(double value, double low, double high) {
  return high > low ? (uint32_t)((value - low) / (high - low) * (CURVE_STEPS - 1)) : 0;
}

static int compare_keys(const void *a, const void *b) {
  const ordered *left = a, *right = b;
  if (left->key != right->key) return left->key < right->key ? -1 : 1;
  return (left->index > right->index) - (left->index < right->index);
}

/* The entries' order along the curve; the caller frees it. */
static ordered *order_entries(const rtree_entry *entries, size_t count) {
  ordered *order = malloc(count * sizeof *order);
  if (!order) return NULL;
  rtree_entry all = entries[0];
  for (size_t i = 1; i < count; i++) widen(&all, &entries[i]);
  for (size_t i = 0; i < count; i++) {
    double x = ((double)entries[i].west_deg + entries[i].east_deg) / 2;
    double y = ((double)entries[i].south_deg + entries[i].north_deg) / 2;
    uint32_t key = curve_place(step_of(x, all.west_deg, all.east_deg), step_of(y, all.south_deg, all.north_deg));
    order[i] = (ordered){key, (uint32_t)i};
  }
  qsort(order, count, sizeof *order, compare_keys);
  return order;
}

static void put_bytes(unsigned char *to, uint64_t number, int bytes) {
  for (int i = bytes - 1; i >= 0; i--, number >>= 8) to[i] = (unsigned char)number;
}

static void put_float(unsigned char *to, float number) {
  uint32_t bits;
  memcpy(&bits, &number, sizeof bits);
  put_bytes(to, bits, 4);
}

static void put_cell(unsigned char *to, const rtree_entry *entry) {
  put_bytes(to, (uint64_t)entry->id, 8);
  put_float(to + 8, entry->west_deg);
  put_float(to + 12, entry->east_deg);
  put_float(to + 16, entry->south_deg);
  put_float(to + 20, entry->north_deg);
}

/* Writes the node of the cells order[first .. end) and leaves its own entry in *above. */
static ht_err write_node(packing *work, const rtree_entry *entries, const ordered *order, size_t first, size_t end,
                         int depth, ht_fault *fault, rtree_entry *above) {
  bool root = above->id == 1;
  memset(work->node, 0, work->node_bytes);
  put_bytes(work->node, root ? (uint64_t)depth : 0, 2);
  put_bytes(work->node + 2, end - first, 2);
  for (size_t i = first; i < end; i++) {
    const rtree_entry *entry = &entries[order[i].index];
    put_cell(work->node + HEADER_BYTES + (i - first) * CELL_BYTES, entry);
    if (i == first)
      *above = (rtree_entry){above->id, entry->west_deg, entry->east_deg, entry->south_deg, entry->north_deg};
    else
      widen(above, entry);
    if (depth == 0) {
      work->leaf_of[order[i].index] = above->id;
    } else {
      ht_err err = work->sink->parent(work->sink->context, entry->id, above->id, fault);
      if (err) return err;
    }
  }
  return work->sink->node(work->sink->context, above->id, work->node, work->node_bytes, fault);
}

/* Cuts a level into node_count nodes of nearly equal size. above has node_count places. */
static ht_err write_level(packing *work, const rtree_entry *entries, size_t count, int depth, rtree_entry *above,
                          size_t node_count, ht_fault *fault) {
  ordered *order = order_entries(entries, count);
  if (!order) return fault_memory(fault);
  ht_err err = HT_OK;
  for (size_t i = 0; !err && i < node_count; i++) {
    above[i].id = node_count == 1 ? 1 : work->next_node++;
    err =
        write_node(work, entries, order, count * i / node_count, count * (i + 1) / node_count, depth, fault, &above[i]);
  }
  free(order);
  return err;
}

static ht_err write_tree(packing *work, const rtree_entry *entries, size_t count, ht_fault *fault) {
  rtree_entry *level = NULL; /* the entries of the level at hand, when they are not the caller's */
  ht_err err = HT_OK;
  size_t node_count = 0;
  for (int depth = 0; !err && node_count != 1; depth++) {
    node_count = (count + work->fill - 1) / work->fill;
    rtree_entry *above = calloc(node_count, sizeof *above);
    if (!above)
      err = fault_memory(fault);
    else
      err = write_level(work, level ? level : entries, count, depth, above, node_count, fault);
    free(level);
    level = above;
    count = node_count;
  }
  free(level);
  return err;
}

ht_err rtree_pack(const rtree_entry *entries, size_t count, size_t node_bytes, const rtree_sink *sink,
                  ht_fault *fault) {
  size_t capacity = node_bytes > HEADER_BYTES ? (node_bytes - HEADER_BYTES) / CELL_BYTES : 0;
  if (capacity < 4) return fault_set(fault, HT_BAD_DATA, "a spatial index has nodes of %zu bytes", node_bytes);
  packing work = {
      .sink = sink,
      .node = malloc(node_bytes),
      .node_bytes = node_bytes,
      .fill = capacity * 7 / 8,
      .next_node = 2,
      .leaf_of = calloc(count, sizeof *work.leaf_of),
  };
  ht_err err = work.node && work.leaf_of ? write_tree(&work, entries, count, fault) : fault_memory(fault);
  for (size_t i = 0; !err && i < count; i++) err = sink->leaf_of(sink->context, entries[i].id, work.leaf_of[i], fault);
  free(work.node);
  free(work.leaf_of);
  return err;
}
