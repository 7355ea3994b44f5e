/* SPDX-License-Identifier: Apache-2.0 */
#ifndef BASE_ZONE_H
#define BASE_ZONE_H

/* The clock of a deployment, by the word in its settings. */

#include "haitang/types.h"

/* Seconds east of UTC of "+08:00" or of a zone without summer time such as "Asia/Shanghai". False for anything else. */
HT_CHECKED bool zone_parse(const char *text, int32_t *offset_s);

#endif
