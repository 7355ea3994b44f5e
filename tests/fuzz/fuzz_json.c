/* SPDX-License-Identifier: Apache-2.0 */

/* What the JSON writer writes, another reader reads back: any text, any number, any nesting. */

#include <jansson.h>
#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "codec/json_writer.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

static void must(bool held) {
  if (!held) abort();
}

static json_t *read_back(const base_buffer *buffer) {
  must(!buffer->failed);
  json_t *root = json_loadb(buffer->bytes, buffer->length, JSON_DECODE_ANY, NULL);
  must(root != NULL);
  return root;
}

/* Writes {"text": text, "numbers": [number, number rounded], "deep": [[…]]} and reads it back. */
static void write_and_read(const char *text, double number, unsigned depth) {
  base_buffer buffer = {0};
  json_writer json = {.out = &buffer};
  json_begin_object(&json);
  json_member_text(&json, "text", text);
  json_put_key(&json, "numbers");
  json_begin_array(&json);
  json_put_number(&json, number);
  json_put_fixed(&json, number, (int)depth % 16);
  json_end_array(&json);
  json_put_key(&json, "deep");
  for (unsigned i = 0; i <= depth; i++) json_begin_array(&json);
  for (unsigned i = 0; i <= depth; i++) json_end_array(&json);
  json_end_object(&json);

  json_t *root = read_back(&buffer), *numbers = json_object_get(root, "numbers");
  if (utf8_valid(text, strlen(text))) must(strcmp(json_string_value(json_object_get(root, "text")), text) == 0);
  json_t *whole = json_array_get(numbers, 0), *rounded = json_array_get(numbers, 1);
  must(json_is_number(whole) == (isfinite(number) != 0));
  if (isfinite(number)) must(json_number_value(whole) == number);
  if (isfinite(number) && fabs(number) < 1) must(fabs(json_number_value(rounded) - number) <= 0.5 + 1e-9);
  json_decref(root);
  buffer_release(&buffer);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length) {
  double number = 0;
  char text[512];
  if (length < sizeof number + 1 || length >= sizeof text) return 0;
  memcpy(&number, bytes, sizeof number);
  unsigned depth = bytes[sizeof number] % 32;
  size_t skip = sizeof number + 1;
  memcpy(text, bytes + skip, length - skip);
  text[length - skip] = '\0';
  write_and_read(text, number, depth);
  return 0;
}
