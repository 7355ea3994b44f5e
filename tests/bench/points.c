/* SPDX-License-Identifier: Apache-2.0 */
#include "points.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

uint32_t points_read(const char *path, ht_lonlat **points) {
  uint32_t count = 0, room = 0;
  FILE *file = fopen(path, "r");
  char line[128];
  while (file && fgets(line, sizeof line, file)) {
    char *comma = strchr(line, ',');
    if (!comma) continue;
    if (count == room) *points = realloc(*points, (room = room * 2 + 1024) * sizeof **points);
    if (!*points) abort();
    (*points)[count++] = (ht_lonlat){strtod(line, NULL), strtod(comma + 1, NULL)};
  }
  if (file) fclose(file);
  return count;
}
