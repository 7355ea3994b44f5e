/* SPDX-License-Identifier: Apache-2.0 */
#include "base/time.h"

#include "base/day.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static bool two_digits(const char **text, int most, int *number) {
  const char *t = *text;
  if (t[0] < '0' || t[0] > '9' || t[1] < '0' || t[1] > '9') return false;
  *number = (t[0] - '0') * 10 + (t[1] - '0');
  *text += 2;
  return *number <= most;
}

/* Reads ":NN" when it is there, leaving number alone when it is not. */
static bool optional_part(const char **text, int most, int *number) {
  if (**text != ':') return true;
  (*text)++;
  return two_digits(text, most, number);
}

static bool clock_parse(const char **text, int32_t *seconds) {
  int hour, minute = 0, second = 0;
  if (!two_digits(text, 23, &hour) || **text != ':') return false;
  if (!optional_part(text, 59, &minute) || !optional_part(text, 59, &second)) return false;
  *seconds = hour * 3600 + minute * 60 + second;
  return true;
}

static bool offset_parse(const char *text, int32_t *offset_s) {
  if (!*text) return true;
  if (!strcmp(text, "Z") || !strcmp(text, "z")) {
    *offset_s = 0;
    return true;
  }
  int sign = *text == '-' ? -1 : 1, hours, minutes = 0;
  if (!strchr("+- ", *text++)) return false;
  if (!two_digits(&text, 15, &hours)) return false;
  if (*text && *text != ':' && !two_digits(&text, 59, &minutes)) return false;
  if (!optional_part(&text, 59, &minutes) || *text) return false;
  *offset_s = sign * (hours * 3600 + minutes * 60);
  return true;
}

bool time_parse(const char *text, int32_t utc_offset_s, int64_t *unix_s) {
  char date[11];
  if (!text || strlen(text) < 10 || strlen(text) > 32) return false;
  snprintf(date, sizeof date, "%.10s", text);
  ht_day day;
  if (!day_parse(date, &day)) return false;
  text += 10;
  int32_t seconds = 0;
  if (*text == 'T' || *text == 't' || *text == ' ') {
    text++;
    if (!clock_parse(&text, &seconds)) return false;
  }
  if (!offset_parse(text, &utc_offset_s)) return false;
  *unix_s = (int64_t)day * 86400 + seconds - utc_offset_s;
  return true;
}

void time_format(int64_t unix_s, int32_t utc_offset_s, char text[32]) {
  ht_day day = day_of_time(unix_s, utc_offset_s);
  int64_t seconds = unix_s + utc_offset_s - (int64_t)day * 86400;
  char date[11];
  day_format(day, date);
  unsigned offset_min = (unsigned)(abs(utc_offset_s) / 60);
  snprintf(text, 32, "%sT%02u:%02u:%02u%c%02u:%02u", date, (unsigned)(seconds / 3600) % 100u,
           (unsigned)(seconds / 60 % 60), (unsigned)(seconds % 60), utc_offset_s < 0 ? '-' : '+',
           offset_min / 60 % 100u, offset_min % 60);
}

int64_t time_now_s(void) {
  return (int64_t)time(NULL);
}
