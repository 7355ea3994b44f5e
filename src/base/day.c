/* SPDX-License-Identifier: Apache-2.0 */
#include "base/day.h"

#include <stdio.h>

/* Days since 1970-01-01 of a civil date, counted in eras of 400 years that begin on 1 March
   (H. Hinnant, "chrono-Compatible Low-Level Date Algorithms"). */
static ht_day day_of_civil(int year, int month, int day) {
  year -= month <= 2;
  int era = (year >= 0 ? year : year - 399) / 400;
  int year_of_era = year - era * 400;
  int day_of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
  int day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
  return era * 146097 + day_of_era - 719468;
}

static void civil_of_day(ht_day number, int *year, int *month, int *day) {
  int64_t shifted = (int64_t)number + 719468;
  int64_t era = (shifted >= 0 ? shifted : shifted - 146096) / 146097;
  int day_of_era = (int)(shifted - era * 146097);
  int year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
  int day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  int shifted_month = (5 * day_of_year + 2) / 153;
  *day = day_of_year - (153 * shifted_month + 2) / 5 + 1;
  *month = shifted_month + (shifted_month < 10 ? 3 : -9);
  *year = (int)(year_of_era + era * 400) + (*month <= 2);
}

static bool digits(const char *text, int count, int *number) {
  *number = 0;
  for (int i = 0; i < count; i++) {
    if (text[i] < '0' || text[i] > '9') return false;
    *number = *number * 10 + (text[i] - '0');
  }
  return true;
}

bool day_parse(const char *text, ht_day *day) {
  int year, month, of_month;
  if (!text || !digits(text, 4, &year) || text[4] != '-' || !digits(text + 5, 2, &month) || text[7] != '-' ||
      !digits(text + 8, 2, &of_month) || text[10] != '\0')
    return false;
  if (year < 1 || month < 1 || month > 12 || of_month < 1) return false;
  ht_day number = day_of_civil(year, month, of_month);
  int back_year, back_month, back_day;
  civil_of_day(number, &back_year, &back_month, &back_day);
  if (back_year != year || back_month != month || back_day != of_month) return false;
  *day = number;
  return true;
}

void day_format(ht_day day, char text[11]) {
  text[0] = '\0';
  if (day == HT_DAY_FIRST || day == HT_DAY_NEVER) return;
  int year, month, of_month;
  civil_of_day(day, &year, &month, &of_month);
  snprintf(text, 11, "%04u-%02u-%02u", (unsigned)year % 10000u, (unsigned)month % 100u, (unsigned)of_month % 100u);
}

ht_day day_of_time(int64_t unix_s, int32_t offset_s) {
  int64_t local = unix_s + offset_s;
  int64_t day = local / 86400;
  if (local % 86400 < 0) day--;
  return (ht_day)day;
}
