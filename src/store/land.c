/* SPDX-License-Identifier: Apache-2.0 */

/* Land use and barriers: shapes of a class, without keys. An import clears what came from its source and puts it
   anew. */

#include "base/fault.h"
#include "store/connection.h"
#include "store/rtree.h"
#include "store/shape_check.h"
#include "store/statement.h"
#include "store/store.h"

static ht_err inserted(ht_store *store, ht_kind kind, store_table table, const ht_shape *shape, ht_fault *fault) {
  store->tally[kind].inserted++;
  store->changed = true;
  return rtree_insert(store, table, sqlite3_last_insert_rowid(store->db), shape, fault);
}

ht_err ht_put_land(ht_store *store, const ht_land_record *land, ht_fault *fault) {
  ht_err err = store_check_writing(store, fault);
  if (err) return err;
  if (!land->class_name || !*land->class_name) return fault_set(fault, HT_BAD_DATA, "the land's class is missing");
  err = shape_check_kind(&land->shape, HT_POLYGONS, fault);
  if (err) return fault_prefix(fault, err, "land '%s'", land->name ? land->name : "");
  store_statement s = statement_new(store, "INSERT INTO land (source, class, name, geom) VALUES (?, ?, ?, ?)");
  bind_text(&s, store->source);
  bind_text(&s, land->class_name);
  bind_text(&s, land->name);
  bind_shape(&s, &land->shape);
  err = statement_run(&s, fault);
  return err ? err : inserted(store, HT_LAND, STORE_LAND, &land->shape, fault);
}

ht_err ht_put_barrier(ht_store *store, const ht_barrier_record *barrier, ht_fault *fault) {
  ht_err err = store_check_writing(store, fault);
  if (err) return err;
  if (!barrier->class_name || !*barrier->class_name)
    return fault_set(fault, HT_BAD_DATA, "the barrier's class is missing");
  err = shape_check_kind(&barrier->shape, barrier->shape.kind == HT_LINES ? HT_LINES : HT_POLYGONS, fault);
  if (err) return fault_prefix(fault, err, "barrier");
  store_statement s = statement_new(store, "INSERT INTO barrier (source, class, geom) VALUES (?, ?, ?)");
  bind_text(&s, store->source);
  bind_text(&s, barrier->class_name);
  bind_shape(&s, &barrier->shape);
  err = statement_run(&s, fault);
  return err ? err : inserted(store, HT_BARRIERS, STORE_BARRIER, &barrier->shape, fault);
}

ht_err store_each_land(ht_store *store, const char *class_name, store_land_fn *fn, void *context, ht_fault *fault) {
  store_statement s =
      statement_new(store, "SELECT class, name, geom FROM land WHERE ?1 IS NULL OR class = ?1 ORDER BY id");
  bind_text(&s, class_name);
  base_arena arena = {0};
  ht_err err = HT_OK;
  while (!err && statement_next(&s)) {
    ht_land_record land = {.class_name = column_text(&s, 0), .name = column_text(&s, 1)};
    arena_reset(&arena);
    err = column_shape(&s, 2, &arena, fault, &land.shape);
    if (!err) err = fn(context, &land, fault);
  }
  arena_release(&arena);
  ht_err ended = statement_end(&s, fault);
  return err ? err : ended;
}

ht_err store_each_barrier(ht_store *store, store_barrier_fn *fn, void *context, ht_fault *fault) {
  store_statement s = statement_new(store, "SELECT class, geom FROM barrier ORDER BY id");
  base_arena arena = {0};
  ht_err err = HT_OK;
  while (!err && statement_next(&s)) {
    ht_barrier_record barrier = {.class_name = column_text(&s, 0)};
    arena_reset(&arena);
    err = column_shape(&s, 1, &arena, fault, &barrier.shape);
    if (!err) err = fn(context, &barrier, fault);
  }
  arena_release(&arena);
  ht_err ended = statement_end(&s, fault);
  return err ? err : ended;
}
