/* SPDX-License-Identifier: Apache-2.0 */
#ifndef API_LANDING_H
#define API_LANDING_H

/* Links and extents in the words of OGC API. */

#include "api/service.h"

/* Puts {"rel","type","href"}; href begins with "/", so that it holds behind a proxy too. NULL gives null. */
void landing_put_link(json_writer *json, const char *rel, const char *type, const char *href);
/* Puts the member "extent". */
void landing_put_extent(json_writer *json, ht_box extent);

#endif
