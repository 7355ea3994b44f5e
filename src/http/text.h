/* SPDX-License-Identifier: Apache-2.0 */
#ifndef HTTP_TEXT_H
#define HTTP_TEXT_H

/* Text that came through a URL. */

#include "base/arena.h"

/* Decodes the %XX (and in a query the '+' for a blank) of length bytes into arena. The outcome must be UTF-8 without
   control characters. On HT_BAD_ARGUMENT *reason says what is wrong with it; otherwise HT_OK or HT_NO_MEMORY. */
HT_CHECKED ht_err http_text_decode(const char *text, size_t length, bool plus_is_blank, base_arena *arena,
                                   const char **reason, char **decoded);

#endif
