/* SPDX-License-Identifier: Apache-2.0 */
#include "model/rivers.h"

#include "model/plane.h"

enum {
  WIDTH_CM = 2700,       /* half the water's width … */
  WIDTH_VARIES_CM = 900, /* … give or take */
  WIDTH_WAVE_CM = 60000,
  GREEN_CM = 800, /* from the green bank to the middle of the path along it */
  BEYOND_CM = 40000,
};

static int32_t half_width_cm(const model_plan *plan, int32_t u_cm) {
  return WIDTH_CM + (int32_t)(plane_ripple(plan->seed, u_cm + BEYOND_CM, WIDTH_WAVE_CM) * WIDTH_VARIES_CM);
}

/* Adds spots along the river, its water's edge (or a fixed distance) off its middle, from one u to another. */
typedef SHEET_LIST(model_spot) spot_list;

static void follow_bank(model_scene *scene, spot_list *spots, int32_t from_cm, int32_t to_cm, int32_t side,
                        int32_t fixed_cm) {
  int32_t step_cm = from_cm < to_cm ? PATH_STEP_CM : -PATH_STEP_CM;
  for (int32_t u_cm = from_cm;; u_cm += step_cm) {
    if ((step_cm > 0) == (u_cm > to_cm)) u_cm = to_cm;
    int32_t off_cm = fixed_cm ? fixed_cm : half_width_cm(scene->plan, u_cm);
    *SHEET_PUSH(scene->sheet, spots) = (model_spot){u_cm, scene->plan->river_at_cm + side * off_cm};
    if (u_cm == to_cm) break;
  }
}

static ht_shape water(model_scene *scene, int32_t west_cm, int32_t east_cm) {
  spot_list spots = {0};
  follow_bank(scene, &spots, west_cm, east_cm, -1, 0);
  follow_bank(scene, &spots, east_cm, west_cm, 1, 0);
  return path_ring(scene->sheet, scene->plan, HT_POLYGONS, spots.items, spots.count);
}

/* From the water's edge to a little before the path along it. */
static ht_shape green(model_scene *scene, int32_t side) {
  int32_t far_cm = blocks_track_cm(LINE_RIVER) - GREEN_CM, width_cm = scene->plan->width_cm;
  spot_list spots = {0};
  follow_bank(scene, &spots, side > 0 ? 0 : width_cm, side > 0 ? width_cm : 0, side, 0);
  follow_bank(scene, &spots, side > 0 ? width_cm : 0, side > 0 ? 0 : width_cm, side, far_cm);
  return path_ring(scene->sheet, scene->plan, HT_POLYGONS, spots.items, spots.count);
}

static void draw_railway(model_scene *scene) {
  model_path path = {0};
  model_spot south = {scene->plan->rail_at_cm, -BEYOND_CM}, north = {south.u_cm, scene->plan->height_cm + BEYOND_CM};
  path_start(scene->sheet, scene->plan, &path, south);
  path_follow(scene->sheet, scene->plan, &path, south, north);
  scene_barrier(scene, "railway", path_shape(scene->sheet, HT_LINES, &path));
}

void rivers_draw(model_scene *scene) {
  scene_land(scene, "water", "棠溪", water(scene, 0, scene->plan->width_cm));
  scene_land(scene, "park", "棠溪北岸绿带", green(scene, 1));
  scene_land(scene, "park", "棠溪南岸绿带", green(scene, -1));
  scene_barrier(scene, "water", water(scene, -BEYOND_CM, scene->plan->width_cm + BEYOND_CM));
  draw_railway(scene);
}
