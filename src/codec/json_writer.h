/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CODEC_JSON_WRITER_H
#define CODEC_JSON_WRITER_H

/*
 * JSON (RFC 8259) written straight into a buffer, without a tree in between.
 *
 *   json_writer json = {.out = &buffer};
 *   json_begin_object(&json);
 *   json_member_text(&json, "name", "花桥");
 *   json_put_key(&json, "limits");
 *   json_begin_array(&json);
 *   json_put_number(&json, 5);
 *   json_end_array(&json);
 *   json_end_object(&json);
 *   if (buffer.failed) …
 *
 * The writer sets commas and escapes; that keys stand in objects and that every begin has its end is the caller's care.
 * Text is UTF-8; bytes that are none become U+FFFD. A number that is not finite becomes null.
 */

#include "base/buffer.h"

enum { JSON_MAX_DEPTH = 64 };

typedef struct json_writer {
  base_buffer *out;
  uint32_t depth;   /* at most JSON_MAX_DEPTH */
  uint64_t started; /* bit d: depth d has a value already, so that the next one needs a comma */
  bool after_key;
} json_writer;

void json_begin_object(json_writer *json);
void json_end_object(json_writer *json);
void json_begin_array(json_writer *json);
void json_end_array(json_writer *json);

void json_put_key(json_writer *json, const char *key);
/* NULL gives null. */
void json_put_text(json_writer *json, const char *text);
void json_put_integer(json_writer *json, int64_t number);
/* Digits that read back as the same double. */
void json_put_number(json_writer *json, double number);
/* Rounded to at most decimals, 0..15. */
void json_put_fixed(json_writer *json, double number, int decimals);
void json_put_bool(json_writer *json, bool value);
void json_put_null(json_writer *json);
/* Puts what is JSON already, such as the attributes of a grid; NULL or "" gives null. */
void json_put_raw(json_writer *json, const char *value);

/* A key and its value. */
void json_member_text(json_writer *json, const char *key, const char *text);
void json_member_integer(json_writer *json, const char *key, int64_t number);
void json_member_number(json_writer *json, const char *key, double number);
void json_member_fixed(json_writer *json, const char *key, double number, int decimals);
void json_member_bool(json_writer *json, const char *key, bool value);
void json_member_null(json_writer *json, const char *key);

#endif
