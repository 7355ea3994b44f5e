/* SPDX-License-Identifier: Apache-2.0 */

/* The people and posts bound to grids. A member is known by grid, role and name; another name is another member. */

#include "base/fault.h"
#include "store/change.h"
#include "store/connection.h"
#include "store/layers.h"
#include "store/statement.h"
#include "store/store.h"
#include "store/transaction.h"

static const char MEMBER_JSON[] = "SELECT json_object('layer', layer, 'grid', grid, 'role', role, 'name', name, "
                                  "'phone', phone, 'department', department)"
                                  " FROM member WHERE id = ?";

/* The values of a row in the order of its columns, from ?1 to ?6. */
static void bind_member(store_statement *s, const ht_member_record *member) {
  bind_text(s, member->layer);
  bind_text(s, member->grid);
  bind_text(s, member->role);
  bind_text(s, member->name);
  bind_text(s, member->phone);
  bind_text(s, member->department);
}

static ht_err check_grid_exists(ht_store *store, const ht_member_record *member, ht_fault *fault) {
  store_statement s = statement_new(store, "SELECT 1 FROM grid WHERE layer = ? AND code = ? LIMIT 1");
  bind_text(&s, member->layer);
  bind_text(&s, member->grid);
  int64_t found;
  ht_err err = statement_number(&s, 0, fault, &found);
  if (err || found) return err;
  return fault_set(fault, HT_BAD_DATA, "there is no grid '%s' on layer '%s'", member->grid, member->layer);
}

static ht_err check_member(ht_store *store, const ht_member_record *member, ht_fault *fault) {
  ht_err err = store_check_writing(store, fault);
  if (err) return err;
  if (!member->grid || !*member->grid) return fault_set(fault, HT_BAD_DATA, "the member's grid is missing");
  if (!member->role || !*member->role) return fault_set(fault, HT_BAD_DATA, "the member's role is missing");
  err = layer_check(store, member->layer, fault);
  return err ? err : check_grid_exists(store, member, fault);
}

/* The member's open row (0: none), whether it says the same, and whether there ever was one. */
typedef struct member_place {
  int64_t id;
  bool same, known;
} member_place;

static ht_err find_member(ht_store *store, const ht_member_record *member, ht_fault *fault, member_place *place) {
  store_statement s = statement_new(store, "SELECT id, valid_to IS NULL, phone IS ?5 AND department IS ?6 FROM member"
                                           " WHERE layer = ?1 AND grid = ?2 AND role = ?3 AND name IS ?4");
  bind_member(&s, member);
  *place = (member_place){0};
  while (statement_next(&s)) {
    place->known = true;
    if (!column_integer(&s, 1)) continue;
    place->id = column_integer(&s, 0);
    place->same = column_integer(&s, 2);
  }
  return statement_end(&s, fault);
}

static ht_err insert_member(ht_store *store, const ht_member_record *member, bool known, ht_fault *fault) {
  store_statement s = statement_new(store, "INSERT INTO member (layer, grid, role, name, phone, department, valid_from)"
                                           " VALUES (?, ?, ?, ?, ?, ?, ?)");
  bind_member(&s, member);
  bind_day(&s, known ? store->today : HT_DAY_FIRST);
  ht_err err = statement_run(&s, fault);
  if (!err) err = transaction_see(store, HT_MEMBERS, sqlite3_last_insert_rowid(store->db), member->grid, fault);
  if (!err) store->tally[HT_MEMBERS].inserted++;
  return err;
}

static ht_err update_member(ht_store *store, const ht_member_record *member, int64_t id, ht_fault *fault) {
  store_note note = {.kind = "member", .key = member->grid, .action = "update"};
  ht_err err = change_read(store, MEMBER_JSON, id, fault, &note.before);
  if (err) return err;
  store_statement s = statement_new(store, "UPDATE member SET phone = ?2, department = ?3 WHERE id = ?1");
  bind_integer(&s, id);
  bind_text(&s, member->phone);
  bind_text(&s, member->department);
  err = statement_run(&s, fault);
  if (!err) err = change_read(store, MEMBER_JSON, id, fault, &note.after);
  if (!err) store->tally[HT_MEMBERS].updated++;
  return err ? err : change_note(store, &note, fault);
}

ht_err ht_put_member(ht_store *store, const ht_member_record *member, ht_fault *fault) {
  member_place place;
  ht_err err = check_member(store, member, fault);
  if (!err) err = find_member(store, member, fault, &place);
  if (!err && place.id) err = transaction_see(store, HT_MEMBERS, place.id, member->grid, fault);
  if (err) return err;
  if (place.same) {
    store->tally[HT_MEMBERS].unchanged++;
    return HT_OK;
  }
  store->changed = true;
  return place.id ? update_member(store, member, place.id, fault) : insert_member(store, member, place.known, fault);
}

ht_err store_each_member(ht_store *store, ht_day at, store_member_fn *fn, void *context, ht_fault *fault) {
  store_statement s = statement_new(store, "SELECT layer, grid, role, name, phone, department FROM member"
                                           " WHERE (valid_from IS NULL OR valid_from <= ?1)"
                                           " AND (valid_to IS NULL OR valid_to > ?1) ORDER BY layer, grid, role, name");
  bind_at(&s, at);
  ht_err err = HT_OK;
  while (!err && statement_next(&s)) {
    ht_member_record member = {
        .layer = column_text(&s, 0),
        .grid = column_text(&s, 1),
        .role = column_text(&s, 2),
        .name = column_text(&s, 3),
        .phone = column_text(&s, 4),
        .department = column_text(&s, 5),
    };
    err = fn(context, &member, fault);
  }
  ht_err ended = statement_end(&s, fault);
  return err ? err : ended;
}
