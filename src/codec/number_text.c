/* SPDX-License-Identifier: Apache-2.0 */
#include "codec/number_text.h"

/*
 * A map writes millions of coordinates, nearly all of which were once typed or stored with few decimals. For these
 * there is a short road: when r and 10^k are both exact doubles (r < 2^53, k <= 22), r / 10^k is the correctly rounded
 * value of the decimal "r shifted by k", so if the quotient equals the number, that decimal reads back as the number.
 * The first k that does gives the fewest digits. The rest, mostly results of arithmetic, take 16 or 17 digits from the
 * C library.
 */

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MAX_DECIMALS = 15 };
static const double LARGEST_EXACT = 9007199254740992.0; /* 2^53 */
static const double powers[MAX_DECIMALS + 1] = {1e0, 1e1, 1e2,  1e3,  1e4,  1e5,  1e6,  1e7,
                                                1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15};

static size_t write_digits(uint64_t number, char *text) {
  char reversed[20];
  size_t length = 0;
  do reversed[length++] = (char)('0' + number % 10);
  while (number /= 10);
  for (size_t i = 0; i < length; i++) text[i] = reversed[length - 1 - i];
  return length;
}

/* Writes scaled / 10^decimals. */
static size_t write_decimal(bool negative, uint64_t scaled, int decimals, char *text) {
  size_t length = 0;
  while (decimals > 0 && scaled % 10 == 0) scaled /= 10, decimals--;
  if (negative && scaled != 0) text[length++] = '-';
  uint64_t power = (uint64_t)powers[decimals];
  length += write_digits(scaled / power, text + length);
  if (decimals == 0) return length;
  text[length++] = '.';
  uint64_t fraction = scaled % power;
  for (int i = decimals - 1; i >= 0; i--, fraction /= 10) text[length + (size_t)i] = (char)('0' + fraction % 10);
  return length + (size_t)decimals;
}

static size_t write_with_library(double number, char text[NUMBER_TEXT_BYTES]) {
  int length = 0;
  /* Where the short road ends, 15 digits were tried already. */
  for (int digits = fabs(number) >= 1 && fabs(number) < 1e15 ? 16 : 15; digits <= 17; digits++) {
    length = snprintf(text, NUMBER_TEXT_BYTES, "%.*g", digits, number);
    char *end;
    if (strtod(text, &end) == number && *end == '\0') break;
  }
  char *comma = memchr(text, ',', (size_t)length);
  if (comma) *comma = '.';
  return (size_t)length;
}

size_t number_text_shortest(double number, char text[NUMBER_TEXT_BYTES]) {
  if (!isfinite(number)) return 0;
  double size = fabs(number);
  for (int decimals = 0; decimals <= MAX_DECIMALS; decimals++) {
    double scaled = nearbyint(size * powers[decimals]);
    if (scaled > LARGEST_EXACT) break;
    if (scaled / powers[decimals] == size) return write_decimal(number < 0, (uint64_t)scaled, decimals, text);
  }
  return write_with_library(number, text);
}

size_t number_text_fixed(double number, int decimals, char text[NUMBER_TEXT_BYTES]) {
  if (!isfinite(number)) return 0;
  double scaled = round(fabs(number) * powers[decimals]);
  if (scaled > LARGEST_EXACT) return number_text_shortest(number, text);
  return write_decimal(number < 0, (uint64_t)scaled, decimals, text);
}

size_t number_text_integer(int64_t number, char text[NUMBER_TEXT_BYTES]) {
  uint64_t size = number < 0 ? 0 - (uint64_t)number : (uint64_t)number;
  return write_decimal(number < 0, size, 0, text);
}
