/* SPDX-License-Identifier: Apache-2.0 */
#ifndef BASE_DAY_H
#define BASE_DAY_H

/* Days of the proleptic Gregorian calendar as text and as numbers (ht_day). */

#include "haitang/types.h"

/* Reads exactly YYYY-MM-DD, a day that exists, years 0001..9999. False for anything else. */
HT_CHECKED bool day_parse(const char *text, ht_day *day);
/* Writes YYYY-MM-DD; HT_DAY_FIRST and HT_DAY_NEVER give "". */
void day_format(ht_day day, char text[11]);
/* The day in a place that is offset_s east of UTC (Asia/Shanghai: 28800) at Unix time unix_s. */
ht_day day_of_time(int64_t unix_s, int32_t offset_s);

#endif
