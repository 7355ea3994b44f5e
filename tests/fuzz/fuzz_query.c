/* SPDX-License-Identifier: Apache-2.0 */

/* What comes in a URL: the path and the query, decoded, are UTF-8 without control characters. */

#include "base/utf8.h"
#include "http/query.h"
#include "http/route.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

static void must(bool held) {
  if (!held) abort();
}

static void must_be_clean(const char *text) {
  must(utf8_valid(text, strlen(text)));
  for (; *text; text++) must((unsigned char)*text >= ' ' && *text != 0x7F);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length) {
  char target[4096];
  if (length >= sizeof target) return 0;
  memcpy(target, bytes, length);
  target[length] = '\0';
  base_arena arena = {.limit_bytes = (size_t)1 << 22};
  http_request request = {.method = "GET", .target = target, .arena = &arena};
  const char *text = NULL;
  if (!http_route_split(target, &request, NULL, &text)) {
    for (uint32_t i = 0; i < request.segment_count; i++) must_be_clean(request.segments[i]);
    if (!http_query_parse(text, &arena, NULL, &request.query)) {
      must(request.query.count <= HTTP_MAX_PARAMETERS);
      for (uint32_t i = 0; i < request.query.count; i++) {
        must_be_clean(request.query.parameters[i].name);
        must_be_clean(request.query.parameters[i].value);
      }
    }
  }
  arena_release(&arena);
  return 0;
}
