/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Taking away. What has a history (grids, members, stations, addresses) is ended, never removed; what has none (land,
 * barriers, demand) is removed by its source. Both work on whole sets, in SQL.
 */

#include "base/fault.h"
#include "store/change.h"
#include "store/connection.h"
#include "store/layers.h"
#include "store/rtree.h"
#include "store/statement.h"
#include "store/store.h"

/* ?1 kind, ?2 layer, ?3 the day, ?4 to ?6 of the log. Rows that begin later than the day end as they begin. */
#define RETIRE(table, key, scope)                                                                                      \
  {                                                                                                                    \
    "INSERT INTO change (kind, key, action, count, at, actor, what) SELECT '" table "', " key                          \
    ", 'retire', 1, ?4, ?5, ?6 FROM " table " t WHERE " scope ABSENT,                                                  \
        "UPDATE " table " AS t SET valid_to = max(?3, ifnull(valid_from, ?3)) WHERE " scope ABSENT                     \
  }
#define ABSENT " AND valid_to IS NULL AND NOT EXISTS (SELECT 1 FROM temp.seen s WHERE s.kind = ?1 AND s.id = t.id)"

static const struct {
  const char *note, *end;
} retire_sql[HT_KIND_COUNT] = {
    [HT_GRIDS] = RETIRE("grid", "code", "layer = ?2"),
    [HT_MEMBERS] = RETIRE("member", "grid", "layer = ?2"),
    [HT_STATIONS] = RETIRE("station", "code", "?2 IS NULL"),
    [HT_ADDRESSES] = RETIRE("address", "text", "?2 IS NULL"),
};

static ht_err run_retire(ht_store *store, const char *sql, bool note, ht_kind kind, const char *layer, ht_day from,
                         ht_fault *fault) {
  store_statement s = statement_new(store, sql);
  bind_integer(&s, kind);
  bind_text(&s, layer);
  bind_day(&s, from);
  if (note) {
    bind_text(&s, store->now);
    bind_text(&s, store->actor);
    bind_text(&s, store->what);
  }
  return statement_run(&s, fault);
}

/* The circles of stations that are no more. */
static ht_err drop_orphaned_circles(ht_store *store, ht_fault *fault) {
  static const char *const sql[] = {
      "DELETE FROM idx_circle_geom WHERE pkid IN (SELECT id FROM circle c WHERE NOT EXISTS"
      " (SELECT 1 FROM station s WHERE s.code = c.station AND s.valid_to IS NULL))",
      "DELETE FROM circle AS c WHERE NOT EXISTS (SELECT 1 FROM station s WHERE s.code = c.station AND s.valid_to IS "
      "NULL)",
  };
  ht_err err = rtree_settle(store, STORE_CIRCLE, fault);
  for (size_t i = 0; !err && i < sizeof sql / sizeof *sql; i++) {
    store_statement s = statement_new(store, sql[i]);
    err = statement_run(&s, fault);
  }
  return err;
}

ht_err ht_store_retire_absent(ht_store *store, ht_kind kind, const char *layer, ht_day from, ht_fault *fault,
                              uint64_t *count) {
  ht_err err = store_check_writing(store, fault);
  if (err) return err;
  if ((unsigned)kind >= HT_KIND_COUNT || !retire_sql[kind].end)
    return fault_set(fault, HT_BAD_ARGUMENT, "rows of this kind have no history to end: clear them by their source");
  bool by_layer = kind == HT_GRIDS || kind == HT_MEMBERS;
  if (by_layer) err = layer_check(store, layer, fault);
  if (from == HT_DAY_FIRST) from = store->today;
  const char *scope = by_layer ? layer : NULL;
  if (!err) err = run_retire(store, retire_sql[kind].note, true, kind, scope, from, fault);
  if (!err) err = run_retire(store, retire_sql[kind].end, false, kind, scope, from, fault);
  if (err) return err;
  uint64_t ended = (uint64_t)sqlite3_changes64(store->db);
  store->tally[kind].retired += ended;
  if (ended) store->changed = true;
  if (ended && kind == HT_STATIONS) err = drop_orphaned_circles(store, fault);
  if (!err) *count = ended;
  return err;
}

/* How a kind is cleared. ?1 is the source, NULL for all. */
typedef struct clearing {
  store_table tables[2]; /* whose indexes lose rows */
  int table_count;
  const char *others;     /* whether rows of other sources stay */
  const char *unindex[2]; /* one for each table */
  const char *remove[3];  /* those that refer to rows first; NULL: no more */
} clearing;

#define OF_SOURCE(table) "(SELECT id FROM " table " WHERE ?1 IS NULL OR source = ?1)"
#define OTHERS(table) "SELECT EXISTS (SELECT 1 FROM " table " WHERE ?1 IS NOT NULL AND source IS NOT ?1)"
#define UNINDEX(table, of) "DELETE FROM idx_" table "_geom WHERE pkid IN " OF_SOURCE(of)
#define REMOVE(table) "DELETE FROM " table " WHERE ?1 IS NULL OR source = ?1"

static const clearing clear_land = {{STORE_LAND}, 1, OTHERS("land"), {UNINDEX("land", "land")}, {REMOVE("land")}};
static const clearing clear_barriers = {
    {STORE_BARRIER}, 1, OTHERS("barrier"), {UNINDEX("barrier", "barrier")}, {REMOVE("barrier")}};
static const clearing clear_demand = {{STORE_DEMAND, STORE_FOOTPRINT},
                                      2,
                                      OTHERS("demand"),
                                      {UNINDEX("demand", "demand"), UNINDEX("footprint", "demand")},
                                      {"DELETE FROM footprint WHERE id IN " OF_SOURCE("demand"), REMOVE("demand")}};

static ht_err run_with_source(ht_store *store, const char *sql, const char *source, ht_fault *fault) {
  store_statement s = statement_new(store, sql);
  bind_text(&s, source);
  return statement_run(&s, fault);
}

/* An index that loses all its rows is emptied at once, which is a hundred times faster than row by row. */
static ht_err clear_indexes(ht_store *store, const clearing *how, const char *source, ht_fault *fault) {
  store_statement s = statement_new(store, how->others);
  bind_text(&s, source);
  int64_t others;
  ht_err err = statement_number(&s, 0, fault, &others);
  for (int i = 0; !err && i < how->table_count; i++) {
    if (!others) {
      err = rtree_clear(store, how->tables[i], fault);
      continue;
    }
    err = rtree_settle(store, how->tables[i], fault);
    if (!err) err = run_with_source(store, how->unindex[i], source, fault);
  }
  return err;
}

ht_err ht_store_clear(ht_store *store, ht_kind kind, const char *source, ht_fault *fault, uint64_t *count) {
  ht_err err = store_check_writing(store, fault);
  if (err) return err;
  const clearing *how = kind == HT_LAND       ? &clear_land
                        : kind == HT_BARRIERS ? &clear_barriers
                        : kind == HT_DEMAND   ? &clear_demand
                                              : NULL;
  if (!how) return fault_set(fault, HT_BAD_ARGUMENT, "only land, barriers and demand can be cleared");
  err = clear_indexes(store, how, source, fault);
  for (int i = 0; !err && i < 3 && how->remove[i]; i++) err = run_with_source(store, how->remove[i], source, fault);
  if (err) return err;
  uint64_t removed = (uint64_t)sqlite3_changes64(store->db);
  *count = removed;
  if (removed == 0) return HT_OK;
  store->tally[kind].retired += removed;
  store->changed = true;
  store_note note = {.kind = change_kind(kind), .key = source, .action = "delete", .count = removed};
  return change_note(store, &note, fault);
}
