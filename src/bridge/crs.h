/* SPDX-License-Identifier: Apache-2.0 */
#ifndef BRIDGE_CRS_H
#define BRIDGE_CRS_H

/*
 * Reference systems by name, and the one door to PROJ.
 *
 * Names, in any case: wgs84 (EPSG:4326), cgcs2000 (EPSG:4490, taken as equal to WGS 84), gcj02, bd09, and EPSG:n of any
 * geographic or projected system that PROJ knows. Coordinates always stand as (x, y): longitude and latitude in
 * degrees, or easting and northing, whatever order the system's definition has. PROJ never uses the network.
 *
 * A bridge_crs remembers the systems it has met; one thread uses it at a time.
 */

#include "haitang/types.h"

typedef struct bridge_crs bridge_crs;

HT_CHECKED ht_err bridge_crs_new(ht_fault *fault, bridge_crs **crs);
void bridge_crs_free(bridge_crs *crs);

/* Says whether a system is known, and whether it is a projected one. Errors: HT_BAD_ARGUMENT, naming the parameter
   crs. */
HT_CHECKED ht_err bridge_crs_check(bridge_crs *crs, const char *name, ht_fault *fault, bool *projected);

/* Convert count points in place. Errors: HT_BAD_ARGUMENT for an unknown system, a number that is not finite, degrees
   out of range, or a place more than 3 degrees outside the system's area of use; the fault tells the number of the
   point (from 1), what it was, and whether it would fit with its axes swapped. The point at fault is untouched then;
   points before it may be converted already. */
HT_CHECKED ht_err bridge_crs_to_wgs84(bridge_crs *crs, const char *name, ht_lonlat *points, size_t count,
                                      ht_fault *fault);
HT_CHECKED ht_err bridge_crs_from_wgs84(bridge_crs *crs, const char *name, ht_lonlat *points, size_t count,
                                        ht_fault *fault);

#endif
