/* SPDX-License-Identifier: Apache-2.0 */
#include "geo/area.h"

/*
 * On Lambert's cylindrical equal-area projection x is the longitude and y the authalic function of the latitude
 * (Snyder, USGS 1395, equation 3-12), so the area is the integral of y dx around the ring. Along an edge, straight in
 * degrees, Simpson's rule gives that integral to the fifth order. Coordinates are taken relative to the ring's first
 * point, so that small rings lose no digits.
 */

#include <math.h>

static const double PI = 3.14159265358979323846;
static const double WGS84_A_M = 6378137.0;
static const double WGS84_E2 = 6.69437999014131699614e-3;

/* The y of a latitude, in m, on the cylinder whose x is a times the longitude. */
static double authalic_y_m(double lat_deg) {
  double sine = sin(lat_deg * PI / 180), e = sqrt(WGS84_E2);
  double q = (1 - WGS84_E2) * (sine / (1 - WGS84_E2 * sine * sine) + atanh(e * sine) / e);
  return WGS84_A_M * q / 2;
}

static double ring_area_m2(const ht_lonlat *points, uint32_t count) {
  if (count < 4) return 0;
  double y0_m = authalic_y_m(points[0].lat_deg), last_y = 0, area = 0;
  for (uint32_t i = 1; i < count; i++) {
    double x_m = (points[i].lon_deg - points[i - 1].lon_deg) * (WGS84_A_M * PI / 180);
    double y = authalic_y_m(points[i].lat_deg) - y0_m;
    double middle_y = authalic_y_m((points[i - 1].lat_deg + points[i].lat_deg) / 2) - y0_m;
    area += x_m * (last_y + 4 * middle_y + y) / 6;
    last_y = y;
  }
  return fabs(area);
}

double geo_area_m2(const ht_shape *polygons) {
  if (polygons->kind != HT_POLYGONS) return 0;
  double total = 0;
  for (uint32_t part = 0; part < polygons->part_count; part++) {
    uint32_t shell = polygons->part_start[part];
    for (uint32_t ring = shell; ring < polygons->part_start[part + 1]; ring++) {
      uint32_t first = polygons->path_start[ring], end = polygons->path_start[ring + 1];
      double area = ring_area_m2(&polygons->points[first], end - first);
      total += ring == shell ? area : -area;
    }
  }
  return total;
}
