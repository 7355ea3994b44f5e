/* SPDX-License-Identifier: Apache-2.0 */
#ifndef MODEL_SHEET_H
#define MODEL_SHEET_H

/*
 * The sheet a city is drawn on: an arena, lists that grow in it, and one place to notice that memory ran out.
 *
 * When it does, `failed` is set and the last item of a list is handed out again: the drawing goes on, harmlessly, and
 * whoever conducts it throws the sheet away. So a stroke never has to ask, and every index that was handed out is good.
 */

#include "base/arena.h"

typedef struct model_sheet {
  base_arena *arena;
  bool failed;
  void *spill; /* SHEET_ITEM_BYTES that take what is drawn without memory */
} model_sheet;

enum { SHEET_ITEM_BYTES = 512 }; /* no item of a list is larger */

/* Makes a sheet in arena. False when memory is exhausted. */
HT_CHECKED bool sheet_open(model_sheet *sheet, base_arena *arena);

/* Returns count zeroed items; on failure NULL, and failed is set. */
void *sheet_array(model_sheet *sheet, size_t count, size_t item_size);

/* Formats a text; "" on failure, never NULL. */
const char *sheet_text(model_sheet *sheet, const char *format, ...) HT_PRINTF(2, 3);

#define SHEET_LIST(type)                                                                                               \
  struct {                                                                                                             \
    type *items;                                                                                                       \
    uint32_t count, capacity;                                                                                          \
  }

/* Adds a zeroed item to a SHEET_LIST and points to it; valid until the next push. */
#define SHEET_PUSH(sheet, list)                                                                                        \
  ((list)->items = sheet_grow((sheet), (list)->items, &(list)->count, &(list)->capacity, sizeof *(list)->items),       \
   &(list)->items[(list)->count - 1])

/* Counts one more item, moving the list when it is full. For SHEET_PUSH. */
void *sheet_grow(model_sheet *sheet, void *items, uint32_t *count, uint32_t *capacity, size_t item_size);

#endif
