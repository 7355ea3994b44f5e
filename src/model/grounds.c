/* SPDX-License-Identifier: Apache-2.0 */
#include "model/grounds.h"

#include "model/chance.h"
#include "model/estates.h"
#include "model/names.h"

enum {
  POND_FROM_CM = 9000, /* a park with a shorter side has no pond */
  BANK_CM = 1400,      /* from a pond to the path around it */
  STEPS_CM = 600,
  FISH_PONDS_PER_MILLE = 380, /* fields that hold some */
  POND_EAST_CM = 5200,
  POND_NORTH_CM = 3800,
  DYKE_CM = 900,
  PONDS_MAX = 12,
  LAKES_PER_MILLE = 140, /* large fields that are a lake */
  LAKE_FROM_CM = 26000,
  LAKE_SHORE_CM = 2500,
};

static void draw_water(model_scene *scene, const char *name, ht_shape water) {
  scene_land(scene, "water", name, water);
  scene_barrier(scene, "water", water);
}

/* A path around, with a way in from every street; the one from the north goes down some steps. */
static void draw_park_paths(model_scene *scene, uint32_t number, model_rect round) {
  static const int CORNER_OF[SIDE_COUNT] = {7, 0, 2, 5};
  const char *name = scene->blocks->blocks.items[number].name;
  model_way path = {"footway", name, 0, 0}, steps = {"steps", name, HT_STREET_STEPS, 0};
  model_spot corners[8];
  path_octagon(round, corners);
  for (int i = 0; i < 8; i++) scene_street(scene, corners[i], corners[(i + 1) % 8], &path);
  for (model_side side = SIDE_WEST; side < SIDE_COUNT; side++) {
    model_spot at = corners[CORNER_OF[side]], top = at;
    if (!streets_along(scene->streets, number, side)) continue;
    if (side == SIDE_NORTH) {
      top.v_cm += STEPS_CM;
      scene_street(scene, top, at, &steps);
    }
    scene_access(scene, number, side, top, &path);
  }
}

static void draw_park(model_scene *scene, uint32_t number, model_rect lot) {
  chance_stream stream = chance_of(scene->plan->seed, CHANCE_PARK, number);
  const char *name = scene->blocks->blocks.items[number].name;
  int32_t shorter_cm = plan_width(lot) < plan_height(lot) ? plan_width(lot) : plan_height(lot);
  model_rect round = plan_inset(lot, shorter_cm / 100 * chance_between(&stream, 18, 26));
  model_rect pond = plan_inset(round, BANK_CM);
  model_spot shell[4], shore[8];
  path_corners(lot, shell);
  path_octagon(pond, shore);
  path_spots rings[] = {{shell, 4}, {shore, 8}};
  bool has_pond = shorter_cm >= POND_FROM_CM;
  scene_land(scene, "park", name, path_polygon(scene->sheet, scene->plan, rings, has_pond ? 2 : 1));
  if (has_pond)
    draw_water(scene, sheet_text(scene->sheet, "%s湖", name), path_polygon(scene->sheet, scene->plan, &rings[1], 1));
  draw_park_paths(scene, number, round);
}

/* Fish ponds in rows with dykes between, in the northern half of the fields. */
static uint32_t place_ponds(chance_stream *stream, model_rect lot, model_rect *ponds) {
  uint32_t count = 0;
  int32_t columns = chance_between(stream, 2, 4), rows = chance_between(stream, 1, 3);
  int32_t west_cm = lot.west_cm + 2000 + chance_between(stream, 0, 4000);
  for (int32_t i = 0; i < columns * rows; i++) {
    model_rect pond = {.west_cm = west_cm + i % columns * (POND_EAST_CM + DYKE_CM),
                       .north_cm = lot.north_cm - 2000 - i / columns * (POND_NORTH_CM + DYKE_CM)};
    pond.east_cm = pond.west_cm + POND_EAST_CM - chance_between(stream, 0, 900);
    pond.south_cm = pond.north_cm - POND_NORTH_CM + chance_between(stream, 0, 700);
    if (pond.east_cm < lot.east_cm - 2000 && pond.south_cm > plan_middle(lot).v_cm && count < PONDS_MAX)
      ponds[count++] = pond;
  }
  return count;
}

/* A lake of eight uneven corners. */
static void place_lake(chance_stream *stream, model_rect lot, model_spot corners[8]) {
  model_spot middle = plan_middle(lot);
  path_octagon(plan_inset(lot, LAKE_SHORE_CM), corners);
  for (int i = 0; i < 8; i++) {
    int32_t share = chance_between(stream, 620, 1000);
    corners[i].u_cm = middle.u_cm + (int32_t)((int64_t)(corners[i].u_cm - middle.u_cm) * share / 1000);
    corners[i].v_cm = middle.v_cm + (int32_t)((int64_t)(corners[i].v_cm - middle.v_cm) * share / 1000);
  }
}

static void draw_lake(model_scene *scene, chance_stream *stream, uint32_t number, model_rect lot) {
  model_spot shell[4], shore[8];
  path_corners(lot, shell);
  place_lake(stream, lot, shore);
  path_spots rings[] = {{shell, 4}, {shore, 8}};
  scene_land(scene, "farmland", NULL, path_polygon(scene->sheet, scene->plan, rings, 2));
  draw_water(scene, sheet_text(scene->sheet, "%s荡", names_word(scene->sheet, ~scene->plan->seed, number)),
             path_polygon(scene->sheet, scene->plan, &rings[1], 1));
}

static void draw_track(model_scene *scene, uint32_t number, int32_t v_cm) {
  static const model_way track = {"track", NULL, 0, 0};
  if (!streets_along(scene->streets, number, SIDE_WEST) || !streets_along(scene->streets, number, SIDE_EAST)) return;
  model_spot east = streets_tap(scene->sheet, scene->streets, number, SIDE_EAST, v_cm);
  scene_access(scene, number, SIDE_WEST, east, &track);
}

static void draw_fields(model_scene *scene, uint32_t number, model_rect lot, chance_stream stream) {
  model_rect holes[PONDS_MAX];
  model_spot corners[PONDS_MAX + 1][8];
  path_spots rings[PONDS_MAX + 1] = {{corners[0], 4}};
  bool village = scene->blocks->blocks.items[number].use == USE_VILLAGE;
  uint32_t count = 0;
  if (village)
    holes[count++] = estates_village(scene, number);
  else if (chance_happens(&stream, FISH_PONDS_PER_MILLE))
    count = place_ponds(&stream, lot, holes);
  path_corners(lot, corners[0]);
  for (uint32_t i = 0; i < count; i++) {
    path_corners(holes[i], corners[i + 1]);
    rings[i + 1] = (path_spots){corners[i + 1], 4};
    if (!village) draw_water(scene, "鱼塘", path_polygon(scene->sheet, scene->plan, &rings[i + 1], 1));
  }
  scene_land(scene, "farmland", NULL, path_polygon(scene->sheet, scene->plan, rings, count + 1));
  if (!village)
    draw_track(scene, number,
               lot.south_cm + (int32_t)((int64_t)plan_height(lot) * chance_between(&stream, 150, 450) / 1000));
}

static void draw_lot(model_scene *scene, const char *class_name, const char *name, model_rect lot) {
  scene_land(scene, class_name, name, path_rect(scene->sheet, scene->plan, HT_POLYGONS, lot));
}

void grounds_draw(model_scene *scene, uint32_t number) {
  static const char *const CLASSES[USE_FIELDS + 1] = {
      [USE_COMPOUND] = "residential", [USE_OLD_TOWN] = "residential", [USE_DORMITORY] = "residential",
      [USE_COMMERCE] = "commercial",  [USE_MALL] = "commercial",      [USE_SCHOOL] = "education",
      [USE_INDUSTRY] = "industrial",  [USE_VILLAGE] = "residential"};
  const model_block *block = &scene->blocks->blocks.items[number];
  model_rect lot = blocks_lot(scene->blocks, block);
  if (block->use == USE_PARK) draw_park(scene, number, lot);
  if (block->use == USE_FIELDS || block->use == USE_VILLAGE) {
    chance_stream stream = chance_of(scene->plan->seed, CHANCE_FIELDS, number);
    bool lake = chance_happens(&stream, LAKES_PER_MILLE) && block->use == USE_FIELDS &&
                plan_width(lot) > LAKE_FROM_CM && plan_height(lot) > LAKE_FROM_CM;
    if (lake)
      draw_lake(scene, &stream, number, lot);
    else
      draw_fields(scene, number, lot, stream);
  }
  if (CLASSES[block->use])
    draw_lot(scene, CLASSES[block->use], block->name, block->use == USE_VILLAGE ? estates_village(scene, number) : lot);
}
