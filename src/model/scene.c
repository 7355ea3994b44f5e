/* SPDX-License-Identifier: Apache-2.0 */
#include "model/scene.h"

void scene_land(model_scene *scene, const char *class_name, const char *name, ht_shape shape) {
  *SHEET_PUSH(scene->sheet, &scene->lands) = (ht_land_record){class_name, name, shape};
}

void scene_barrier(model_scene *scene, const char *class_name, ht_shape shape) {
  *SHEET_PUSH(scene->sheet, &scene->barriers) = (ht_barrier_record){class_name, shape};
}

void scene_street(model_scene *scene, model_spot from, model_spot to, const model_way *way) {
  network_street(scene->sheet, scene->plan, scene->network, from, to, way);
}

model_spot scene_access(model_scene *scene, uint32_t block, model_side side, model_spot to, const model_way *way) {
  bool upright = side == SIDE_WEST || side == SIDE_EAST;
  model_spot from = streets_tap(scene->sheet, scene->streets, block, side, upright ? to.v_cm : to.u_cm);
  scene_street(scene, from, to, way);
  return from;
}
