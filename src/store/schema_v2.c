/* SPDX-License-Identifier: Apache-2.0 */
#include "store/schema.h"

/*
 * Version 2: grids are split and merged, so one predecessor a grid is not enough; `lineage` takes its place. The tables
 * of the service's keys and of holidays, which opening hours need, come with it.
 */

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
    0,
};
