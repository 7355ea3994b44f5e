/* SPDX-License-Identifier: Apache-2.0 */
#include "geo/gcj02.h"

/*
 * GCJ-02 adds to a position a smooth offset in metres, two sums of sines, turned into degrees on Krasovsky's ellipsoid
 * of 1940. The offset changes by less than 1 % of the way gone, so the inverse is found by taking from the wanted place
 * the offset at the last guess: every step gains two digits or more. BD-09 turns the plane a little about a moving
 * centre and is undone in the same way. Constants as in the widely used open implementations, with BD-09's angle of pi
 * * 3000 / 180.
 */

#include <math.h>

static const double PI = 3.14159265358979323846;
static const double KRASOVSKY_A_M = 6378245.0;
static const double KRASOVSKY_E2 = 0.00669342162296594323;
static const double BD_X_DEG = 0.0065, BD_Y_DEG = 0.006;

typedef ht_lonlat map_fn(ht_lonlat place);

static bool in_china(ht_lonlat p) {
  return p.lon_deg >= 72.004 && p.lon_deg <= 137.8347 && p.lat_deg >= 0.8293 && p.lat_deg <= 55.8271;
}

/* The sines that both offsets share: short waves of the longitude. */
static double ripple_m(double x) {
  return (20 * sin(6 * x * PI) + 20 * sin(2 * x * PI)) * 2 / 3;
}

/* Offsets in metres at x, y degrees from 105 E 35 N. */
static double east_m(double x, double y) {
  double slope = 300 + x + 2 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * sqrt(fabs(x));
  double waves = (20 * sin(x * PI) + 40 * sin(x / 3 * PI)) * 2 / 3;
  double long_waves = (150 * sin(x / 12 * PI) + 300 * sin(x / 30 * PI)) * 2 / 3;
  return slope + ripple_m(x) + waves + long_waves;
}

static double north_m(double x, double y) {
  double slope = -100 + 2 * x + 3 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * sqrt(fabs(x));
  double waves = (20 * sin(y * PI) + 40 * sin(y / 3 * PI)) * 2 / 3;
  double long_waves = (160 * sin(y / 12 * PI) + 320 * sin(y * PI / 30)) * 2 / 3;
  return slope + ripple_m(x) + waves + long_waves;
}

static ht_lonlat gcj02_of(ht_lonlat p) {
  double x = p.lon_deg - 105, y = p.lat_deg - 35, lat = p.lat_deg / 180 * PI;
  double w2 = 1 - KRASOVSKY_E2 * sin(lat) * sin(lat), w = sqrt(w2);
  double lat_m_per_deg = KRASOVSKY_A_M * (1 - KRASOVSKY_E2) / (w2 * w) * PI / 180;
  double lon_m_per_deg = KRASOVSKY_A_M / w * cos(lat) * PI / 180;
  return (ht_lonlat){p.lon_deg + east_m(x, y) / lon_m_per_deg, p.lat_deg + north_m(x, y) / lat_m_per_deg};
}

static ht_lonlat bd09_of(ht_lonlat p) {
  const double turn = PI * 3000 / 180;
  double radius = hypot(p.lon_deg, p.lat_deg) + 0.00002 * sin(p.lat_deg * turn);
  double angle = atan2(p.lat_deg, p.lon_deg) + 0.000003 * cos(p.lon_deg * turn);
  return (ht_lonlat){radius * cos(angle) + BD_X_DEG, radius * sin(angle) + BD_Y_DEG};
}

/* Finds the place that map moves to target. */
static ht_lonlat inverse_of(map_fn *map, ht_lonlat target) {
  enum { MOST_STEPS = 12 };
  const double close_deg = 1e-14; /* a nanometre; below the spacing of doubles at these longitudes */
  ht_lonlat guess = target;
  for (int step = 0; step < MOST_STEPS; step++) {
    ht_lonlat there = map(guess);
    double lon_off = there.lon_deg - target.lon_deg, lat_off = there.lat_deg - target.lat_deg;
    guess.lon_deg -= lon_off;
    guess.lat_deg -= lat_off;
    if (fabs(lon_off) < close_deg && fabs(lat_off) < close_deg) break;
  }
  return guess;
}

ht_lonlat geo_gcj02_of_wgs84(ht_lonlat wgs84) {
  return in_china(wgs84) ? gcj02_of(wgs84) : wgs84;
}

ht_lonlat geo_wgs84_of_gcj02(ht_lonlat gcj02) {
  return in_china(gcj02) ? inverse_of(gcj02_of, gcj02) : gcj02;
}

ht_lonlat geo_bd09_of_gcj02(ht_lonlat gcj02) {
  return in_china(gcj02) ? bd09_of(gcj02) : gcj02;
}

ht_lonlat geo_gcj02_of_bd09(ht_lonlat bd09) {
  return in_china(bd09) ? inverse_of(bd09_of, bd09) : bd09;
}
