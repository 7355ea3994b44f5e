/* SPDX-License-Identifier: Apache-2.0 */
#include "base/zone.h"

#include "base/time.h"

#include <string.h>

/* Reads ±HH:MM. */
static bool parse_offset(const char *text, int32_t *offset_s) {
  int64_t moment;
  char stamp[40] = "1970-01-01T00:00";
  if ((*text != '+' && *text != '-') || strlen(text) != 6) return false;
  memcpy(stamp + 16, text, 7);
  if (!time_parse(stamp, 0, &moment)) return false;
  *offset_s = (int32_t)-moment;
  return true;
}

bool zone_parse(const char *text, int32_t *offset_s) {
  static const struct {
    const char *name;
    int32_t offset_s;
  } zones[] = {{"Asia/Shanghai", 28800},      {"Asia/Chongqing", 28800},
               {"Asia/Hong_Kong", 28800},     {"Asia/Macau", 28800},
               {"Asia/Taipei", 28800},        {"Asia/Urumqi", 21600},
               {"Asia/Singapore", 28800},     {"Asia/Tokyo", 32400},
               {"America/Sao_Paulo", -10800}, {"UTC", 0}};
  for (size_t i = 0; i < sizeof zones / sizeof *zones; i++) {
    if (strcmp(text, zones[i].name) != 0) continue;
    *offset_s = zones[i].offset_s;
    return true;
  }
  return parse_offset(text, offset_s);
}
