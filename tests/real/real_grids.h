/* SPDX-License-Identifier: Apache-2.0 */
#ifndef TESTS_REAL_GRIDS_H
#define TESTS_REAL_GRIDS_H

/* A file of real grids, imported into a database of its own, loaded as a city, and read back as shapes for oracles. */

#include "base/arena.h"
#include "haitang.h"

typedef struct real_grids {
  char folder[64], path[96];
  ht_store *store;
  ht_city *city;
  ht_worker *worker;
  base_arena arena;
  ht_import_report report;
  uint32_t count;
  const char **codes; /* ascending */
  ht_shape *shapes;
  ht_box *boxes;
} real_grids;

/* Writes the path of a file of the real data into path; false when it is not there. */
bool real_file(const char *name, char *path, size_t size);

/* Imports name as layer "grid". False when the file is not there; fails the test when it cannot be imported. */
bool real_grids_open(const char *name, const ht_import_options *options, real_grids *grids);
void real_grids_close(real_grids *grids);

/* Lists the grids that contain p by the rule of DESIGN section 3, found edge by edge in numbers of 113 bits; returns
   how many, at most room. */
uint32_t real_grids_containing(const real_grids *grids, ht_lonlat p, uint32_t *list, uint32_t room);

#endif
