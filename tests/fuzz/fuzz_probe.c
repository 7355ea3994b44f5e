/* SPDX-License-Identifier: Apache-2.0 */

/* What is seen of a JSON text does not depend on the pieces it comes in, and a whole one that loses its end is whole
   no more. */

#include "codec/probe.h"

#include <stdint.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

static void must(bool held) {
  if (!held) abort();
}

static probe_json probe_in_pieces(const char *text, size_t length, size_t piece) {
  probe_json_state state = {0};
  for (size_t at = 0; at < length; at += piece)
    probe_json_feed(&state, text + at, length - at < piece ? length - at : piece);
  return probe_json_end(&state);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length) {
  const char *text = (const char *)bytes;
  probe_json once = probe_in_pieces(text, length, length ? length : 1), slowly = probe_in_pieces(text, length, 1);
  must(once.whole == slowly.whole && once.has_crs == slowly.has_crs);
  size_t end = length;
  while (end > 0 && (text[end - 1] == ' ' || text[end - 1] == '\t' || text[end - 1] == '\r' || text[end - 1] == '\n'))
    end--;
  if (once.whole && end > 0) must(!probe_in_pieces(text, end - 1, end).whole);
  return 0;
}
