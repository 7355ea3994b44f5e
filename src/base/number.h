/* SPDX-License-Identifier: Apache-2.0 */
#ifndef BASE_NUMBER_H
#define BASE_NUMBER_H

/* Numbers from outside, read strictly: the whole text, decimal, finite, in range, whatever the locale. */

#include "haitang/types.h"

/* Reads a decimal such as -51.2, 1e3 or .5; blanks, hexadecimal, inf and nan are refused. False leaves number
   untouched. */
HT_CHECKED bool number_parse(const char *text, double least, double most, double *number);
HT_CHECKED bool number_parse_int(const char *text, int64_t least, int64_t most, int64_t *number);

#endif
