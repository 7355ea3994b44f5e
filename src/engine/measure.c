/* SPDX-License-Identifier: Apache-2.0 */

/* Lengths of streets that were drawn rather than imported. */

#include "bridge/geodesic.h"
#include "haitang/store.h"

void ht_measure_streets(ht_street_record *streets, uint32_t count, const ht_lonlat *points) {
  for (uint32_t i = 0; i < count; i++)
    streets[i].length_mm = geodesic_length_mm(points + streets[i].first_point, streets[i].point_count);
}
