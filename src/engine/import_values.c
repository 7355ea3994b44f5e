/* SPDX-License-Identifier: Apache-2.0 */
/* The values of a row: texts without blanks around them, numbers that are numbers, lists. */
#include <string.h>

#include "base/fault.h"
#include "base/number.h"
#include "engine/import_table.h"

#define BLANKS " \t\r\n"

static const char *trimmed(import_job *job, const char *text, size_t length) {
  size_t skip = 0;
  while (skip < length && strchr(BLANKS, text[skip])) skip++;
  while (length > skip && strchr(BLANKS, text[length - 1])) length--;
  return arena_text_n(&job->row, text + skip, length - skip);
}

const char *import_row_text(import_job *job, const import_row *row, import_field field) {
  const char *value = import_columns_value(row->columns, row->values, field);
  return value ? trimmed(job, value, strlen(value)) : "";
}

bool import_row_number(import_job *job, const import_row *row, import_field field, double most, double fallback,
                       double *value, ht_err *err) {
  const char *text = import_row_text(job, row, field);
  *value = fallback;
  if (text && (!*text || number_parse(text, 0, most, value))) return true;
  *err = text ? import_refuse(job, row->number, import_field_name(field), "'%s' is no number of 0 or more", text)
              : fault_memory(job->fault);
  return false;
}

/* How many bytes the separator at the start of text has, 0 when there is none. */
static size_t separator(const char *text) {
  static const char *const wide[] = {"；", "、", "，"};
  if (*text == ';' || *text == '|' || *text == '\n' || *text == ',') return 1;
  for (size_t i = 0; i < sizeof wide / sizeof *wide; i++)
    if (strncmp(text, wide[i], strlen(wide[i])) == 0) return strlen(wide[i]);
  return 0;
}

ht_err import_split(import_job *job, const char *text, const char *const **items, uint32_t *count) {
  const char **list = ARENA_ARRAY(&job->row, const char *, strlen(text) + 1);
  if (!list) return fault_memory(job->fault);
  uint32_t found = 0;
  for (const char *start = text, *at = text;; at++) {
    size_t gap = *at ? separator(at) : 0;
    if (*at && !gap) continue;
    const char *item = trimmed(job, start, (size_t)(at - start));
    if (!item) return fault_memory(job->fault);
    if (*item) list[found++] = item;
    if (!*at) break;
    start = at + gap;
    at = start - 1;
  }
  *items = list;
  *count = found;
  return HT_OK;
}

static bool is_phone(const char *text) {
  bool digit = false;
  for (const char *at = text; *at; at++) {
    if (*at >= '0' && *at <= '9')
      digit = true;
    else if (((unsigned char)*at < 0x80 && !strchr("+-() ,;/*#", *at)))
      return false;
  }
  return digit;
}

bool import_row_phone(import_job *job, const import_row *row, const char **phone, ht_err *err) {
  *phone = import_row_text(job, row, IMPORT_PHONE);
  if (*phone && (!**phone || is_phone(*phone))) return true;
  *err = *phone ? import_refuse(job, row->number, "phone", "'%s' is no telephone number", *phone)
                : fault_memory(job->fault);
  return false;
}
