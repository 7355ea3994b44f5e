/* SPDX-License-Identifier: Apache-2.0 */
#ifndef BRIDGE_GEOS_SHAPE_H
#define BRIDGE_GEOS_SHAPE_H

/* Shapes as GEOS geometries and back, a whole path of coordinates at a time. Private to bridge/geos.c. */

#include <geos_c.h>

#include "base/arena.h"

/* Why a shape cannot become a geometry at all, with the place: an unclosed ring, fewer than four points, a coordinate
   that is no number. NULL when it can. */
const char *geos_shape_flaw(const ht_shape *shape, ht_lonlat *place);

/* Makes a multi-geometry, NULL when GEOS refuses. The caller destroys it. */
GEOSGeometry *geos_shape_in(GEOSContextHandle_t context, const ht_shape *shape);

/* Copies the parts of the given kind out of geometry. False when memory is exhausted; then shape is untouched. */
HT_CHECKED bool geos_shape_out(GEOSContextHandle_t context, const GEOSGeometry *geometry, ht_shape_kind kind,
                               base_arena *arena, ht_shape *shape);

#endif
