/* SPDX-License-Identifier: Apache-2.0 */
#ifndef MODEL_STATION_KIT_H
#define MODEL_STATION_KIT_H

/* What a station of each tier is: its functions, opening hours, capacity, and what it is called. */

#include "haitang/records.h"
#include "model/chance.h"
#include "model/sheet.h"
#include "model/town.h"

typedef enum station_tier { TIER_CENTRE = 0, TIER_STATION, TIER_POINT, TIER_COUNT } station_tier;

/* All functions that stations may have. */
const model_function *station_kit_functions(uint32_t *count);

/* Fills in tier, functions, opening hours, capacity and status. */
void station_kit_equip(model_sheet *sheet, chance_stream *stream, station_tier tier, ht_station_record *record);

/* The name of an equipped station in a town, a community, at a place (a compound, a street). */
const char *station_kit_name(model_sheet *sheet, station_tier tier, const ht_station_record *record, const char *town,
                             const char *community, const char *place);

/* C, S or P, for the station's code. */
char station_kit_letter(station_tier tier);

#endif
