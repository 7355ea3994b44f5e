/* SPDX-License-Identifier: Apache-2.0 */
/* Finds an embedded file by its path. There are a few dozen and each is asked for once per visit and then cached by
   the browser, so a look along the table is enough. */

#include "web/assets.h"

#include <string.h>

#include "web/table.h"

const web_asset *web_asset_find(const char *path) {
  for (size_t i = 0; i < web_table_count; i++)
    if (strcmp(web_table[i].path, path) == 0) return &web_table[i];
  return NULL;
}
