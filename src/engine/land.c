/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Residential land, cut along the grids.
 *
 * Each polygon of land meets a handful of grids, told by their boxes; it is cut by these alone. What a grid gets is
 * united, so that land which was drawn twice counts once, and what no grid takes is kept under no grid. So the areas of
 * the pieces add up to the land there is.
 */

#include <stdlib.h>
#include <string.h>

#include "base/fault.h"
#include "bridge/geos.h"
#include "engine/demand.h"
#include "geo/area.h"
#include "geo/box.h"
#include "store/store.h"

/* Less than this is a seam of the overlay, not land. */
static const double LEAST_LAND_M2 = 1;

typedef struct land_piece {
  uint32_t grid; /* number in the layer; its grid_count: none */
  ht_shape shape;
} land_piece;

typedef struct land_cutting {
  engine_demand *demand;
  const engine_layer *layer; /* NULL: a city without grids */
  ht_shape *grid_shapes;     /* by number; HT_NO_SHAPE: it has none */
  bridge_geos *geos;
  base_arena scratch;
  land_piece *pieces;
  uint32_t count, capacity;
} land_cutting;

static ht_err keep_grid_shape(void *context, const ht_grid_record *record, ht_fault *fault) {
  land_cutting *cutting = context;
  if (strcmp(record->layer, cutting->layer->code) != 0) return HT_OK;
  const engine_grid *grid = engine_grid_find(cutting->layer, record->code);
  if (!grid) return HT_OK;
  return arena_shape(&cutting->scratch, &record->shape, &cutting->grid_shapes[grid - cutting->layer->grids])
             ? HT_OK
             : fault_memory(fault);
}

static uint32_t grid_count(const land_cutting *cutting) {
  return cutting->layer ? cutting->layer->grid_count : 0;
}

static ht_err add_piece(land_cutting *cutting, uint32_t grid, const ht_shape *shape, ht_fault *fault) {
  if (geo_area_m2(shape) < LEAST_LAND_M2) return HT_OK;
  if (cutting->count == cutting->capacity) {
    uint32_t capacity = cutting->capacity ? 2 * cutting->capacity : 256;
    land_piece *pieces = realloc(cutting->pieces, capacity * sizeof *pieces);
    if (!pieces) return fault_memory(fault);
    cutting->pieces = pieces, cutting->capacity = capacity;
  }
  cutting->pieces[cutting->count++] = (land_piece){grid, *shape};
  return HT_OK;
}

static ht_err cut_land(void *context, const ht_land_record *record, ht_fault *fault) {
  land_cutting *cutting = context;
  ht_shape left;
  if (!arena_shape(&cutting->scratch, &record->shape, &left)) return fault_memory(fault);
  ht_box box = geo_box(&left);
  ht_err err = HT_OK;
  for (uint32_t i = 0; i < grid_count(cutting) && !err && left.path_count > 0; i++) {
    if (!geo_boxes_meet(&cutting->layer->grids[i].box, &box)) continue;
    ht_shape inside, outside;
    err = bridge_geos_overlay(cutting->geos, BRIDGE_INTERSECTION, &left, &cutting->grid_shapes[i], &cutting->scratch,
                              fault, &inside);
    if (!err && inside.path_count > 0) {
      err = add_piece(cutting, i, &inside, fault);
      if (!err)
        err = bridge_geos_overlay(cutting->geos, BRIDGE_DIFFERENCE, &left, &cutting->grid_shapes[i], &cutting->scratch,
                                  fault, &outside);
      if (!err) left = outside;
    }
  }
  return err ? err : add_piece(cutting, grid_count(cutting), &left, fault);
}

static int compare_pieces(const void *a, const void *b) {
  const land_piece *x = a, *y = b;
  return x->grid < y->grid ? -1 : x->grid > y->grid;
}

/* Unites pieces first .. end, which are of one grid. */
static ht_err unite(land_cutting *cutting, uint32_t first, uint32_t end, ht_fault *fault) {
  engine_demand *demand = cutting->demand;
  ht_shape *shapes = ARENA_ARRAY(&cutting->scratch, ht_shape, end - first);
  if (!shapes) return fault_memory(fault);
  for (uint32_t i = first; i < end; i++) shapes[i - first] = cutting->pieces[i].shape;
  engine_land *land = &demand->lands[demand->land_count];
  ht_err err = bridge_geos_union(cutting->geos, shapes, end - first, &demand->arena, fault, &land->shape);
  if (err) return err;
  uint32_t grid = cutting->pieces[first].grid;
  land->grid = grid < grid_count(cutting) ? &cutting->layer->grids[grid] : NULL;
  land->area_m2 = geo_area_m2(&land->shape);
  land->box = geo_box(&land->shape);
  demand->land_count++;
  return HT_OK;
}

static ht_err unite_all(land_cutting *cutting, ht_fault *fault) {
  engine_demand *demand = cutting->demand;
  demand->lands = ARENA_ARRAY(&demand->arena, engine_land, (size_t)grid_count(cutting) + 1);
  if (!demand->lands) return fault_memory(fault);
  if (cutting->count > 0) qsort(cutting->pieces, cutting->count, sizeof *cutting->pieces, compare_pieces);
  ht_err err = HT_OK;
  for (uint32_t first = 0, end; first < cutting->count && !err; first = end) {
    for (end = first; end < cutting->count && cutting->pieces[end].grid == cutting->pieces[first].grid; end++) {
    }
    err = unite(cutting, first, end, fault);
  }
  return err;
}

static ht_err cut_all(ht_store *store, ht_day day, land_cutting *cutting, ht_fault *fault) {
  cutting->grid_shapes = ARENA_ARRAY(&cutting->scratch, ht_shape, grid_count(cutting));
  if (!cutting->grid_shapes) return fault_memory(fault);
  ht_err err = HT_OK;
  if (cutting->layer) err = store_each_grid(store, day, keep_grid_shape, cutting, fault);
  if (!err) err = store_each_land(store, "residential", cut_land, cutting, fault);
  return err ? err : unite_all(cutting, fault);
}

ht_err engine_land_load(ht_store *store, ht_city *city, ht_fault *fault) {
  land_cutting cutting = {.demand = city->demand, .layer = engine_layer_base(city->grids, HT_GRID)};
  ht_err err = bridge_geos_new(fault, &cutting.geos);
  if (!err) err = cut_all(store, city->day, &cutting, fault);
  bridge_geos_free(cutting.geos);
  arena_release(&cutting.scratch);
  free(cutting.pieces);
  return err;
}
