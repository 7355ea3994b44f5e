/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CODEC_OSM_LAND_H
#define CODEC_OSM_LAND_H

/* What OpenStreetMap says of the land: its use, what nobody walks through, buildings. The tables are in osm_land.c. */

#include "codec/osm.h"

typedef struct osm_land_facts {
  const char *land;    /* a class of ht_land_record, or NULL: a constant. Areas only */
  const char *barrier; /* a class of ht_barrier_record, or NULL: a constant. Lines and areas */
  bool building;       /* areas only */
} osm_land_facts;

osm_land_facts osm_land_of(const osm_tags *tags);

/* True when a closed way with these tags means the surface and not the line around it. */
bool osm_land_is_area(const osm_tags *tags);

#endif
