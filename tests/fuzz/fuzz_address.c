/* SPDX-License-Identifier: Apache-2.0 */

/* Any bytes as an address: a normal form is text, no longer than what it came from, and its own normal form; and lines
   of addresses find themselves. */

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "address/index.h"
#include "address/normal.h"
#include "base/utf8.h"

enum { MOST_LINES = 64 };

static void check(bool holds) {
  if (!holds) abort();
}

static void check_normal(const char *text) {
  char normal[ADDRESS_NORMAL_BYTES], again[ADDRESS_NORMAL_BYTES];
  if (address_normal(text, NULL, normal)) return;
  check(strlen(normal) <= strlen(text));
  check(utf8_valid(normal, strlen(normal)));
  check(address_normal(normal, NULL, again) == HT_OK);
  check(strcmp(normal, again) == 0);
}

static void check_finds_itself(const address_index *index, const address_name *name, base_arena *arena) {
  const address_hit *hits = NULL;
  uint32_t count = 0;
  bool found = false;
  if (address_index_find(index, name->text, arena, NULL, &hits, &count)) return;
  for (uint32_t i = 0; i < count; i++) found |= hits[i].address == name->address && hits[i].whole;
  check(found);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length) {
  base_arena arena = {0};
  address_name names[MOST_LINES] = {{0}};
  size_t count = 0;
  const address_index *index = NULL;
  for (size_t from = 0, end; from < length && count < MOST_LINES; from = end + 1) {
    const uint8_t *line_end = memchr(bytes + from, '\n', length - from);
    end = line_end ? (size_t)(line_end - bytes) : length;
    const char *line = arena_text_n(&arena, (const char *)bytes + from, end - from);
    check_normal(line);
    names[count] = (address_name){line, (uint32_t)count, count % 3 == 2};
    count++;
  }
  if (!address_index_build(names, count, count ? names[0].text : NULL, &arena, NULL, &index))
    for (size_t i = 0; i < count; i++) check_finds_itself(index, &names[i], &arena);
  arena_release(&arena);
  return 0;
}
