/* SPDX-License-Identifier: Apache-2.0 */
#ifndef GEO_PART_H
#define GEO_PART_H

/* One polygon of many. */

#include "base/arena.h"
#include "haitang/types.h"

/* Polygon i of a shape of polygons, as a copy in arena; HT_NO_SHAPE when memory is exhausted. */
ht_shape geo_part(const ht_shape *polygons, uint32_t i, base_arena *arena);

#endif
