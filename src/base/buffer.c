/* SPDX-License-Identifier: Apache-2.0 */
#include "base/buffer.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

bool buffer_reserve(base_buffer *buffer, size_t length) {
  if (buffer->failed) return false;
  if (length <= buffer->capacity - buffer->length) return true;
  size_t wanted = buffer->capacity ? buffer->capacity : 256;
  while (wanted - buffer->length < length) {
    if (wanted > SIZE_MAX / 2) {
      buffer->failed = true;
      return false;
    }
    wanted *= 2;
  }
  char *bytes = realloc(buffer->bytes, wanted);
  if (!bytes) {
    buffer->failed = true;
    return false;
  }
  buffer->bytes = bytes;
  buffer->capacity = wanted;
  return true;
}

void buffer_append(base_buffer *buffer, const void *bytes, size_t length) {
  if (length == 0 || !buffer_reserve(buffer, length)) return;
  memcpy(buffer->bytes + buffer->length, bytes, length);
  buffer->length += length;
}

void buffer_text(base_buffer *buffer, const char *text) {
  buffer_append(buffer, text, strlen(text));
}

void buffer_char(base_buffer *buffer, char byte) {
  buffer_append(buffer, &byte, 1);
}

void buffer_printf(base_buffer *buffer, const char *format, ...) {
  va_list values, again;
  va_start(values, format);
  va_copy(again, values);
  int length = vsnprintf(NULL, 0, format, values);
  va_end(values);
  if (length < 0) {
    buffer->failed = true;
  } else if (buffer_reserve(buffer, (size_t)length + 1)) {
    vsnprintf(buffer->bytes + buffer->length, (size_t)length + 1, format, again);
    buffer->length += (size_t)length;
  }
  va_end(again);
}

void buffer_clear(base_buffer *buffer) {
  buffer->length = 0;
  buffer->failed = false;
}

void buffer_release(base_buffer *buffer) {
  free(buffer->bytes);
  *buffer = (base_buffer){0};
}
