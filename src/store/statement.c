/* SPDX-License-Identifier: Apache-2.0 */
#include "store/statement.h"

/*
 * Preparing a statement costs about as much as running it, and an import runs the same few a hundred thousand times:
 * each is prepared once a connection and kept. A statement that is asked for while it is still being read further
 * out gets a second one of its own.
 */

#include "base/day.h"
#include "base/fault.h"
#include "codec/spatialite_blob.h"
#include "store/connection.h"

#include <string.h>

static store_prepared *find_prepared(ht_store *store, const char *sql) {
  for (size_t i = 0; i < store->prepared_count; i++)
    if (store->prepared[i].sql == sql) return &store->prepared[i];
  return NULL;
}

store_statement statement_new(ht_store *store, const char *sql) {
  store_statement statement = {.store = store, .next_value = 1};
  store_prepared *kept = find_prepared(store, sql);
  if (kept && !sqlite3_stmt_busy(kept->handle)) {
    statement.handle = kept->handle;
  } else {
    bool keep = !kept && store->prepared_count < STORE_STATEMENTS;
    statement.result =
        sqlite3_prepare_v3(store->db, sql, -1, keep ? SQLITE_PREPARE_PERSISTENT : 0, &statement.handle, NULL);
    statement.own = !keep;
    if (keep && statement.result == SQLITE_OK)
      store->prepared[store->prepared_count++] = (store_prepared){sql, statement.handle};
  }
  statement.writes = statement.handle && !sqlite3_stmt_readonly(statement.handle);
  return statement;
}

/* Notes the result of binding a value. */
static void bound(store_statement *statement, int result) {
  if (statement->result == SQLITE_OK) statement->result = result;
}

void bind_text(store_statement *statement, const char *text) {
  int place = statement->next_value++;
  if (statement->result != SQLITE_OK) return;
  if (!text || !*text)
    bound(statement, sqlite3_bind_null(statement->handle, place));
  else
    bound(statement, sqlite3_bind_text(statement->handle, place, text, -1, SQLITE_TRANSIENT));
}

void bind_integer(store_statement *statement, int64_t number) {
  int place = statement->next_value++;
  if (statement->result == SQLITE_OK) bound(statement, sqlite3_bind_int64(statement->handle, place, number));
}

void bind_real(store_statement *statement, double number) {
  int place = statement->next_value++;
  if (statement->result == SQLITE_OK) bound(statement, sqlite3_bind_double(statement->handle, place, number));
}

void bind_blob(store_statement *statement, const void *bytes, size_t length) {
  int place = statement->next_value++;
  if (statement->result == SQLITE_OK)
    bound(statement, sqlite3_bind_blob64(statement->handle, place, bytes, length, SQLITE_TRANSIENT));
}

void bind_null(store_statement *statement) {
  int place = statement->next_value++;
  if (statement->result == SQLITE_OK) bound(statement, sqlite3_bind_null(statement->handle, place));
}

void bind_day(store_statement *statement, ht_day day) {
  char text[11];
  day_format(day, text);
  bind_text(statement, text);
}

void bind_at(store_statement *statement, ht_day day) {
  char text[11];
  day_format(day, text);
  bind_text(statement, day == HT_DAY_FIRST ? "0000-00-00" : day == HT_DAY_NEVER ? "9999-99-99" : text);
}

void bind_shape(store_statement *statement, const ht_shape *shape) {
  if (shape->kind == HT_NO_SHAPE || shape->point_count == 0) {
    bind_null(statement);
    return;
  }
  int place = statement->next_value++;
  if (statement->result != SQLITE_OK) return;
  base_buffer *blob = &statement->store->blob;
  buffer_clear(blob);
  spatialite_blob_write(blob, shape);
  if (blob->failed)
    bound(statement, SQLITE_NOMEM);
  else
    bound(statement, sqlite3_bind_blob64(statement->handle, place, blob->bytes, blob->length, SQLITE_TRANSIENT));
}

void bind_point(store_statement *statement, ht_lonlat point) {
  const uint32_t start[2] = {0, 1};
  bind_shape(statement, &(ht_shape){HT_POINTS, 1, 1, 1, &point, start, NULL});
}

bool statement_next(store_statement *statement) {
  if (statement->result != SQLITE_OK) return false;
  int result = sqlite3_step(statement->handle);
  if (result == SQLITE_ROW) return true;
  if (result != SQLITE_DONE) statement->result = result;
  return false;
}

ht_err statement_end(store_statement *statement, ht_fault *fault) {
  ht_err err = HT_OK;
  if (statement->result != SQLITE_OK)
    err = store_error(statement->store, statement->result, statement->writes ? "write" : "read", fault);
  if (statement->own) {
    sqlite3_finalize(statement->handle);
  } else if (statement->handle) {
    sqlite3_reset(statement->handle);
    sqlite3_clear_bindings(statement->handle);
  }
  statement->handle = NULL;
  return err;
}

ht_err statement_run(store_statement *statement, ht_fault *fault) {
  while (statement_next(statement)) continue;
  return statement_end(statement, fault);
}

ht_err statement_number(store_statement *statement, int64_t absent, ht_fault *fault, int64_t *number) {
  int64_t found = absent;
  if (statement_next(statement) && !column_is_null(statement, 0)) found = column_integer(statement, 0);
  ht_err err = statement_end(statement, fault);
  if (!err) *number = found;
  return err;
}

const char *column_text(store_statement *statement, int column) {
  const unsigned char *text = sqlite3_column_text(statement->handle, column);
  return text ? (const char *)text : "";
}

int64_t column_integer(store_statement *statement, int column) {
  return sqlite3_column_int64(statement->handle, column);
}

double column_real(store_statement *statement, int column) {
  return sqlite3_column_double(statement->handle, column);
}

bool column_is_null(store_statement *statement, int column) {
  return sqlite3_column_type(statement->handle, column) == SQLITE_NULL;
}

ht_day column_day(store_statement *statement, int column, ht_day absent) {
  ht_day day;
  return day_parse(column_text(statement, column), &day) ? day : absent;
}

ht_err column_shape(store_statement *statement, int column, base_arena *arena, ht_fault *fault, ht_shape *shape) {
  const void *blob = sqlite3_column_blob(statement->handle, column);
  int length = sqlite3_column_bytes(statement->handle, column);
  if (!blob) {
    *shape = (ht_shape){.kind = HT_NO_SHAPE};
    return HT_OK;
  }
  return spatialite_blob_read(arena, blob, (size_t)length, fault, shape);
}

ht_err column_point(store_statement *statement, int column, base_arena *arena, ht_fault *fault, ht_lonlat *point) {
  ht_shape shape;
  ht_err err = column_shape(statement, column, arena, fault, &shape);
  if (err) return err;
  if (shape.point_count == 0) return fault_set(fault, HT_BAD_DATA, "a stored row has no position");
  *point = shape.points[0];
  return HT_OK;
}
