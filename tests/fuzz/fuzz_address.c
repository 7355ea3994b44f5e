/* SPDX-License-Identifier: Apache-2.0 */

/* Addresses: the normal form is UTF-8 and its own normal form, and an address that was stored is found again. */

#include "address/index.h"
#include "address/normal.h"
#include "base/utf8.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

static void must(bool held) {
  if (!held) abort();
}

static void must_be_found(const char *text) {
  base_arena arena = {0};
  const address_name names[] = {{"江苏省苏州市昆山市人民路1号", 0, false}, {text, 1, false}};
  const address_index *index = NULL;
  const address_hit *hits = NULL;
  uint32_t count = 0;
  must(!address_index_build(names, 2, "江苏省苏州市昆山市", &arena, NULL, &index));
  must(!address_index_find(index, text, &arena, NULL, &hits, &count));
  bool found = false;
  for (uint32_t i = 0; i < count; i++) found |= hits[i].address == 1;
  must(found);
  arena_release(&arena);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length) {
  char text[1024], normal[ADDRESS_NORMAL_BYTES], again[ADDRESS_NORMAL_BYTES];
  if (length >= sizeof text) return 0;
  memcpy(text, bytes, length);
  text[length] = '\0';
  ht_fault fault = {.detail = ""};
  if (address_normal(text, &fault, normal)) {
    must(*fault.detail != '\0');
    return 0;
  }
  must(utf8_valid(normal, strlen(normal)));
  must(!address_normal(normal, NULL, again) && !strcmp(normal, again));
  must_be_found(text);
  return 0;
}
