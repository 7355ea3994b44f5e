/* SPDX-License-Identifier: Apache-2.0 */
#include "store/whole_file.h"

/*
 * A new database is made under another name beside its place and moved there when it is whole, so that whoever is
 * killed, or meets a full disk, leaves nothing that looks like a database.
 */

#include "base/fault.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static char *beside(const char *path) {
  size_t size = strlen(path) + sizeof ".new-" + 3 * sizeof(long);
  char *name = malloc(size);
  if (name) snprintf(name, size, "%s.new-%ld", path, (long)getpid());
  return name;
}

static void remove_with_journals(const char *path) {
  static const char *const endings[] = {"", "-wal", "-shm", "-journal"};
  size_t size = strlen(path) + sizeof "-journal";
  char *name = malloc(size);
  for (size_t i = 0; name && i < sizeof endings / sizeof *endings; i++) {
    snprintf(name, size, "%s%s", path, endings[i]);
    unlink(name);
  }
  free(name);
}

/* Brings the bytes to the disk. */
static ht_err sync_file(const char *path, ht_fault *fault) {
  int file = open(path, O_RDWR | O_CLOEXEC);
  if (file < 0) return fault_errno(fault, errno, "open", path);
  ht_err err = fsync(file) == 0 ? HT_OK : fault_errno(fault, errno, "write", path);
  close(file);
  return err;
}

/* Moves without replacing, where the file system can: not all know the flag. */
static ht_err move(const char *from, const char *to, ht_fault *fault) {
  if (renameat2(AT_FDCWD, from, AT_FDCWD, to, RENAME_NOREPLACE) == 0) return HT_OK;
  if (errno != EINVAL && errno != ENOSYS) return fault_errno(fault, errno, "create", to);
  if (access(to, F_OK) == 0) return fault_errno(fault, EEXIST, "create", to);
  return rename(from, to) == 0 ? HT_OK : fault_errno(fault, errno, "create", to);
}

ht_err whole_file_make(const char *path, whole_file_fill *fill, void *context, ht_fault *fault) {
  char *name = beside(path);
  if (!name) return fault_memory(fault);
  remove_with_journals(name);
  ht_err err = access(path, F_OK) == 0 ? fault_errno(fault, EEXIST, "create", path) : HT_OK;
  if (!err) err = fill(context, name, fault);
  if (!err) err = sync_file(name, fault);
  if (!err) err = move(name, path, fault);
  remove_with_journals(name);
  free(name);
  return err;
}
