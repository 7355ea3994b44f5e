/* SPDX-License-Identifier: Apache-2.0 */
#ifndef MODEL_STATIONS_H
#define MODEL_STATIONS_H

/* Service stations in three tiers: a centre in every town, a station in most communities, points where people live.
   They stand on the frontage of blocks, between street and wall, with an entrance on the street. */

#include "model/grids.h"
#include "model/scene.h"

/* A part of the town where no station is, so that there are homes beyond every one's reach by construction. */
typedef struct model_desert {
  model_spot middle;
  int32_t radius_cm;
} model_desert;

enum { STATIONS_DESERTS = 2 };

typedef struct model_stations {
  SHEET_LIST(ht_station_record) records;
  SHEET_LIST(model_spot) spots; /* of the entrances */
  model_desert deserts[STATIONS_DESERTS];
} model_stations;

/* Chooses the deserts, places the stations and equips them. False when memory is exhausted. */
HT_CHECKED bool stations_place(const model_scene *scene, const model_areas *areas, model_stations *stations);

#endif
