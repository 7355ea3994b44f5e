/* SPDX-License-Identifier: Apache-2.0 */
#ifndef HAITANG_STORE_H
#define HAITANG_STORE_H

/*
 * The database and the roads into it. An ht_store is one connection, for one thread at a time.
 *
 *   ht_store *store;
 *   if (ht_store_open("city.db", &(ht_store_options){.create = true}, &fault, &store)) …
 *   ht_import(store, HT_STREETS, "town.osm.pbf", NULL, &fault, &report);
 *   ht_store_close(store);
 */

#include "haitang/records.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct ht_store ht_store;

typedef struct ht_store_options {
  bool create; /* make the database when there is none */
  bool read_only;
  const char *actor; /* who, for the audit log; NULL: the login name */
  uint32_t busy_ms;  /* how long to wait for another writer; 0: 5000 */
  ht_day today;      /* the day that changes count from; 0: the clock's */
} ht_store_options;

/* Opens the database at path, migrating an older one forward. Errors: HT_NOT_FOUND, HT_BAD_DATA (not a haitang
   database), HT_NEWER, HT_BUSY, HT_IO. The caller closes it once. */
HT_CHECKED ht_err ht_store_open(const char *path, const ht_store_options *options, ht_fault *fault, ht_store **store);
void ht_store_close(ht_store *store);
/* The path it was opened by; lives as long as the store. */
const char *ht_store_path(const ht_store *store);

/* Counts committed writes; a snapshot names the version it was built from. */
HT_CHECKED ht_err ht_store_data_version(ht_store *store, ht_fault *fault, int64_t *version);

typedef enum ht_kind {
  HT_STREETS = 0,
  HT_GRIDS,
  HT_STATIONS,
  HT_MEMBERS,
  HT_ADDRESSES,
  HT_DEMAND,
  HT_LAND,
  HT_BARRIERS,
  HT_KIND_COUNT
} ht_kind;

/* One transaction; everything put in between is stored together or not at all. what: a word for the audit log, such as
   "import grids town.geojson". */
HT_CHECKED ht_err ht_store_begin(ht_store *store, const char *what, ht_fault *fault);
HT_CHECKED ht_err ht_store_commit(ht_store *store, ht_fault *fault);
void ht_store_rollback(ht_store *store);

/* What the transaction under way, or the last one, did to the rows of a kind. */
typedef struct ht_tally {
  uint64_t inserted, updated, unchanged, retired;
} ht_tally;
ht_tally ht_store_tally(const ht_store *store, ht_kind kind);

/* Put one record, updating the one of the same key: (layer, code) of a grid; (layer, grid, role, name) of a member; the
   code of a station; the text of an address; (source, code) of demand, which without a code is always new, as land and
   barriers are. A row that says what is stored already is left alone. Every change of a row is noted in the audit log.
   Errors: HT_BAD_DATA when the record breaks a rule, HT_CONFLICT when this transaction has put the same key already
   (in both cases the fault says which field and nothing was put, so that the next record may follow); HT_NO_SPACE,
   HT_IO. */
HT_CHECKED ht_err ht_put_layer(ht_store *store, const ht_layer_record *layer, ht_fault *fault);
/* A grid that changed becomes a new version: the one before ends where it begins. valid_from HT_DAY_FIRST means always
   for a new code, and from today on for a known one; the same valid_from again corrects the version in place. A code
   whose last version ended earlier was voided and is refused. */
HT_CHECKED ht_err ht_put_grid(ht_store *store, const ht_grid_record *grid, ht_fault *fault);
HT_CHECKED ht_err ht_put_member(ht_store *store, const ht_member_record *member, ht_fault *fault);
HT_CHECKED ht_err ht_put_station(ht_store *store, const ht_station_record *station, ht_fault *fault);
HT_CHECKED ht_err ht_put_address(ht_store *store, const ht_address_record *address, ht_fault *fault);
HT_CHECKED ht_err ht_put_demand(ht_store *store, const ht_demand_record *demand, ht_fault *fault);
HT_CHECKED ht_err ht_put_land(ht_store *store, const ht_land_record *land, ht_fault *fault);
HT_CHECKED ht_err ht_put_barrier(ht_store *store, const ht_barrier_record *barrier, ht_fault *fault);
/* A function's names. Stations may have functions that were never put; their names are then unknown. */
HT_CHECKED ht_err ht_put_function(ht_store *store, const char *code, const char *zh, const char *en, ht_fault *fault);
/* Fills in length_mm, the WGS 84 geodesic of each street's line; their points are indices into points. */
void ht_measure_streets(ht_street_record *streets, uint32_t count, const ht_lonlat *points);
/* Replaces the whole network. */
HT_CHECKED ht_err ht_put_network(ht_store *store, const ht_network_record *network, ht_fault *fault);
/* Settings: name (the city's), timezone, outline, code_rule, map_approval, profile, model ("true": a made-up city),
   address_prefix (what addresses here may begin with: 江苏省苏州市昆山市). */
HT_CHECKED ht_err ht_put_setting(ht_store *store, const char *key, const char *value, ht_fault *fault);
/* Where data came from, shown as credits on the map. */
HT_CHECKED ht_err ht_put_source(ht_store *store, const char *name, const char *licence, const char *date,
                                ht_fault *fault);

/* Names the source that land, barriers and demand put from now on in this transaction come from; NULL: none. */
HT_CHECKED ht_err ht_store_set_source(ht_store *store, const char *name, ht_fault *fault);
/* Removes the land, barriers or demand of a source (NULL: of every source), so that an import may put them anew. */
HT_CHECKED ht_err ht_store_clear(ht_store *store, ht_kind kind, const char *source, ht_fault *fault, uint64_t *count);
/* Ends, as of `from` (HT_DAY_FIRST: today), the grids, members, stations or addresses that this transaction has not
   put: of one layer for grids and members, where layer must not be NULL. A grid's code is voided by it. */
HT_CHECKED ht_err ht_store_retire_absent(ht_store *store, ht_kind kind, const char *layer, ht_day from, ht_fault *fault,
                                         uint64_t *count);

/* Writes a copy of the database, as it is now, to a new file at path. Errors: HT_CONFLICT (there is one), HT_NO_SPACE,
   HT_IO. */
HT_CHECKED ht_err ht_store_backup(ht_store *store, const char *path, ht_progress progress, ht_fault *fault);

/* The kind's name on the command line, such as "streets": a constant. */
const char *ht_kind_name(ht_kind kind);

typedef struct ht_import_options {
  const char *crs;          /* of the file: wgs84, cgcs2000, gcj02, bd09, EPSG:n. NULL: the file must state it */
  const char *layer;        /* grids, members: the layer's code; NULL: "grid" */
  ht_layer_kind layer_kind; /* when the layer is new */
  ht_level level;           /* when the layer is new; zero: the level that the layer's code names, else HT_GRID */
  const char *const *maps;  /* "COLUMN=FIELD" */
  uint32_t map_count;
  const char *rejects;    /* a CSV file for refused rows; NULL: none */
  const char *class_name; /* land, barriers: the class of rows that name none; stations: the function */
  const char *where;      /* only rows for which it holds, an OGR SQL condition on the file's columns; NULL: all */
  const char *table;      /* of a file with several layers or sheets; NULL: the only one */
  ht_day from;            /* valid_from of new versions; 0: always */
  bool strict;            /* one bad row refuses the file */
  bool replace;           /* retire what the file does not name */
  ht_progress progress;
} ht_import_options;

typedef struct ht_reject {
  uint64_t row;       /* 1-based line of a CSV or feature of a file */
  const char *field;  /* "" when the row as a whole */
  const char *reason; /* for people */
} ht_reject;

typedef struct ht_import_report {
  uint64_t read, written, unchanged, retired, refused, provisional;
  uint64_t noted; /* rows that were taken, but not as they stand: a street cut at the edge of the file */
  uint64_t streets, nodes, land, barriers, demand; /* what came out of a street file */
  ht_reject rejects[20];                           /* the first refused and noted rows; reason NULL ends them */
  char text[8192];                                 /* what their strings live in */
} ht_import_report;

/* Imports one file in one transaction: the valid rows go in together. A file that cannot be read to its end changes
   nothing. Errors: HT_NOT_FOUND, HT_BAD_DATA, HT_BAD_ARGUMENT (a missing --crs), HT_CANCELLED, HT_NO_SPACE, HT_IO. */
HT_CHECKED ht_err ht_import(ht_store *store, ht_kind kind, const char *path, const ht_import_options *options,
                            ht_fault *fault, ht_import_report *report);

#ifdef __cplusplus
}
#endif
#endif
