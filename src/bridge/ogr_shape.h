/* SPDX-License-Identifier: Apache-2.0 */
#ifndef BRIDGE_OGR_SHAPE_H
#define BRIDGE_OGR_SHAPE_H

/* OGR's geometries as shapes. Private to bridge/ogr.c. */

#include <ogr_api.h>

#include "base/arena.h"

/* Copies geometry into arena: curves as lines, heights and measures left away, collections of one kind as one shape.
   An empty geometry gives HT_NO_SHAPE. *flaw is a constant when it cannot be a shape, else NULL. Errors:
   HT_NO_MEMORY. */
HT_CHECKED ht_err ogr_shape_of(OGRGeometryH geometry, base_arena *arena, ht_fault *fault, ht_shape *shape,
                               const char **flaw);

#endif
