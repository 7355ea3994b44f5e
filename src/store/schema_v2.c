/* SPDX-License-Identifier: Apache-2.0 */
#include "store/schema.h"

/*
 * Version 2: grids are split and merged, so one predecessor a grid is not enough; `lineage` takes its place. The tables
 * of the service's keys and of holidays, which opening hours need, come with it.
 *
 * The watch_ triggers raise data_version when another program edits a table, so that a running service sees it. On our
 * own connections triggers are off and a transaction raises it once.
 */

#define WATCH_FOR(table, event)                                                                                        \
  "CREATE TRIGGER watch_" table "_" event " AFTER " event " ON " table                                                 \
  " BEGIN UPDATE state SET data_version = data_version + 1; END"
#define WATCH(table) WATCH_FOR(table, "INSERT"), WATCH_FOR(table, "UPDATE"), WATCH_FOR(table, "DELETE")

const char *const schema_v2[] = {
    "CREATE TABLE lineage (predecessor INTEGER NOT NULL REFERENCES grid (id) ON DELETE CASCADE,"
    " successor INTEGER NOT NULL REFERENCES grid (id) ON DELETE CASCADE, PRIMARY KEY (predecessor, successor))"
    " WITHOUT ROWID",
    "INSERT INTO lineage SELECT predecessor, id FROM grid WHERE predecessor IS NOT NULL",
    "CREATE INDEX lineage_successor ON lineage (successor)",
    "DROP INDEX grid_predecessor",
    "ALTER TABLE grid DROP COLUMN predecessor",

    "CREATE TABLE holiday (day DATE PRIMARY KEY NOT NULL, name TEXT, working INTEGER NOT NULL DEFAULT 0"
    " CHECK (working IN (0, 1)))", /* working: a make-up workday */
    "CREATE TABLE api_key (id INTEGER PRIMARY KEY NOT NULL, name TEXT NOT NULL, hash TEXT NOT NULL UNIQUE,"
    " rights TEXT NOT NULL, created_at TEXT NOT NULL, revoked_at TEXT)",
    WATCH("layer"),
    WATCH("grid"),
    WATCH("member"),
    WATCH("station"),
    WATCH("station_function"),
    WATCH("entrance"),
    WATCH("address"),
    WATCH("alias"),
    WATCH("demand"),
    WATCH("footprint"),
    WATCH("land"),
    WATCH("barrier"),
    WATCH("street_node"),
    WATCH("street"),
    WATCH("setting"),
    WATCH("source"),
    WATCH("holiday"),
    0,
};
