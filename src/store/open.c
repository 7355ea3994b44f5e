/* SPDX-License-Identifier: Apache-2.0 */
#include "store/open.h"

/*
 * Opening looks before it leaps: the file's first bytes say whether it is a database at all, its application_id whether
 * it is haitang's, its user_version whether this program may read it. Only then is anything written.
 *
 * Write-ahead logging lets readers go on while an import writes. It needs a shared-memory file next to the database;
 * where the folder cannot be written (a DVD, a read-only mount) a reader opens the file as immutable instead.
 */

#include "base/fault.h"
#include "store/connection.h"
#include "store/create.h"
#include "store/migrate.h"
#include "store/schema.h"
#include "store/statement.h"

#include <errno.h>
#include <fcntl.h>
#include <pwd.h>
#include <spatialite.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { DEFAULT_BUSY_MS = 5000, MAGIC_BYTES = 16, LARGEST_VALUE_BYTES = 256 << 20 };

/* Checks that path begins as a SQLite database does. */
static ht_err check_header(const char *path, ht_fault *fault) {
  char magic[MAGIC_BYTES] = {0};
  int file = open(path, O_RDONLY | O_CLOEXEC);
  if (file < 0) return fault_errno(fault, errno, "open", path);
  ssize_t length = read(file, magic, sizeof magic);
  int number = errno;
  close(file);
  if (length < 0) return fault_errno(fault, number, "read", path);
  if (length != MAGIC_BYTES || memcmp(magic, "SQLite format 3", MAGIC_BYTES) != 0)
    return fault_set(fault, HT_BAD_DATA, "'%s' is not a database: expected a file made by haitang", path);
  return HT_OK;
}

ht_err open_connection(const char *path, int flags, ht_fault *fault, ht_store **store) {
  ht_store *made = calloc(1, sizeof *made);
  if (!made) return fault_memory(fault);
  made->path = strdup(path);
  int result = made->path ? sqlite3_open_v2(path, &made->db, flags | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, NULL)
                          : SQLITE_NOMEM;
  if (result == SQLITE_OK) {
    made->spatialite = spatialite_alloc_connection();
    if (made->spatialite)
      spatialite_init_ex(made->db, made->spatialite, 0);
    else
      result = SQLITE_NOMEM;
  }
  made->read_only = flags & SQLITE_OPEN_READONLY;
  *store = made;
  return result == SQLITE_OK ? HT_OK : store_error(made, result, "open", fault);
}

static bool folder_is_writable(const char *path) {
  char *folder = strdup(path);
  if (!folder) return false;
  char *slash = strrchr(folder, '/');
  if (slash) slash[slash == folder] = '\0';
  bool writable = access(slash ? folder : ".", W_OK) == 0;
  free(folder);
  return writable;
}

/* Opens path; read-only in a folder that cannot be written as an immutable file. */
static ht_err open_path(const char *path, bool read_only, ht_fault *fault, ht_store **store) {
  if (!read_only || folder_is_writable(path)) {
    int flags = read_only ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE;
    return open_connection(path, flags, fault, store);
  }
  size_t size = strlen(path) * 3 + sizeof "file:?immutable=1";
  char *uri = malloc(size);
  if (!uri) return fault_memory(fault);
  size_t length = (size_t)snprintf(uri, size, "file:");
  for (const char *c = path; *c; c++)
    length += (size_t)snprintf(uri + length, size - length, strchr("%?# ", *c) ? "%%%02X" : "%c", (unsigned char)*c);
  snprintf(uri + length, size - length, "?immutable=1");
  ht_err err = open_connection(uri, SQLITE_OPEN_READONLY | SQLITE_OPEN_URI, fault, store);
  free(uri);
  if (*store) { /* messages and the snapshot want the plain path */
    free((*store)->path);
    (*store)->path = strdup(path);
    if (!(*store)->path && !err) err = fault_memory(fault);
  }
  return err;
}

/* Settings of a connection, not of the file. Triggers: see store/rtree.h. */
static ht_err set_up(ht_store *store, const ht_store_options *options, ht_fault *fault) {
  sqlite3_busy_timeout(store->db, options->busy_ms ? (int)options->busy_ms : DEFAULT_BUSY_MS);
  sqlite3_limit(store->db, SQLITE_LIMIT_LENGTH, LARGEST_VALUE_BYTES);
  int result = sqlite3_db_config(store->db, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, NULL);
  if (result != SQLITE_OK) return store_error(store, result, "open", fault);
  ht_err err = store_execute(store, "PRAGMA foreign_keys = ON", fault);
  if (!err) err = store_execute(store, "PRAGMA temp_store = MEMORY", fault);
  if (!err) err = store_execute(store, "PRAGMA cache_size = -65536", fault); /* KiB */
  return err;
}

/* What only a writer needs: write-ahead logging, which a backup's copy has not, and the rows put in a transaction. */
static ht_err set_up_writer(ht_store *store, ht_fault *fault) {
  ht_err err = store_execute(store, "PRAGMA journal_mode = WAL", fault);
  if (err) return err;
  return store_execute(
      store,
      "CREATE TEMP TABLE seen (kind INTEGER NOT NULL, id INTEGER NOT NULL, PRIMARY KEY (kind, id)) WITHOUT ROWID",
      fault);
}

/* Whether the file is haitang's, and of a version that can be read; an older one is brought forward. */
static ht_err check_version(ht_store *store, ht_fault *fault) {
  int64_t application, version;
  store_statement s = statement_new(store, "PRAGMA application_id");
  ht_err err = statement_number(&s, 0, fault, &application);
  if (err) return err;
  err = migrate_version(store, fault, &version);
  if (err) return err;
  if (application != SCHEMA_APPLICATION_ID)
    return fault_set(fault, HT_BAD_DATA, "'%s' is a database of another program, not haitang's", store->path);
  if (version > migrate_current())
    return fault_set(fault, HT_NEWER, "'%s' has version %d, written by a newer haitang; this one reads up to %d",
                     store->path, (int)version, migrate_current());
  if (version < migrate_current() && store->read_only)
    return fault_set(fault, HT_BAD_DATA, "'%s' has version %d: open it once for writing to bring it to version %d",
                     store->path, (int)version, migrate_current());
  return version < migrate_current() ? migrate_store(store, 0, fault) : HT_OK;
}

static void set_actor(ht_store *store, const char *actor) {
  struct passwd *user = actor ? NULL : getpwuid(geteuid());
  if (!actor) actor = user ? user->pw_name : "unknown";
  snprintf(store->actor, sizeof store->actor, "%s", actor);
}

/* Makes the database when it is wanted and missing. An empty file counts as missing: SQLite leaves one when it is
   killed early. */
static ht_err make_if_missing(const char *path, ht_fault *fault) {
  struct stat status;
  if (stat(path, &status) == 0) {
    if (!S_ISREG(status.st_mode) || status.st_size > 0) return HT_OK;
    if (unlink(path) != 0) return fault_errno(fault, errno, "replace", path);
  } else if (errno != ENOENT) {
    return fault_errno(fault, errno, "open", path);
  }
  ht_err err = create_database(path, 0, fault);
  return err == HT_CONFLICT ? HT_OK : err; /* another process was quicker */
}

ht_err ht_store_open(const char *path, const ht_store_options *options, ht_fault *fault, ht_store **store) {
  static const ht_store_options none = {0};
  if (!options) options = &none;
  ht_err err = options->create && !options->read_only ? make_if_missing(path, fault) : HT_OK;
  if (!err) err = check_header(path, fault);
  if (err) return err;
  ht_store *opened = NULL;
  err = open_path(path, options->read_only, fault, &opened);
  if (!err) err = set_up(opened, options, fault);
  if (!err) err = check_version(opened, fault);
  if (!err && !options->read_only) err = set_up_writer(opened, fault);
  if (err) {
    ht_store_close(opened);
    return err;
  }
  set_actor(opened, options->actor);
  opened->fixed_today = options->today;
  *store = opened;
  return HT_OK;
}

void ht_store_close(ht_store *store) {
  if (!store) return;
  ht_store_rollback(store);
  for (size_t i = 0; i < store->prepared_count; i++) sqlite3_finalize(store->prepared[i].handle);
  sqlite3_close(store->db);
  if (store->spatialite) spatialite_cleanup_ex(store->spatialite);
  buffer_release(&store->blob);
  arena_release(&store->notes);
  free(store->source);
  free(store->path);
  free(store);
}

const char *ht_store_path(const ht_store *store) {
  return store->path;
}
