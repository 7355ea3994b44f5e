/* SPDX-License-Identifier: Apache-2.0 */
#ifndef STORE_CONNECTION_H
#define STORE_CONNECTION_H

/* What an ht_store is, for the files of this module. */

#include "base/arena.h"
#include "base/buffer.h"
#include "haitang/store.h"
#include "store/rtree.h"

#include <sqlite3.h>

enum { STORE_STATEMENTS = 240 };

/* A prepared statement is kept under the address of its text, which is a constant. */
typedef struct store_prepared {
  const char *sql;
  sqlite3_stmt *handle;
} store_prepared;

struct ht_store {
  sqlite3 *db;
  void *spatialite; /* SpatiaLite's own state of this connection */
  char *path;
  char actor[64];
  bool read_only;
  ht_day fixed_today; /* 0: the clock's */
  store_prepared prepared[STORE_STATEMENTS];
  size_t prepared_count;
  base_buffer blob; /* scratch for a shape on its way in */
  base_arena notes; /* scratch for the audit log's texts of one row */

  /* Of the transaction under way. */
  bool writing;
  bool changed;   /* something that a snapshot is built from */
  char what[128]; /* for the audit log */
  char *source;   /* the name that rows of land, barriers and demand get; NULL: none */
  ht_day today;
  char now[24]; /* UTC, 2024-05-01T08:00:00Z */
  ht_tally tally[HT_KIND_COUNT];
  store_rtree rtree[STORE_TABLES];
};

/* Turns SQLite's last error on this connection into ours; what: "write", "read", "open". */
HT_CHECKED ht_err store_error(ht_store *store, int result, const char *what, ht_fault *fault);
/* Runs SQL without values or rows. */
HT_CHECKED ht_err store_execute(ht_store *store, const char *sql, ht_fault *fault);
/* HT_BAD_ARGUMENT unless a transaction is under way. */
HT_CHECKED ht_err store_check_writing(ht_store *store, ht_fault *fault);

#endif
