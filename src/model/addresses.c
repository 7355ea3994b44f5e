/* SPDX-License-Identifier: Apache-2.0 */
#include "model/addresses.h"

#include "model/chance.h"
#include "model/names.h"
#include "model/plane.h"
#include "model/street_names.h"

enum {
  DOOR_UNIT_CM = 1200,      /* street_names_number counts in these */
  BEHIND_FRONT_CM = 500,    /* from the edge of the lot to the door's place */
  OLD_NAME_PER_MILLE = 300, /* compounds that were a works' houses before */
};

/* From one door to the next along a block of each use, in units of DOOR_UNIT_CM; 0: no doors. */
static const int32_t DOORS_APART[USE_FIELDS + 1][2] = {
    [USE_COMPOUND] = {1, 3}, [USE_OLD_TOWN] = {1, 2}, [USE_DORMITORY] = {2, 5}, [USE_COMMERCE] = {1, 2},
    [USE_MALL] = {1, 3},     [USE_SCHOOL] = {6, 12},  [USE_INDUSTRY] = {5, 12}};

/* The city, town and so on that begin the addresses of a block. */
static const char *town_of(const model_areas *areas, uint32_t block) {
  return areas->areas[AREA_TOWN][areas->of_block[AREA_TOWN][block]].name;
}

static void add(const model_scene *scene, model_addresses *addresses, const ht_address_record *address,
                const char *const *aliases, uint32_t alias_count) {
  const char **copy = sheet_array(scene->sheet, alias_count, sizeof *copy);
  ht_address_record record = *address;
  for (uint32_t i = 0; copy && i < alias_count; i++)
    if (aliases[i]) copy[record.alias_count++] = aliases[i];
  record.aliases = copy;
  *SHEET_PUSH(scene->sheet, addresses) = record;
}

/* The line along a block's side, and which side of it the block is on. */
static const model_line *line_of(const model_scene *scene, uint32_t block, model_side side, int32_t *line_side) {
  *line_side = side == SIDE_WEST || side == SIDE_SOUTH ? 1 : -1;
  return &scene->blocks->lines.items[scene->blocks->blocks.items[block].lines[side]];
}

static model_spot behind_front(model_rect lot, model_side side, int32_t along_cm) {
  switch (side) {
  case SIDE_WEST: return (model_spot){lot.west_cm + BEHIND_FRONT_CM, along_cm};
  case SIDE_EAST: return (model_spot){lot.east_cm - BEHIND_FRONT_CM, along_cm};
  case SIDE_SOUTH: return (model_spot){along_cm, lot.south_cm + BEHIND_FRONT_CM};
  default: return (model_spot){along_cm, lot.north_cm - BEHIND_FRONT_CM};
  }
}

/* Doors on one side of a block, at whole units along the street so that every number is its own. */
static void draw_doors(const model_scene *scene, const model_areas *areas, uint32_t number, model_side side,
                       model_addresses *addresses) {
  const model_block *block = &scene->blocks->blocks.items[number];
  const int32_t *apart = DOORS_APART[block->use];
  int32_t line_side;
  const model_line *line = line_of(scene, number, side, &line_side);
  if (!line->name || !apart[1]) return;
  model_rect lot = blocks_lot(scene->blocks, block);
  int32_t from_cm = line->upright ? lot.south_cm : lot.west_cm, to_cm = line->upright ? lot.north_cm : lot.east_cm;
  chance_stream stream = chance_of(scene->plan->seed, CHANCE_DOORS, (uint64_t)number * SIDE_COUNT + side);
  int32_t unit = (from_cm - line->doors_from_cm) / DOOR_UNIT_CM + 1;
  for (;; unit += chance_between(&stream, apart[0], apart[1])) {
    int32_t along_cm = line->doors_from_cm + unit * DOOR_UNIT_CM + DOOR_UNIT_CM / 2;
    if (along_cm > to_cm) break;
    uint32_t door = street_names_number(line, line_side, along_cm);
    const char *alias = sheet_text(scene->sheet, "%s%u号", line->name, door);
    ht_address_record record = {
        .text = sheet_text(scene->sheet, "海棠市%s%s%u号", town_of(areas, number), line->name, door),
        .position = plane_lonlat(scene->plan, behind_front(lot, side, along_cm))};
    add(scene, addresses, &record, &alias, 1);
  }
}

/* What a compound was called before; NULL: the same. */
static const char *old_name(const model_scene *scene, uint32_t block) {
  static const char *const WORKS[] = {"棉纺厂", "丝织厂", "农机厂", "砖瓦厂", "粮站", "印染厂", "船厂", "酱园"};
  chance_stream stream = chance_of(scene->plan->seed, CHANCE_OLD_NAMES, block);
  if (scene->blocks->blocks.items[block].use != USE_COMPOUND || !chance_happens(&stream, OLD_NAME_PER_MILLE))
    return NULL;
  const char *word = names_word(scene->sheet, ~scene->plan->seed, block);
  return sheet_text(scene->sheet, "%s%s宿舍", word, WORKS[chance_below(&stream, sizeof WORKS / sizeof *WORKS)]);
}

/* The street and number of a block's first open gate; NULL: it has none on a named street. */
static const char *street_address(const model_scene *scene, uint32_t block) {
  for (uint32_t i = 0; i < scene->gates.count; i++) {
    const model_gate *gate = &scene->gates.items[i];
    int32_t line_side;
    if (gate->block != block || gate->closed) continue;
    const model_line *line = line_of(scene, block, gate->side, &line_side);
    const char *name = street_names_of(line, line_side);
    int32_t along_cm = line->upright ? gate->spot.v_cm : gate->spot.u_cm;
    if (name) return sheet_text(scene->sheet, "%s%u号", name, street_names_number(line, line_side, along_cm));
  }
  return NULL;
}

/* What is the same for all houses of a block. */
typedef struct block_address {
  uint32_t block;
  const char *unit, *street, *old;
} block_address;

static block_address address_of(const model_scene *scene, uint32_t block) {
  model_use use = scene->blocks->blocks.items[block].use;
  bool houses = use == USE_VILLAGE || use == USE_OLD_TOWN;
  return (block_address){block, houses ? "号" : "幢", street_address(scene, block), old_name(scene, block)};
}

static void draw_home(const model_scene *scene, const model_areas *areas, const block_address *at,
                      const model_home *home, model_addresses *addresses) {
  model_sheet *sheet = scene->sheet;
  const char *town = town_of(areas, home->block), *aliases[3] = {0};
  aliases[0] = sheet_text(sheet, "%s%u%s", home->place, home->number, at->unit);
  if (at->street)
    aliases[1] = sheet_text(sheet, "海棠市%s%s%s%u%s", town, at->street, home->place, home->number, at->unit);
  if (at->old) aliases[2] = sheet_text(sheet, "%s%u%s", at->old, home->number, at->unit);
  ht_address_record record = {.text = sheet_text(sheet, "海棠市%s%s%u%s", town, home->place, home->number, at->unit),
                              .position = home->position,
                              .households = home->households,
                              .population = home->population};
  add(scene, addresses, &record, aliases, 3);
}

static void draw_gates(const model_scene *scene, const model_areas *areas, model_addresses *addresses) {
  for (uint32_t i = 0; i < scene->gates.count; i++) {
    const model_gate *gate = &scene->gates.items[i];
    ht_address_record record = {.text = sheet_text(scene->sheet, "海棠市%s%s", town_of(areas, gate->block), gate->name),
                                .position = plane_lonlat(scene->plan, gate->spot)};
    add(scene, addresses, &record, &gate->name, 1);
  }
}

void addresses_draw(const model_scene *scene, const model_areas *areas, model_addresses *addresses) {
  block_address at = {.block = MODEL_NONE};
  for (uint32_t i = 0; i < scene->blocks->blocks.count; i++)
    for (model_side side = SIDE_WEST; side < SIDE_COUNT && blocks_inside(scene->blocks, i); side++)
      draw_doors(scene, areas, i, side, addresses);
  for (uint32_t i = 0; i < scene->homes.count; i++) {
    const model_home *home = &scene->homes.items[i];
    if (home->block != at.block) at = address_of(scene, home->block);
    draw_home(scene, areas, &at, home, addresses);
  }
  draw_gates(scene, areas, addresses);
}
