/* SPDX-License-Identifier: Apache-2.0 */
#include "model/estate_kinds.h"

enum {
  ROOM_FOR_TALL_CM = 12000, /* lots with a shorter side have walk-up flats only */
  NEAR = 230,               /* remoteness within which most compounds are old */
  OLD_NEAR_PER_MILLE = 520,
  OLD_FAR_PER_MILLE = 330,
  NOT_TALL_PER_MILLE = 760,
};

static const estate_kind GATED = {.gated = true,
                                  .homes = true,
                                  .ring_class = "living_street",
                                  .row_class = "footway",
                                  .side_per_mille = 640,
                                  .closed_per_mille = 330,
                                  .gap_per_mille = 50};
static const estate_kind CAMPUS = {.gated = true,
                                   .ring_class = "service",
                                   .row_class = "footway",
                                   .side_per_mille = 300,
                                   .closed_per_mille = 350,
                                   .gap_per_mille = 120};
static const estate_kind ALLEYS = {.homes = true,
                                   .ring_class = "living_street",
                                   .row_class = "footway",
                                   .side_per_mille = 850,
                                   .gap_per_mille = 90,
                                   .shift_cm = 60};
static const estate_kind VILLAGE = {.homes = true,
                                    .ring_class = "living_street",
                                    .row_class = "footway",
                                    .side_per_mille = 300,
                                    .gap_per_mille = 200,
                                    .shift_cm = 220};
static const estate_kind SHOPS = {
    .ring_class = "pedestrian", .row_class = "footway", .side_per_mille = 900, .gap_per_mille = 250};

/* Flats on five or six floors without a lift, at the least distance that lets the winter sun in. */
static const model_homes_style WALK_UP = {.length_cm = {3200, 6000},
                                          .depth_cm = 1100,
                                          .gap_cm = 900,
                                          .pitch_cm = {2700, 3100},
                                          .floors = {5, 6},
                                          .flat_width_cm = 800,
                                          .taken = {88, 97},
                                          .people = {225, 265},
                                          .elderly = {22, 33}};
static const model_homes_style MID_RISE = {.length_cm = {3600, 5400},
                                           .depth_cm = 1300,
                                           .gap_cm = 1300,
                                           .pitch_cm = {3900, 4600},
                                           .floors = {9, 11},
                                           .flat_width_cm = 1000,
                                           .taken = {82, 95},
                                           .people = {250, 290},
                                           .elderly = {13, 22}};
static const model_homes_style HIGH_RISE = {.length_cm = {2800, 3600},
                                            .depth_cm = 1600,
                                            .gap_cm = 2400,
                                            .pitch_cm = {5600, 6600},
                                            .floors = {17, 26},
                                            .flat_width_cm = 1100,
                                            .taken = {70, 92},
                                            .people = {260, 300},
                                            .elderly = {8, 15}};
static const model_homes_style DORMITORY = {.length_cm = {5200, 6400},
                                            .depth_cm = 1400,
                                            .gap_cm = 1000,
                                            .pitch_cm = {3000, 3400},
                                            .floors = {5, 6},
                                            .flat_width_cm = 500,
                                            .taken = {80, 98},
                                            .people = {200, 260},
                                            .elderly = {1, 3}};
static const model_homes_style OLD_STREET = {.length_cm = {1100, 1700},
                                             .depth_cm = 900,
                                             .gap_cm = 260,
                                             .pitch_cm = {2100, 2500},
                                             .floors = {2, 3},
                                             .flat_width_cm = 1000,
                                             .taken = {75, 92},
                                             .people = {200, 240},
                                             .elderly = {30, 42}};
static const model_homes_style FARMHOUSES = {.length_cm = {1000, 1300},
                                             .depth_cm = 1000,
                                             .gap_cm = 500,
                                             .pitch_cm = {2500, 3000},
                                             .floors = {2, 3},
                                             .flat_width_cm = 0,
                                             .taken = {100, 100},
                                             .people = {270, 340},
                                             .elderly = {24, 36}};
static const model_homes_style CLASSROOMS = {
    .length_cm = {4500, 6500}, .depth_cm = 1300, .gap_cm = 1800, .pitch_cm = {4200, 5200}, .floors = {4, 5}};
static const model_homes_style SHEDS = {
    .length_cm = {5500, 8500}, .depth_cm = 3600, .gap_cm = 2200, .pitch_cm = {7000, 9500}, .floors = {1, 2}};
static const model_homes_style STORES = {
    .length_cm = {4000, 7000}, .depth_cm = 2800, .gap_cm = 1500, .pitch_cm = {4800, 6500}, .floors = {2, 6}};

const estate_kind *estate_kinds_of(model_use use) {
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

static const model_homes_style *compound_style(model_rect lot, int32_t remoteness, chance_stream *stream) {
  uint32_t draw = chance_below(stream, 1000);
  if (plan_width(lot) < ROOM_FOR_TALL_CM || plan_height(lot) < ROOM_FOR_TALL_CM) return &WALK_UP;
  if (draw < (remoteness < NEAR ? OLD_NEAR_PER_MILLE : OLD_FAR_PER_MILLE)) return &WALK_UP;
  return draw < NOT_TALL_PER_MILLE ? &MID_RISE : &HIGH_RISE;
}

const model_homes_style *estate_kinds_style(model_use use, model_rect lot, int32_t remoteness, chance_stream *stream) {
  switch (use) {
  case USE_COMPOUND: return compound_style(lot, remoteness, stream);
  case USE_DORMITORY: return &DORMITORY;
  case USE_OLD_TOWN: return &OLD_STREET;
  case USE_VILLAGE: return &FARMHOUSES;
  case USE_SCHOOL: return &CLASSROOMS;
  case USE_INDUSTRY: return &SHEDS;
  default: return &STORES;
  }
}
