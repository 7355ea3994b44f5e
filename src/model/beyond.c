/* SPDX-License-Identifier: Apache-2.0 */
#include "model/beyond.h"

#include <math.h>
#include <string.h>

#include "model/plane.h"

/* 15 minutes at 5 km/h are 1,250 m, and 0.7 of that is 875 m. */
static const double SURELY_BEYOND_M = 1280, SURELY_NEAR_M = 855, SURELY_FAR_M = 895;

static double distance_m(geo_xy a, geo_xy b) {
  double x_m = a.x_m - b.x_m, y_m = a.y_m - b.y_m;
  return sqrt(x_m * x_m + y_m * y_m);
}

/* The least that anybody walks between two places on different banks. */
static double by_bridge_m(const model_plan *plan, geo_xy a, geo_xy b) {
  double least_m = HUGE_VAL;
  for (int i = 0; i < PLAN_BRIDGES; i++) {
    geo_xy bridge = plane_xy(plan, (model_spot){plan->bridges_at_cm[i], plan->river_at_cm});
    double way_m = distance_m(a, bridge) + distance_m(bridge, b);
    if (way_m < least_m) least_m = way_m;
  }
  return least_m;
}

beyond_reason beyond_of(const model_scene *scene, const model_stations *stations, const model_home *home) {
  const model_plan *plan = scene->plan;
  geo_xy at = plane_xy(plan, home->middle);
  bool south = home->middle.v_cm < plan->river_at_cm;
  double nearest_m = HUGE_VAL;
  for (uint32_t i = 0; i < stations->records.count; i++) {
    const model_spot spot = stations->spots.items[i];
    geo_xy station = plane_xy(plan, spot);
    double straight_m = distance_m(at, station);
    double least_m = (spot.v_cm < plan->river_at_cm) == south ? straight_m : by_bridge_m(plan, at, station);
    if (least_m < SURELY_BEYOND_M) return BEYOND_NOT;
    if (straight_m < nearest_m && !strcmp(stations->records.items[i].status, "open")) nearest_m = straight_m;
  }
  if (nearest_m < SURELY_NEAR_M) return BEYOND_SEVERED;
  return nearest_m > SURELY_FAR_M ? BEYOND_TOO_FAR : BEYOND_NOT;
}
