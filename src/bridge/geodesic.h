/* SPDX-License-Identifier: Apache-2.0 */
#ifndef BRIDGE_GEODESIC_H
#define BRIDGE_GEODESIC_H

/* Lengths on the WGS 84 ellipsoid, by Karney's algorithms as PROJ carries them.
   Source: C. F. F. Karney, Algorithms for geodesics, J. Geodesy 87 (2013). */

#include "haitang/types.h"

/* The length of a line through count points, in millimetres: each leg is rounded to the nearest micrometre, their sum
   to the nearest millimetre, so that it is the same in both directions. */
int64_t geodesic_length_mm(const ht_lonlat *points, size_t count);

#endif
