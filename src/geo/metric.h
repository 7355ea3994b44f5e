/* SPDX-License-Identifier: Apache-2.0 */
#ifndef GEO_METRIC_H
#define GEO_METRIC_H

/* Metres on a plane around an origin, and degrees: a linear map, so that what is straight in longitude and latitude
   stays straight and a segment is moved by moving its ends. */

#include "haitang/types.h"

/* A place on the plane of a metric: metres east and north of its origin. */
typedef struct geo_xy {
  double x_m, y_m;
} geo_xy;

typedef struct geo_metric {
  ht_lonlat origin;
  double lon_m_per_deg, lat_m_per_deg; /* WGS 84 lengths of a degree at the origin */
} geo_metric;

/* Makes the metric of an origin; |latitude| is taken as at most 89.9. Within 5 km of an origin below 60 degrees lengths
   are true to 0.15 %, within 1 km to 0.03 %: the length of a degree of longitude is that of the origin everywhere. */
geo_metric geo_metric_at(ht_lonlat origin);

static inline geo_xy geo_metric_xy(const geo_metric *metric, ht_lonlat place) {
  return (geo_xy){(place.lon_deg - metric->origin.lon_deg) * metric->lon_m_per_deg,
                  (place.lat_deg - metric->origin.lat_deg) * metric->lat_m_per_deg};
}

ht_lonlat geo_metric_lonlat(const geo_metric *metric, geo_xy xy);

/* The distance of two places on the metric of their middle: below 30 km and 60 degrees within 0.01 % of the
   geodesic. */
double geo_metric_distance_m(ht_lonlat a, ht_lonlat b);

#endif
