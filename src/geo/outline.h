/* SPDX-License-Identifier: Apache-2.0 */
#ifndef GEO_OUTLINE_H
#define GEO_OUTLINE_H

/* What is left of the borders of many shapes when shared edges are taken away. */

#include "base/arena.h"
#include "haitang/types.h"

/* Makes lines of the edges on whose two sides the number of shapes differs: of shapes that tile a region, its outline
   and the rims of its holes; where shapes overlap or do not meet, those borders too. Every line has two points. At
   every place as many lines end as begin, whatever the data. Rings may turn either way. Errors: HT_NO_MEMORY, HT_LIMIT
   above 2^30 edges. */
HT_CHECKED ht_err geo_outline(const ht_shape *shapes, uint32_t count, base_arena *arena, ht_fault *fault,
                              ht_shape *lines);

#endif
