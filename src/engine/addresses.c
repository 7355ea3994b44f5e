/* SPDX-License-Identifier: Apache-2.0 */
#include "engine/addresses.h"

#include <string.h>

#include "base/fault.h"
#include "store/store.h"

/* Rows while they are read, in arrays that grow. */
typedef struct address_loader {
  base_arena *arena;
  base_arena scratch;
  engine_address *addresses;
  address_name *names;
  uint32_t address_count, address_room, name_room;
  size_t name_count;
} address_loader;

static ht_err add_name(address_loader *loader, const char *text, bool alias, ht_fault *fault) {
  if (loader->name_count == loader->name_room) {
    uint32_t room = loader->name_room ? loader->name_room * 2 : 256;
    address_name *larger = ARENA_ARRAY(&loader->scratch, address_name, room);
    if (!larger) return fault_memory(fault);
    if (loader->name_count) memcpy(larger, loader->names, loader->name_count * sizeof *larger);
    loader->names = larger;
    loader->name_room = room;
  }
  const char *copy = arena_text(&loader->scratch, text);
  if (!copy) return fault_memory(fault);
  loader->names[loader->name_count++] = (address_name){copy, loader->address_count, alias};
  return HT_OK;
}

static ht_err make_room(address_loader *loader, ht_fault *fault) {
  if (loader->address_count < loader->address_room) return HT_OK;
  uint32_t room = loader->address_room ? loader->address_room * 2 : 256;
  engine_address *larger = ARENA_ARRAY(&loader->scratch, engine_address, room);
  if (!larger) return fault_memory(fault);
  if (loader->address_count) memcpy(larger, loader->addresses, loader->address_count * sizeof *larger);
  loader->addresses = larger;
  loader->address_room = room;
  return HT_OK;
}

static ht_err add_address(void *context, const ht_address_record *record, ht_fault *fault) {
  address_loader *loader = context;
  ht_err err = make_room(loader, fault);
  if (!err) err = add_name(loader, record->text, false, fault);
  for (uint32_t i = 0; !err && i < record->alias_count; i++) err = add_name(loader, record->aliases[i], true, fault);
  if (err) return err;
  engine_address made = {arena_text(loader->arena, record->text), record->position};
  if (!made.text) return fault_memory(fault);
  loader->addresses[loader->address_count++] = made;
  return HT_OK;
}

static ht_err load(ht_store *store, ht_city *city, address_loader *loader, ht_fault *fault) {
  const char *own = NULL;
  engine_addresses *made = ARENA_NEW(&city->arena, engine_addresses);
  if (!made) return fault_memory(fault);
  ht_err err = store_each_address(store, city->day, add_address, loader, fault);
  if (!err) err = store_read_setting(store, &loader->scratch, "address_prefix", fault, &own);
  if (!err)
    err = address_index_build(loader->names, loader->name_count, own && *own ? own : city->name, &city->arena, fault,
                              &made->index);
  if (err) return err;
  engine_address *kept = ARENA_ARRAY(&city->arena, engine_address, loader->address_count);
  if (!kept) return fault_memory(fault);
  if (loader->address_count) memcpy(kept, loader->addresses, loader->address_count * sizeof *kept);
  made->addresses = kept;
  made->address_count = loader->address_count;
  city->addresses = made;
  return HT_OK;
}

ht_err engine_addresses_load(ht_store *store, ht_city *city, ht_fault *fault) {
  address_loader loader = {.arena = &city->arena};
  ht_err err = load(store, city, &loader, fault);
  arena_release(&loader.scratch);
  return err;
}
