/* SPDX-License-Identifier: Apache-2.0 */

/* Settings of the deployment, and the sources that the map gives credit to. */

#include "base/fault.h"
#include "base/zone.h"
#include "store/change.h"
#include "store/connection.h"
#include "store/statement.h"
#include "store/store.h"

#include <stdio.h>
#include <string.h>

ht_err store_read_setting(ht_store *store, base_arena *arena, const char *key, ht_fault *fault, const char **value) {
  store_statement s = statement_new(store, "SELECT value FROM setting WHERE key = ?");
  bind_text(&s, key);
  bool found = statement_next(&s);
  const char *text = found ? arena_text(arena, column_text(&s, 0)) : NULL;
  ht_err err = statement_end(&s, fault);
  if (err) return err;
  if (found && !text) return fault_memory(fault);
  *value = text;
  return HT_OK;
}

ht_err ht_put_setting(ht_store *store, const char *key, const char *value, ht_fault *fault) {
  ht_err err = store_check_writing(store, fault);
  if (err) return err;
  if (!key || !*key) return fault_set(fault, HT_BAD_DATA, "a setting has no key");
  int32_t offset_s;
  if (strcmp(key, "timezone") == 0 && value && *value && !zone_parse(value, &offset_s))
    return fault_set(fault, HT_BAD_DATA, "timezone is '%s', expected +08:00 or Asia/Shanghai", value);
  const char *before = NULL;
  err = store_read_setting(store, &store->notes, key, fault, &before);
  if (err || (before && strcmp(before, value ? value : "") == 0)) return err;

  store_statement s = statement_new(store, "INSERT INTO setting (key, value) VALUES (?1, ?2)"
                                           " ON CONFLICT (key) DO UPDATE SET value = ?2");
  bind_text(&s, key);
  bind_text(&s, value);
  err = statement_run(&s, fault);
  if (err) return err;
  store->changed = true;
  store_note note = {
      .kind = "setting", .key = key, .action = before ? "update" : "insert", .before = before, .after = value};
  return change_note(store, &note, fault);
}

ht_err ht_put_source(ht_store *store, const char *name, const char *licence, const char *date, ht_fault *fault) {
  ht_err err = store_check_writing(store, fault);
  if (err) return err;
  if (!name || !*name) return fault_set(fault, HT_BAD_DATA, "a source has no name");
  store_statement s = statement_new(store, "INSERT INTO source (name, licence, date) VALUES (?1, ?2, ?3)"
                                           " ON CONFLICT (name) DO UPDATE SET licence = ?2, date = ?3"
                                           " WHERE licence IS NOT ?2 OR date IS NOT ?3");
  bind_text(&s, name);
  bind_text(&s, licence);
  bind_text(&s, date);
  err = statement_run(&s, fault);
  if (!err && sqlite3_changes(store->db)) store->changed = true;
  return err;
}

ht_err store_data_date(ht_store *store, ht_fault *fault, char date[11]) {
  store_statement s = statement_new(store, "SELECT coalesce((SELECT max(date) FROM source WHERE date GLOB '[0-9]*'), "
                                           "(SELECT substr(max(at), 1, 10) FROM change))");
  char found[11] = "";
  if (statement_next(&s)) snprintf(found, sizeof found, "%s", column_text(&s, 0));
  ht_err err = statement_end(&s, fault);
  if (!err) memcpy(date, found, sizeof found);
  return err;
}

ht_err store_credits(ht_store *store, base_arena *arena, ht_fault *fault, const char **credits) {
  store_statement s =
      statement_new(store, "SELECT group_concat(name || CASE WHEN licence IS NULL AND date IS NULL THEN ''"
                           " ELSE ' (' || ifnull(licence, '') ||"
                           " CASE WHEN licence IS NULL OR date IS NULL THEN '' ELSE ', ' END ||"
                           " ifnull(date, '') || ')' END, '; ') FROM (SELECT * FROM source ORDER BY name)");
  const char *text = statement_next(&s) ? arena_text(arena, column_text(&s, 0)) : "";
  ht_err err = statement_end(&s, fault);
  if (err) return err;
  if (!text) return fault_memory(fault);
  *credits = text;
  return HT_OK;
}
