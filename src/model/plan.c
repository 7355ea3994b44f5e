/* SPDX-License-Identifier: Apache-2.0 */
#include "model/plan.h"

#include <math.h>

#include "model/chance.h"

/* Near whole-number right triangles of 6 to 13 degrees: a town is seldom laid out due north. */
static const int32_t TURNS[][3] = {{40, 9, 41}, {60, 11, 61}, {84, 13, 85}, {112, 15, 113}};

enum { FAR_BANK_CM = 20000 };

static int32_t share(int32_t length_cm, chance_stream *stream, int32_t low_per_mille, int32_t high_per_mille) {
  return (int32_t)((int64_t)length_cm * chance_between(stream, low_per_mille, high_per_mille) / 1000);
}

model_plan plan_town(uint64_t seed) {
  chance_stream stream = chance_of(seed, CHANCE_PLAN, 0);
  model_plan plan = {.seed = seed, .width_cm = 560000, .height_cm = 440000};
  plan.grids = 100, plan.communities = 21, plan.towns = 3, plan.stations = 60;
  plan.lon_units = 1209800000, plan.lat_units = 313800000;
  plan.river_at_cm = share(plan.height_cm, &stream, 370, 410);
  plan.rail_at_cm = share(plan.width_cm, &stream, 770, 800);
  /* Far apart, so that homes between them stand near a station and far from a bridge. */
  plan.bridges_at_cm[0] = share(plan.width_cm, &stream, 110, 135);
  plan.bridges_at_cm[1] = share(plan.width_cm, &stream, 670, 695);
  plan.centre.u_cm = share(plan.width_cm, &stream, 400, 440);
  plan.centre.v_cm = share(plan.height_cm, &stream, 600, 640);
  const int32_t *turn = TURNS[chance_below(&stream, sizeof TURNS / sizeof *TURNS)];
  plan.turn_east = turn[0], plan.turn_length = turn[2];
  plan.turn_north = chance_happens(&stream, 500) ? turn[1] : -turn[1];
  return plan;
}

int32_t plan_remoteness(const model_plan *plan, model_spot spot) {
  double u = (spot.u_cm - plan->centre.u_cm) / (plan->width_cm * 0.5);
  double v = (spot.v_cm - plan->centre.v_cm) / (plan->height_cm * 0.5);
  return (int32_t)(sqrt((u * u + v * v) / 2) * 1000);
}

model_spot plan_far_bank(const model_plan *plan) {
  int32_t middle_cm = plan->bridges_at_cm[0] + (plan->bridges_at_cm[1] - plan->bridges_at_cm[0]) / 2;
  return (model_spot){middle_cm, plan->river_at_cm - FAR_BANK_CM};
}

model_spot plan_middle(model_rect rect) {
  return (model_spot){rect.west_cm + plan_width(rect) / 2, rect.south_cm + plan_height(rect) / 2};
}

model_rect plan_inset(model_rect rect, int32_t margin_cm) {
  return (model_rect){rect.west_cm + margin_cm, rect.south_cm + margin_cm, rect.east_cm - margin_cm,
                      rect.north_cm - margin_cm};
}
