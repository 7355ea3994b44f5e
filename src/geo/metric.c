/* SPDX-License-Identifier: Apache-2.0 */
#include "geo/metric.h"

/*
 * The ellipsoid near a place is two circles: the meridian, of radius M, and the prime vertical, of radius N
 * (Snyder, Map Projections: A Working Manual, USGS 1395, equations 4-18 and 4-20). A degree of latitude is M and a
 * degree of longitude N cos(latitude), each times pi / 180.
 */

#include <math.h>

static const double PI = 3.14159265358979323846;
static const double WGS84_A_M = 6378137.0;
static const double WGS84_E2 = 6.69437999014131699614e-3;
static const double LARGEST_LAT_DEG = 89.9; /* nearer to a pole a degree of longitude has no useful length */

geo_metric geo_metric_at(ht_lonlat origin) {
  double lat = fmin(fmax(origin.lat_deg, -LARGEST_LAT_DEG), LARGEST_LAT_DEG) * PI / 180;
  double w2 = 1 - WGS84_E2 * sin(lat) * sin(lat), w = sqrt(w2);
  return (geo_metric){
      .origin = origin,
      .lon_m_per_deg = WGS84_A_M / w * cos(lat) * PI / 180,
      .lat_m_per_deg = WGS84_A_M * (1 - WGS84_E2) / (w2 * w) * PI / 180,
  };
}

ht_lonlat geo_metric_lonlat(const geo_metric *metric, geo_xy xy) {
  return (ht_lonlat){metric->origin.lon_deg + xy.x_m / metric->lon_m_per_deg,
                     metric->origin.lat_deg + xy.y_m / metric->lat_m_per_deg};
}

double geo_metric_distance_m(ht_lonlat a, ht_lonlat b) {
  ht_lonlat middle = {(a.lon_deg + b.lon_deg) / 2, (a.lat_deg + b.lat_deg) / 2};
  geo_metric metric = geo_metric_at(middle);
  return hypot((b.lon_deg - a.lon_deg) * metric.lon_m_per_deg, (b.lat_deg - a.lat_deg) * metric.lat_m_per_deg);
}
