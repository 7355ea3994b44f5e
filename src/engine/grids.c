/* SPDX-License-Identifier: Apache-2.0 */
#include "engine/grids.h"

/*
 * Rows come ordered by layer and code and are kept so; a layer's grids are a stretch of one array. Their shapes live
 * only while loading: a partition has its own edges, and nothing else asks for a grid's shape later.
 */

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/fault.h"
#include "bridge/geos.h"
#include "engine/hierarchy.h"
#include "geo/area.h"
#include "geo/box.h"
#include "geo/outline.h"
#include "store/reading.h"
#include "store/store.h"

typedef struct grids_loader {
  base_arena *arena;  /* what stays */
  base_arena scratch; /* rows before their number is known, and shapes */
  engine_grids *made;
  engine_layer *layers;
  engine_grid *all;
  ht_shape *shapes; /* of all */
  ht_member_record *members;
  uint32_t layer_count, layer_room, grid_count, grid_room, shape_room, member_count, member_room;
} grids_loader;

/* Returns items with room for one more after count of them, moved when they have to grow. NULL: out of memory. */
static void *grown(base_arena *arena, void *items, uint32_t count, uint32_t *room, size_t size) {
  if (count < *room) return items;
  uint32_t wanted = *room ? *room * 2 : 64;
  void *larger = arena_array(arena, wanted, size);
  if (!larger) return NULL;
  if (count) memcpy(larger, items, count * size);
  *room = wanted;
  return larger;
}

static const char *kept_text(base_arena *arena, const char *text) {
  return arena_text(arena, text ? text : "");
}

static ht_err add_layer(void *context, const ht_layer_record *layer, ht_fault *fault) {
  grids_loader *loader = context;
  engine_layer *layers =
      grown(&loader->scratch, loader->layers, loader->layer_count, &loader->layer_room, sizeof *layers);
  if (!layers) return fault_memory(fault);
  loader->layers = layers;
  engine_layer made = {.code = kept_text(loader->arena, layer->code),
                       .name = kept_text(loader->arena, layer->name),
                       .kind = layer->kind,
                       .level = layer->level};
  if (!made.code || !made.name) return fault_memory(fault);
  layers[loader->layer_count++] = made;
  return HT_OK;
}

static ht_err add_grid(void *context, const ht_grid_record *grid, ht_fault *fault) {
  grids_loader *loader = context;
  engine_grid *all = grown(&loader->scratch, loader->all, loader->grid_count, &loader->grid_room, sizeof *all);
  ht_shape *shapes = grown(&loader->scratch, loader->shapes, loader->grid_count, &loader->shape_room, sizeof *shapes);
  if (!all || !shapes) return fault_memory(fault);
  loader->all = all;
  loader->shapes = shapes;
  const engine_layer *layer = engine_layer_find(loader->made, grid->layer);
  if (!layer)
    return fault_set(fault, HT_BAD_DATA, "grid '%s' is of layer '%s', which is not there", grid->code, grid->layer);
  engine_grid made = {.code = kept_text(loader->arena, grid->code),
                      .name = kept_text(loader->arena, grid->name),
                      .parent_code = kept_text(loader->arena, grid->parent),
                      .layer = layer,
                      .area_m2 = geo_area_m2(&grid->shape),
                      .box = geo_box(&grid->shape)};
  if (!made.code || !made.name || !made.parent_code) return fault_memory(fault);
  if (!arena_shape(&loader->scratch, &grid->shape, &shapes[loader->grid_count])) return fault_memory(fault);
  all[loader->grid_count++] = made;
  return HT_OK;
}

static ht_err add_member(void *context, const ht_member_record *member, ht_fault *fault) {
  grids_loader *loader = context;
  ht_member_record *members =
      grown(&loader->scratch, loader->members, loader->member_count, &loader->member_room, sizeof *members);
  if (!members) return fault_memory(fault);
  loader->members = members;
  base_arena *arena = loader->arena;
  ht_member_record made = {kept_text(arena, member->layer), kept_text(arena, member->grid),
                           kept_text(arena, member->role),  kept_text(arena, member->name),
                           kept_text(arena, member->phone), kept_text(arena, member->department)};
  if (!made.layer || !made.grid || !made.role || !made.name || !made.phone || !made.department)
    return fault_memory(fault);
  members[loader->member_count++] = made;
  return HT_OK;
}

static void *settled(base_arena *arena, const void *items, uint32_t count, size_t size) {
  void *copy = arena_array(arena, count, size);
  return copy && count ? memcpy(copy, items, count * size) : copy;
}

static ht_err read_layers(ht_store *store, grids_loader *loader, ht_fault *fault) {
  ht_err err = store_each_layer(store, add_layer, loader, fault);
  if (err) return err;
  loader->made->layers = settled(loader->arena, loader->layers, loader->layer_count, sizeof *loader->layers);
  loader->made->layer_count = loader->layer_count;
  return loader->made->layers ? HT_OK : fault_memory(fault);
}

static ht_err read_grids(ht_store *store, ht_day at, grids_loader *loader, ht_fault *fault) {
  ht_err err = store_each_grid(store, at, add_grid, loader, fault);
  if (err) return err;
  engine_grid *all = settled(loader->arena, loader->all, loader->grid_count, sizeof *all);
  if (!all) return fault_memory(fault);
  loader->all = all;
  for (uint32_t i = 0; i < loader->grid_count; i++) {
    engine_layer *layer = &loader->made->layers[all[i].layer - loader->made->layers];
    if (layer->grid_count++ == 0) layer->grids = &all[i];
  }
  return HT_OK;
}

/* Members come by layer and grid, so those of one grid stand together. */
static ht_err read_members(ht_store *store, ht_day at, grids_loader *loader, ht_fault *fault) {
  ht_err err = store_each_member(store, at, add_member, loader, fault);
  if (err) return err;
  const ht_member_record *members =
      settled(loader->arena, loader->members, loader->member_count, sizeof *loader->members);
  if (!members) return fault_memory(fault);
  for (uint32_t i = 0; i < loader->member_count; i++) {
    const engine_layer *layer = engine_layer_find(loader->made, members[i].layer);
    const engine_grid *found = layer ? engine_grid_find(layer, members[i].grid) : NULL;
    if (!found) continue; /* bound to a grid that is not valid on this day */
    engine_grid *grid = &loader->all[found - loader->all];
    if (grid->member_count++ == 0) grid->members = &members[i];
  }
  return HT_OK;
}

/* Smaller areas first, then by code. */
static int compare_ranks(const void *a, const void *b, void *grids) {
  const engine_grid *x = (const engine_grid *)grids + *(const uint32_t *)a;
  const engine_grid *y = (const engine_grid *)grids + *(const uint32_t *)b;
  if (x->area_m2 != y->area_m2) return x->area_m2 < y->area_m2 ? -1 : 1;
  return strcmp(x->code, y->code);
}

static ht_err rank(engine_layer *layer, base_arena *arena, ht_fault *fault) {
  uint32_t *ranked = ARENA_ARRAY(arena, uint32_t, layer->grid_count);
  if (!ranked) return fault_memory(fault);
  for (uint32_t i = 0; i < layer->grid_count; i++) ranked[i] = i;
  if (layer->kind == HT_SPECIAL && layer->grid_count)
    qsort_r(ranked, layer->grid_count, sizeof *ranked, compare_ranks, layer->grids);
  layer->ranked = ranked;
  return HT_OK;
}

/* Keeps those faces whose ground nobody owns; the others lie where grids overlap. */
static ht_err keep_holes(const engine_layer *layer, bridge_geos *geos, const ht_shape *faces, base_arena *scratch,
                         ht_fault *fault, ht_shape *holes, uint32_t *count) {
  for (uint32_t i = 0; i < faces->part_count; i++) {
    ht_shape face = *faces; /* one polygon of the many */
    uint32_t *parts = ARENA_ARRAY(scratch, uint32_t, 2);
    ht_lonlat inside;
    if (!parts) return fault_memory(fault);
    parts[1] = faces->part_start[i + 1] - faces->part_start[i];
    face.path_start += faces->part_start[i];
    face.path_count = parts[1];
    face.part_count = 1;
    face.point_count = face.path_start[parts[1]] - face.path_start[0];
    face.part_start = parts;
    ht_err err = bridge_geos_inside(geos, &face, fault, &inside);
    if (err) return err;
    if (geo_partition_owner(layer->partition, inside) == GEO_NOBODY) holes[(*count)++] = face;
  }
  return HT_OK;
}

/*
 * A hole of a layer is a bounded piece of ground that nobody owns: one cannot walk from it to the outside without
 * crossing a grid (pieces that touch in a point are separate). All such pieces are faces of what is left of the borders
 * when those shared by neighbours are taken away, and one place in a face tells for all of it.
 */
static ht_err find_holes(engine_layer *layer, const ht_shape *shapes, base_arena *arena, ht_fault *fault) {
  base_arena scratch = {0};
  bridge_geos *geos = NULL;
  ht_shape lines = {0}, faces = {0}, *holes = NULL;
  uint32_t count = 0;
  ht_err err = geo_outline(shapes, layer->grid_count, &scratch, fault, &lines);
  if (!err) err = bridge_geos_new(fault, &geos);
  if (!err) err = bridge_geos_faces(geos, &lines, &scratch, fault, &faces);
  if (!err && !(holes = ARENA_ARRAY(&scratch, ht_shape, faces.part_count))) err = fault_memory(fault);
  if (!err) err = keep_holes(layer, geos, &faces, &scratch, fault, holes, &count);
  if (!err && count) err = geo_partition_build(holes, count, arena, fault, &layer->holes);
  bridge_geos_free(geos);
  arena_release(&scratch);
  return err;
}

static ht_err build_layer(engine_layer *layer, grids_loader *loader, ht_fault *fault) {
  ht_err err = rank(layer, loader->arena, fault);
  if (err) return err;
  ht_shape *shapes = ARENA_ARRAY(&loader->scratch, ht_shape, layer->grid_count);
  if (!shapes) return fault_memory(fault);
  for (uint32_t i = 0; i < layer->grid_count; i++)
    shapes[i] = loader->shapes[layer->grids + layer->ranked[i] - loader->all];
  err = geo_partition_build(shapes, layer->grid_count, loader->arena, fault, &layer->partition);
  if (!err && layer->kind == HT_BASE) err = find_holes(layer, shapes, loader->arena, fault);
  return err ? fault_prefix(fault, err, "layer '%s'", layer->code) : HT_OK;
}

/* Lists the base layers, finest level first. Layers come by code, so equal levels are by code. */
static ht_err list_upper(engine_grids *grids, base_arena *arena, ht_fault *fault) {
  grids->upper = ARENA_ARRAY(arena, const engine_layer *, grids->layer_count);
  if (!grids->upper) return fault_memory(fault);
  for (int level = HT_MICROGRID; level >= HT_CITY; level--)
    for (uint32_t i = 0; i < grids->layer_count; i++) {
      const engine_layer *layer = &grids->layers[i];
      if (layer->kind == HT_BASE && layer->level == (ht_level)level) grids->upper[grids->upper_count++] = layer;
    }
  return HT_OK;
}

static ht_err load(ht_store *store, ht_day at, grids_loader *loader, ht_fault *fault) {
  engine_grids *made = loader->made;
  ht_err err = store_stable_days(store, at, fault, &made->from, &made->until);
  if (!err) err = read_layers(store, loader, fault);
  if (!err) err = read_grids(store, at, loader, fault);
  if (!err) err = read_members(store, at, loader, fault);
  for (uint32_t i = 0; !err && i < made->layer_count; i++) err = build_layer(&made->layers[i], loader, fault);
  if (!err) err = list_upper(made, loader->arena, fault);
  if (!err) err = engine_hierarchy_find(made, loader->all, loader->shapes, loader->grid_count, fault);
  return err;
}

ht_err engine_grids_of_day(ht_store *store, ht_day at, base_arena *arena, ht_fault *fault, engine_grids **grids) {
  grids_loader loader = {.arena = arena, .made = ARENA_NEW(arena, engine_grids)};
  if (!loader.made) return fault_memory(fault);
  ht_err err = load(store, at, &loader, fault);
  arena_release(&loader.scratch);
  if (!err) *grids = loader.made;
  return err;
}

ht_err engine_grids_load(ht_store *store, ht_city *city, ht_fault *fault) {
  ht_err err = engine_grids_of_day(store, city->day, &city->arena, fault, &city->grids);
  if (err) return err;
  for (uint32_t i = 0; i < city->grids->layer_count; i++) {
    const engine_layer *layer = &city->grids->layers[i];
    for (uint32_t k = 0; k < layer->grid_count; k++) {
      const ht_box *box = &layer->grids[k].box;
      if (box->west_deg > box->east_deg) continue;
      engine_city_reach(city, (ht_lonlat){box->west_deg, box->south_deg});
      engine_city_reach(city, (ht_lonlat){box->east_deg, box->north_deg});
    }
  }
  return HT_OK;
}

const engine_layer *engine_layer_find(const engine_grids *grids, const char *code) {
  for (uint32_t i = 0; code && i < grids->layer_count; i++)
    if (strcmp(grids->layers[i].code, code) == 0) return &grids->layers[i];
  return NULL;
}

const engine_layer *engine_layer_base(const engine_grids *grids, ht_level level) {
  for (uint32_t i = 0; i < grids->upper_count; i++)
    if (grids->upper[i]->level == level) return grids->upper[i];
  return NULL;
}

static int compare_code(const void *code, const void *grid) {
  return strcmp(code, ((const engine_grid *)grid)->code);
}

const engine_grid *engine_grid_find(const engine_layer *layer, const char *code) {
  if (!layer->grid_count) return NULL;
  return bsearch(code, layer->grids, layer->grid_count, sizeof *layer->grids, compare_code);
}

const engine_grid *engine_grid_owner(const engine_layer *layer, ht_lonlat place) {
  uint32_t found = geo_partition_owner(layer->partition, place);
  return found == GEO_NOBODY ? NULL : &layer->grids[layer->ranked[found]];
}
