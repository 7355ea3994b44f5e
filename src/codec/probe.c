/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Probing.
 *
 * Encoding: whether a whole file is UTF-8 decides, never a single word; 一些 in GBK is valid UTF-8 by chance, a page of
 * GBK never is.
 *
 * JSON: brackets, texts and the keys of the outermost object are followed, the rest is left to the real parser. That
 * is enough to see that a file was cut, since a cut always leaves something open, and to see whether it states a
 * reference system.
 */
#include "codec/probe.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "base/fault.h"
#include "base/utf8.h"

#define PIECE_BYTES (64u << 10)

static void see_byte_order(const char *bytes, size_t length, probe_text *facts) {
  if (length < 2) return;
  unsigned char first = (unsigned char)bytes[0], second = (unsigned char)bytes[1];
  facts->utf16 = (first == 0xFF && second == 0xFE) || (first == 0xFE && second == 0xFF);
}

/* Looks at bytes, and says how many at the end may be the start of a character that the next piece completes. */
static size_t look_at(const char *bytes, size_t length, bool last, probe_text *facts) {
  for (size_t at = 0; at < length;) {
    if (bytes[at] == '"') facts->quote_open = !facts->quote_open;
    if (bytes[at] == '\0') facts->has_nul = true;
    size_t step = facts->utf8 ? utf8_length(bytes + at, length - at) : 1;
    if (step == 0 && !last && length - at < 4) return length - at;
    if (step == 0) facts->utf8 = false;
    at += step ? step : 1;
  }
  return 0;
}

static ht_err read_text(FILE *stream, ht_fault *fault, probe_text *facts) {
  char piece[PIECE_BYTES];
  size_t kept = 0, got;
  bool first = true;
  while ((got = fread(piece + kept, 1, sizeof piece - kept, stream)) > 0) {
    size_t length = kept + got;
    if (first) see_byte_order(piece, length, facts);
    first = false;
    kept = look_at(piece, length, false, facts);
    memmove(piece, piece + length - kept, kept);
  }
  look_at(piece, kept, true, facts);
  return ferror(stream) ? fault_set(fault, HT_IO, "reading stopped: %s", strerror(errno)) : HT_OK;
}

ht_err probe_text_file(const char *path, uint64_t skip, ht_fault *fault, probe_text *facts) {
  FILE *stream = fopen(path, "rb");
  if (!stream) return fault_errno(fault, errno, "open", path);
  probe_text seen = {.utf8 = true};
  ht_err err = fseeko(stream, (off_t)skip, SEEK_SET) == 0 ? read_text(stream, fault, &seen)
                                                          : fault_errno(fault, errno, "read", path);
  fclose(stream);
  if (!err) *facts = seen;
  return err;
}

static void end_text(probe_json_state *s) {
  s->in_text = false;
  if (s->in_key) s->is_crs = s->key_length == 3 && memcmp(s->key, "crs", 3) == 0;
  s->in_key = false;
}

static void feed_text(probe_json_state *s, char c) {
  if (s->in_key) {
    if (s->key_length < sizeof s->key) s->key[s->key_length] = c;
    s->key_length++;
  }
  if (s->escaped)
    s->escaped = false;
  else if (c == '\\')
    s->escaped = true;
  else if (c == '"') {
    if (s->in_key) s->key_length--;
    end_text(s);
  }
}

/* The first byte of a value of the member crs: only null says nothing. */
static void see_value(probe_json_state *s, char c) {
  if (s->depth == 1 && s->after_colon && s->is_crs && c != 'n') s->has_crs = true;
  s->after_colon = false;
}

static void begin_text(probe_json_state *s) {
  s->in_text = true;
  s->in_key = s->depth == 1 && s->key_next;
  s->key_next = false;
  s->key_length = 0;
}

static void feed_structure(probe_json_state *s, char c) {
  if (c == ' ' || c == '\t' || c == '\r' || c == '\n') return;
  if (s->ended) {
    s->broken = true;
    return;
  }
  s->begun = true;
  if (c != ':' && c != ',') see_value(s, c);
  if (c == ':') s->after_colon = true;
  if (c == '{' || c == '[') s->depth++;
  if ((c == '}' || c == ']') && s->depth == 0)
    s->broken = true;
  else if (c == '}' || c == ']')
    s->ended = --s->depth == 0;
  s->key_next = (c == '{' || c == ',') && s->depth == 1;
}

void probe_json_feed(probe_json_state *s, const char *bytes, size_t length) {
  for (size_t i = 0; i < length && !s->broken; i++) {
    if (s->in_text) {
      feed_text(s, bytes[i]);
    } else if (bytes[i] == '"') {
      see_value(s, '"');
      begin_text(s);
    } else {
      feed_structure(s, bytes[i]);
    }
  }
}

probe_json probe_json_end(const probe_json_state *s) {
  return (probe_json){.whole = s->begun && s->ended && !s->broken && !s->in_text, .has_crs = s->has_crs};
}

ht_err probe_json_file(const char *path, ht_fault *fault, probe_json *facts) {
  static const char mark[] = "\xEF\xBB\xBF";
  FILE *stream = fopen(path, "rb");
  if (!stream) return fault_errno(fault, errno, "open", path);
  probe_json_state state = {0};
  char piece[PIECE_BYTES];
  size_t got;
  for (bool first = true; (got = fread(piece, 1, sizeof piece, stream)) > 0; first = false) {
    size_t skip = first && got >= 3 && memcmp(piece, mark, 3) == 0 ? 3 : 0;
    probe_json_feed(&state, piece + skip, got - skip);
  }
  bool failed = ferror(stream);
  fclose(stream);
  if (failed) return fault_set(fault, HT_IO, "reading '%s' stopped", path);
  *facts = probe_json_end(&state);
  return HT_OK;
}
