/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CODEC_NUMBER_TEXT_H
#define CODEC_NUMBER_TEXT_H

/* Numbers as JSON and CSV write them: a point whatever the locale, no trailing zeros, no "-0". */

#include "haitang/types.h"

enum { NUMBER_TEXT_BYTES = 40 };

/* Each writes into text (not ended by a NUL) and returns the length; 0 when the number is not finite. */

/* Digits that read back as exactly the same double, the fewest where at most 15 decimals do. */
size_t number_text_shortest(double number, char text[NUMBER_TEXT_BYTES]);
/* Rounded to decimals, 0..15, halves away from zero. */
size_t number_text_fixed(double number, int decimals, char text[NUMBER_TEXT_BYTES]);
size_t number_text_integer(int64_t number, char text[NUMBER_TEXT_BYTES]);

#endif
