/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Residential land, cut along the areas of the city.
 *
 * Each polygon of land meets a handful of grids, told by their boxes; it is cut by these alone. What no grid takes is
 * cut along the communities, then the towns, then the city; what is left even then is kept under no area. What an area
 * gets is united, so that land which was drawn twice counts once. So the pieces add up to the land there is.
 */

#include <stdlib.h>

#include "base/fault.h"
#include "bridge/geos.h"
#include "engine/demand.h"
#include "geo/area.h"
#include "geo/box.h"
#include "store/store.h"

/* An area that has less land than this only has seams of the overlay. */
static const double LEAST_LAND_M2 = 1;

typedef struct land_area {
  const engine_grid *grid;
  ht_shape shape; /* HT_NO_SHAPE: it has none */
} land_area;

typedef struct land_piece {
  uint32_t area; /* index; the area_count: none */
  ht_shape shape;
} land_piece;

typedef struct land_cutting {
  engine_demand *demand;
  const engine_grids *grids;
  land_area *areas;                 /* by level, grids first, then by code */
  uint32_t first_area[HT_GRID + 1]; /* of each level */
  uint32_t area_count;
  bridge_geos *geos;
  base_arena scratch;
  land_piece *pieces;
  uint32_t count, capacity;
} land_cutting;

static ht_err list_areas(land_cutting *cutting, ht_fault *fault) {
  uint32_t most = 0;
  for (uint32_t i = 0; i < cutting->grids->layer_count; i++) most += cutting->grids->layers[i].grid_count;
  cutting->areas = ARENA_ARRAY(&cutting->scratch, land_area, most);
  if (!cutting->areas) return fault_memory(fault);
  for (int level = HT_GRID; level >= HT_CITY; level--) {
    const engine_layer *layer = engine_layer_base(cutting->grids, (ht_level)level);
    cutting->first_area[level] = cutting->area_count;
    for (uint32_t i = 0; layer && i < layer->grid_count; i++)
      cutting->areas[cutting->area_count++].grid = &layer->grids[i];
  }
  return HT_OK;
}

static ht_err keep_area_shape(void *context, const ht_grid_record *record, ht_fault *fault) {
  land_cutting *cutting = context;
  const engine_layer *layer = engine_layer_find(cutting->grids, record->layer);
  if (!layer || layer->level > HT_GRID || layer != engine_layer_base(cutting->grids, layer->level)) return HT_OK;
  const engine_grid *grid = engine_grid_find(layer, record->code);
  if (!grid) return HT_OK;
  land_area *area = &cutting->areas[cutting->first_area[layer->level] + (uint32_t)(grid - layer->grids)];
  return arena_shape(&cutting->scratch, &record->shape, &area->shape) ? HT_OK : fault_memory(fault);
}

static ht_err add_piece(land_cutting *cutting, uint32_t area, const ht_shape *shape, ht_fault *fault) {
  if (shape->path_count == 0) return HT_OK;
  if (cutting->count == cutting->capacity) {
    uint32_t capacity = cutting->capacity ? 2 * cutting->capacity : 256;
    land_piece *pieces = realloc(cutting->pieces, capacity * sizeof *pieces);
    if (!pieces) return fault_memory(fault);
    cutting->pieces = pieces, cutting->capacity = capacity;
  }
  cutting->pieces[cutting->count++] = (land_piece){area, *shape};
  return HT_OK;
}

/* Moves what lies in an area from left to the area's pieces. */
static ht_err cut_by(land_cutting *cutting, uint32_t area, ht_shape *left, ht_fault *fault) {
  const ht_shape *shape = &cutting->areas[area].shape;
  base_arena *scratch = &cutting->scratch;
  ht_shape inside;
  ht_err err = bridge_geos_overlay(cutting->geos, BRIDGE_INTERSECTION, left, shape, scratch, fault, &inside);
  if (err || inside.path_count == 0) return err;
  err = add_piece(cutting, area, &inside, fault);
  return err ? err : bridge_geos_overlay(cutting->geos, BRIDGE_DIFFERENCE, left, shape, scratch, fault, left);
}

static ht_err cut_land(void *context, const ht_land_record *record, ht_fault *fault) {
  land_cutting *cutting = context;
  ht_shape left;
  if (!arena_shape(&cutting->scratch, &record->shape, &left)) return fault_memory(fault);
  ht_box box = geo_box(&left);
  ht_err err = HT_OK;
  for (uint32_t i = 0; i < cutting->area_count && !err && left.path_count > 0; i++)
    if (geo_boxes_meet(&cutting->areas[i].grid->box, &box)) err = cut_by(cutting, i, &left, fault);
  return err ? err : add_piece(cutting, cutting->area_count, &left, fault);
}

static int compare_pieces(const void *a, const void *b) {
  const land_piece *x = a, *y = b;
  return x->area < y->area ? -1 : x->area > y->area;
}

/* Unites pieces first .. end, which are of one area. */
static ht_err unite(land_cutting *cutting, uint32_t first, uint32_t end, ht_fault *fault) {
  engine_demand *demand = cutting->demand;
  ht_shape *shapes = ARENA_ARRAY(&cutting->scratch, ht_shape, end - first);
  if (!shapes) return fault_memory(fault);
  for (uint32_t i = first; i < end; i++) shapes[i - first] = cutting->pieces[i].shape;
  engine_land *land = &demand->lands[demand->land_count];
  ht_err err = bridge_geos_union(cutting->geos, shapes, end - first, &demand->arena, fault, &land->shape);
  if (err) return err;
  uint32_t area = cutting->pieces[first].area;
  land->grid = area < cutting->area_count ? cutting->areas[area].grid : NULL;
  land->area_m2 = geo_area_m2(&land->shape);
  land->box = geo_box(&land->shape);
  if (land->area_m2 >= LEAST_LAND_M2) demand->land_count++;
  return HT_OK;
}

static ht_err unite_all(land_cutting *cutting, ht_fault *fault) {
  engine_demand *demand = cutting->demand;
  demand->lands = ARENA_ARRAY(&demand->arena, engine_land, (size_t)cutting->area_count + 1);
  if (!demand->lands) return fault_memory(fault);
  if (cutting->count > 0) qsort(cutting->pieces, cutting->count, sizeof *cutting->pieces, compare_pieces);
  ht_err err = HT_OK;
  for (uint32_t first = 0, end; first < cutting->count && !err; first = end) {
    end = first + 1;
    while (end < cutting->count && cutting->pieces[end].area == cutting->pieces[first].area) end++;
    err = unite(cutting, first, end, fault);
  }
  return err;
}

ht_err engine_land_load(ht_store *store, ht_city *city, ht_fault *fault) {
  land_cutting cutting = {.demand = city->demand, .grids = city->grids};
  ht_err err = bridge_geos_new(fault, &cutting.geos);
  if (!err) err = list_areas(&cutting, fault);
  if (!err) err = store_each_grid(store, city->day, keep_area_shape, &cutting, fault);
  if (!err) err = store_each_land(store, "residential", cut_land, &cutting, fault);
  if (!err) err = unite_all(&cutting, fault);
  bridge_geos_free(cutting.geos);
  arena_release(&cutting.scratch);
  free(cutting.pieces);
  return err;
}
