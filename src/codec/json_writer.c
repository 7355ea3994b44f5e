/* SPDX-License-Identifier: Apache-2.0 */
#include "codec/json_writer.h"

#include <assert.h>
#include <string.h>

#include "base/utf8.h"
#include "codec/number_text.h"

/* As buffer_append, without the call when there is room: an answer is a hundred short pieces. */
static inline void append(base_buffer *out, const char *bytes, size_t length) {
  if (out->failed || out->capacity - out->length < length) {
    buffer_append(out, bytes, length);
    return;
  }
  memcpy(out->bytes + out->length, bytes, length);
  out->length += length;
}

static inline void append_char(base_buffer *out, char byte) {
  append(out, &byte, 1);
}

/* Sets the comma before a value or key, unless it is the first here or follows its key. */
static void separate(json_writer *json) {
  uint64_t bit = (uint64_t)1 << json->depth;
  if (json->after_key)
    json->after_key = false;
  else if (json->started & bit)
    append_char(json->out, ',');
  json->started |= bit;
}

static void begin(json_writer *json, char bracket) {
  separate(json);
  append_char(json->out, bracket);
  assert(json->depth + 1 < JSON_MAX_DEPTH);
  json->depth++;
  json->started &= ~((uint64_t)1 << json->depth);
}

static void end(json_writer *json, char bracket) {
  assert(json->depth > 0);
  json->depth--;
  append_char(json->out, bracket);
}

void json_begin_object(json_writer *json) {
  begin(json, '{');
}
void json_end_object(json_writer *json) {
  end(json, '}');
}
void json_begin_array(json_writer *json) {
  begin(json, '[');
}
void json_end_array(json_writer *json) {
  end(json, ']');
}

static bool plain(unsigned char byte) {
  return byte >= 0x20 && byte <= 0x7F && byte != '"' && byte != '\\';
}

static void put_escaped(base_buffer *out, unsigned char byte) {
  static const char hex[] = "0123456789abcdef";
  static const char names[] = {['\b'] = 'b', ['\t'] = 't', ['\n'] = 'n', ['\f'] = 'f', ['\r'] = 'r'};
  char escape[] = {'\\', 'u', '0', '0', hex[byte >> 4], hex[byte & 15]};
  if (byte == '"' || byte == '\\')
    escape[1] = (char)byte;
  else if (byte < sizeof names && names[byte])
    escape[1] = names[byte];
  append(out, escape, escape[1] == 'u' ? sizeof escape : 2);
}

/* How many bytes of text, from at on, stand for themselves. */
static size_t run_length(const char *text, size_t at, size_t length) {
  size_t end = at;
  while (end < length) {
    size_t step = plain((unsigned char)text[end])   ? 1
                  : (unsigned char)text[end] < 0x80 ? 0
                                                    : utf8_length(text + end, length - end);
    if (step == 0) break;
    end += step;
  }
  return end - at;
}

static void put_quoted(base_buffer *out, const char *text) {
  size_t length = strlen(text);
  append_char(out, '"');
  for (size_t at = 0; at < length; at++) {
    size_t run = run_length(text, at, length);
    append(out, text + at, run);
    at += run;
    if (at == length) break;
    if ((unsigned char)text[at] < 0x80)
      put_escaped(out, (unsigned char)text[at]);
    else
      append(out, "\xEF\xBF\xBD", 3);
  }
  append_char(out, '"');
}

void json_put_key(json_writer *json, const char *key) {
  separate(json);
  put_quoted(json->out, key);
  append_char(json->out, ':');
  json->after_key = true;
}

static void put_plain(json_writer *json, const char *text, size_t length) {
  separate(json);
  append(json->out, text, length);
}

void json_put_null(json_writer *json) {
  put_plain(json, "null", 4);
}

void json_put_text(json_writer *json, const char *text) {
  if (!text) {
    json_put_null(json);
    return;
  }
  separate(json);
  put_quoted(json->out, text);
}

static void put_digits(json_writer *json, const char *text, size_t length) {
  if (length == 0)
    json_put_null(json);
  else
    put_plain(json, text, length);
}

void json_put_integer(json_writer *json, int64_t number) {
  char text[NUMBER_TEXT_BYTES];
  put_digits(json, text, number_text_integer(number, text));
}

void json_put_number(json_writer *json, double number) {
  char text[NUMBER_TEXT_BYTES];
  put_digits(json, text, number_text_shortest(number, text));
}

void json_put_fixed(json_writer *json, double number, int decimals) {
  char text[NUMBER_TEXT_BYTES];
  put_digits(json, text, number_text_fixed(number, decimals, text));
}

void json_put_bool(json_writer *json, bool value) {
  put_plain(json, value ? "true" : "false", value ? 4 : 5);
}

void json_put_raw(json_writer *json, const char *value) {
  if (value && *value)
    put_plain(json, value, strlen(value));
  else
    json_put_null(json);
}

void json_member_text(json_writer *json, const char *key, const char *text) {
  json_put_key(json, key);
  json_put_text(json, text);
}

void json_member_integer(json_writer *json, const char *key, int64_t number) {
  json_put_key(json, key);
  json_put_integer(json, number);
}

void json_member_number(json_writer *json, const char *key, double number) {
  json_put_key(json, key);
  json_put_number(json, number);
}

void json_member_fixed(json_writer *json, const char *key, double number, int decimals) {
  json_put_key(json, key);
  json_put_fixed(json, number, decimals);
}

void json_member_bool(json_writer *json, const char *key, bool value) {
  json_put_key(json, key);
  json_put_bool(json, value);
}

void json_member_null(json_writer *json, const char *key) {
  json_put_key(json, key);
  json_put_null(json);
}
