/* SPDX-License-Identifier: Apache-2.0 */
#include "model/homes.h"

#include "model/plane.h"

static int32_t draw(chance_stream *stream, model_range range) {
  return chance_between(stream, range.low, range.high);
}

model_homes_estate homes_estate(chance_stream *stream, uint32_t block, const char *name,
                                const model_homes_style *style) {
  return (model_homes_estate){.block = block,
                              .name = name,
                              .floors = draw(stream, style->floors),
                              .taken = draw(stream, style->taken),
                              .people = draw(stream, style->people),
                              .elderly = draw(stream, style->elderly)};
}

/* A rectangle on the earth, not on the plan: houses have right angles however the street bends. */
static ht_shape footprint(model_scene *scene, model_spot middle, int32_t length_cm, int32_t depth_cm) {
  static const double CORNERS[5][2] = {{-1, -1}, {1, -1}, {1, 1}, {-1, 1}, {-1, -1}};
  geo_xy centre = plane_xy(scene->plan, middle), east = plane_east(scene->plan, middle);
  double half_length_m = length_cm / 200.0, half_depth_m = depth_cm / 200.0;
  model_path path = {0};
  for (int i = 0; i < 5; i++) {
    double along_m = CORNERS[i][0] * half_length_m, across_m = CORNERS[i][1] * half_depth_m;
    geo_xy corner = {centre.x_m + along_m * east.x_m - across_m * east.y_m,
                     centre.y_m + along_m * east.y_m + across_m * east.x_m};
    *SHEET_PUSH(scene->sheet, &path.points) = plane_place(scene->plan, corner);
  }
  return path_shape(scene->sheet, HT_POLYGONS, &path);
}

/* So many per cent of a number, give or take, to the nearest whole. */
static int32_t share(int32_t number, int32_t per_cent, int32_t give_or_take, int32_t most, chance_stream *stream) {
  int32_t drawn = per_cent + chance_between(stream, -give_or_take, give_or_take);
  if (drawn > most) drawn = most;
  return drawn < 0 ? 0 : (number * drawn + 50) / 100;
}

void homes_build(model_scene *scene, chance_stream *stream, const model_homes_estate *estate,
                 const model_homes_style *style, uint32_t number, model_spot middle, int32_t length_cm) {
  int32_t flats = style->flat_width_cm ? estate->floors * (length_cm / style->flat_width_cm) : 1;
  int32_t households = share(flats, estate->taken, 4, 100, stream);
  if (households < 1) households = 1;
  int32_t people = share(households, estate->people, 20, INT32_MAX, stream);
  int32_t elderly = share(people, estate->elderly, 3, 100, stream);
  *SHEET_PUSH(scene->sheet, &scene->homes) =
      (model_home){.block = estate->block,
                   .number = number,
                   .place = estate->name,
                   .middle = middle,
                   .footprint = footprint(scene, middle, length_cm, style->depth_cm),
                   .position = plane_lonlat(scene->plan, middle),
                   .households = households,
                   .population = people,
                   .elderly = elderly};
  model_block *block = &scene->blocks->blocks.items[estate->block];
  block->households += households;
  block->population += people;
}
