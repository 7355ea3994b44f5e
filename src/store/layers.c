/* SPDX-License-Identifier: Apache-2.0 */
#include "store/layers.h"

/* The nets of grids. Kind and level stand in the table as words, for people who open it with other programs. */

#include "base/fault.h"
#include "store/change.h"
#include "store/connection.h"
#include "store/names.h"
#include "store/statement.h"
#include "store/store.h"

ht_err layer_check(ht_store *store, const char *code, ht_fault *fault) {
  if (!code || !*code) return fault_set(fault, HT_BAD_DATA, "the layer's code is missing");
  store_statement s = statement_new(store, "SELECT 1 FROM layer WHERE code = ?");
  bind_text(&s, code);
  int64_t found;
  ht_err err = statement_number(&s, 0, fault, &found);
  if (!err && !found) return fault_set(fault, HT_BAD_DATA, "there is no layer '%s'", code);
  return err;
}

/* The row as JSON, or NULL when there is none. */
static ht_err read_layer(ht_store *store, const char *code, ht_fault *fault, const char **json) {
  store_statement s =
      statement_new(store, "SELECT json_object('code', code, 'name', name, 'kind', kind, 'level', level)"
                           " FROM layer WHERE code = ?");
  bind_text(&s, code);
  bool found = statement_next(&s);
  *json = found ? arena_text(&store->notes, column_text(&s, 0)) : NULL;
  ht_err err = statement_end(&s, fault);
  return !err && found && !*json ? fault_memory(fault) : err;
}

static ht_err write_layer(ht_store *store, const ht_layer_record *layer, ht_fault *fault) {
  store_statement s = statement_new(store, "INSERT INTO layer (code, name, kind, level) VALUES (?1, ?2, ?3, ?4)"
                                           " ON CONFLICT (code) DO UPDATE SET name = ?2, kind = ?3, level = ?4"
                                           " WHERE name IS NOT ?2 OR kind IS NOT ?3 OR level IS NOT ?4");
  bind_text(&s, layer->code);
  bind_text(&s, layer->name);
  bind_text(&s, names_layer_kind(layer->kind));
  bind_text(&s, ht_level_name(layer->level));
  return statement_run(&s, fault);
}

ht_err ht_put_layer(ht_store *store, const ht_layer_record *layer, ht_fault *fault) {
  ht_err err = store_check_writing(store, fault);
  if (err) return err;
  if (!layer->code || !*layer->code) return fault_set(fault, HT_BAD_DATA, "the layer's code is missing");
  if ((unsigned)layer->kind > HT_ROLE || (unsigned)layer->level > HT_MICROGRID)
    return fault_set(fault, HT_BAD_DATA, "layer '%s' has an unknown kind or level", layer->code);
  const char *before, *after;
  err = read_layer(store, layer->code, fault, &before);
  if (!err) err = write_layer(store, layer, fault);
  if (err || sqlite3_changes(store->db) == 0) return err;
  store->changed = true;
  err = read_layer(store, layer->code, fault, &after);
  if (err) return err;
  store_note note = {
      .kind = "layer", .key = layer->code, .action = before ? "update" : "insert", .before = before, .after = after};
  return change_note(store, &note, fault);
}

ht_err store_each_layer(ht_store *store, store_layer_fn *fn, void *context, ht_fault *fault) {
  store_statement s = statement_new(store, "SELECT code, name, kind, level FROM layer ORDER BY code");
  ht_err err = HT_OK;
  while (!err && statement_next(&s)) {
    ht_layer_record layer = {
        .code = column_text(&s, 0),
        .name = column_text(&s, 1),
    };
    if (names_parse_layer_kind(column_text(&s, 2), &layer.kind) && names_parse_level(column_text(&s, 3), &layer.level))
      err = fn(context, &layer, fault);
    else
      err = fault_set(fault, HT_BAD_DATA, "layer '%s' has an unknown kind or level", layer.code);
  }
  ht_err ended = statement_end(&s, fault);
  return err ? err : ended;
}
