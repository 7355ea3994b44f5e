/* SPDX-License-Identifier: Apache-2.0 */
#include "address/normal.h"

/*
 * Two passes over code points. The first replaces or drops single characters. The second, which sees what the first
 * made of the neighbours, turns words: 号楼 after a number, and Chinese numbers before a word that is counted. A number
 * is read by places when it has 十 or 百 (十二, 三百零五) and digit by digit otherwise (三〇一). No step makes a text
 * longer in bytes, so it never has more letters than the text had bytes.
 */

#include <string.h>

#include "base/fault.h"
#include "base/utf8.h"

typedef struct address_text {
  uint32_t letter[ADDRESS_MOST_BYTES];
  size_t count;
} address_text;

static uint32_t decode(const char *bytes, size_t length) {
  const unsigned char *b = (const unsigned char *)bytes;
  if (length == 1) return b[0];
  uint32_t letter = b[0] & (0xFFu >> (length + 1));
  for (size_t i = 1; i < length; i++) letter = letter << 6 | (b[i] & 0x3F);
  return letter;
}

static size_t encode(uint32_t letter, char *bytes) {
  if (letter < 0x80) {
    bytes[0] = (char)letter;
    return 1;
  }
  size_t length = letter < 0x800 ? 2 : letter < 0x10000 ? 3 : 4;
  for (size_t i = length; i-- > 1; letter >>= 6) bytes[i] = (char)(0x80 | (letter & 0x3F));
  bytes[0] = (char)((0xF00 >> length & 0xFF) | letter);
  return length;
}

static bool is_blank(uint32_t letter) {
  if (letter <= 0x20 || (letter >= 0x7F && letter <= 0xA0) || letter == 0xAD) return true;
  return letter == 0x3000 || (letter >= 0x2000 && letter <= 0x200F) || (letter >= 0x2028 && letter <= 0x202F) ||
         letter == 0x2060 || letter == 0xFEFF;
}

static bool is_dash(uint32_t letter) {
  return (letter >= 0x2010 && letter <= 0x2015) || letter == 0x2212 || letter == 0xFE63;
}

/* The letter that stands for this one in a normal form; 0: none. */
static uint32_t plain_letter(uint32_t letter) {
  if (letter >= 0xFF01 && letter <= 0xFF5E) letter -= 0xFF01 - '!'; /* full-width forms */
  if (is_blank(letter)) return 0;
  if (is_dash(letter)) return '-';
  if (letter >= 'A' && letter <= 'Z') return letter - 'A' + 'a';
  if (letter == 0x3001) return ','; /* 、 */
  return letter == 0x680B || letter == 0x68DF ? 0x5E62 /* 栋 棟: 幢 */ : letter;
}

static ht_err refuse(const char *text, const char *expected, ht_fault *fault) {
  return fault_parameter(fault, "address", text, expected);
}

static ht_err read_letters(const char *text, ht_fault *fault, address_text *letters) {
  size_t length = text ? strnlen(text, ADDRESS_MOST_BYTES + 1) : 0;
  if (length > ADDRESS_MOST_BYTES) return refuse("too long a text", "at most 512 bytes", fault);
  letters->count = 0;
  for (size_t i = 0, step; i < length; i += step) {
    step = utf8_length(text + i, length - i);
    if (step == 0) return refuse("bytes that are no text", "UTF-8", fault);
    uint32_t letter = plain_letter(decode(text + i, step));
    if (letter) letters->letter[letters->count++] = letter;
  }
  return letters->count ? HT_OK : refuse(text ? text : "", "an address", fault);
}

static bool is_digit(uint32_t letter) {
  return letter >= '0' && letter <= '9';
}

/* 0..9 of a Chinese digit, 10 and 100 of 十 and 百, -1 of anything else. */
static int chinese_value(uint32_t letter) {
  static const uint32_t digits[] = {0x96F6, 0x4E00, 0x4E8C, 0x4E09, 0x56DB, 0x4E94, 0x516D, 0x4E03, 0x516B, 0x4E5D};
  for (int i = 0; i < 10; i++)
    if (letter == digits[i]) return i;
  if (letter == 0x3007) return 0; /* 〇 */
  return letter == 0x5341 ? 10 : letter == 0x767E ? 100 : -1;
}

/* True when a counted word begins at letter i: 幢 号 弄 室 层 or 单元. */
static bool is_counted(const address_text *text, size_t i) {
  static const uint32_t words[] = {0x5E62, 0x53F7, 0x5F04, 0x5BA4, 0x5C42};
  if (i >= text->count) return false;
  for (int k = 0; k < 5; k++)
    if (text->letter[i] == words[k]) return true;
  return text->letter[i] == 0x5355 && i + 1 < text->count && text->letter[i + 1] == 0x5143;
}

/* The value of the numeral at i, -1 beyond the end. */
static int numeral(const uint32_t *numerals, size_t count, size_t i) {
  return i < count ? chinese_value(numerals[i]) : -1;
}

/* Reads a digit and a place (三百), or the place alone (十), at *i; 0 when there is neither. */
static unsigned read_place(const uint32_t *numerals, size_t count, int place, size_t *i) {
  int digit = numeral(numerals, count, *i);
  if (digit == place) {
    *i += 1;
    return (unsigned)place;
  }
  if (digit < 1 || digit > 9 || numeral(numerals, count, *i + 1) != place) return 0;
  *i += 2;
  return (unsigned)(digit * place);
}

/* Reads a number by places, 10 to 999, that takes all numerals; 0: it is none. */
static unsigned read_by_places(const uint32_t *numerals, size_t count) {
  size_t i = 0;
  unsigned hundreds = read_place(numerals, count, 100, &i);
  bool gap = hundreds && numeral(numerals, count, i) == 0;
  i += gap;
  unsigned tens = read_place(numerals, count, 10, &i);
  int ones = numeral(numerals, count, i);
  bool has_ones = ones >= 1 && ones <= 9 && (tens || gap); /* 一百二 is not 102 */
  i += has_ones;
  return i == count ? hundreds + tens + (has_ones ? (unsigned)ones : 0) : 0;
}

static void append(address_text *text, uint32_t letter) {
  text->letter[text->count++] = letter;
}

/* Appends a run of numerals as digits where it is a number, else as it is. */
static void append_numerals(address_text *text, const uint32_t *numerals, size_t count) {
  bool by_places = false;
  for (size_t i = 0; i < count; i++) by_places |= chinese_value(numerals[i]) >= 10;
  unsigned number = by_places ? read_by_places(numerals, count) : 0;
  if (number >= 100) append(text, '0' + number / 100);
  if (number >= 10) {
    append(text, '0' + number / 10 % 10);
    append(text, '0' + number % 10);
    return;
  }
  for (size_t i = 0; i < count; i++) append(text, by_places ? numerals[i] : '0' + (uint32_t)chinese_value(numerals[i]));
}

/* Turns Chinese numbers before counted words into digits. */
static void turn_numbers(const address_text *from, address_text *to) {
  to->count = 0;
  for (size_t i = 0, end; i < from->count; i = end) {
    for (end = i; end < from->count && chinese_value(from->letter[end]) >= 0;) end++;
    if (end > i && is_counted(from, end))
      append_numerals(to, &from->letter[i], end - i);
    else if (end == i)
      append(to, from->letter[end++]);
    else
      while (i < end) append(to, from->letter[i++]);
  }
}

/* Turns 号楼 and #楼 after a digit into 幢. */
static void turn_buildings(address_text *text) {
  size_t kept = 0;
  for (size_t i = 0; i < text->count; i++) {
    uint32_t letter = text->letter[i];
    bool sign = letter == 0x53F7 || letter == '#';
    bool building =
        sign && kept > 0 && is_digit(text->letter[kept - 1]) && i + 1 < text->count && text->letter[i + 1] == 0x697C;
    text->letter[kept++] = building ? 0x5E62 : letter;
    i += building;
  }
  text->count = kept;
}

ht_err address_normal(const char *text, ht_fault *fault, char normal[ADDRESS_NORMAL_BYTES]) {
  address_text read, letters;
  ht_err err = read_letters(text, fault, &read);
  if (err) return err;
  turn_numbers(&read, &letters);
  turn_buildings(&letters);
  size_t length = 0;
  for (size_t i = 0; i < letters.count; i++) length += encode(letters.letter[i], normal + length);
  normal[length] = '\0';
  return HT_OK;
}
