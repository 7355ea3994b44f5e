/* SPDX-License-Identifier: Apache-2.0 */
#ifndef BASE_UTF8_H
#define BASE_UTF8_H

/* UTF-8 as RFC 3629 has it: no overlong forms, no surrogates, nothing above U+10FFFF. */

#include "haitang/types.h"

/* Returns how many bytes the character at the start of bytes has, 0 when they are no UTF-8. Length is at least 1. */
size_t utf8_length(const char *bytes, size_t length);

/* True when all of bytes is UTF-8. A NUL is a character like others. */
bool utf8_valid(const char *bytes, size_t length);

#endif
