/* SPDX-License-Identifier: Apache-2.0 */
#include "geo/box.h"

#include <math.h>

const ht_box geo_no_box = {INFINITY, INFINITY, -INFINITY, -INFINITY};

ht_box geo_box(const ht_shape *shape) {
  ht_box box = geo_no_box;
  for (uint32_t i = 0; i < shape->point_count; i++) {
    box.west_deg = fmin(box.west_deg, shape->points[i].lon_deg);
    box.south_deg = fmin(box.south_deg, shape->points[i].lat_deg);
    box.east_deg = fmax(box.east_deg, shape->points[i].lon_deg);
    box.north_deg = fmax(box.north_deg, shape->points[i].lat_deg);
  }
  return box;
}

bool geo_boxes_meet(const ht_box *a, const ht_box *b) {
  return a->west_deg <= b->east_deg && b->west_deg <= a->east_deg && a->south_deg <= b->north_deg &&
         b->south_deg <= a->north_deg;
}
