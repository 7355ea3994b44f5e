/* SPDX-License-Identifier: Apache-2.0 */
#ifndef GEO_PARTITION_H
#define GEO_PARTITION_H

/*
 * Which of many polygons contain a place, and how far their borders are.
 *
 * The rule: a polygon contains p when it contains p moved by an infinitesimal e to the east and e squared to the north.
 * So of polygons that tile the plane exactly one contains p, on edges and corners too, without tolerance and whatever
 * the direction or the order of rings. A shape contains p when one of its polygons does; of a polygon, rings count by
 * parity. Edges are straight in longitude and latitude and do not cross the antimeridian.
 *
 * The caller numbers the shapes in order of rank (by code): where several contain a place the lowest number owns it.
 * A partition is immutable and may be asked by any number of threads.
 */

#include "base/arena.h"
#include "haitang/types.h"

typedef struct geo_partition geo_partition;

#define GEO_NOBODY UINT32_MAX

/* Builds the partition of count shapes into arena; the shapes' points are copied. O(n) in the length of all edges over
   the size of a cell. Errors: HT_BAD_DATA for a coordinate that is no place, HT_LIMIT above 2^30 edges or 2^30 shapes,
   HT_NO_MEMORY. */
HT_CHECKED ht_err geo_partition_build(const ht_shape *shapes, uint32_t count, base_arena *arena, ht_fault *fault,
                                      const geo_partition **partition);

/* The lowest number of the shapes that contain p, or GEO_NOBODY. */
uint32_t geo_partition_owner(const geo_partition *partition, ht_lonlat p);

/* Writes the numbers of the shapes that contain p, ascending, up to room of them. Returns how many there are. */
uint32_t geo_partition_all(const geo_partition *partition, ht_lonlat p, uint32_t *shapes, uint32_t room);

/* The distance from p to the nearest edge, in metres of the metric around p; -1 when there is no
   edge or p is no place. Within 0.1 % or 1 cm
   of the geodesic up to 3 km below 60 degrees; beyond, the edge that seems nearest may be a little farther than
   another. */
double geo_partition_distance_m(const geo_partition *partition, ht_lonlat p);

/* Lists the shapes that have an edge within radius_m of p, ascending, in arena. Errors: HT_NO_MEMORY. */
HT_CHECKED ht_err geo_partition_near(const geo_partition *partition, ht_lonlat p, double radius_m, base_arena *arena,
                                     ht_fault *fault, const uint32_t **shapes, uint32_t *count);

#endif
