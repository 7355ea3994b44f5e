/* SPDX-License-Identifier: Apache-2.0 */
#include "walk/frame.h"

#include <math.h>

#define FRAME_REACH_MM 2e9

walk_frame walk_frame_at(ht_lonlat middle) {
  return (walk_frame){geo_metric_at(middle)};
}

bool walk_frame_xy(const walk_frame *frame, ht_lonlat place, walk_xy *xy) {
  geo_xy metres = geo_metric_xy(&frame->metric, place);
  double x = metres.x_m * 1000, y = metres.y_m * 1000;
  if (!(fabs(x) < FRAME_REACH_MM && fabs(y) < FRAME_REACH_MM)) return false; /* also false for NaN */
  *xy = (walk_xy){(int32_t)lround(x), (int32_t)lround(y)};
  return true;
}

ht_lonlat walk_frame_lonlat(const walk_frame *frame, walk_xy xy) {
  return geo_metric_lonlat(&frame->metric, (geo_xy){xy.x_mm / 1000.0, xy.y_mm / 1000.0});
}

walk_view walk_view_at(const walk_frame *frame, walk_xy at) {
  geo_metric here = geo_metric_at(walk_frame_lonlat(frame, at));
  return (walk_view){at, here.lon_m_per_deg / frame->metric.lon_m_per_deg / 1000,
                     here.lat_m_per_deg / frame->metric.lat_m_per_deg / 1000};
}

geo_xy walk_view_xy(const walk_view *view, walk_xy xy) {
  return (geo_xy){((double)xy.x_mm - view->at.x_mm) * view->scale_x, ((double)xy.y_mm - view->at.y_mm) * view->scale_y};
}

double walk_view_distance_m(const walk_view *view, walk_xy xy) {
  geo_xy seen = walk_view_xy(view, xy);
  return sqrt(seen.x_m * seen.x_m + seen.y_m * seen.y_m);
}
