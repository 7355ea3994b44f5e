/* SPDX-License-Identifier: Apache-2.0 */
#include "model/station_kit.h"

#include <string.h>

static const model_function FUNCTIONS[] = {
    {"government", "便民服务", "public services"},
    {"civic_practice", "新时代文明实践站", "civic practice"},
    {"party_service", "党群服务", "party and community services"},
    {"employment", "家门口的就业服务站", "employment service"},
    {"library_24h", "24小时图书馆", "24-hour library"},
    {"elderly_care", "日间照料中心", "day care for the elderly"},
    {"elderly_meal", "长者食堂", "canteen for the elderly"},
    {"children", "儿童之家", "children's home"},
    {"culture", "文化活动室", "culture room"},
    {"sport", "健身点", "sports ground"},
    {"health", "社区卫生服务", "community health"},
    {"legal", "法律服务", "legal advice"},
    {"rest_stop", "户外劳动者驿站", "rest stop for outdoor workers"},
    {"police", "警务室", "police post"},
};
enum { FUNCTION_COUNT = sizeof FUNCTIONS / sizeof *FUNCTIONS, CHOICES = 10, HOURS = 4, CLOSED_PER_MILLE = 30 };

/* A tier has the first `sure` of its functions and draws `more` from the others. */
typedef struct station_kit {
  const char *tier;
  char letter;
  const char *ending; /* of the name */
  uint32_t sure, more;
  const char *functions[CHOICES];
  int32_t capacity_low, capacity_high;
  const char *hours[HOURS];
} station_kit;

static const station_kit KITS[TIER_COUNT] = {
    {"centre",
     'C',
     "便民服务中心",
     5,
     2,
     {"government", "civic_practice", "party_service", "employment", "legal", "culture", "health", "children",
      "library_24h", "sport"},
     600,
     1200,
     {"Mo-Fr 08:30-17:30; Sa 09:00-12:00", "Mo-Fr 08:30-17:30; Sa,Su 09:00-16:00", "Mo-Su 08:30-17:30",
      "Mo-Fr 08:30-20:00; Sa,Su 09:00-17:00"}},
    {"station",
     'S',
     "党群服务站",
     3,
     2,
     {"government", "civic_practice", "party_service", "employment", "elderly_care", "elderly_meal", "children",
      "culture", "health", "library_24h"},
     150,
     400,
     {"Mo-Fr 08:30-17:00", "Mo-Su 08:30-17:30", "Mo-Fr 08:30-11:30,13:00-17:30",
      "Mo-Fr 08:30-20:00; Sa,Su 09:00-16:00"}},
    {"point",
     'P',
     NULL,
     0,
     1,
     {"library_24h", "rest_stop", "elderly_meal", "elderly_care", "police", "sport", "children", "employment",
      "culture", "library_24h"},
     30,
     120,
     {"Mo-Su 08:00-20:00", "Mo-Fr 09:00-17:00", "Mo-Su 06:00-22:00", "Tu-Su 09:00-18:00"}},
};

/* Some functions keep hours of their own when a station has no other. */
static const struct {
  const char *function, *hours;
} OWN_HOURS[] = {{"library_24h", "24/7"},
                 {"police", "24/7"},
                 {"elderly_meal", "Mo-Su 10:30-13:00,16:30-18:30"},
                 {"rest_stop", "Mo-Su 06:00-22:00"}};

const model_function *station_kit_functions(uint32_t *count) {
  *count = FUNCTION_COUNT;
  return FUNCTIONS;
}

char station_kit_letter(station_tier tier) {
  return KITS[tier].letter;
}

static const char *hours_of(const station_kit *kit, const ht_station_record *record, chance_stream *stream) {
  const char *drawn = kit->hours[chance_below(stream, HOURS)];
  for (unsigned i = 0; record->function_count == 1 && i < sizeof OWN_HOURS / sizeof *OWN_HOURS; i++)
    if (!strcmp(record->functions[0], OWN_HOURS[i].function)) return OWN_HOURS[i].hours;
  return drawn;
}

void station_kit_equip(model_sheet *sheet, chance_stream *stream, station_tier tier, ht_station_record *record) {
  const station_kit *kit = &KITS[tier];
  const char **functions = sheet_array(sheet, kit->sure + kit->more, sizeof *functions);
  if (!functions) return;
  uint32_t count = 0, first = kit->sure, step = 1 + chance_below(stream, 3), choices = CHOICES - kit->sure;
  while (count < kit->sure) functions[count] = kit->functions[count], count++;
  uint32_t drawn = chance_below(stream, choices);
  for (uint32_t i = 0; i < kit->more; i++) functions[count++] = kit->functions[first + (drawn + i * step) % choices];
  record->tier = kit->tier;
  record->functions = functions;
  record->function_count = count;
  record->capacity = chance_between(stream, kit->capacity_low / 10, kit->capacity_high / 10) * 10;
  record->opening_hours = hours_of(kit, record, stream);
  record->status = tier == TIER_POINT && chance_happens(stream, CLOSED_PER_MILLE) ? "planned" : "open";
}

const char *station_kit_name(model_sheet *sheet, station_tier tier, const ht_station_record *record, const char *town,
                             const char *community, const char *place) {
  if (tier != TIER_POINT) return sheet_text(sheet, "%s%s", tier == TIER_CENTRE ? town : community, KITS[tier].ending);
  for (int i = 0; i < FUNCTION_COUNT; i++)
    if (record->function_count && !strcmp(FUNCTIONS[i].code, record->functions[0]))
      return sheet_text(sheet, "%s%s", place ? place : community, FUNCTIONS[i].zh);
  return community;
}
