/* SPDX-License-Identifier: Apache-2.0 */
#include "store/change.h"

#include "base/fault.h"
#include "store/connection.h"
#include "store/statement.h"

const char *change_kind(ht_kind kind) {
  static const char *const names[HT_KIND_COUNT] = {
      [HT_STREETS] = "street",    [HT_GRIDS] = "grid",    [HT_STATIONS] = "station", [HT_MEMBERS] = "member",
      [HT_ADDRESSES] = "address", [HT_DEMAND] = "demand", [HT_LAND] = "land",        [HT_BARRIERS] = "barrier",
  };
  return names[kind];
}

ht_err change_read(ht_store *store, const char *sql, int64_t id, ht_fault *fault, const char **json) {
  store_statement s = statement_new(store, sql);
  bind_integer(&s, id);
  const char *text = statement_next(&s) ? arena_text(&store->notes, column_text(&s, 0)) : "";
  ht_err err = statement_end(&s, fault);
  if (err) return err;
  if (!text) return fault_memory(fault);
  *json = text;
  return HT_OK;
}

ht_err change_note(ht_store *store, const store_note *note, ht_fault *fault) {
  store_statement s =
      statement_new(store, "INSERT INTO change (at, actor, what, kind, key, action, count, before, after)"
                           " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)");
  bind_text(&s, store->now);
  bind_text(&s, store->actor);
  bind_text(&s, store->what);
  bind_text(&s, note->kind);
  bind_text(&s, note->key);
  bind_text(&s, note->action);
  bind_integer(&s, note->count ? (int64_t)note->count : 1);
  bind_text(&s, note->before);
  bind_text(&s, note->after);
  ht_err err = statement_run(&s, fault);
  arena_reset(&store->notes);
  return err;
}

ht_err change_note_inserted(ht_store *store, ht_fault *fault) {
  for (int kind = 0; kind < HT_KIND_COUNT; kind++) {
    uint64_t count = store->tally[kind].inserted;
    if (count == 0) continue;
    store_note note = {.kind = change_kind((ht_kind)kind), .action = "insert", .count = count};
    ht_err err = change_note(store, &note, fault);
    if (err) return err;
  }
  return HT_OK;
}
