/* SPDX-License-Identifier: Apache-2.0 */

/* Stations. One that changes is changed in place, with its past in the audit log; one that is retired and comes back
   gets a new row from that day on. */

#include "base/fault.h"
#include "store/change.h"
#include "store/connection.h"
#include "store/rtree.h"
#include "store/shape_check.h"
#include "store/statement.h"
#include "store/station_parts.h"
#include "store/store.h"
#include "store/transaction.h"

#include <string.h>

static const char STATION_JSON[] =
    "SELECT json_object('code', code, 'name', name, 'tier', tier, 'address', address, 'phone', phone,"
    " 'opening_hours', opening_hours, 'capacity', capacity, 'status', status, 'valid_from', valid_from,"
    " 'valid_to', valid_to, 'lon', ST_X(geom), 'lat', ST_Y(geom),"
    " 'functions', (SELECT json_group_array(function) FROM station_function WHERE station = s.id),"
    " 'entrances', (SELECT json_group_array(json_array(ST_X(geom), ST_Y(geom))) FROM entrance WHERE station = s.id))"
    " FROM station s WHERE id = ?";

static const char *or_else(const char *text, const char *otherwise) {
  return text && *text ? text : otherwise;
}

/* The values of a row in the order of its columns, from ?1 to ?9. */
static void bind_station(store_statement *s, const ht_station_record *station) {
  bind_text(s, station->code);
  bind_text(s, station->name);
  bind_text(s, or_else(station->tier, "station"));
  bind_text(s, station->address);
  bind_text(s, station->phone);
  bind_text(s, station->opening_hours);
  if (station->capacity < 0)
    bind_null(s);
  else
    bind_integer(s, station->capacity);
  bind_text(s, or_else(station->status, "open"));
  bind_point(s, station->position);
}

static bool is_one_of(const char *text, const char *a, const char *b, const char *c) {
  return !text || !*text || strcmp(text, a) == 0 || strcmp(text, b) == 0 || strcmp(text, c) == 0;
}

static ht_err check_station(const ht_station_record *station, ht_fault *fault) {
  if (!station->code || !*station->code) return fault_set(fault, HT_BAD_DATA, "the station's code is missing");
  if (!is_one_of(station->tier, "centre", "station", "point"))
    return fault_set(fault, HT_BAD_DATA, "tier is '%s', expected centre, station or point", station->tier);
  if (!is_one_of(station->status, "open", "closed", "planned"))
    return fault_set(fault, HT_BAD_DATA, "status is '%s', expected open, closed or planned", station->status);
  return shape_check_point(station->position, fault);
}

/* What is stored under a code: the open row, whether its columns say the same, and whether there ever was one. */
typedef struct station_place {
  int64_t id;
  bool same, known;
} station_place;

static ht_err find_station(ht_store *store, const ht_station_record *station, ht_fault *fault, station_place *place) {
  store_statement s =
      statement_new(store, "SELECT id, valid_to IS NULL, name IS ?2 AND tier IS ?3 AND address IS ?4 AND"
                           " phone IS ?5 AND opening_hours IS ?6 AND capacity IS ?7 AND status IS ?8"
                           " AND geom IS ?9 FROM station WHERE code = ?1");
  bind_station(&s, station);
  *place = (station_place){0};
  while (statement_next(&s)) {
    place->known = true;
    if (!column_integer(&s, 1)) continue;
    place->id = column_integer(&s, 0);
    place->same = column_integer(&s, 2);
  }
  return statement_end(&s, fault);
}

static ht_err insert_station(ht_store *store, const ht_station_record *station, const station_parts *parts, bool known,
                             ht_fault *fault) {
  store_statement s =
      statement_new(store, "INSERT INTO station (code, name, tier, address, phone, opening_hours, capacity,"
                           " status, geom, valid_from) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
  bind_station(&s, station);
  bind_day(&s, known ? store->today : HT_DAY_FIRST);
  ht_err err = statement_run(&s, fault);
  if (err) return err;
  int64_t id = sqlite3_last_insert_rowid(store->db);
  err = rtree_insert_point(store, STORE_STATION, id, station->position, fault);
  if (!err) err = station_parts_write(store, id, parts, fault);
  if (!err) err = transaction_see(store, HT_STATIONS, id, station->code, fault);
  if (!err) store->tally[HT_STATIONS].inserted++;
  return err;
}

static ht_err update_station(ht_store *store, const ht_station_record *station, const station_parts *parts, int64_t id,
                             ht_fault *fault) {
  store_note note = {.kind = "station", .key = station->code, .action = "update"};
  ht_err err = change_read(store, STATION_JSON, id, fault, &note.before);
  if (err) return err;
  store_statement s = statement_new(store, "UPDATE station SET name = ?2, tier = ?3, address = ?4, phone = ?5,"
                                           " opening_hours = ?6, capacity = ?7, status = ?8, geom = ?9"
                                           " WHERE code = ?1 AND id = ?10");
  bind_station(&s, station);
  bind_integer(&s, id);
  err = statement_run(&s, fault);
  if (!err) err = rtree_remove(store, STORE_STATION, id, fault);
  if (!err) err = rtree_insert_point(store, STORE_STATION, id, station->position, fault);
  if (!err) err = station_parts_clear(store, id, fault);
  if (!err) err = station_parts_write(store, id, parts, fault);
  if (!err) err = change_read(store, STATION_JSON, id, fault, &note.after);
  if (!err) store->tally[HT_STATIONS].updated++;
  return err ? err : change_note(store, &note, fault);
}

static ht_err put_over(ht_store *store, const ht_station_record *station, const station_parts *parts,
                       const station_place *place, base_arena *arena, ht_fault *fault) {
  station_parts stored;
  ht_err err = transaction_see(store, HT_STATIONS, place->id, station->code, fault);
  if (!err) err = station_parts_read(store, place->id, arena, fault, &stored);
  if (err) return err;
  if (place->same && station_parts_equal(parts, &stored)) {
    store->tally[HT_STATIONS].unchanged++;
    return HT_OK;
  }
  store->changed = true;
  return update_station(store, station, parts, place->id, fault);
}

static ht_err put_station(ht_store *store, const ht_station_record *station, base_arena *arena, ht_fault *fault) {
  station_parts parts;
  station_place place;
  ht_err err = check_station(station, fault);
  if (!err) err = station_parts_of(station, arena, fault, &parts);
  if (err) return fault_prefix(fault, err, "station '%s'", station->code ? station->code : "");
  err = find_station(store, station, fault, &place);
  if (err) return err;
  if (place.id) return put_over(store, station, &parts, &place, arena, fault);
  store->changed = true;
  return insert_station(store, station, &parts, place.known, fault);
}

ht_err ht_put_station(ht_store *store, const ht_station_record *station, ht_fault *fault) {
  ht_err err = store_check_writing(store, fault);
  if (err) return err;
  base_arena arena = {0};
  err = put_station(store, station, &arena, fault);
  arena_release(&arena);
  return err;
}

ht_err ht_put_function(ht_store *store, const char *code, const char *zh, const char *en, ht_fault *fault) {
  ht_err err = store_check_writing(store, fault);
  if (err) return err;
  if (!code || !*code) return fault_set(fault, HT_BAD_DATA, "the function's code is missing");
  store_statement s = statement_new(store, "INSERT INTO function (code, zh, en) VALUES (?1, ?2, ?3)"
                                           " ON CONFLICT (code) DO UPDATE SET zh = ?2, en = ?3"
                                           " WHERE zh IS NOT ?2 OR en IS NOT ?3");
  bind_text(&s, code);
  bind_text(&s, zh);
  bind_text(&s, en);
  err = statement_run(&s, fault);
  if (!err && sqlite3_changes(store->db)) store->changed = true;
  return err;
}

ht_err store_each_function(ht_store *store, store_function_fn *fn, void *context, ht_fault *fault) {
  store_statement s = statement_new(store, "SELECT code, zh, en FROM function ORDER BY code");
  ht_err err = HT_OK;
  while (!err && statement_next(&s)) {
    ht_function_record function = {column_text(&s, 0), column_text(&s, 1), column_text(&s, 2)};
    err = fn(context, &function, fault);
  }
  ht_err ended = statement_end(&s, fault);
  return err ? err : ended;
}

static ht_err read_station(store_statement *s, base_arena *arena, ht_fault *fault, ht_station_record *station) {
  station_parts parts;
  *station = (ht_station_record){
      .code = column_text(s, 1),
      .name = column_text(s, 2),
      .tier = column_text(s, 3),
      .address = column_text(s, 4),
      .phone = column_text(s, 5),
      .opening_hours = column_text(s, 6),
      .capacity = column_is_null(s, 7) ? -1 : (int32_t)column_integer(s, 7),
      .status = column_text(s, 8),
  };
  ht_err err = column_point(s, 9, arena, fault, &station->position);
  if (!err) err = station_parts_read(s->store, column_integer(s, 0), arena, fault, &parts);
  if (err) return fault_prefix(fault, err, "station '%s'", station->code);
  station->functions = parts.functions;
  station->function_count = parts.function_count;
  station->entrances = parts.entrances;
  station->entrance_count = parts.entrance_count;
  return HT_OK;
}

ht_err store_each_station(ht_store *store, ht_day at, store_station_fn *fn, void *context, ht_fault *fault) {
  store_statement s =
      statement_new(store, "SELECT id, code, name, tier, address, phone, opening_hours, capacity, status, geom"
                           " FROM station WHERE (valid_from IS NULL OR valid_from <= ?1)"
                           " AND (valid_to IS NULL OR valid_to > ?1) ORDER BY code");
  bind_at(&s, at);
  base_arena arena = {0};
  ht_err err = HT_OK;
  while (!err && statement_next(&s)) {
    ht_station_record station;
    arena_reset(&arena);
    err = read_station(&s, &arena, fault, &station);
    if (!err) err = fn(context, &station, fault);
  }
  arena_release(&arena);
  ht_err ended = statement_end(&s, fault);
  return err ? err : ended;
}
