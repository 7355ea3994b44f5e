/* SPDX-License-Identifier: Apache-2.0 */
#include "address/prefix.h"

#include <string.h>

enum { CHINESE_BYTES = 3 }; /* of one character in UTF-8 */

/* One kind of name: its ending, and how many characters may stand before it. */
typedef struct name_kind {
  const char *ending;
  size_t least, most;
} name_kind;

static const name_kind PROVINCES[] = {{"省", 2, 3}, {"自治区", 2, 5}};
static const name_kind CITIES[] = {{"市", 2, 4}};
static const name_kind COUNTIES[] = {{"市", 2, 4}, {"区", 2, 5}, {"县", 1, 5}};

/* True when text begins with count characters of three bytes each. */
static bool has_chinese(const char *text, size_t count) {
  for (size_t i = 0; i < count * CHINESE_BYTES; i += CHINESE_BYTES)
    if (((unsigned char)text[i] & 0xF0) != 0xE0) return false; /* also at the end of text */
  return true;
}

/* The length in bytes of the shortest name of a kind with which text begins; 0: none. */
static size_t name_length(const char *text, const name_kind *kind) {
  size_t ending = strlen(kind->ending);
  for (size_t n = kind->least; n <= kind->most; n++) {
    if (!has_chinese(text, n)) return 0;
    if (strncmp(text + n * CHINESE_BYTES, kind->ending, ending) == 0) return n * CHINESE_BYTES + ending;
  }
  return 0;
}

/* The shortest name of several kinds. */
static size_t first_name(const char *text, const name_kind *kinds, size_t count) {
  size_t shortest = 0;
  for (size_t i = 0; i < count; i++) {
    size_t length = name_length(text, &kinds[i]);
    if (length && (!shortest || length < shortest)) shortest = length;
  }
  return shortest;
}

#define FIRST_NAME(text, kinds) first_name((text), (kinds), sizeof(kinds) / sizeof *(kinds))

static bool is_known(const char *text, size_t length, const address_known *known) {
  static const char *const municipalities[] = {"北京市", "上海市", "天津市", "重庆市"};
  for (int i = 0; i < 4; i++)
    if (strlen(municipalities[i]) == length && memcmp(municipalities[i], text, length) == 0) return true;
  for (uint32_t i = 0; i < known->count; i++)
    if (strlen(known->names[i]) == length && memcmp(known->names[i], text, length) == 0) return true;
  return false;
}

static bool take(const char *normal, size_t length, size_t *at, address_prefix *prefix) {
  if (length == 0 || normal[*at + length] == '\0') return false;
  *at += length;
  prefix->end[prefix->count++] = (uint16_t)*at;
  return true;
}

size_t address_prefix_city(const char *normal) {
  return FIRST_NAME(normal, CITIES);
}

address_prefix address_prefix_find(const char *normal, const address_known *known) {
  address_prefix prefix = {.count = 0};
  size_t at = 0;
  bool begun = take(normal, FIRST_NAME(normal, PROVINCES), &at, &prefix);
  size_t city = FIRST_NAME(normal + at, CITIES);
  if (begun || is_known(normal, city, known)) begun |= take(normal, city, &at, &prefix);
  if (begun) take(normal, FIRST_NAME(normal + at, COUNTIES), &at, &prefix);
  return prefix;
}

/* The name number i of a beginning and its length. */
static const char *name_at(const address_beginning *beginning, uint32_t i, size_t *length) {
  size_t from = i ? beginning->prefix->end[i - 1] : 0;
  *length = beginning->prefix->end[i] - from;
  return beginning->normal + from;
}

/* Whether the names of a stand among those of b in their order. */
static bool is_among(const address_beginning *a, const address_beginning *b) {
  uint32_t i = 0;
  for (uint32_t k = 0; k < b->count && i < a->count; k++) {
    size_t a_length, b_length;
    const char *a_name = name_at(a, i, &a_length), *b_name = name_at(b, k, &b_length);
    i += a_length == b_length && memcmp(a_name, b_name, a_length) == 0;
  }
  return i == a->count;
}

/* As is_among, of the known names. */
static bool is_own(const address_beginning *a, const address_known *known) {
  uint32_t i = 0;
  for (uint32_t k = 0; k < known->count && i < a->count; k++) {
    size_t length;
    const char *name = name_at(a, i, &length);
    i += strlen(known->names[k]) == length && memcmp(name, known->names[k], length) == 0;
  }
  return i == a->count;
}

bool address_prefix_agree(const address_beginning *a, const address_beginning *b, const address_known *known) {
  return is_among(a, b) || is_among(b, a) || (is_own(a, known) && is_own(b, known));
}
