/* SPDX-License-Identifier: Apache-2.0 */
#ifndef ENGINE_LOCATE_H
#define ENGINE_LOCATE_H

/* What locating a position and locating an address share. */

#include "engine/city.h"

/* The day asked about: the options' own, else today where the city is. */
ht_day engine_question_day(const ht_city *city, const ht_locate_options *options);

/* Fills in who owns position on location->at. Errors: as ht_locate. */
HT_CHECKED ht_err engine_locate(const ht_city *city, ht_worker *worker, ht_lonlat position,
                                const ht_locate_options *options, ht_fault *fault, ht_location *location);

#endif
