/* SPDX-License-Identifier: Apache-2.0 */
#ifndef GEO_BOX_H
#define GEO_BOX_H

/* The box of longitudes and latitudes around a shape. */

#include "haitang/types.h"

/* A box that holds nothing: west is east of east. */
extern const ht_box geo_no_box;

ht_box geo_box(const ht_shape *shape);
/* Whether two boxes share a point; geo_no_box shares none. */
bool geo_boxes_meet(const ht_box *a, const ht_box *b);

#endif
