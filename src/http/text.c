/* SPDX-License-Identifier: Apache-2.0 */
#include "http/text.h"

#include "base/utf8.h"

static int hex_value(char digit) {
  if (digit >= '0' && digit <= '9') return digit - '0';
  if (digit >= 'a' && digit <= 'f') return digit - 'a' + 10;
  if (digit >= 'A' && digit <= 'F') return digit - 'A' + 10;
  return -1;
}

/* Decodes in place; false when a '%' is not followed by two hexadecimal digits. */
static bool unescape(char *text, size_t *length, bool plus_is_blank) {
  size_t to = 0;
  for (size_t from = 0; from < *length; from++, to++) {
    text[to] = text[from];
    if (text[from] == '+' && plus_is_blank) text[to] = ' ';
    if (text[from] != '%') continue;
    if (*length - from < 3) return false;
    int high = hex_value(text[from + 1]), low = hex_value(text[from + 2]);
    if (high < 0 || low < 0) return false;
    text[to] = (char)(high * 16 + low);
    from += 2;
  }
  *length = to;
  text[to] = '\0';
  return true;
}

static bool has_control(const char *text, size_t length) {
  for (size_t i = 0; i < length; i++)
    if ((unsigned char)text[i] < 0x20 || text[i] == 0x7F) return true;
  return false;
}

ht_err http_text_decode(const char *text, size_t length, bool plus_is_blank, base_arena *arena, const char **reason,
                        char **decoded) {
  char *copy = arena_text_n(arena, text, length);
  if (!copy) return HT_NO_MEMORY;
  if (!unescape(copy, &length, plus_is_blank))
    *reason = "a '%' is not followed by two hexadecimal digits";
  else if (has_control(copy, length))
    *reason = "it has a control character";
  else if (!utf8_valid(copy, length))
    *reason = "it is not UTF-8";
  else {
    *decoded = copy;
    return HT_OK;
  }
  return HT_BAD_ARGUMENT;
}
