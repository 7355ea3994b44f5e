/* SPDX-License-Identifier: Apache-2.0 */

/* Standard addresses with their aliases. The normal form that matching needs is made when a snapshot is built, so that
   better rules need no new import. */

#include "base/fault.h"
#include "store/change.h"
#include "store/connection.h"
#include "store/rtree.h"
#include "store/shape_check.h"
#include "store/statement.h"
#include "store/store.h"
#include "store/transaction.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static const char ADDRESS_JSON[] =
    "SELECT json_object('text', text, 'households', households, 'population', population, 'lon', ST_X(geom), 'lat',"
    " ST_Y(geom), 'aliases', (SELECT json_group_array(text) FROM alias WHERE address = a.id)) FROM address a WHERE id "
    "= ?";

typedef struct text_list {
  const char **texts;
  uint32_t count;
} text_list;

static int compare_texts(const void *a, const void *b) {
  return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* The record's aliases in order, each once, without empty ones. */
static ht_err aliases_of(const ht_address_record *address, base_arena *arena, ht_fault *fault, text_list *list) {
  *list = (text_list){ARENA_ARRAY(arena, const char *, address->alias_count), 0};
  if (!list->texts) return fault_memory(fault);
  uint32_t given = 0;
  for (uint32_t i = 0; i < address->alias_count; i++)
    if (address->aliases[i] && *address->aliases[i]) list->texts[given++] = address->aliases[i];
  qsort(list->texts, given, sizeof *list->texts, compare_texts);
  for (uint32_t i = 0; i < given; i++)
    if (list->count == 0 || strcmp(list->texts[list->count - 1], list->texts[i]) != 0)
      list->texts[list->count++] = list->texts[i];
  return HT_OK;
}

static ht_err read_aliases(ht_store *store, int64_t id, base_arena *arena, ht_fault *fault, text_list *list) {
  base_buffer texts = {0};
  store_statement s = statement_new(store, "SELECT text FROM alias WHERE address = ? ORDER BY text");
  bind_integer(&s, id);
  bool whole = true;
  while (whole && statement_next(&s)) {
    const char *text = arena_text(arena, column_text(&s, 0));
    whole = text != NULL;
    buffer_append(&texts, &text, sizeof text);
  }
  ht_err err = statement_end(&s, fault);
  list->count = (uint32_t)(texts.length / sizeof *list->texts);
  list->texts = (const char **)(void *)arena_text_n(arena, texts.bytes, texts.length);
  if (!err && (!whole || texts.failed || !list->texts)) err = fault_memory(fault);
  buffer_release(&texts);
  return err;
}

static bool lists_equal(const text_list *a, const text_list *b) {
  if (a->count != b->count) return false;
  for (uint32_t i = 0; i < a->count; i++)
    if (strcmp(a->texts[i], b->texts[i]) != 0) return false;
  return true;
}

static ht_err write_aliases(ht_store *store, int64_t id, const text_list *list, ht_fault *fault) {
  store_statement clear = statement_new(store, "DELETE FROM alias WHERE address = ?");
  bind_integer(&clear, id);
  ht_err err = statement_run(&clear, fault);
  for (uint32_t i = 0; !err && i < list->count; i++) {
    store_statement s = statement_new(store, "INSERT INTO alias (address, text) VALUES (?, ?)");
    bind_integer(&s, id);
    bind_text(&s, list->texts[i]);
    err = statement_run(&s, fault);
  }
  return err;
}

static ht_err check_address(ht_store *store, const ht_address_record *address, ht_fault *fault) {
  ht_err err = store_check_writing(store, fault);
  if (err) return err;
  if (!address->text || !*address->text) return fault_set(fault, HT_BAD_DATA, "the address is empty");
  if (!(address->households >= 0) || !(address->population >= 0) || isinf(address->households) ||
      isinf(address->population))
    return fault_set(fault, HT_BAD_DATA, "address '%s' has negative households or population", address->text);
  err = shape_check_point(address->position, fault);
  return err ? fault_prefix(fault, err, "address '%s'", address->text) : HT_OK;
}

/* The values of a row in the order of its columns, from ?1 to ?4. */
static void bind_address(store_statement *s, const ht_address_record *address) {
  bind_text(s, address->text);
  bind_real(s, address->households);
  bind_real(s, address->population);
  bind_point(s, address->position);
}

/* The address's open row (0: none), whether its columns say the same, and whether there ever was one. */
typedef struct address_place {
  int64_t id;
  bool same, known;
} address_place;

static ht_err find_address(ht_store *store, const ht_address_record *address, ht_fault *fault, address_place *place) {
  store_statement s =
      statement_new(store, "SELECT id, valid_to IS NULL, households = ?2 AND population = ?3 AND geom IS ?4"
                           " FROM address WHERE text = ?1");
  bind_address(&s, address);
  *place = (address_place){0};
  while (statement_next(&s)) {
    place->known = true;
    if (!column_integer(&s, 1)) continue;
    place->id = column_integer(&s, 0);
    place->same = column_integer(&s, 2);
  }
  return statement_end(&s, fault);
}

static ht_err insert_address(ht_store *store, const ht_address_record *address, const text_list *aliases, bool known,
                             ht_fault *fault) {
  store_statement s = statement_new(store, "INSERT INTO address (text, households, population, geom, valid_from)"
                                           " VALUES (?, ?, ?, ?, ?)");
  bind_address(&s, address);
  bind_day(&s, known ? store->today : HT_DAY_FIRST);
  ht_err err = statement_run(&s, fault);
  if (err) return err;
  int64_t id = sqlite3_last_insert_rowid(store->db);
  err = rtree_insert_point(store, STORE_ADDRESS, id, address->position, fault);
  if (!err) err = write_aliases(store, id, aliases, fault);
  if (!err) err = transaction_see(store, HT_ADDRESSES, id, address->text, fault);
  if (!err) store->tally[HT_ADDRESSES].inserted++;
  return err;
}

static ht_err update_address(ht_store *store, const ht_address_record *address, const text_list *aliases, int64_t id,
                             ht_fault *fault) {
  store_note note = {.kind = "address", .key = address->text, .action = "update"};
  ht_err err = change_read(store, ADDRESS_JSON, id, fault, &note.before);
  if (err) return err;
  store_statement s = statement_new(store, "UPDATE address SET households = ?2, population = ?3, geom = ?4"
                                           " WHERE text = ?1 AND id = ?5");
  bind_address(&s, address);
  bind_integer(&s, id);
  err = statement_run(&s, fault);
  if (!err) err = rtree_remove(store, STORE_ADDRESS, id, fault);
  if (!err) err = rtree_insert_point(store, STORE_ADDRESS, id, address->position, fault);
  if (!err) err = write_aliases(store, id, aliases, fault);
  if (!err) err = change_read(store, ADDRESS_JSON, id, fault, &note.after);
  if (!err) store->tally[HT_ADDRESSES].updated++;
  return err ? err : change_note(store, &note, fault);
}

static ht_err put_address(ht_store *store, const ht_address_record *address, base_arena *arena, ht_fault *fault) {
  text_list aliases, stored = {0};
  address_place place;
  ht_err err = aliases_of(address, arena, fault, &aliases);
  if (!err) err = find_address(store, address, fault, &place);
  if (!err && place.id) err = transaction_see(store, HT_ADDRESSES, place.id, address->text, fault);
  if (!err && place.id) err = read_aliases(store, place.id, arena, fault, &stored);
  if (err) return err;
  if (place.id && place.same && lists_equal(&aliases, &stored)) {
    store->tally[HT_ADDRESSES].unchanged++;
    return HT_OK;
  }
  store->changed = true;
  return place.id ? update_address(store, address, &aliases, place.id, fault)
                  : insert_address(store, address, &aliases, place.known, fault);
}

ht_err ht_put_address(ht_store *store, const ht_address_record *address, ht_fault *fault) {
  ht_err err = check_address(store, address, fault);
  if (err) return err;
  base_arena arena = {0};
  err = put_address(store, address, &arena, fault);
  arena_release(&arena);
  return err;
}

ht_err store_each_address(ht_store *store, ht_day at, store_address_fn *fn, void *context, ht_fault *fault) {
  store_statement s = statement_new(store, "SELECT id, text, households, population, geom FROM address"
                                           " WHERE (valid_from IS NULL OR valid_from <= ?1)"
                                           " AND (valid_to IS NULL OR valid_to > ?1) ORDER BY text");
  bind_at(&s, at);
  base_arena arena = {0};
  ht_err err = HT_OK;
  while (!err && statement_next(&s)) {
    ht_address_record address = {
        .text = column_text(&s, 1), .households = column_real(&s, 2), .population = column_real(&s, 3)};
    text_list aliases;
    arena_reset(&arena);
    err = column_point(&s, 4, &arena, fault, &address.position);
    if (!err) err = read_aliases(store, column_integer(&s, 0), &arena, fault, &aliases);
    if (err) break;
    address.aliases = aliases.texts;
    address.alias_count = aliases.count;
    err = fn(context, &address, fault);
  }
  arena_release(&arena);
  ht_err ended = statement_end(&s, fault);
  return err ? err : ended;
}
