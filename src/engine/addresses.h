/* SPDX-License-Identifier: Apache-2.0 */
#ifndef ENGINE_ADDRESSES_H
#define ENGINE_ADDRESSES_H

/* The city's standard addresses and their index. */

#include "address/index.h"
#include "engine/city.h"

typedef struct engine_address {
  const char *text;
  ht_lonlat position;
} engine_address;

typedef struct engine_addresses {
  const engine_address *addresses; /* by text */
  uint32_t address_count;
  const address_index *index;
} engine_addresses;

/* Loads the addresses of city->day; a part of engine/city.c. The setting address_prefix (江苏省苏州市昆山市), else the
   city's name, says which beginning may be left out. */
HT_CHECKED ht_err engine_addresses_load(ht_store *store, ht_city *city, ht_fault *fault);

#endif
