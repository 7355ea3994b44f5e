/* SPDX-License-Identifier: Apache-2.0 */
#include "real_grids.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>
#include <dirent.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "store/store.h"

bool real_file(const char *name, char *path, size_t size) {
  const char *root = getenv("HAITANG_REAL_DATA");
  snprintf(path, size, "%s/%s", root ? root : "../shared/data", name);
  return access(path, R_OK) == 0;
}

static void must(ht_err err, const ht_fault *fault) {
  if (err) fail_msg("%s: %s", ht_err_name(err), fault->detail);
}

static ht_box box_of(const ht_shape *shape) {
  ht_box box = {INFINITY, INFINITY, -INFINITY, -INFINITY};
  for (uint32_t i = 0; i < shape->point_count; i++) {
    box.west_deg = fmin(box.west_deg, shape->points[i].lon_deg);
    box.east_deg = fmax(box.east_deg, shape->points[i].lon_deg);
    box.south_deg = fmin(box.south_deg, shape->points[i].lat_deg);
    box.north_deg = fmax(box.north_deg, shape->points[i].lat_deg);
  }
  return box;
}

static ht_err keep_grid(void *context, const ht_grid_record *grid, ht_fault *fault) {
  (void)fault;
  real_grids *grids = context;
  grids->codes = realloc(grids->codes, (grids->count + 1) * sizeof *grids->codes);
  grids->shapes = realloc(grids->shapes, (grids->count + 1) * sizeof *grids->shapes);
  grids->boxes = realloc(grids->boxes, (grids->count + 1) * sizeof *grids->boxes);
  grids->codes[grids->count] = arena_text(&grids->arena, grid->code);
  if (!arena_shape(&grids->arena, &grid->shape, &grids->shapes[grids->count])) return HT_NO_MEMORY;
  grids->boxes[grids->count++] = box_of(&grid->shape);
  return HT_OK;
}

bool real_grids_open(const char *name, const ht_import_options *options, real_grids *grids) {
  char path[1024];
  ht_fault fault = {0};
  *grids = (real_grids){.count = 0};
  if (!real_file(name, path, sizeof path)) return false;
  snprintf(grids->folder, sizeof grids->folder, "/tmp/haitang-real-XXXXXX");
  assert_non_null(mkdtemp(grids->folder));
  snprintf(grids->path, sizeof grids->path, "%s/city.db", grids->folder);
  must(ht_store_open(grids->path, &(ht_store_options){.create = true}, &fault, &grids->store), &fault);
  must(ht_import(grids->store, HT_GRIDS, path, options, &fault, &grids->report), &fault);
  must(store_each_grid(grids->store, 0, keep_grid, grids, &fault), &fault);
  must(ht_city_load(grids->store, (ht_progress){0}, &fault, &grids->city), &fault);
  must(ht_worker_new(&fault, &grids->worker), &fault);
  return true;
}

void real_grids_close(real_grids *grids) {
  ht_worker_free(grids->worker);
  ht_city_free(grids->city);
  ht_store_close(grids->store);
  DIR *folder = grids->folder[0] ? opendir(grids->folder) : NULL;
  for (struct dirent *entry; folder && (entry = readdir(folder));) unlinkat(dirfd(folder), entry->d_name, 0);
  if (folder) closedir(folder);
  if (grids->folder[0]) rmdir(grids->folder);
  free(grids->codes);
  free(grids->shapes);
  free(grids->boxes);
  arena_release(&grids->arena);
  *grids = (real_grids){.count = 0};
}

/* Whether the edge lies to the west of p, moved by the rule, on p's parallel. */
static bool is_west(ht_lonlat a, ht_lonlat b, ht_lonlat p) {
  if ((a.lat_deg <= p.lat_deg) == (b.lat_deg <= p.lat_deg)) return false;
  ht_lonlat low = a.lat_deg < b.lat_deg ? a : b, high = a.lat_deg < b.lat_deg ? b : a;
  __float128 ax = (__float128)high.lon_deg - low.lon_deg, ay = (__float128)high.lat_deg - low.lat_deg;
  __float128 bx = (__float128)p.lon_deg - low.lon_deg, by = (__float128)p.lat_deg - low.lat_deg;
  return ax * by - ay * bx <= 0;
}

static bool part_contains(const ht_shape *shape, uint32_t part, ht_lonlat p) {
  bool inside = false;
  for (uint32_t ring = shape->part_start[part]; ring < shape->part_start[part + 1]; ring++)
    for (uint32_t i = shape->path_start[ring]; i + 1 < shape->path_start[ring + 1]; i++)
      inside ^= is_west(shape->points[i], shape->points[i + 1], p);
  return inside;
}

static bool shape_contains(const ht_shape *shape, ht_lonlat p) {
  for (uint32_t part = 0; part < shape->part_count; part++)
    if (part_contains(shape, part, p)) return true;
  return false;
}

uint32_t real_grids_containing(const real_grids *grids, ht_lonlat p, uint32_t *list, uint32_t room) {
  uint32_t count = 0;
  for (uint32_t i = 0; i < grids->count && count < room; i++) {
    const ht_box *box = &grids->boxes[i];
    if (p.lon_deg < box->west_deg || p.lon_deg > box->east_deg) continue;
    if (p.lat_deg < box->south_deg || p.lat_deg > box->north_deg) continue;
    if (shape_contains(&grids->shapes[i], p)) list[count++] = i;
  }
  return count;
}
