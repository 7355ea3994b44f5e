/* SPDX-License-Identifier: Apache-2.0 */
#include "model/sheet.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

bool sheet_open(model_sheet *sheet, base_arena *arena) {
  *sheet = (model_sheet){.arena = arena, .spill = arena_alloc(arena, SHEET_ITEM_BYTES)};
  return sheet->spill != NULL;
}

void *sheet_array(model_sheet *sheet, size_t count, size_t item_size) {
  void *items = arena_array(sheet->arena, count, item_size);
  if (!items) sheet->failed = true;
  return items;
}

const char *sheet_text(model_sheet *sheet, const char *format, ...) {
  char text[512];
  va_list values;
  va_start(values, format);
  vsnprintf(text, sizeof text, format, values);
  va_end(values);
  const char *copy = arena_text(sheet->arena, text);
  if (!copy) sheet->failed = true;
  return copy ? copy : "";
}

static void *grow_failed(model_sheet *sheet, void *items, uint32_t *count) {
  sheet->failed = true;
  if (*count == 0) *count = 1;
  return items ? items : sheet->spill;
}

void *sheet_grow(model_sheet *sheet, void *items, uint32_t *count, uint32_t *capacity, size_t item_size) {
  if (sheet->failed) return grow_failed(sheet, items, count);
  if (*count == *capacity) {
    uint32_t wanted = *capacity ? *capacity * 2 : 16;
    void *larger = *capacity > UINT32_MAX / 2 ? NULL : arena_array(sheet->arena, wanted, item_size);
    if (!larger) return grow_failed(sheet, items, count);
    if (*count) memcpy(larger, items, *count * item_size);
    items = larger;
    *capacity = wanted;
  }
  memset((char *)items + (size_t)*count * item_size, 0, item_size);
  ++*count;
  return items;
}
