/* SPDX-License-Identifier: Apache-2.0 */

/*
 * Grids and their history.
 *
 * A code's versions lie on a line of days without overlapping. Putting a grid places it on that line from its first day
 * F on:
 *
 *   a version begins on F           it is corrected in place, the audit log keeps what it was
 *   a version covers F, same        nothing happens
 *   a version covers F, other       that one ends on F, the new one begins there (lineage: predecessor, successor)
 *   the last one ended on F         the code goes on
 *   the last one ended before F     refused: a voided code is never used again
 *   only later ones                 the new one lasts until the next begins
 *
 * A grid that says "always" (HT_DAY_FIRST) begins today when its code is known already, so that an import of the same
 * file with changes never rewrites the past.
 */

#include "base/day.h"
#include "base/fault.h"
#include "store/change.h"
#include "store/connection.h"
#include "store/layers.h"
#include "store/rtree.h"
#include "store/shape_check.h"
#include "store/statement.h"
#include "store/store.h"
#include "store/transaction.h"

#define GRID_COLUMNS "name, parent, organisation, attributes, geom"
#define GRID_SAME "name IS ?3 AND parent IS ?4 AND organisation IS ?5 AND attributes IS ?6 AND geom IS ?7"

/* What is stored of a code around the day that a grid is put for. Ids are 0 when there is none. */
typedef struct grid_place {
  int64_t id; /* the version that begins on the day, or covers it */
  bool same, begins_here;
  ht_day id_to;   /* its end */
  int64_t known;  /* any version */
  ht_day last_to; /* the latest end before the day, HT_DAY_FIRST: none */
  int64_t last_id;
  ht_day next_from; /* the beginning of the next version, HT_DAY_NEVER: none */
} grid_place;

static void bind_key(store_statement *s, const ht_grid_record *grid) {
  bind_text(s, grid->layer);
  bind_text(s, grid->code);
}

static void bind_content(store_statement *s, const ht_grid_record *grid) {
  bind_text(s, grid->name);
  bind_text(s, grid->parent);
  bind_text(s, grid->organisation);
  bind_text(s, grid->attributes);
  bind_shape(s, &grid->shape);
}

static ht_err check_json(ht_store *store, const char *text, ht_fault *fault) {
  if (!text || !*text) return HT_OK;
  store_statement s = statement_new(store, "SELECT json_valid(?)");
  bind_text(&s, text);
  int64_t valid;
  ht_err err = statement_number(&s, 0, fault, &valid);
  return !err && !valid ? fault_set(fault, HT_BAD_DATA, "its attributes are not JSON") : err;
}

static ht_err check_grid(ht_store *store, const ht_grid_record *grid, ht_fault *fault) {
  ht_err err = store_check_writing(store, fault);
  if (err) return err;
  if (!grid->code || !*grid->code) return fault_set(fault, HT_BAD_DATA, "the grid's code is missing");
  err = layer_check(store, grid->layer, fault);
  if (!err && grid->shape.kind != HT_NO_SHAPE) err = shape_check_kind(&grid->shape, HT_POLYGONS, fault);
  if (!err && grid->valid_to <= grid->valid_from)
    err = fault_set(fault, HT_BAD_DATA, "its validity ends before it begins");
  if (!err) err = check_json(store, grid->attributes, fault);
  return err ? fault_prefix(fault, err, "grid '%s'", grid->code ? grid->code : "") : HT_OK;
}

/* Notes one stored version, which go by from oldest to newest. */
static void place_version(grid_place *place, store_statement *s, ht_day day) {
  int64_t id = column_integer(s, 0);
  ht_day from = column_day(s, 1, HT_DAY_FIRST), to = column_day(s, 2, HT_DAY_NEVER);
  place->known = id;
  if (from > day) {
    if (place->next_from == HT_DAY_NEVER) place->next_from = from;
  } else if (from == day || to > day) {
    *place = (grid_place){.id = id,
                          .same = column_integer(s, 3),
                          .begins_here = from == day,
                          .id_to = to,
                          .known = id,
                          .last_to = place->last_to,
                          .last_id = place->last_id,
                          .next_from = HT_DAY_NEVER};
  } else {
    place->last_to = to;
    place->last_id = id;
  }
}

static ht_err find_place(ht_store *store, const ht_grid_record *grid, ht_day day, ht_fault *fault, grid_place *place) {
  *place = (grid_place){.last_to = HT_DAY_FIRST, .next_from = HT_DAY_NEVER};
  store_statement s = statement_new(store, "SELECT id, valid_from, valid_to, " GRID_SAME " FROM grid"
                                           " WHERE layer = ?1 AND code = ?2 ORDER BY ifnull(valid_from, '')");
  bind_key(&s, grid);
  bind_content(&s, grid);
  while (statement_next(&s)) place_version(place, &s, day);
  return statement_end(&s, fault);
}

static ht_err set_end(ht_store *store, int64_t id, ht_day to, ht_fault *fault) {
  store_statement s = statement_new(store, "UPDATE grid SET valid_to = ?2 WHERE id = ?1");
  bind_integer(&s, id);
  bind_day(&s, to);
  return statement_run(&s, fault);
}

static const char GRID_JSON[] =
    "SELECT json_object('layer', layer, 'code', code, 'name', name, 'parent', parent, 'valid_from', valid_from,"
    " 'valid_to', valid_to, 'organisation', organisation, 'attributes', json(attributes),"
    " 'geometry', json(AsGeoJSON(geom))) FROM grid WHERE id = ?";

static ht_err note_update(ht_store *store, const ht_grid_record *grid, const char *before, int64_t id,
                          ht_fault *fault) {
  const char *after;
  ht_err err = change_read(store, GRID_JSON, id, fault, &after);
  if (err) return err;
  store->tally[HT_GRIDS].updated++;
  store->changed = true;
  store_note note = {.kind = "grid", .key = grid->code, .action = "update", .before = before, .after = after};
  return change_note(store, &note, fault);
}

static ht_err insert_version(ht_store *store, const ht_grid_record *grid, ht_day from, ht_day to, ht_fault *fault,
                             int64_t *id) {
  store_statement s = statement_new(store, "INSERT INTO grid (layer, code, " GRID_COLUMNS ", valid_from, valid_to)"
                                           " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)");
  bind_key(&s, grid);
  bind_content(&s, grid);
  bind_day(&s, from);
  bind_day(&s, to);
  ht_err err = statement_run(&s, fault);
  if (err) return err;
  *id = sqlite3_last_insert_rowid(store->db);
  return rtree_insert(store, STORE_GRID, *id, &grid->shape, fault);
}

static ht_err insert_lineage(ht_store *store, int64_t predecessor, int64_t successor, ht_fault *fault) {
  store_statement s = statement_new(store, "INSERT INTO lineage (predecessor, successor) VALUES (?, ?)");
  bind_integer(&s, predecessor);
  bind_integer(&s, successor);
  return statement_run(&s, fault);
}

static ht_err insert_new(ht_store *store, const ht_grid_record *grid, ht_day from, ht_day to, ht_fault *fault) {
  int64_t id;
  ht_err err = insert_version(store, grid, from, to, fault, &id);
  if (!err) err = transaction_see(store, HT_GRIDS, id, grid->code, fault);
  if (err) return err;
  store->tally[HT_GRIDS].inserted++;
  store->changed = true;
  return HT_OK;
}

/* The version before ends on the day, the new one follows it. */
static ht_err insert_successor(ht_store *store, const ht_grid_record *grid, int64_t before_id, ht_day from, ht_day to,
                               ht_fault *fault) {
  const char *before;
  int64_t id;
  ht_err err = change_read(store, GRID_JSON, before_id, fault, &before);
  if (!err) err = set_end(store, before_id, from, fault);
  if (!err) err = insert_version(store, grid, from, to, fault, &id);
  if (!err) err = transaction_see(store, HT_GRIDS, id, grid->code, fault);
  if (!err) err = insert_lineage(store, before_id, id, fault);
  return err ? err : note_update(store, grid, before, id, fault);
}

static ht_err correct_version(ht_store *store, const ht_grid_record *grid, int64_t id, ht_day to, ht_fault *fault) {
  const char *before;
  ht_err err = change_read(store, GRID_JSON, id, fault, &before);
  if (err) return err;
  store_statement s = statement_new(store, "UPDATE grid SET name = ?3, parent = ?4, organisation = ?5, attributes = ?6,"
                                           " geom = ?7, valid_to = ?8 WHERE id = ?1 AND code = ?2");
  bind_integer(&s, id);
  bind_text(&s, grid->code);
  bind_content(&s, grid);
  bind_day(&s, to);
  err = statement_run(&s, fault);
  if (!err) err = rtree_remove(store, STORE_GRID, id, fault);
  if (!err) err = rtree_insert(store, STORE_GRID, id, &grid->shape, fault);
  return err ? err : note_update(store, grid, before, id, fault);
}

/* A version that covers the day: leave it, correct it, or let a new one follow. */
static ht_err put_over(ht_store *store, const ht_grid_record *grid, const grid_place *place, ht_day day,
                       ht_fault *fault) {
  bool voided_at_once = place->id_to <= day;
  ht_day to = grid->valid_to == HT_DAY_NEVER && !voided_at_once ? place->id_to : grid->valid_to;
  if (to > place->next_from) to = place->next_from;
  bool follows = !place->same && !place->begins_here;
  if (!follows || grid->valid_from == HT_DAY_FIRST) {
    ht_err err = transaction_see(store, HT_GRIDS, place->id, grid->code, fault);
    if (err) return err;
  }
  if (follows) return insert_successor(store, grid, place->id, day, to, fault);
  if (!place->same || to != place->id_to) return correct_version(store, grid, place->id, to, fault);
  store->tally[HT_GRIDS].unchanged++;
  return HT_OK;
}

ht_err ht_put_grid(ht_store *store, const ht_grid_record *grid, ht_fault *fault) {
  ht_err err = check_grid(store, grid, fault);
  if (err) return err;
  grid_place place;
  ht_day day = grid->valid_from;
  err = find_place(store, grid, day, fault, &place);
  if (!err && day == HT_DAY_FIRST && place.known) {
    day = store->today;
    err = find_place(store, grid, day, fault, &place);
  }
  if (err) return err;
  if (place.id) return put_over(store, grid, &place, day, fault);

  ht_day to = grid->valid_to < place.next_from ? grid->valid_to : place.next_from;
  if (place.last_id && place.last_to == day) return insert_successor(store, grid, place.last_id, day, to, fault);
  if (!place.last_id) return insert_new(store, grid, day, to, fault);
  char ended[11];
  day_format(place.last_to, ended);
  return fault_set(fault, HT_BAD_DATA, "grid '%s' was voided on %s: its code is never used again", grid->code, ended);
}

ht_err store_each_grid(ht_store *store, ht_day at, store_grid_fn *fn, void *context, ht_fault *fault) {
  store_statement s =
      statement_new(store, "SELECT layer, code, name, parent, valid_from, valid_to, organisation, attributes,"
                           " geom FROM grid WHERE (valid_from IS NULL OR valid_from <= ?1)"
                           " AND (valid_to IS NULL OR valid_to > ?1) ORDER BY layer, code");
  bind_at(&s, at);
  base_arena arena = {0};
  ht_err err = HT_OK;
  while (!err && statement_next(&s)) {
    ht_grid_record grid = {
        .layer = column_text(&s, 0),
        .code = column_text(&s, 1),
        .name = column_text(&s, 2),
        .parent = column_text(&s, 3),
        .valid_from = column_day(&s, 4, HT_DAY_FIRST),
        .valid_to = column_day(&s, 5, HT_DAY_NEVER),
        .organisation = column_text(&s, 6),
        .attributes = column_text(&s, 7),
    };
    arena_reset(&arena);
    err = column_shape(&s, 8, &arena, fault, &grid.shape);
    if (!err) err = fn(context, &grid, fault);
  }
  arena_release(&arena);
  ht_err ended = statement_end(&s, fault);
  return err ? err : ended;
}
