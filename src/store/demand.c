/* SPDX-License-Identifier: Apache-2.0 */

/* People and homes at places. A row with a code is known by source and code; one without is always new. Footprints lie
   in a table of their own, so that each table has one shape and other programs can show both. */

#include "base/fault.h"
#include "store/change.h"
#include "store/connection.h"
#include "store/rtree.h"
#include "store/shape_check.h"
#include "store/statement.h"
#include "store/store.h"
#include "store/transaction.h"

#include <math.h>

static const char DEMAND_JSON[] =
    "SELECT json_object('source', source, 'code', code, 'population', population, 'households', households, 'elderly',"
    " elderly, 'lon', ST_X(geom), 'lat', ST_Y(geom), 'footprint',"
    " (SELECT json(AsGeoJSON(geom)) FROM footprint f WHERE f.id = d.id)) FROM demand d WHERE id = ?";

static ht_err check_demand(ht_store *store, const ht_demand_record *demand, ht_fault *fault) {
  ht_err err = store_check_writing(store, fault);
  if (err) return err;
  const double weights[] = {demand->population, demand->households, demand->elderly};
  for (int i = 0; i < 3; i++)
    if (!(weights[i] >= 0) || isinf(weights[i]))
      return fault_set(fault, HT_BAD_DATA, "population, households or elderly is %g, expected 0 or more", weights[i]);
  err = shape_check_point(demand->position, fault);
  if (!err && demand->footprint.kind != HT_NO_SHAPE) err = shape_check_kind(&demand->footprint, HT_POLYGONS, fault);
  return err;
}

/* The values of a row in the order of its columns, from ?1 to ?6. */
static void bind_demand(store_statement *s, const ht_demand_record *demand) {
  bind_text(s, s->store->source);
  bind_text(s, demand->code);
  bind_real(s, demand->population);
  bind_real(s, demand->households);
  bind_real(s, demand->elderly);
  bind_point(s, demand->position);
}

static ht_err find_demand(ht_store *store, const ht_demand_record *demand, ht_fault *fault, int64_t *id, bool *same) {
  store_statement s =
      statement_new(store, "SELECT id, population = ?3 AND households = ?4 AND elderly = ?5 AND geom IS ?6 AND"
                           " ?7 IS (SELECT geom FROM footprint f WHERE f.id = d.id)"
                           " FROM demand d WHERE code = ?2 AND ifnull(source, '') = ifnull(?1, '')");
  bind_demand(&s, demand);
  bind_shape(&s, &demand->footprint);
  *id = 0;
  if (statement_next(&s)) {
    *id = column_integer(&s, 0);
    *same = column_integer(&s, 1);
  }
  return statement_end(&s, fault);
}

/* Writes the row's two shapes into the indexes, and the footprint into its table. */
static ht_err write_shapes(ht_store *store, const ht_demand_record *demand, int64_t id, ht_fault *fault) {
  ht_err err = rtree_insert_point(store, STORE_DEMAND, id, demand->position, fault);
  if (err || demand->footprint.kind == HT_NO_SHAPE) return err;
  store_statement s = statement_new(store, "INSERT INTO footprint (id, geom) VALUES (?, ?)");
  bind_integer(&s, id);
  bind_shape(&s, &demand->footprint);
  err = statement_run(&s, fault);
  return err ? err : rtree_insert(store, STORE_FOOTPRINT, id, &demand->footprint, fault);
}

static ht_err insert_demand(ht_store *store, const ht_demand_record *demand, ht_fault *fault) {
  store_statement s = statement_new(store, "INSERT INTO demand (source, code, population, households, elderly, geom)"
                                           " VALUES (?, ?, ?, ?, ?, ?)");
  bind_demand(&s, demand);
  ht_err err = statement_run(&s, fault);
  if (err) return err;
  int64_t id = sqlite3_last_insert_rowid(store->db);
  err = write_shapes(store, demand, id, fault);
  if (!err && demand->code && *demand->code) err = transaction_see(store, HT_DEMAND, id, demand->code, fault);
  if (!err) store->tally[HT_DEMAND].inserted++;
  return err;
}

static ht_err clear_shapes(ht_store *store, int64_t id, ht_fault *fault) {
  store_statement s = statement_new(store, "DELETE FROM footprint WHERE id = ?");
  bind_integer(&s, id);
  ht_err err = statement_run(&s, fault);
  if (!err) err = rtree_remove(store, STORE_FOOTPRINT, id, fault);
  if (!err) err = rtree_remove(store, STORE_DEMAND, id, fault);
  return err;
}

static ht_err update_demand(ht_store *store, const ht_demand_record *demand, int64_t id, ht_fault *fault) {
  store_note note = {.kind = "demand", .key = demand->code, .action = "update"};
  ht_err err = change_read(store, DEMAND_JSON, id, fault, &note.before);
  if (err) return err;
  store_statement s = statement_new(store, "UPDATE demand SET source = ?1, code = ?2, population = ?3, households = ?4,"
                                           " elderly = ?5, geom = ?6 WHERE id = ?7");
  bind_demand(&s, demand);
  bind_integer(&s, id);
  err = statement_run(&s, fault);
  if (!err) err = clear_shapes(store, id, fault);
  if (!err) err = write_shapes(store, demand, id, fault);
  if (!err) err = change_read(store, DEMAND_JSON, id, fault, &note.after);
  if (!err) store->tally[HT_DEMAND].updated++;
  return err ? err : change_note(store, &note, fault);
}

ht_err ht_put_demand(ht_store *store, const ht_demand_record *demand, ht_fault *fault) {
  ht_err err = check_demand(store, demand, fault);
  if (err) return fault_prefix(fault, err, "demand '%s'", demand->code ? demand->code : "");
  int64_t id = 0;
  bool same = false;
  if (demand->code && *demand->code) err = find_demand(store, demand, fault, &id, &same);
  if (!err && id) err = transaction_see(store, HT_DEMAND, id, demand->code, fault);
  if (err) return err;
  if (same) {
    store->tally[HT_DEMAND].unchanged++;
    return HT_OK;
  }
  store->changed = true;
  return id ? update_demand(store, demand, id, fault) : insert_demand(store, demand, fault);
}

ht_err store_each_demand(ht_store *store, store_demand_fn *fn, void *context, ht_fault *fault) {
  store_statement s = statement_new(store, "SELECT d.code, d.population, d.households, d.elderly, d.geom, f.geom"
                                           " FROM demand d LEFT JOIN footprint f ON f.id = d.id ORDER BY d.id");
  base_arena arena = {0};
  ht_err err = HT_OK;
  while (!err && statement_next(&s)) {
    ht_demand_record demand = {
        .code = column_text(&s, 0),
        .population = column_real(&s, 1),
        .households = column_real(&s, 2),
        .elderly = column_real(&s, 3),
    };
    arena_reset(&arena);
    err = column_point(&s, 4, &arena, fault, &demand.position);
    if (!err) err = column_shape(&s, 5, &arena, fault, &demand.footprint);
    if (!err) err = fn(context, &demand, fault);
  }
  arena_release(&arena);
  ht_err ended = statement_end(&s, fault);
  return err ? err : ended;
}
