/* SPDX-License-Identifier: Apache-2.0 */

/* Numbers, days and moments from outside: what is accepted lies within its bounds and reads back as itself. */

#include "base/day.h"
#include "base/number.h"
#include "base/time.h"
#include "base/utf8.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

static void must(bool held) {
  if (!held) abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length) {
  char text[256];
  if (length >= sizeof text) return 0;
  memcpy(text, bytes, length);
  text[length] = '\0';

  double number;
  int64_t whole, moment, again;
  ht_day day, day_again;
  if (number_parse(text, -180, 180, &number)) must(isfinite(number) && number >= -180 && number <= 180);
  if (number_parse_int(text, -5, 1000, &whole)) must(whole >= -5 && whole <= 1000);
  if (day_parse(text, &day)) {
    char written[11];
    day_format(day, written);
    must(day_parse(written, &day_again) && day_again == day);
  }
  ht_day first, last;
  must(day_parse("0001-01-02", &first) && day_parse("9999-12-30", &last));
  /* Another offset may carry a moment of the calendar's first or last day out of it. */
  if (time_parse(text, 28800, &moment) && moment / 86400 > first && moment / 86400 < last) {
    char written[32];
    time_format(moment, 28800, written);
    must(time_parse(written, 28800, &again) && again == moment);
  }
  (void)utf8_valid((const char *)bytes, length);
  return 0;
}
