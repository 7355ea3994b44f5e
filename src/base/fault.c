/* SPDX-License-Identifier: Apache-2.0 */
#include "base/fault.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

const char *ht_err_name(ht_err err) {
  static const char *const names[] = {
      [HT_OK] = "ok",
      [HT_BAD_ARGUMENT] = "bad_argument",
      [HT_BAD_DATA] = "bad_data",
      [HT_NOT_FOUND] = "not_found",
      [HT_CONFLICT] = "conflict",
      [HT_LIMIT] = "limit",
      [HT_BUSY] = "busy",
      [HT_NO_MEMORY] = "no_memory",
      [HT_NO_SPACE] = "no_space",
      [HT_IO] = "io",
      [HT_NEWER] = "newer",
      [HT_CANCELLED] = "cancelled",
      [HT_INTERNAL] = "internal",
  };
  size_t count = sizeof names / sizeof *names;
  return (size_t)err < count ? names[err] : "unknown";
}

/* Cuts text at the last whole UTF-8 character, so that a message that was too long stays text. */
static void trim_utf8(char *text) {
  size_t length = strlen(text), last = length;
  while (last > 0 && ((unsigned char)text[last - 1] & 0xC0) == 0x80) last--;
  if (last == 0) return;
  unsigned char lead = (unsigned char)text[last - 1];
  size_t wanted = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC0 ? 2 : 1;
  if (length - (last - 1) < wanted) text[last - 1] = '\0';
}

static void set_text(char *target, size_t size, const char *format, va_list values) {
  vsnprintf(target, size, format, values);
  trim_utf8(target);
}

ht_err fault_set(ht_fault *fault, ht_err err, const char *format, ...) {
  if (!fault) return err;
  va_list values;
  va_start(values, format);
  *fault = (ht_fault){0};
  set_text(fault->detail, sizeof fault->detail, format, values);
  va_end(values);
  return err;
}

ht_err fault_parameter(ht_fault *fault, const char *parameter, const char *value, const char *expected) {
  if (!fault) return HT_BAD_ARGUMENT;
  if (!value) value = "";
  *fault = (ht_fault){0};
  snprintf(fault->parameter, sizeof fault->parameter, "%s", parameter);
  snprintf(fault->value, sizeof fault->value, "%s", value);
  trim_utf8(fault->value);
  snprintf(fault->detail, sizeof fault->detail, "%s is '%s', expected %s", parameter, fault->value, expected);
  trim_utf8(fault->detail);
  return HT_BAD_ARGUMENT;
}

ht_err fault_prefix(ht_fault *fault, ht_err err, const char *format, ...) {
  if (!fault) return err;
  char detail[sizeof fault->detail], prefix[sizeof fault->detail];
  va_list values;
  va_start(values, format);
  set_text(prefix, sizeof prefix, format, values);
  va_end(values);
  memcpy(detail, fault->detail, sizeof detail);
  int length = snprintf(fault->detail, sizeof fault->detail, "%s: ", prefix);
  if (length >= 0 && (size_t)length < sizeof fault->detail)
    snprintf(fault->detail + length, sizeof fault->detail - (size_t)length, "%s", detail);
  trim_utf8(fault->detail);
  return err;
}

ht_err fault_errno(ht_fault *fault, int number, const char *what, const char *path) {
  ht_err err = number == ENOENT   ? HT_NOT_FOUND
               : number == ENOSPC ? HT_NO_SPACE
               : number == EDQUOT ? HT_NO_SPACE
               : number == ENOMEM ? HT_NO_MEMORY
               : number == EEXIST ? HT_CONFLICT
                                  : HT_IO;
  return fault_set(fault, err, "cannot %s '%s': %s", what, path, strerror(number));
}

ht_err fault_memory(ht_fault *fault) {
  return fault_set(fault, HT_NO_MEMORY, "out of memory");
}
