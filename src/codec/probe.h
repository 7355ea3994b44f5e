/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CODEC_PROBE_H
#define CODEC_PROBE_H

/* What must be known of a text file before another library reads it: its encoding, whether it was cut, what it says
   of its coordinates. Read in one stream, whatever the size. */

#include "haitang/types.h"

typedef struct probe_text {
  bool utf8;       /* every byte belongs to UTF-8 text */
  bool utf16;      /* it begins with UTF-16's byte-order mark */
  bool quote_open; /* it ends inside a text in double quotes: as a CSV it is cut */
  bool has_nul;    /* a byte 0: no text at all */
} probe_text;

/* Looks at the bytes of path from skip on. Errors: HT_NOT_FOUND, HT_IO. */
HT_CHECKED ht_err probe_text_file(const char *path, uint64_t skip, ht_fault *fault, probe_text *facts);

typedef struct probe_json {
  bool whole;   /* one value, complete, and nothing after it */
  bool has_crs; /* the outermost object has a member "crs" that is not null */
} probe_json;

/* Feeds the next bytes of a JSON text. Begin with a zeroed state, end with probe_json_end. */
typedef struct probe_json_state {
  uint32_t depth, key_length;
  bool begun, ended, broken, in_text, escaped, key_next, is_crs, has_crs, in_key, after_colon;
  char key[4];
} probe_json_state;
void probe_json_feed(probe_json_state *state, const char *bytes, size_t length);
probe_json probe_json_end(const probe_json_state *state);

/* As above for a file. Errors: HT_NOT_FOUND, HT_IO. */
HT_CHECKED ht_err probe_json_file(const char *path, ht_fault *fault, probe_json *facts);

#endif
