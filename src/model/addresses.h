/* SPDX-License-Identifier: Apache-2.0 */
#ifndef MODEL_ADDRESSES_H
#define MODEL_ADDRESSES_H

/* Standard addresses: doors along the streets, buildings of compounds, houses of villages, gates; with the aliases that
   people use and the names that places had before. */

#include "model/grids.h"
#include "model/scene.h"

typedef SHEET_LIST(ht_address_record) model_addresses;

void addresses_draw(const model_scene *scene, const model_areas *areas, model_addresses *addresses);

#endif
