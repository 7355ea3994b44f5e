/* SPDX-License-Identifier: Apache-2.0 */
/* A leg's length depends on its direction in the last bits; rounding each leg before summing makes a street as long
   on the way back. */
#include "bridge/geodesic.h"

#include <geodesic.h>
#include <math.h>

#define WGS84_A_M 6378137.0
#define WGS84_F (1 / 298.257223563)

int64_t geodesic_length_mm(const ht_lonlat *points, size_t count) {
  struct geod_geodesic ellipsoid;
  geod_init(&ellipsoid, WGS84_A_M, WGS84_F);
  int64_t sum_um = 0;
  for (size_t i = 1; i < count; i++) {
    double length_m;
    geod_inverse(&ellipsoid, points[i - 1].lat_deg, points[i - 1].lon_deg, points[i].lat_deg, points[i].lon_deg,
                 &length_m, NULL, NULL);
    sum_um += llround(length_m * 1e6);
  }
  return (sum_um + 500) / 1000;
}
