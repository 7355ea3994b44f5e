/* SPDX-License-Identifier: Apache-2.0 */
#include "store/schema.h"

/*
 * The first schema.
 *
 * What planners meet in QGIS is written for them: days as text (YYYY-MM-DD, NULL for always and never), layers and
 * stations by their codes, one shape a table in a column geom, typed except where a row may be one of two (a barrier
 * is lines or polygons, a gap polygons or a place). A validity is [valid_from, valid_to). Only one version of a key is
 * open at a time, which the partial unique indexes keep.
 *
 * `state` holds the one number that a snapshot compares, data_version.
 */

#define SHAPE(table, type)                                                                                             \
  "SELECT AddGeometryColumn('" table "', 'geom', 4326, '" type "', 'XY')",                                             \
      "SELECT CreateSpatialIndex('" table "', 'geom')"

const char *const schema_v1[] = {
    "SELECT InitSpatialMetaData('WGS84_ONLY')",
    "PRAGMA application_id = 0x48744744", /* HtGD */

    "CREATE TABLE state (data_version INTEGER NOT NULL)",
    "INSERT INTO state VALUES (0)",
    "CREATE TABLE setting (key TEXT PRIMARY KEY NOT NULL, value TEXT)",
    "CREATE TABLE source (name TEXT PRIMARY KEY NOT NULL, licence TEXT, date TEXT)",

    "CREATE TABLE layer (code TEXT PRIMARY KEY NOT NULL, name TEXT,"
    " kind TEXT NOT NULL CHECK (kind IN ('base', 'special', 'role')),"
    " level TEXT NOT NULL CHECK (level IN ('city', 'town', 'community', 'grid', 'microgrid')))",

    "CREATE TABLE grid (id INTEGER PRIMARY KEY NOT NULL, layer TEXT NOT NULL REFERENCES layer (code),"
    " code TEXT NOT NULL, name TEXT, parent TEXT, valid_from DATE, valid_to DATE,"
    " predecessor INTEGER, organisation TEXT, attributes TEXT CHECK (attributes IS NULL OR json_valid(attributes)))",
    SHAPE("grid", "MULTIPOLYGON"),
    "CREATE UNIQUE INDEX grid_version ON grid (layer, code, ifnull(valid_from, ''))",
    "CREATE UNIQUE INDEX grid_open ON grid (layer, code) WHERE valid_to IS NULL",
    "CREATE INDEX grid_predecessor ON grid (predecessor) WHERE predecessor IS NOT NULL",

    "CREATE TABLE member (id INTEGER PRIMARY KEY NOT NULL, layer TEXT NOT NULL REFERENCES layer (code),"
    " grid TEXT NOT NULL, role TEXT NOT NULL, name TEXT, phone TEXT, department TEXT, valid_from DATE, valid_to DATE)",
    "CREATE INDEX member_key ON member (layer, grid, role, name)",
    "CREATE UNIQUE INDEX member_open ON member (layer, grid, role, ifnull(name, '')) WHERE valid_to IS NULL",

    "CREATE TABLE function (code TEXT PRIMARY KEY NOT NULL, zh TEXT, en TEXT)",
    "CREATE TABLE station (id INTEGER PRIMARY KEY NOT NULL, code TEXT NOT NULL, name TEXT,"
    " tier TEXT NOT NULL CHECK (tier IN ('centre', 'station', 'point')), address TEXT, phone TEXT, opening_hours TEXT,"
    " capacity INTEGER CHECK (capacity >= 0), status TEXT NOT NULL CHECK (status IN ('open', 'closed', 'planned')),"
    " valid_from DATE, valid_to DATE)",
    SHAPE("station", "POINT"),
    "CREATE INDEX station_code ON station (code)",
    "CREATE UNIQUE INDEX station_open ON station (code) WHERE valid_to IS NULL",
    "CREATE TABLE station_function (station INTEGER NOT NULL REFERENCES station (id) ON DELETE CASCADE,"
    " function TEXT NOT NULL REFERENCES function (code), PRIMARY KEY (station, function)) WITHOUT ROWID",
    "CREATE TABLE entrance (id INTEGER PRIMARY KEY NOT NULL,"
    " station INTEGER NOT NULL REFERENCES station (id) ON DELETE CASCADE)",
    SHAPE("entrance", "POINT"),
    "CREATE INDEX entrance_station ON entrance (station)",

    "CREATE TABLE address (id INTEGER PRIMARY KEY NOT NULL, text TEXT NOT NULL, households REAL NOT NULL,"
    " population REAL NOT NULL, valid_from DATE, valid_to DATE)",
    SHAPE("address", "POINT"),
    "CREATE INDEX address_text ON address (text)",
    "CREATE UNIQUE INDEX address_open ON address (text) WHERE valid_to IS NULL",
    "CREATE TABLE alias (address INTEGER NOT NULL REFERENCES address (id) ON DELETE CASCADE, text TEXT NOT NULL,"
    " PRIMARY KEY (address, text)) WITHOUT ROWID",

    "CREATE TABLE demand (id INTEGER PRIMARY KEY NOT NULL, source TEXT, code TEXT, population REAL NOT NULL,"
    " households REAL NOT NULL, elderly REAL NOT NULL)",
    SHAPE("demand", "POINT"),
    "CREATE UNIQUE INDEX demand_code ON demand (code, ifnull(source, '')) WHERE code IS NOT NULL",
    "CREATE INDEX demand_source ON demand (source)",
    "CREATE TABLE footprint (id INTEGER PRIMARY KEY NOT NULL REFERENCES demand (id) ON DELETE CASCADE)",
    SHAPE("footprint", "MULTIPOLYGON"),

    "CREATE TABLE land (id INTEGER PRIMARY KEY NOT NULL, source TEXT, class TEXT NOT NULL, name TEXT)",
    SHAPE("land", "MULTIPOLYGON"),
    "CREATE INDEX land_class ON land (class)",
    "CREATE INDEX land_source ON land (source)",
    "CREATE TABLE barrier (id INTEGER PRIMARY KEY NOT NULL, source TEXT, class TEXT NOT NULL)",
    SHAPE("barrier", "GEOMETRY"),
    "CREATE INDEX barrier_source ON barrier (source)",

    "CREATE TABLE street_node (id INTEGER PRIMARY KEY NOT NULL, source INTEGER NOT NULL, flags INTEGER NOT NULL)",
    SHAPE("street_node", "POINT"),
    "CREATE TABLE street (id INTEGER PRIMARY KEY NOT NULL, node_a INTEGER NOT NULL REFERENCES street_node (id),"
    " node_b INTEGER NOT NULL REFERENCES street_node (id), class TEXT, name TEXT, flags INTEGER NOT NULL,"
    " layer INTEGER NOT NULL, source INTEGER NOT NULL, length_mm INTEGER NOT NULL)",
    SHAPE("street", "LINESTRING"),

    "CREATE TABLE circle (id INTEGER PRIMARY KEY NOT NULL, station TEXT NOT NULL, profile TEXT NOT NULL,"
    " \"limit\" REAL NOT NULL, unit TEXT NOT NULL, area_m2 REAL NOT NULL, certificate TEXT, data_version INTEGER NOT "
    "NULL,"
    " computed_at TEXT NOT NULL)",
    SHAPE("circle", "MULTIPOLYGON"),
    "CREATE UNIQUE INDEX circle_key ON circle (station, profile, \"limit\")",
    "CREATE INDEX circle_profile ON circle (profile)",

    "CREATE TABLE run (id INTEGER PRIMARY KEY NOT NULL, profile TEXT NOT NULL, \"limit\" REAL NOT NULL, unit TEXT NOT "
    "NULL,"
    " function TEXT, weight TEXT NOT NULL, at TEXT, covered REAL NOT NULL, total REAL NOT NULL,"
    " unconnected REAL NOT NULL, share REAL NOT NULL, data_version INTEGER NOT NULL, data_date TEXT,"
    " computed_at TEXT NOT NULL)",
    "CREATE TABLE gap (id INTEGER PRIMARY KEY NOT NULL, run INTEGER NOT NULL REFERENCES run (id) ON DELETE CASCADE,"
    " grid TEXT, area_m2 REAL NOT NULL, population REAL NOT NULL, households REAL NOT NULL, reason TEXT NOT NULL,"
    " nearest TEXT, walk_s REAL, straight_m REAL, detour REAL)",
    SHAPE("gap", "GEOMETRY"),
    "CREATE INDEX gap_run ON gap (run)",

    "CREATE TABLE change (id INTEGER PRIMARY KEY NOT NULL, at TEXT NOT NULL, actor TEXT NOT NULL, what TEXT,"
    " kind TEXT NOT NULL, key TEXT, action TEXT NOT NULL, count INTEGER NOT NULL, before TEXT, after TEXT)",
    "CREATE INDEX change_key ON change (kind, key)",
    0,
};
