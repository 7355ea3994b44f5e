/* SPDX-License-Identifier: Apache-2.0 */
#ifndef GEO_AREA_H
#define GEO_AREA_H

/* Areas on the WGS 84 ellipsoid of polygons whose edges are straight in longitude and latitude. */

#include "haitang/types.h"

/* The area in m2 of polygons, holes taken off, whichever way their rings turn; 0 for points and lines. Overlapping
   parts count twice. True to 1e-6 of the area for edges shorter than 10 km below 60 degrees. */
double geo_area_m2(const ht_shape *polygons);

#endif
