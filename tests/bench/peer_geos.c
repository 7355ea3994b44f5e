/* SPDX-License-Identifier: Apache-2.0 */

/*
 * The peer for locate: GEOS with an STRtree over prepared polygons, on the grids of one layer of a database.
 * Usage: peer_geos DATABASE LAYER POINTS.csv > OWNERS     POINTS has "lon,lat" lines. One code a line, "" for nobody; a
 * place on a shared border gets the lower code. Nanoseconds per point go to stderr.
 */

#include "points.h"

#include "store/store.h"

#include <geos_c.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

typedef struct peer_grid {
  char code[64];
  GEOSGeometry *geometry;
  const GEOSPreparedGeometry *prepared;
} peer_grid;

typedef struct peer {
  GEOSContextHandle_t geos;
  const char *layer;
  peer_grid *grids;
  uint32_t count;
} peer;

static GEOSGeometry *ring_of(GEOSContextHandle_t geos, const ht_shape *shape, uint32_t path) {
  uint32_t first = shape->path_start[path], count = shape->path_start[path + 1] - first;
  GEOSCoordSequence *sequence = GEOSCoordSeq_copyFromBuffer_r(geos, &shape->points[first].lon_deg, count, 0, 0);
  return GEOSGeom_createLinearRing_r(geos, sequence);
}

static GEOSGeometry *geometry_of(GEOSContextHandle_t geos, const ht_shape *shape) {
  GEOSGeometry **parts = calloc(shape->part_count, sizeof(GEOSGeometry *));
  for (uint32_t part = 0; part < shape->part_count; part++) {
    uint32_t first = shape->part_start[part], holes = shape->part_start[part + 1] - first - 1;
    GEOSGeometry **rings = calloc(holes + 1, sizeof(GEOSGeometry *));
    for (uint32_t i = 0; i <= holes; i++) rings[i] = ring_of(geos, shape, first + i);
    parts[part] = GEOSGeom_createPolygon_r(geos, rings[0], rings + 1, holes);
    free(rings);
  }
  GEOSGeometry *whole = GEOSGeom_createCollection_r(geos, GEOS_MULTIPOLYGON, parts, shape->part_count);
  free(parts);
  return whole;
}

static ht_err take_grid(void *context, const ht_grid_record *grid, ht_fault *fault) {
  (void)fault;
  peer *p = context;
  if (strcmp(grid->layer, p->layer) != 0) return HT_OK;
  p->grids = realloc(p->grids, (p->count + 1) * sizeof *p->grids);
  if (!p->grids) return HT_NO_MEMORY;
  peer_grid *taken = &p->grids[p->count++];
  snprintf(taken->code, sizeof taken->code, "%s", grid->code);
  taken->geometry = geometry_of(p->geos, &grid->shape);
  taken->prepared = GEOSPrepare_r(p->geos, taken->geometry);
  return HT_OK;
}

typedef struct peer_question {
  const peer *peer;
  const GEOSGeometry *place;
  const peer_grid *owner;
} peer_question;

static void try_grid(void *item, void *context) {
  const peer_grid *grid = item;
  peer_question *question = context;
  if (question->owner && strcmp(question->owner->code, grid->code) <= 0) return;
  if (GEOSPreparedIntersects_r(question->peer->geos, grid->prepared, question->place) == 1) question->owner = grid;
}

static GEOSSTRtree *index_grids(peer *p) {
  GEOSSTRtree *tree = GEOSSTRtree_create_r(p->geos, 10);
  for (uint32_t i = 0; i < p->count; i++) GEOSSTRtree_insert_r(p->geos, tree, p->grids[i].geometry, &p->grids[i]);
  return tree;
}

int main(int argc, char **argv) {
  ht_fault fault = {.detail = ""};
  ht_store *store;
  if (argc < 4) return fputs("usage: peer_geos DATABASE LAYER POINTS.csv\n", stderr), 2;
  peer p = {.geos = GEOS_init_r(), .layer = argv[2]};
  if (ht_store_open(argv[1], &(ht_store_options){.read_only = true}, &fault, &store) ||
      store_each_grid(store, HT_DAY_NEVER - 1, take_grid, &p, &fault))
    return fprintf(stderr, "peer_geos: %s\n", fault.detail), 1;
  ht_lonlat *points = NULL;
  uint32_t count = points_read(argv[3], &points);
  GEOSSTRtree *tree = index_grids(&p);
  const peer_grid **owners = calloc(count + 1, sizeof *owners);
  struct timespec start, end;
  for (int round = 0; round < 2; round++) { /* the first builds the tree and the polygons' own indexes */
    clock_gettime(CLOCK_MONOTONIC, &start);
    for (uint32_t i = 0; i < count; i++) {
      GEOSGeometry *place = GEOSGeom_createPointFromXY_r(p.geos, points[i].lon_deg, points[i].lat_deg);
      peer_question question = {.peer = &p, .place = place};
      GEOSSTRtree_query_r(p.geos, tree, place, try_grid, &question);
      GEOSGeom_destroy_r(p.geos, place);
      owners[i] = question.owner;
    }
    clock_gettime(CLOCK_MONOTONIC, &end);
  }
  double ns = (double)(end.tv_sec - start.tv_sec) * 1e9 + (double)(end.tv_nsec - start.tv_nsec);
  fprintf(stderr, "%.0f\n", count ? ns / count : 0);
  for (uint32_t i = 0; i < count; i++) puts(owners[i] ? owners[i]->code : "");
  return 0; /* the process ends: its memory goes with it */
}
