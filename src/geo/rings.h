/* SPDX-License-Identifier: Apache-2.0 */
#ifndef GEO_RINGS_H
#define GEO_RINGS_H

/* Polygons with holes from loose rings. */

#include "base/arena.h"

/* Closed rings of four points and more: ring i is points[start[i] .. start[i+1]). */
typedef struct geo_rings {
  const ht_lonlat *points;
  const uint32_t *start; /* count + 1 */
  uint32_t count;
} geo_rings;

/* Makes polygons of rings that do not cross: a ring inside an odd number of others is a hole of the innermost of
   these, any other is a shell. *shape lives in arena; it has the rings' points, in a new order. False when memory is
   exhausted. */
HT_CHECKED bool geo_rings_nest(const geo_rings *rings, base_arena *arena, ht_shape *shape);

typedef enum geo_rings_split_result { GEO_RINGS_SPLIT, GEO_RINGS_SPIKE, GEO_RINGS_NO_MEMORY } geo_rings_split_result;

/* Cuts every ring where it passes a point again, so that no ring touches itself: the same edges, the same area by the
   even-odd rule. GEO_RINGS_SPIKE when an edge is walked forth and back. *split lives in arena. */
HT_CHECKED geo_rings_split_result geo_rings_split(const geo_rings *rings, base_arena *arena, geo_rings *split);

#endif
