/* SPDX-License-Identifier: Apache-2.0 */
#include "model/estates.h"

#include <stdlib.h>

enum {
  RING_CM = 800,        /* from the wall to the ring way */
  AXIS_FROM_CM = 13000, /* an estate this wide has an axis */
  EAVES_CM = 500,       /* from a way to the end of a row of buildings */
  TWO_DOORS_CM = 4000,  /* a block of flats this long has two stairs */
  LENGTHS_TRIED = 4,
  ROOM_FOR_TALL_CM = 12000, /* smaller lots have walk-up flats only */
  ROW_SPOTS = 128,          /* at most so many spots along one row */
  LEAST_CM = 2600,          /* a ring with a shorter side is not laid out */
};

/* Who builds how. */
typedef struct estate_kind {
  bool gated, homes;
  const char *ring_class, *row_class;
  uint32_t side_per_mille;   /* sides but the main one that have a gate or an access */
  uint32_t closed_per_mille; /* gates but the main one that are shut */
  uint32_t gap_per_mille;    /* places in a row that stay empty */
  int32_t shift_cm;          /* how far a house may stand out of line */
} estate_kind;

static const estate_kind GATED = {true, true, "living_street", "footway", 640, 330, 50, 0};
static const estate_kind CAMPUS = {true, false, "service", "footway", 300, 350, 120, 0};
static const estate_kind ALLEYS = {false, true, "living_street", "footway", 850, 0, 90, 60};
static const estate_kind VILLAGE = {false, true, "living_street", "footway", 300, 0, 200, 220};
static const estate_kind SHOPS = {false, false, "pedestrian", "footway", 900, 0, 250, 0};

/* Lengths, depth, gap; pitch; floors; flat; taken; people; elderly. */
static const model_homes_style WALK_UP = {3200, 6000, 1100, 900, 2700, 3100, 5, 6, 800, 88, 97, 225, 265, 22, 33};
static const model_homes_style MID_RISE = {3600, 5400, 1300, 1300, 3900, 4600, 9, 11, 1000, 82, 95, 250, 290, 13, 22};
static const model_homes_style HIGH_RISE = {2800, 3600, 1600, 2400, 5600, 6600, 17, 26, 1100, 70, 92, 260, 300, 8, 15};
static const model_homes_style DORMITORY = {5200, 6400, 1400, 1000, 3000, 3400, 5, 6, 500, 80, 98, 200, 260, 1, 3};
static const model_homes_style OLD_STREET = {1100, 1700, 900, 260, 2100, 2500, 2, 3, 1000, 75, 92, 200, 240, 30, 42};
static const model_homes_style FARMHOUSES = {1000, 1300, 1000, 500, 2500, 3000, 2, 3, 0, 100, 100, 270, 340, 24, 36};
static const model_homes_style CLASSROOMS = {4500, 6500, 1300, 1800, 4200, 5200, 4, 5, 1000, 0, 0, 0, 0, 0, 0};
static const model_homes_style SHEDS = {5500, 8500, 3600, 2200, 7000, 9500, 1, 2, 1000, 0, 0, 0, 0, 0, 0};
static const model_homes_style STORES = {4000, 7000, 2800, 1500, 4800, 6500, 2, 6, 1000, 0, 0, 0, 0, 0, 0};

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

static const model_homes_style *style_of(const model_scene *scene, uint32_t number, chance_stream *stream) {
  const model_block *block = &scene->blocks->blocks.items[number];
  switch (block->use) {
  case USE_DORMITORY: return &DORMITORY;
  case USE_OLD_TOWN: return &OLD_STREET;
  case USE_VILLAGE: return &FARMHOUSES;
  case USE_SCHOOL: return &CLASSROOMS;
  case USE_INDUSTRY: return &SHEDS;
  case USE_COMPOUND: break;
  default: return &STORES;
  }
  int32_t far = plan_remoteness(scene->plan, plan_middle(block->rect));
  uint32_t draw = chance_below(stream, 1000);
  model_rect lot = blocks_lot(scene->blocks, block);
  if (plan_width(lot) < ROOM_FOR_TALL_CM || plan_height(lot) < ROOM_FOR_TALL_CM) return &WALK_UP;
  if (draw < (far < 230 ? 520u : 330u)) return &WALK_UP;
  return draw < 760 ? &MID_RISE : &HIGH_RISE;
}

static const estate_kind *kind_of(model_use use) {
  switch (use) {
  case USE_OLD_TOWN: return &ALLEYS;
  case USE_VILLAGE: return &VILLAGE;
  case USE_SCHOOL:
  case USE_INDUSTRY: return &CAMPUS;
  case USE_COMMERCE:
  case USE_MALL: return &SHOPS;
  default: return &GATED;
  }
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
  int32_t best_cm = at->style->length_low_cm, best_built_cm = -1;
  for (int i = 0; i < LENGTHS_TRIED; i++) {
    int32_t length_cm = chance_between(&at->stream, at->style->length_low_cm, at->style->length_high_cm);
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
  at->rows = plan_height(at->ring) / chance_between(&at->stream, style->pitch_low_cm, style->pitch_high_cm);
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
  estate at = {.scene = scene, .block = number, .name = block->name, .kind = kind_of(block->use)};
  at.stream = chance_of(scene->plan->seed, CHANCE_COMPOUND, number);
  at.style = style_of(scene, number, &at.stream);
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
