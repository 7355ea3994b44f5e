/* SPDX-License-Identifier: Apache-2.0 */
#ifndef GEO_PREDICATES_H
#define GEO_PREDICATES_H

/*
 * On which side of a line a place lies: exactly, for all coordinates as they stand, and with a rule for places on the
 * line.
 *
 * After J. R. Shewchuk, Adaptive Precision Floating-Point Arithmetic and Fast Robust Geometric Predicates, Discrete &
 * Computational Geometry 18 (1997): the plain determinant decides wherever it is larger than its own rounding error,
 * and only places next to the line pay for exact arithmetic. Exact as long as no product underflows: coordinates are 0
 * or larger than 1e-140.
 */

#include <math.h>

#include "haitang/types.h"

/* The exact sign for the places at which geo_orientation's filter cannot decide. */
int geo_orientation_exact(ht_lonlat a, ht_lonlat b, ht_lonlat c);

/* 1 when a, b, c turn left (counter-clockwise), -1 when they turn right, 0 when they lie on one line. */
static inline int geo_orientation(ht_lonlat a, ht_lonlat b, ht_lonlat c) {
  const double unit = 0x1p-53, error_share = (3 + 16 * unit) * unit;
  double left = (a.lon_deg - c.lon_deg) * (b.lat_deg - c.lat_deg);
  double right = (a.lat_deg - c.lat_deg) * (b.lon_deg - c.lon_deg);
  double determinant = left - right, error = error_share * (fabs(left) + fabs(right));
  if (determinant > error) return 1;
  if (-determinant > error) return -1;
  return geo_orientation_exact(a, b, c);
}

/*
 * Whether p, moved by an infinitesimal e to the east and e squared to the north, lies to the left of the line from a to
 * b; otherwise it lies to the right: never on it. The moved place is off every line through p, so that of two polygons
 * that share an edge exactly one contains it. Swapping a and b swaps the answer. a and b differ.
 */
static inline bool geo_is_left(ht_lonlat a, ht_lonlat b, ht_lonlat p) {
  int turn = geo_orientation(a, b, p);
  if (turn != 0) return turn > 0;
  if (a.lat_deg != b.lat_deg) return b.lat_deg < a.lat_deg; /* east is to the left of a line that goes south */
  return b.lon_deg > a.lon_deg;                             /* north is to the left of a line that goes east */
}

#endif
