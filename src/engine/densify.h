/* SPDX-License-Identifier: Apache-2.0 */
#ifndef ENGINE_DENSIFY_H
#define ENGINE_DENSIFY_H

/* Straight edges of a projected map, kept straight where edges are straight in longitude and latitude. */

#include "base/arena.h"

/* Converts count points of the file's system to WGS 84 in place. */
typedef ht_err densify_to_wgs84_fn(void *context, ht_lonlat *points, size_t count, ht_fault *fault);

/* Converts a shape of lines or polygons, with points put into its edges so that no converted edge is farther than 1
   mm from where the straight projected one runs. Symmetric: an edge that two polygons share gets the same points from
   both sides. *converted lives in arena. Errors: what to_wgs84 returns, HT_NO_MEMORY. */
HT_CHECKED ht_err densify_shape(const ht_shape *projected, densify_to_wgs84_fn *to_wgs84, void *context,
                                base_arena *arena, ht_fault *fault, ht_shape *converted);

#endif
