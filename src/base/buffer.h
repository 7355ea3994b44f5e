/* SPDX-License-Identifier: Apache-2.0 */
#ifndef BASE_BUFFER_H
#define BASE_BUFFER_H

/* Bytes that grow. A failed append sets `failed` and appends nothing from then on, so that a writer checks once at the
   end. */

#include "haitang/types.h"

typedef struct base_buffer {
  char *bytes; /* not ended by a NUL */
  size_t length, capacity;
  bool failed;
} base_buffer;

void buffer_append(base_buffer *buffer, const void *bytes, size_t length);
void buffer_text(base_buffer *buffer, const char *text);
void buffer_char(base_buffer *buffer, char byte);
void buffer_printf(base_buffer *buffer, const char *format, ...) HT_PRINTF(2, 3);
/* Makes room for length more bytes; false, and failed, when memory is exhausted. */
bool buffer_reserve(base_buffer *buffer, size_t length);
/* Forgets the bytes and a failure, keeps the memory. */
void buffer_clear(base_buffer *buffer);
void buffer_release(base_buffer *buffer);

#endif
