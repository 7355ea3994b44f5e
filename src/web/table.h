/* SPDX-License-Identifier: Apache-2.0 */
#ifndef WEB_TABLE_H
#define WEB_TABLE_H

/* The table that embed.sh generates from assets.list; others use web_asset_find. */

#include "web/assets.h"

extern const web_asset web_table[];
extern const size_t web_table_count;

#endif
