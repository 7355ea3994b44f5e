/* SPDX-License-Identifier: Apache-2.0 */

/*
 * The collections that maps ask for, feature by feature.
 *
 * Each collection is a row of a table: its features' ids, their properties as a JSON object made by SQL, and what
 * filters it. The ids of one page are picked first, through the spatial index when there is a box, and only those are
 * made into JSON.
 *
 * The index keeps boxes as 32-bit floats rounded outwards, up to 0.8 m. What it finds wholly inside the box is inside;
 * for the rest the exact box, which stands in front of the stored shape, decides.
 *
 * Values: ?1 to ?4 west, south, east, north; ?5 the day; ?6 the id; ?7 and ?8 the collection's own filters; ?9
 * limit; ?10 offset.
 */

#include "base/fault.h"
#include "store/connection.h"
#include "store/reading.h"
#include "store/statement.h"
#include "store/store.h"
#include "store/transaction.h"

#include <stdio.h>
#include <string.h>

enum { LARGEST_LIMIT = 10000 };

#define FILTER(id, filter7, filter8, valid)                                                                            \
  "(?6 IS NULL OR " id " = ?6) AND (?7 IS NULL OR " filter7 " = ?7) AND (?8 IS NULL OR " filter8 " = ?8) AND " valid
#define TOUCHES "i.xmax >= ?1 AND i.xmin <= ?3 AND i.ymax >= ?2 AND i.ymin <= ?4"
#define INSIDE "i.xmin >= ?1 AND i.xmax <= ?3 AND i.ymin >= ?2 AND i.ymax <= ?4"
#define TRULY_TOUCHES                                                                                                  \
  "MbrMaxX(t.geom) >= ?1 AND MbrMinX(t.geom) <= ?3 AND MbrMaxY(t.geom) >= ?2 AND MbrMinY(t.geom) <= ?4"

#define FROM_ALL(table, filter) " FROM " table " t WHERE " filter
#define FROM_BOX(table, filter)                                                                                        \
  " FROM idx_" table "_geom i CROSS JOIN " table " t ON t.id = i.pkid WHERE " TOUCHES " AND (" INSIDE                  \
  " OR " TRULY_TOUCHES ") AND " filter
/* Of rows that have no filter but their id only those on the rim of the box are looked at. */
#define FROM_BOX_PLAIN(table)                                                                                          \
  " FROM idx_" table "_geom i WHERE " TOUCHES                                                                          \
  " AND (?6 IS NULL OR CAST(i.pkid AS TEXT) = ?6) AND ?8 IS NULL AND (" INSIDE " OR EXISTS (SELECT 1 FROM " table      \
  " t WHERE t.id = i.pkid AND " TRULY_TOUCHES "))"
#define PAGE(id, properties, table, picked, picked_order, order, from)                                                 \
  "SELECT " id ", " properties ", t.geom FROM " table " t WHERE t.id IN (SELECT " picked from                          \
  " ORDER BY " picked_order " LIMIT ?9 OFFSET ?10) ORDER BY " order

#define COLLECTION(name, table, id, order, filter, properties)                                                         \
  {                                                                                                                    \
    name, PAGE(id, properties, table, "t.id", order, order, FROM_ALL(table, filter)),                                  \
        PAGE(id, properties, table, "t.id", order, order, FROM_BOX(table, filter)),                                    \
        "SELECT count(*)" FROM_ALL(table, filter), "SELECT count(*)" FROM_BOX(table, filter)                           \
  }
#define PLAIN_COLLECTION(name, table, properties)                                                                      \
  {                                                                                                                    \
    name,                                                                                                              \
        PAGE(ROW_ID, properties, table, "t.id", "t.id", "t.id",                                                        \
             FROM_ALL(table, FILTER(ROW_ID, "?7", "?8", TIMELESS))),                                                   \
        PAGE(ROW_ID, properties, table, "i.pkid", "i.pkid", "t.id", FROM_BOX_PLAIN(table)),                            \
        "SELECT count(*)" FROM_ALL(table, FILTER(ROW_ID, "?7", "?8", TIMELESS)),                                       \
        "SELECT count(*)" FROM_BOX_PLAIN(table)                                                                        \
  }

#define VALID "(t.valid_from IS NULL OR t.valid_from <= ?5) AND (t.valid_to IS NULL OR t.valid_to > ?5)"
#define TIMELESS "?5 IS NOT NULL"
#define GRID_ID "t.layer || ':' || t.code"
#define CIRCLE_ID "t.station || ':' || t.profile || ':' || printf('%g', t.\"limit\")"
#define ROW_ID "CAST(t.id AS TEXT)"
#define FLAG(name, bit) "'" name "', json(iif(t.flags & " #bit ", 'true', 'false'))"

static const struct collection {
  const char *name, *page, *page_in_box, *count, *count_in_box;
} collections[] = {
    COLLECTION("grids", "grid", GRID_ID, "t.layer, t.code", FILTER(GRID_ID, "t.layer", "?8", VALID),
               "json_object('code', t.code, 'name', t.name, 'layer', t.layer,"
               " 'kind', (SELECT kind FROM layer WHERE code = t.layer),"
               " 'level', (SELECT level FROM layer WHERE code = t.layer), 'parent', t.parent,"
               " 'organisation', t.organisation, 'valid_from', t.valid_from, 'valid_to', t.valid_to,"
               " 'attributes', json(t.attributes))"),
    COLLECTION("stations", "station", "t.code", "t.code", FILTER("t.code", "?7", "?8", VALID),
               "json_object('code', t.code, 'name', t.name, 'tier', t.tier, 'address', t.address, 'phone', t.phone,"
               " 'opening_hours', t.opening_hours, 'capacity', t.capacity, 'status', t.status, 'functions',"
               " (SELECT json_group_array(function) FROM station_function WHERE station = t.id))"),
    COLLECTION("circles", "circle", CIRCLE_ID, "t.station, t.profile, t.\"limit\" DESC",
               FILTER(CIRCLE_ID, "t.station", "t.profile", TIMELESS),
               "json_object('station', t.station, 'profile', t.profile, 'limit', t.\"limit\", 'unit', t.unit,"
               " 'area_m2', t.area_m2, 'data_version', t.data_version,"
               " 'stale', json(iif(t.data_version = (SELECT data_version FROM state), 'false', 'true')),"
               " 'computed_at', t.computed_at)"),
    COLLECTION(
        "gaps", "gap", ROW_ID, "t.id",
        FILTER(ROW_ID, "?7", "?8", TIMELESS " AND t.run = (SELECT max(id) FROM run WHERE ?8 IS NULL OR profile = ?8)"),
        "json_object('grid', t.grid, 'area_m2', t.area_m2, 'population', t.population, 'households', t.households,"
        " 'reason', t.reason, 'nearest', t.nearest, 'walk_s', t.walk_s, 'straight_m', t.straight_m,"
        " 'detour', t.detour, 'run', t.run)"),
    COLLECTION("addresses", "address", ROW_ID, "t.text", FILTER(ROW_ID, "?7", "?8", VALID),
               "json_object('text', t.text, 'households', t.households, 'population', t.population,"
               " 'aliases', (SELECT json_group_array(text) FROM alias WHERE address = t.id))"),
    PLAIN_COLLECTION("streets", "street",
                     "json_object('class', t.class, 'name', t.name, 'length_m', t.length_mm / 1000.0, 'layer', t.layer,"
                     " 'source', t.source, " FLAG("private", 1) ", " FLAG("steps", 2) ", " FLAG("bridge", 4) ", " FLAG(
                         "tunnel", 8) ", " FLAG("crossing", 512) ", " FLAG("closed", 1024) ")"),
    PLAIN_COLLECTION("land", "land", "json_object('class', t.class, 'name', t.name, 'source', t.source)"),
    PLAIN_COLLECTION("barriers", "barrier", "json_object('class', t.class, 'source', t.source)"),
    PLAIN_COLLECTION(
        "demand", "demand",
        "json_object('code', t.code, 'population', t.population, 'households', t.households, 'elderly', t.elderly,"
        " 'source', t.source)"),
};

static const struct collection *find_collection(const char *name) {
  for (size_t i = 0; i < sizeof collections / sizeof *collections; i++)
    if (name && strcmp(collections[i].name, name) == 0) return &collections[i];
  return NULL;
}

static ht_err check_query(const store_items_query *query, ht_fault *fault) {
  char number[16];
  if (!find_collection(query->collection))
    return fault_set(fault, HT_NOT_FOUND, "there is no collection '%s'", query->collection ? query->collection : "");
  snprintf(number, sizeof number, "%u", query->limit);
  if (query->limit < 1 || query->limit > LARGEST_LIMIT)
    return fault_parameter(fault, "limit", number, "a number in 1..10000");
  return HT_OK;
}

/* Binds ?1 to ?8. A layer is a filter of grids only, station and profile of circles, profile of gaps. */
static void bind_query(store_statement *s, const store_items_query *query, ht_day today) {
  bool grids = strcmp(query->collection, "grids") == 0, circles = strcmp(query->collection, "circles") == 0;
  bool gaps = strcmp(query->collection, "gaps") == 0;
  bind_real(s, query->box.west_deg);
  bind_real(s, query->box.south_deg);
  bind_real(s, query->box.east_deg);
  bind_real(s, query->box.north_deg);
  bind_at(s, today);
  bind_text(s, query->id);
  bind_text(s, grids ? query->layer : circles ? query->station : NULL);
  bind_text(s, circles || gaps ? query->profile : NULL);
}

static ht_err count_items(ht_store *store, const store_items_query *query, ht_day today, ht_fault *fault,
                          int64_t *count) {
  const struct collection *collection = find_collection(query->collection);
  store_statement s = statement_new(store, query->has_box ? collection->count_in_box : collection->count);
  bind_query(&s, query, today);
  return statement_number(&s, 0, fault, count);
}

static ht_err each_of_page(ht_store *store, const store_items_query *query, ht_day today, store_item_fn *fn,
                           void *context, ht_fault *fault) {
  const struct collection *collection = find_collection(query->collection);
  store_statement s = statement_new(store, query->has_box ? collection->page_in_box : collection->page);
  bind_query(&s, query, today);
  bind_integer(&s, query->limit);
  bind_integer(&s, query->offset);
  base_arena arena = {0};
  ht_err err = HT_OK;
  while (!err && statement_next(&s)) {
    store_item item = {.id = column_text(&s, 0), .properties = column_text(&s, 1)};
    arena_reset(&arena);
    err = column_shape(&s, 2, &arena, fault, &item.shape);
    if (!err) err = fn(context, &item, fault);
  }
  arena_release(&arena);
  ht_err ended = statement_end(&s, fault);
  return err ? err : ended;
}

ht_err store_each_item(ht_store *store, const store_items_query *query, store_item_fn *fn, void *context,
                       ht_fault *fault, uint64_t *matched) {
  int64_t count = 0;
  bool held;
  ht_err err = check_query(query, fault);
  if (!err) err = store_reading_begin(store, fault, &held);
  if (err) return err;
  ht_day today;
  err = transaction_today(store, fault, &today);
  if (!err) err = count_items(store, query, today, fault, &count);
  if (!err) err = each_of_page(store, query, today, fn, context, fault);
  store_reading_end(store, held);
  if (!err) *matched = (uint64_t)count;
  return err;
}
