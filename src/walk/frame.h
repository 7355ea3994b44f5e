/* SPDX-License-Identifier: Apache-2.0 */
#ifndef WALK_FRAME_H
#define WALK_FRAME_H

/*
 * The plane on which a city is walked: whole millimetres east and north of the city's middle.
 *
 * Whole numbers make "the wall and the street share this corner" an exact question, and orientation tests exact in
 * doubles. The plane is a linear map of longitude and latitude with the scale of the city's middle; what depends on
 * true lengths (legs of at most some hundred metres) looks at the plane through a walk_view, which corrects the scale
 * for the latitude of the place that is asked about.
 */

#include "geo/metric.h"

typedef struct walk_xy {
  int32_t x_mm, y_mm;
} walk_xy;

typedef struct walk_frame {
  geo_metric metric;
} walk_frame;

/* How the plane looks from one place: true metres = millimetres of the plane × scale. */
typedef struct walk_view {
  walk_xy at;
  double scale_x, scale_y;
} walk_view;

walk_frame walk_frame_at(ht_lonlat middle);
/* The place on the plane, rounded to the millimetre. False for what is no number or farther than 2,000 km. */
HT_CHECKED bool walk_frame_xy(const walk_frame *frame, ht_lonlat place, walk_xy *xy);
ht_lonlat walk_frame_lonlat(const walk_frame *frame, walk_xy xy);
walk_view walk_view_at(const walk_frame *frame, walk_xy at);
/* Where xy is seen from the view's place, in true metres. */
geo_xy walk_view_xy(const walk_view *view, walk_xy xy);
double walk_view_distance_m(const walk_view *view, walk_xy xy);

#endif
