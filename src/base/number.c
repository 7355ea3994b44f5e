/* SPDX-License-Identifier: Apache-2.0 */
#include "base/number.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

bool number_parse(const char *text, double least, double most, double *number) {
  if (!text || !*text || strspn(text, "+-.0123456789eE") != strlen(text)) return false;
  /* strtod reads the decimal sign of the locale; haitang sets LC_CTYPE alone, so that it is always a point. */
  char *end;
  double value = strtod(text, &end);
  if (end == text || *end) return false;
  if (!(value >= least && value <= most)) return false;
  *number = value;
  return true;
}

bool number_parse_int(const char *text, int64_t least, int64_t most, int64_t *number) {
  if (!text || !*text || strspn(text, "+-0123456789") != strlen(text)) return false;
  char *end;
  errno = 0;
  long long value = strtoll(text, &end, 10);
  if (errno || end == text || *end || value < least || value > most) return false;
  *number = value;
  return true;
}
