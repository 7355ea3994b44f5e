/* SPDX-License-Identifier: Apache-2.0 */
#include "store/station_parts.h"

#include "base/fault.h"
#include "store/connection.h"
#include "store/rtree.h"
#include "store/shape_check.h"
#include "store/statement.h"

#include <stdlib.h>
#include <string.h>

static int compare_texts(const void *a, const void *b) {
  return strcmp(*(const char *const *)a, *(const char *const *)b);
}

ht_err station_parts_of(const ht_station_record *station, base_arena *arena, ht_fault *fault, station_parts *parts) {
  const char **functions = ARENA_ARRAY(arena, const char *, station->function_count);
  if (!functions) return fault_memory(fault);
  for (uint32_t i = 0; i < station->function_count; i++) {
    functions[i] = station->functions[i];
    if (!functions[i] || !*functions[i]) return fault_set(fault, HT_BAD_DATA, "one of its functions has no code");
  }
  for (uint32_t i = 0; i < station->entrance_count; i++) {
    ht_err err = shape_check_point(station->entrances[i], fault);
    if (err) return fault_prefix(fault, err, "entrance %u", i + 1);
  }
  qsort(functions, station->function_count, sizeof *functions, compare_texts);
  uint32_t count = 0;
  for (uint32_t i = 0; i < station->function_count; i++)
    if (count == 0 || strcmp(functions[count - 1], functions[i]) != 0) functions[count++] = functions[i];
  *parts = (station_parts){functions, count, station->entrances, station->entrance_count};
  return HT_OK;
}

static ht_err read_functions(ht_store *store, int64_t station, base_arena *arena, ht_fault *fault,
                             station_parts *parts) {
  base_buffer list = {0};
  store_statement s = statement_new(store, "SELECT function FROM station_function WHERE station = ? ORDER BY function");
  bind_integer(&s, station);
  bool whole = true;
  while (whole && statement_next(&s)) {
    const char *function = arena_text(arena, column_text(&s, 0));
    whole = function != NULL;
    buffer_append(&list, &function, sizeof function);
  }
  ht_err err = statement_end(&s, fault);
  parts->function_count = (uint32_t)(list.length / sizeof(char *));
  parts->functions = (const char *const *)(const void *)arena_text_n(arena, list.bytes, list.length);
  if (!err && (!whole || list.failed || !parts->functions)) err = fault_memory(fault);
  buffer_release(&list);
  return err;
}

static ht_err read_entrances(ht_store *store, int64_t station, base_arena *arena, ht_fault *fault,
                             station_parts *parts) {
  base_buffer list = {0};
  store_statement s = statement_new(store, "SELECT geom FROM entrance WHERE station = ? ORDER BY id");
  bind_integer(&s, station);
  ht_err err = HT_OK;
  while (!err && statement_next(&s)) {
    ht_lonlat point;
    err = column_point(&s, 0, arena, fault, &point);
    if (!err) buffer_append(&list, &point, sizeof point);
  }
  ht_err ended = statement_end(&s, fault);
  if (!err) err = ended;
  parts->entrance_count = (uint32_t)(list.length / sizeof(ht_lonlat));
  parts->entrances = (const ht_lonlat *)(const void *)arena_text_n(arena, list.bytes, list.length);
  if (!err && (list.failed || !parts->entrances)) err = fault_memory(fault);
  buffer_release(&list);
  return err;
}

ht_err station_parts_read(ht_store *store, int64_t station, base_arena *arena, ht_fault *fault, station_parts *parts) {
  *parts = (station_parts){0};
  ht_err err = read_functions(store, station, arena, fault, parts);
  return err ? err : read_entrances(store, station, arena, fault, parts);
}

bool station_parts_equal(const station_parts *a, const station_parts *b) {
  if (a->function_count != b->function_count || a->entrance_count != b->entrance_count) return false;
  for (uint32_t i = 0; i < a->function_count; i++)
    if (strcmp(a->functions[i], b->functions[i]) != 0) return false;
  for (uint32_t i = 0; i < a->entrance_count; i++)
    if (a->entrances[i].lon_deg != b->entrances[i].lon_deg || a->entrances[i].lat_deg != b->entrances[i].lat_deg)
      return false;
  return true;
}

static ht_err write_function(ht_store *store, int64_t station, const char *function, ht_fault *fault) {
  store_statement name = statement_new(store, "INSERT OR IGNORE INTO function (code) VALUES (?)");
  bind_text(&name, function);
  ht_err err = statement_run(&name, fault);
  if (err) return err;
  store_statement s = statement_new(store, "INSERT INTO station_function (station, function) VALUES (?, ?)");
  bind_integer(&s, station);
  bind_text(&s, function);
  return statement_run(&s, fault);
}

static ht_err write_entrance(ht_store *store, int64_t station, ht_lonlat entrance, ht_fault *fault) {
  store_statement s = statement_new(store, "INSERT INTO entrance (station, geom) VALUES (?, ?)");
  bind_integer(&s, station);
  bind_point(&s, entrance);
  ht_err err = statement_run(&s, fault);
  int64_t id = sqlite3_last_insert_rowid(store->db);
  return err ? err : rtree_insert_point(store, STORE_ENTRANCE, id, entrance, fault);
}

ht_err station_parts_clear(ht_store *store, int64_t station, ht_fault *fault) {
  static const char *const sql[] = {
      "DELETE FROM station_function WHERE station = ?",
      "DELETE FROM idx_entrance_geom WHERE pkid IN (SELECT id FROM entrance WHERE station = ?)",
      "DELETE FROM entrance WHERE station = ?",
  };
  ht_err err = rtree_settle(store, STORE_ENTRANCE, fault);
  for (size_t i = 0; !err && i < sizeof sql / sizeof *sql; i++) {
    store_statement s = statement_new(store, sql[i]);
    bind_integer(&s, station);
    err = statement_run(&s, fault);
  }
  return err;
}

ht_err station_parts_write(ht_store *store, int64_t station, const station_parts *parts, ht_fault *fault) {
  ht_err err = HT_OK;
  for (uint32_t i = 0; !err && i < parts->function_count; i++)
    err = write_function(store, station, parts->functions[i], fault);
  for (uint32_t i = 0; !err && i < parts->entrance_count; i++)
    err = write_entrance(store, station, parts->entrances[i], fault);
  return err;
}
