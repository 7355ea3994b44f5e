/* SPDX-License-Identifier: Apache-2.0 */
#ifndef ENGINE_GRIDS_H
#define ENGINE_GRIDS_H

/* The nets of grids as they are on one day: who owns what, who is above whom, who serves there. */

#include "base/arena.h"
#include "engine/city.h"
#include "geo/partition.h"

typedef struct engine_layer engine_layer;

typedef struct engine_grid {
  const char *code, *name; /* name may be "" */
  const engine_layer *layer;
  const struct engine_grid *parent; /* on a base layer of a higher level; NULL: none */
  const char *parent_code;          /* as stored; "" when it is not */
  double area_m2;
  ht_box box;                      /* of its shape; west > east when it has none */
  const ht_member_record *members; /* by role, then name */
  uint32_t member_count;
} engine_grid;

struct engine_layer {
  const char *code, *name;
  ht_layer_kind kind;
  ht_level level;
  engine_grid *grids; /* by code */
  uint32_t grid_count;
  const geo_partition *partition; /* numbers its shapes by rank */
  const geo_partition *holes;     /* base layers: regions that nobody owns with grids all around; NULL: none */
  const uint32_t *ranked;         /* rank to grid: by code; on a special layer the smallest area first, then by code */
};

typedef struct engine_grids {
  ht_day from, until;   /* they are the same on all days of [from, until) */
  engine_layer *layers; /* by code */
  uint32_t layer_count;
  const engine_layer **upper; /* base layers, finest level first, then by code */
  uint32_t upper_count;
} engine_grids;

/* Loads the grids of city->day; a part of engine/city.c. */
HT_CHECKED ht_err engine_grids_load(ht_store *store, ht_city *city, ht_fault *fault);
/* Loads the grids of a day into arena. Errors: those of the store, HT_BAD_DATA, HT_NO_MEMORY. */
HT_CHECKED ht_err engine_grids_of_day(ht_store *store, ht_day at, base_arena *arena, ht_fault *fault,
                                      engine_grids **grids);

/* NULL when there is none. */
const engine_layer *engine_layer_find(const engine_grids *grids, const char *code);
/* The base layer of a level, the first by code where there are several. */
const engine_layer *engine_layer_base(const engine_grids *grids, ht_level level);
const engine_grid *engine_grid_find(const engine_layer *layer, const char *code);
/* The grid that owns a place on a layer; NULL: nobody. */
const engine_grid *engine_grid_owner(const engine_layer *layer, ht_lonlat place);

#endif
