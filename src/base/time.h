/* SPDX-License-Identifier: Apache-2.0 */
#ifndef BASE_TIME_H
#define BASE_TIME_H

/* Moments as ISO 8601 text and as Unix seconds. */

#include "haitang/types.h"

enum { TIME_SHANGHAI_OFFSET_S = 8 * 3600 };

/* Reads YYYY-MM-DD, optionally followed by T or a blank and HH:MM[:SS], optionally followed by Z or +HH:MM or -HH:MM.
   Without an offset it is local, utc_offset_s east of UTC. A '+' that a URL turned into a blank is accepted. False for
   anything else. */
HT_CHECKED bool time_parse(const char *text, int32_t utc_offset_s, int64_t *unix_s);

/* Writes YYYY-MM-DDTHH:MM:SS+HH:MM. */
void time_format(int64_t unix_s, int32_t utc_offset_s, char text[32]);

/* Now, from the system's clock. */
int64_t time_now_s(void);

#endif
