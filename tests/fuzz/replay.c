/* SPDX-License-Identifier: Apache-2.0 */

/*
 * A main for a fuzzer without a fuzzing engine: gives it every file of tests/corpus/NAME, where the program is
 * fuzz_NAME, whole and cut short at sixteen places, so that what a fuzzer once found is tried by every `make test`.
 * Each input lies at the end of a block of its own, so that the address sanitizer sees the first byte read past it.
 */

#include <dirent.h>
#include <errno.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

static void try_input(const uint8_t *bytes, size_t length) {
  uint8_t *copy = malloc(length ? length : 1);
  if (!copy) abort();
  memcpy(copy, bytes, length);
  LLVMFuzzerTestOneInput(copy, length);
  free(copy);
}

static void try_input_and_beginnings(const uint8_t *bytes, size_t length) {
  for (size_t part = 0; part < 16; part++)
    if (length >= 16 || part < length) try_input(bytes, length >= 16 ? length * part / 16 : part);
  try_input(bytes, length);
}

/* False, with a message, when the file cannot be read. */
static bool replay_file(const char *path) {
  FILE *file = fopen(path, "rb");
  if (!file) {
    printf("# cannot open '%s': %s\n", path, strerror(errno));
    return false;
  }
  static const size_t most_bytes = (size_t)1 << 24;
  uint8_t *bytes = malloc(most_bytes);
  if (!bytes) abort();
  size_t length = fread(bytes, 1, most_bytes, file);
  bool done = !ferror(file);
  fclose(file);
  /* Said before it is tried: the last name in the output is the input that ended the program. */
  printf("# %s\n", path);
  fflush(stdout);
  if (done) try_input_and_beginnings(bytes, length);
  free(bytes);
  return done;
}

int main(int argc, char **argv) {
  (void)argc;
  const char *slash = strrchr(argv[0], '/'), *name = slash ? slash + 1 : argv[0];
  if (!strncmp(name, "fuzz_", 5)) name += 5;
  char folder[256], path[1024];
  snprintf(folder, sizeof folder, "tests/corpus/%s", name);
  DIR *directory = opendir(folder);
  unsigned count = 0, bad = 0;
  for (struct dirent *entry; directory && (entry = readdir(directory));) {
    if (entry->d_name[0] == '.') continue;
    snprintf(path, sizeof path, "%s/%s", folder, entry->d_name);
    count++;
    if (!replay_file(path)) bad++;
  }
  if (directory) closedir(directory);
  printf("%sok 1 - %s: %u inputs and their beginnings do no harm\n", bad || !count ? "not " : "", name, count);
  return bad || !count;
}
