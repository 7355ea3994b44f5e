/* SPDX-License-Identifier: Apache-2.0 */
#include "model/plane.h"

#include <math.h>

#include "model/chance.h"

/* Lengths of a degree in metres at 31.4 N, where the model lies (WGS 84). */
static const double LON_M_PER_DEG = 95108.0, LAT_M_PER_DEG = 110866.0;

typedef struct plane_layer {
  double reach_m, wave_m;
} plane_layer;

/* No layer bends more than 3 reach / wave, so all together keep every corner of the plan a corner. */
static const plane_layer LAYERS[] = {{170, 2700}, {38, 900}, {6, 230}};
enum { LAYER_COUNT = sizeof LAYERS / sizeof *LAYERS, RAIL_CALM_LAYERS = 1 };
static const plane_layer MEANDER = {330, 1700};
static const double MEANDER_FADES_M = 1100, MEANDER_TURNS_M = 420, RAIL_CALM_M = 130;

/* 6t^5 - 15t^4 + 10t^3: from 0 to 1 with no slope and no curvature at either end. */
static double ease(double t) {
  return t * t * t * (t * (t * 6 - 15) + 10);
}

static double ease_slope(double t) {
  return 30 * t * t * (t * (t - 2) + 1);
}

/* -1..1 from the top 53 bits. */
static double unit(uint64_t bits) {
  return (double)(bits >> 11) / 4503599627370496.0 - 1;
}

/* The whole part, also of numbers a little below zero. */
static int64_t whole(double x) {
  return (int64_t)(x + 4096) - 4096;
}

/* A swing north, a swing south, each at least half of the whole. */
static double swing_at(uint64_t seed, int64_t i) {
  double size = 0.75 + unit(chance_at(seed, CHANCE_MEANDER, i, 0)) * 0.25;
  return (i & 1) == (int64_t)(seed & 1) ? size : -size;
}

static double noise_line(uint64_t seed, chance_feature feature, int64_t row, double x) {
  int64_t i = whole(x);
  double t = x - (double)i;
  double a = unit(chance_at(seed, feature, i, row)), b = unit(chance_at(seed, feature, i + 1, row));
  return a + (b - a) * ease(t);
}

static double noise_plane(uint64_t seed, int64_t layer, double x, double y) {
  int64_t j = whole(y);
  int64_t row = layer * 65536 + j;
  double a = noise_line(seed, CHANCE_WARP, row, x), b = noise_line(seed, CHANCE_WARP, row + 1, x);
  return a + (b - a) * ease(y - (double)j);
}

double plane_ripple(uint64_t seed, int32_t at_cm, int32_t wave_cm) {
  return noise_line(seed, CHANCE_WATER, 0, (double)at_cm / wave_cm);
}

/* 1 at distance 0, falling off like a bell without exp. */
static double bell(double distance_m, double width_m) {
  double x = distance_m / width_m;
  return 1 / (1 + x * x);
}

/* The river carries the ground along, and close to it streets stand square to its course. */
static geo_xy meander(const model_plan *plan, double u_m, double v_m) {
  double from_river_m = v_m - plan->river_at_cm / 100.0, x = u_m / MEANDER.wave_m;
  int64_t i = whole(x);
  double a = swing_at(plan->seed, i), b = swing_at(plan->seed, i + 1);
  double swing = a + (b - a) * ease(x - (double)i), slope = (b - a) * ease_slope(x - (double)i);
  double near = bell(from_river_m, MEANDER_TURNS_M);
  double turn = slope * MEANDER.reach_m / MEANDER.wave_m * from_river_m * near * near;
  return (geo_xy){-turn, swing * MEANDER.reach_m * bell(from_river_m, MEANDER_FADES_M)};
}

static geo_xy bend(const model_plan *plan, double u_m, double v_m) {
  geo_xy xy = meander(plan, u_m, v_m);
  xy.x_m += u_m;
  xy.y_m += v_m;
  double calm = 1 - bell(u_m - plan->rail_at_cm / 100.0, RAIL_CALM_M);
  for (int i = 0; i < LAYER_COUNT; i++) {
    double reach_m = LAYERS[i].reach_m * (i < RAIL_CALM_LAYERS ? 1 : calm);
    xy.x_m += reach_m * noise_plane(plan->seed, 2 * i, u_m / LAYERS[i].wave_m, v_m / LAYERS[i].wave_m);
    xy.y_m += reach_m * noise_plane(plan->seed, 2 * i + 1, u_m / LAYERS[i].wave_m, v_m / LAYERS[i].wave_m);
  }
  return xy;
}

geo_xy plane_xy(const model_plan *plan, model_spot spot) {
  geo_xy bent = bend(plan, spot.u_cm / 100.0, spot.v_cm / 100.0);
  double x_m = bent.x_m - plan->width_cm / 200.0, y_m = bent.y_m - plan->height_cm / 200.0;
  double east = (double)plan->turn_east / plan->turn_length, north = (double)plan->turn_north / plan->turn_length;
  return (geo_xy){x_m * east - y_m * north, x_m * north + y_m * east};
}

ht_lonlat plane_place(const model_plan *plan, geo_xy xy) {
  int64_t east_units = (int64_t)((double)plan->lon_units + xy.x_m * (1e7 / LON_M_PER_DEG) + 0.5);
  int64_t north_units = (int64_t)((double)plan->lat_units + xy.y_m * (1e7 / LAT_M_PER_DEG) + 0.5);
  return (ht_lonlat){(double)east_units / 1e7, (double)north_units / 1e7};
}

ht_lonlat plane_lonlat(const model_plan *plan, model_spot spot) {
  return plane_place(plan, plane_xy(plan, spot));
}

geo_xy plane_east(const model_plan *plan, model_spot spot) {
  geo_xy a = plane_xy(plan, (model_spot){spot.u_cm - 1000, spot.v_cm});
  geo_xy b = plane_xy(plan, (model_spot){spot.u_cm + 1000, spot.v_cm});
  double x_m = b.x_m - a.x_m, y_m = b.y_m - a.y_m, length_m = sqrt(x_m * x_m + y_m * y_m);
  return (geo_xy){x_m / length_m, y_m / length_m};
}
