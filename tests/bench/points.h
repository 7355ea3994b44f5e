/* SPDX-License-Identifier: Apache-2.0 */
#ifndef BENCH_POINTS_H
#define BENCH_POINTS_H

#include "haitang/types.h"

/* Reads "lon,lat" lines into *points (NULL before; the caller frees it) and returns their count; 0 when path cannot be
   read. */
uint32_t points_read(const char *path, ht_lonlat **points);

#endif
