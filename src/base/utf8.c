/* SPDX-License-Identifier: Apache-2.0 */
/*
 * UTF-8 by its table of well-formed sequences (Unicode 15, table 3-7): the lead byte says how many follow and, for
 * four of the lead bytes, a narrower range for the second, which is what keeps overlong forms and surrogates out.
 */
#include "base/utf8.h"

static bool is_tail(unsigned char byte) {
  return byte >= 0x80 && byte <= 0xBF;
}

static bool second_fits(unsigned char lead, unsigned char second) {
  switch (lead) {
  case 0xE0: return second >= 0xA0 && second <= 0xBF;
  case 0xED: return second >= 0x80 && second <= 0x9F;
  case 0xF0: return second >= 0x90 && second <= 0xBF;
  case 0xF4: return second >= 0x80 && second <= 0x8F;
  default: return is_tail(second);
  }
}

size_t utf8_length(const char *bytes, size_t length) {
  const unsigned char *at = (const unsigned char *)bytes;
  if (at[0] < 0x80) return 1;
  size_t wanted = at[0] >= 0xC2 && at[0] <= 0xDF   ? 2
                  : at[0] >= 0xE0 && at[0] <= 0xEF ? 3
                  : at[0] >= 0xF0 && at[0] <= 0xF4 ? 4
                                                   : 0;
  if (wanted == 0 || wanted > length || !second_fits(at[0], at[1])) return 0;
  for (size_t i = 2; i < wanted; i++)
    if (!is_tail(at[i])) return 0;
  return wanted;
}

bool utf8_valid(const char *bytes, size_t length) {
  for (size_t at = 0; at < length;) {
    size_t step = utf8_length(bytes + at, length - at);
    if (step == 0) return false;
    at += step;
  }
  return true;
}
