/* SPDX-License-Identifier: Apache-2.0 */
#include "model/estates.h"

#include <stdlib.h>

#include "model/estate_kinds.h"

enum {
  RING_CM = 800,        /* from the wall to the ring way */
  AXIS_FROM_CM = 13000, /* an estate this wide has an axis */
  EAVES_CM = 500,       /* from a way to the end of a row of buildings */
  TWO_DOORS_CM = 4000,  /* a block of flats this long has two stairs */
  LENGTHS_TRIED = 4,
  ROW_SPOTS = 128, /* at most so many spots along one row */
  LEAST_CM = 2600, /* a ring with a shorter side is not laid out */
};

typedef struct estate {
  model_scene *scene;
  uint32_t block;
  const char *name;
  const estate_kind *kind;
  const model_homes_style *style;
  model_homes_estate people;
  chance_stream stream;
  model_rect wall, ring;
  int32_t rows, length_cm; /* of a building */
  int32_t gate_u_cm;       /* where the gates in the south and the north are, and the axis if there is one */
  int32_t gate_row;        /* the row whose way leads to the gates in the west and the east */
  bool axis;
  bool open_on[SIDE_COUNT];
  uint32_t buildings;
} estate;

static int32_t row_cm(const estate *at, int32_t row) {
  return at->ring.south_cm + (int32_t)((int64_t)plan_height(at->ring) * row / at->rows);
}

static model_way way_on(const estate *at, const char *class_name) {
  return (model_way){class_name, at->name, at->kind->gated ? HT_STREET_PRIVATE : 0, 0};
}

/* One building with a way to each of its doors; notes where they leave the row. */
static uint32_t build(estate *at, int32_t row, int32_t u_cm, int32_t *spots, uint32_t count) {
  int32_t shift_cm = at->kind->shift_cm, south_cm = row_cm(at, row), north_cm = row_cm(at, row + 1);
  model_spot middle = {u_cm, south_cm + (north_cm - south_cm) / 2 + chance_between(&at->stream, -shift_cm, shift_cm)};
  int32_t doors = at->kind->homes && at->length_cm >= TWO_DOORS_CM ? 2 : 1;
  model_way way = way_on(at, "footway");
  for (int32_t i = 0; i < doors; i++) {
    model_spot door = {u_cm + at->length_cm * (2 * i + 1 - doors) / (2 * doors), middle.v_cm - at->style->depth_cm / 2};
    scene_street(at->scene, (model_spot){door.u_cm, south_cm}, door, &way);
    spots[count++] = door.u_cm;
  }
  at->buildings++;
  if (at->kind->homes)
    homes_build(at->scene, &at->stream, &at->people, at->style, at->buildings, middle, at->length_cm);
  return count;
}

/* How many buildings of a length stand between two crossing ways. */
static int32_t places_between(const estate *at, int32_t from_cm, int32_t to_cm, int32_t length_cm) {
  return (to_cm - from_cm - 2 * EAVES_CM + at->style->gap_cm) / (length_cm + at->style->gap_cm);
}

/* Fills a row between two crossing ways with buildings at equal distances. */
static uint32_t build_between(estate *at, int32_t row, int32_t from_cm, int32_t to_cm, int32_t *spots, uint32_t count) {
  int32_t free_cm = to_cm - from_cm - 2 * EAVES_CM, places = places_between(at, from_cm, to_cm, at->length_cm);
  for (int32_t i = 0; i < places; i++) {
    int32_t u_cm = from_cm + EAVES_CM + (int32_t)((int64_t)free_cm * (2 * i + 1) / (2 * places));
    if (chance_happens(&at->stream, at->kind->gap_per_mille) || count + 2 > ROW_SPOTS) continue;
    count = build(at, row, u_cm, spots, count);
  }
  return count;
}

static int compare_cm(const void *left, const void *right) {
  const int32_t *a = left, *b = right;
  return (*a > *b) - (*a < *b);
}

static void draw_row(estate *at, int32_t row) {
  int32_t spots[ROW_SPOTS] = {at->ring.west_cm, at->ring.east_cm};
  uint32_t count = 2;
  bool edge = row == 0 || row == at->rows;
  bool buildable = row < at->rows && row_cm(at, row + 1) - row_cm(at, row) > at->style->depth_cm + EAVES_CM;
  if (at->axis || edge) spots[count++] = at->gate_u_cm;
  if (buildable && at->axis) {
    count = build_between(at, row, at->ring.west_cm, at->gate_u_cm, spots, count);
    count = build_between(at, row, at->gate_u_cm, at->ring.east_cm, spots, count);
  } else if (buildable) {
    count = build_between(at, row, at->ring.west_cm, at->ring.east_cm, spots, count);
  }
  qsort(spots, count, sizeof *spots, compare_cm);
  model_way way = way_on(at, edge ? at->kind->ring_class : at->kind->row_class);
  for (uint32_t i = 0; i + 1 < count; i++)
    scene_street(at->scene, (model_spot){spots[i], row_cm(at, row)}, (model_spot){spots[i + 1], row_cm(at, row)}, &way);
}

static void draw_across(estate *at, int32_t u_cm) {
  model_way way = way_on(at, at->kind->ring_class);
  for (int32_t row = 0; row < at->rows; row++)
    scene_street(at->scene, (model_spot){u_cm, row_cm(at, row)}, (model_spot){u_cm, row_cm(at, row + 1)}, &way);
}

/* Where the ring is left on a side, and where the way out passes the wall. */
static model_spot exit_of(const estate *at, model_side side, const model_rect *rect) {
  switch (side) {
  case SIDE_WEST: return (model_spot){rect->west_cm, row_cm(at, at->gate_row)};
  case SIDE_EAST: return (model_spot){rect->east_cm, row_cm(at, at->gate_row)};
  case SIDE_SOUTH: return (model_spot){at->gate_u_cm, rect->south_cm};
  default: return (model_spot){at->gate_u_cm, rect->north_cm};
  }
}

static void draw_gate(estate *at, model_side side, bool closed) {
  static const char *const NAMES[SIDE_COUNT] = {"西门", "南门", "东门", "北门"};
  model_scene *scene = at->scene;
  model_spot gate = exit_of(at, side, &at->wall), inner = exit_of(at, side, &at->ring);
  const char *name = sheet_text(scene->sheet, "%s%s", at->name, NAMES[side]);
  uint32_t shut = closed ? HT_STREET_CLOSED : 0;
  scene_access(scene, at->block, side, gate, &(model_way){"footway", name, shut, 0});
  scene_street(scene, gate, inner, &(model_way){"footway", name, HT_STREET_PRIVATE | shut, 0});
  network_node(scene->sheet, scene->plan, scene->network, gate, closed ? HT_NODE_CLOSED : HT_NODE_GATE);
  *SHEET_PUSH(scene->sheet, &scene->gates) = (model_gate){at->block, side, gate, name, closed};
}

/* The side that gets the main gate: on a street rather than a lane, an arterial or a bank. */
static model_side main_side(const estate *at) {
  static const int RANK[LINE_KINDS] = {
      [LINE_STREET] = 4, [LINE_LANE] = 3, [LINE_ARTERIAL] = 2, [LINE_RIVER] = 1, [LINE_RAIL] = 1};
  const model_block *block = &at->scene->blocks->blocks.items[at->block];
  model_side best = SIDE_SOUTH;
  for (model_side side = SIDE_WEST; side < SIDE_COUNT; side++) {
    model_line_kind kind = at->scene->blocks->lines.items[block->lines[side]].kind;
    if (RANK[kind] > RANK[at->scene->blocks->lines.items[block->lines[best]].kind]) best = side;
  }
  return best;
}

static void draw_exits(estate *at) {
  model_side first = main_side(at);
  model_way way = {at->kind->ring_class, at->name, 0, 0};
  for (model_side side = SIDE_WEST; side < SIDE_COUNT; side++) {
    bool wanted = chance_happens(&at->stream, at->kind->side_per_mille) || side == first;
    bool closed = chance_happens(&at->stream, at->kind->closed_per_mille) && side != first;
    at->open_on[side] = wanted && streets_along(at->scene->streets, at->block, side);
    if (!at->open_on[side]) continue;
    if (at->kind->gated)
      draw_gate(at, side, closed);
    else
      scene_access(at->scene, at->block, side, exit_of(at, side, &at->ring), &way);
  }
}

/* The wall has a corner at every gate, so that street and wall meet in one point. */
static void draw_wall(estate *at) {
  static const model_side ORDER[] = {SIDE_SOUTH, SIDE_EAST, SIDE_NORTH, SIDE_WEST};
  model_rect wall = at->wall;
  model_spot corners[] = {{wall.west_cm, wall.south_cm},
                          {wall.east_cm, wall.south_cm},
                          {wall.east_cm, wall.north_cm},
                          {wall.west_cm, wall.north_cm}};
  model_spot spots[2 * SIDE_COUNT];
  uint32_t count = 0;
  for (int i = 0; i < SIDE_COUNT; i++) {
    spots[count++] = corners[i];
    if (at->open_on[ORDER[i]]) spots[count++] = exit_of(at, ORDER[i], &wall);
  }
  scene_barrier(at->scene, "wall", path_ring(at->scene->sheet, at->scene->plan, HT_LINES, spots, count));
}

model_rect estates_village(const model_scene *scene, uint32_t number) {
  const model_block *block = &scene->blocks->blocks.items[number];
  model_rect lot = plan_inset(blocks_lot(scene->blocks, block), 2500);
  chance_stream stream = chance_of(scene->plan->seed, CHANCE_VILLAGE, number);
  int32_t width_cm = chance_between(&stream, 11000, 23000), height_cm = chance_between(&stream, 8000, 16000);
  if (width_cm > plan_width(lot)) width_cm = plan_width(lot);
  if (height_cm > plan_height(lot)) height_cm = plan_height(lot);
  int32_t west_cm = lot.west_cm + chance_between(&stream, 0, plan_width(lot) - width_cm);
  int32_t south_cm = lot.south_cm + chance_between(&stream, 0, plan_height(lot) - height_cm);
  return (model_rect){west_cm, south_cm, west_cm + width_cm, south_cm + height_cm};
}

/* The length that fills a row best, of a few drawn. */
static int32_t choose_length(estate *at) {
  int32_t best_cm = at->style->length_cm.low, best_built_cm = -1;
  for (int i = 0; i < LENGTHS_TRIED; i++) {
    int32_t length_cm = chance_between(&at->stream, at->style->length_cm.low, at->style->length_cm.high);
    int32_t middle_cm = at->axis ? at->gate_u_cm : at->ring.west_cm;
    int32_t built_cm = places_between(at, middle_cm, at->ring.east_cm, length_cm) * length_cm;
    if (at->axis) built_cm += places_between(at, at->ring.west_cm, middle_cm, length_cm) * length_cm;
    if (built_cm <= best_built_cm) continue;
    best_cm = length_cm;
    best_built_cm = built_cm;
  }
  return best_cm;
}

static void lay_out(estate *at) {
  const model_homes_style *style = at->style;
  at->ring = plan_inset(at->wall, at->kind->gated ? RING_CM : RING_CM / 2);
  at->rows = plan_height(at->ring) / chance_between(&at->stream, style->pitch_cm.low, style->pitch_cm.high);
  if (at->rows < 1) at->rows = 1;
  int32_t width_cm = plan_width(at->ring);
  at->gate_u_cm = at->ring.west_cm + (int32_t)((int64_t)width_cm * chance_between(&at->stream, 420, 580) / 1000);
  at->axis = width_cm >= AXIS_FROM_CM;
  at->length_cm = choose_length(at);
  at->gate_row = at->rows < 2 ? 0 : chance_between(&at->stream, 1, at->rows - 1);
}

void estates_draw(model_scene *scene, uint32_t number) {
  const model_block *block = &scene->blocks->blocks.items[number];
  model_rect lot = blocks_lot(scene->blocks, block);
  estate at = {.scene = scene, .block = number, .name = block->name, .kind = estate_kinds_of(block->use)};
  at.stream = chance_of(scene->plan->seed, CHANCE_COMPOUND, number);
  at.style = estate_kinds_style(block->use, lot, plan_remoteness(scene->plan, plan_middle(block->rect)), &at.stream);
  at.wall = block->use == USE_VILLAGE ? estates_village(scene, number) : plan_inset(lot, ESTATES_FRONTAGE_CM);
  if (plan_width(at.wall) < LEAST_CM + 2 * RING_CM || plan_height(at.wall) < LEAST_CM + 2 * RING_CM) return;
  at.people = homes_estate(&at.stream, number, block->name, at.style);
  lay_out(&at);
  for (int32_t row = 0; row <= at.rows; row++) draw_row(&at, row);
  draw_across(&at, at.ring.west_cm);
  if (at.axis) draw_across(&at, at.gate_u_cm);
  draw_across(&at, at.ring.east_cm);
  draw_exits(&at);
  if (at.kind->gated) draw_wall(&at);
}
