/* SPDX-License-Identifier: Apache-2.0 */
#ifndef STORE_LAYERS_H
#define STORE_LAYERS_H

#include "haitang/store.h"

/* HT_BAD_DATA unless the layer was put. */
HT_CHECKED ht_err layer_check(ht_store *store, const char *code, ht_fault *fault);

#endif
