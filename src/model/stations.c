/* SPDX-License-Identifier: Apache-2.0 */
#include "model/stations.h"

#include "model/chance.h"
#include "model/estates.h"
#include "model/plane.h"
#include "model/station_kit.h"
#include "model/street_names.h"

/*
 * Where: the next station goes to the block with the most people for the square of how far they have it to the nearest
 * so far; first one in every town, then one in every community, then wherever that is most.
 */

enum {
  FAR_ENOUGH_M = 900,    /* farther than this counts as this */
  SHOPPERS = 250,        /* a block of shops counts as so many people */
  BEHIND_FRONT_CM = 500, /* from the entrance to the station's middle */
  SECOND_DOOR_CM = 1500,
  RIVER_DESERT_CM = 162000, /* 1,250 m and the homes' own distance from its middle */
  VILLAGE_DESERT_CM = 150000,
  LEAST_VILLAGE = 30,   /* people of a village that may be so far out */
  TWO_DOORS_FROM = 600, /* a day's visitors */
};

/* The work of placing: how far each block has it to the nearest station, in square metres of distance. */
typedef struct placing {
  const model_scene *scene;
  const model_areas *areas;
  model_stations *stations;
  double *nearest_m2;
  bool *taken; /* a block has one station at most */
} placing;

static double distance_m2(const model_plan *plan, model_spot a, model_spot b) {
  geo_xy from = plane_xy(plan, a), to = plane_xy(plan, b);
  double x_m = from.x_m - to.x_m, y_m = from.y_m - to.y_m;
  return x_m * x_m + y_m * y_m;
}

static bool in_desert(const placing *at, model_spot spot) {
  const model_plan *plan = at->scene->plan;
  for (int i = 0; i < STATIONS_DESERTS; i++) {
    const model_desert *desert = &at->stations->deserts[i];
    double radius_m = desert->radius_cm / 100.0;
    bool same_bank = (spot.v_cm < plan->river_at_cm) == (desert->middle.v_cm < plan->river_at_cm);
    if (same_bank && distance_m2(plan, spot, desert->middle) < radius_m * radius_m) return true;
  }
  return false;
}

/* The side of a block to stand on: a street rather than a lane, an arterial or a bank. SIDE_COUNT: none. */
static model_side front_of(const model_scene *scene, const model_block *block) {
  static const int RANK[LINE_KINDS] = {[LINE_STREET] = 4, [LINE_LANE] = 3, [LINE_ARTERIAL] = 2, [LINE_RIVER] = 1};
  model_side best = SIDE_COUNT;
  int best_rank = 0;
  for (model_side side = SIDE_WEST; side < SIDE_COUNT; side++) {
    int rank = RANK[scene->blocks->lines.items[block->lines[side]].kind];
    if (rank <= best_rank) continue;
    best = side;
    best_rank = rank;
  }
  return best;
}

/* The spot on the edge of the lot, then moved into it. */
static model_spot spot_on_front(model_rect lot, model_side side, int32_t along_cm, int32_t inward_cm) {
  switch (side) {
  case SIDE_WEST: return (model_spot){lot.west_cm + inward_cm, along_cm};
  case SIDE_EAST: return (model_spot){lot.east_cm - inward_cm, along_cm};
  case SIDE_SOUTH: return (model_spot){along_cm, lot.south_cm + inward_cm};
  default: return (model_spot){along_cm, lot.north_cm - inward_cm};
  }
}

static double people_of(const model_block *block) {
  return block->population + (block->use == USE_COMMERCE || block->use == USE_MALL ? SHOPPERS : 0);
}

/* The best block of an area, MODEL_NONE: of all. */
static uint32_t best_block(const placing *at, model_level level, uint32_t area) {
  double best_score = 0;
  uint32_t best = MODEL_NONE;
  for (uint32_t i = 0; i < at->scene->blocks->blocks.count; i++) {
    const model_block *block = &at->scene->blocks->blocks.items[i];
    if (block->use == USE_OUTSIDE || at->taken[i] || (area != MODEL_NONE && at->areas->of_block[level][i] != area))
      continue;
    double score = people_of(block) * at->nearest_m2[i];
    if (score <= best_score || front_of(at->scene, block) == SIDE_COUNT) continue;
    if (in_desert(at, plan_middle(block->rect))) continue;
    best = i;
    best_score = score;
  }
  return best;
}

static void note_station(placing *at, model_spot spot) {
  for (uint32_t i = 0; i < at->scene->blocks->blocks.count; i++) {
    double far_m2 = distance_m2(at->scene->plan, spot, plan_middle(at->scene->blocks->blocks.items[i].rect));
    if (far_m2 < at->nearest_m2[i]) at->nearest_m2[i] = far_m2;
  }
}

/* Where a station stands: on the front of a block, aside of its gate in the middle. */
typedef struct station_site {
  uint32_t block;
  model_side side;
  int32_t along_cm;
  model_rect lot;
} station_site;

static station_site site_on(const model_scene *scene, chance_stream *stream, uint32_t number) {
  const model_block *block = &scene->blocks->blocks.items[number];
  station_site site = {.block = number, .side = front_of(scene, block), .lot = blocks_lot(scene->blocks, block)};
  bool upright = site.side == SIDE_WEST || site.side == SIDE_EAST;
  int32_t from_cm = upright ? site.lot.south_cm : site.lot.west_cm;
  int32_t length_cm = upright ? plan_height(site.lot) : plan_width(site.lot);
  int32_t share = chance_happens(stream, 500) ? chance_between(stream, 180, 350) : chance_between(stream, 650, 820);
  site.along_cm = from_cm + (int32_t)((int64_t)length_cm * share / 1000);
  return site;
}

static void place_doors(const model_scene *scene, const station_site *site, ht_station_record *record) {
  uint32_t count = record->capacity >= TWO_DOORS_FROM ? 2 : 1;
  ht_lonlat *doors = sheet_array(scene->sheet, count, sizeof *doors);
  if (!doors) return;
  for (uint32_t i = 0; i < count; i++) {
    int32_t along_cm = site->along_cm + (int32_t)i * SECOND_DOOR_CM;
    doors[i] = plane_lonlat(scene->plan, spot_on_front(site->lot, site->side, along_cm, 0));
  }
  record->entrances = doors;
  record->entrance_count = count;
  record->position = plane_lonlat(scene->plan, spot_on_front(site->lot, site->side, site->along_cm, BEHIND_FRONT_CM));
}

static void place_station(placing *at, station_tier tier, uint32_t number) {
  const model_scene *scene = at->scene;
  model_sheet *sheet = scene->sheet;
  uint32_t order = at->stations->records.count;
  chance_stream stream = chance_of(scene->plan->seed, CHANCE_STATIONS, order);
  station_site site = site_on(scene, &stream, number);
  const model_block *block = &scene->blocks->blocks.items[number];
  const model_line *line = &scene->blocks->lines.items[block->lines[site.side]];
  const model_area *town = &at->areas->areas[AREA_TOWN][at->areas->of_block[AREA_TOWN][number]];
  const model_area *community = &at->areas->areas[AREA_COMMUNITY][at->areas->of_block[AREA_COMMUNITY][number]];
  int32_t line_side = site.side == SIDE_WEST || site.side == SIDE_SOUTH ? 1 : -1;
  ht_station_record record = {.code = sheet_text(sheet, "%s%c%03u", town->code, station_kit_letter(tier), order + 1),
                              .phone = sheet_text(sheet, "000-0000-%04u", order + 1)};
  station_kit_equip(sheet, &stream, tier, &record);
  record.name = station_kit_name(sheet, tier, &record, town->name, community->name, block->name);
  record.address = sheet_text(sheet, "海棠市%s%s%u号", town->name, street_names_of(line, line_side),
                              street_names_number(line, line_side, site.along_cm));
  place_doors(scene, &site, &record);
  *SHEET_PUSH(sheet, &at->stations->records) = record;
  at->taken[number] = true;
  model_spot door = spot_on_front(site.lot, site.side, site.along_cm, 0);
  *SHEET_PUSH(sheet, &at->stations->spots) = door;
  note_station(at, door);
}

static void place_in_each(placing *at, station_tier tier, model_level level) {
  for (uint32_t i = 0; i < at->areas->count[level]; i++) {
    uint32_t block = best_block(at, level, i);
    if (block != MODEL_NONE) place_station(at, tier, block);
  }
}

/* One across the river between the bridges, one around the village that lies farthest out. */
static void choose_deserts(const model_scene *scene, model_stations *stations) {
  const model_plan *plan = scene->plan;
  stations->deserts[0] = (model_desert){plan_far_bank(plan), RIVER_DESERT_CM};
  stations->deserts[1].radius_cm = VILLAGE_DESERT_CM;
  double farthest_m2 = 0;
  for (uint32_t i = 0; i < scene->blocks->blocks.count; i++) {
    const model_block *block = &scene->blocks->blocks.items[i];
    double far_m2 = distance_m2(plan, plan_middle(block->rect), plan->centre);
    if (block->use != USE_VILLAGE || block->population < LEAST_VILLAGE || far_m2 <= farthest_m2) continue;
    farthest_m2 = far_m2;
    stations->deserts[1].middle = plan_middle(estates_village(scene, i));
  }
}

bool stations_place(const model_scene *scene, const model_areas *areas, model_stations *stations) {
  uint32_t count = scene->blocks->blocks.count;
  placing at = {scene, areas, stations, sheet_array(scene->sheet, count, sizeof *at.nearest_m2),
                sheet_array(scene->sheet, count, sizeof *at.taken)};
  if (!at.nearest_m2 || !at.taken) return false;
  for (uint32_t i = 0; i < count; i++) at.nearest_m2[i] = FAR_ENOUGH_M * FAR_ENOUGH_M;
  choose_deserts(scene, stations);
  place_in_each(&at, TIER_CENTRE, AREA_TOWN);
  place_in_each(&at, TIER_STATION, AREA_COMMUNITY);
  while (stations->records.count < scene->plan->stations && !scene->sheet->failed) {
    uint32_t block = best_block(&at, AREA_CITY, MODEL_NONE);
    if (block == MODEL_NONE) break;
    place_station(&at, TIER_POINT, block);
  }
  return !scene->sheet->failed;
}
