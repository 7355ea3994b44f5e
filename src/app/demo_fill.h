/* SPDX-License-Identifier: Apache-2.0 */
#ifndef APP_DEMO_FILL_H
#define APP_DEMO_FILL_H

/* The model town put into a store. */

#include "haitang.h"
#include "model/town.h"

/* Puts everything of the town into the store in one transaction, with the settings that label it a model. Errors: as
   ht_store_begin and ht_put_*; HT_CANCELLED when progress says so. The store is then as it was. */
HT_CHECKED ht_err demo_fill(ht_store *store, const model_town *town, ht_progress progress, ht_fault *fault);

#endif
