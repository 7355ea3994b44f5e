/* SPDX-License-Identifier: Apache-2.0 */
#ifndef API_COLLECTIONS_H
#define API_COLLECTIONS_H

/* The collections of features that the database holds. */

#include <stdbool.h>
#include <stdint.h>

typedef struct api_collection {
  const char *id, *title, *description;
  bool has_layer, has_station, has_profile; /* which parameters filter it */
  bool derived;                             /* computed anew without a new version of the data */
} api_collection;

/* NULL when there is none of this name. */
const api_collection *collections_find(const char *id);

#endif
