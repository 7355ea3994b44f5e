/* SPDX-License-Identifier: Apache-2.0 */
#ifndef BASE_ARENA_H
#define BASE_ARENA_H

/* Memory that dies together: one arena per request, import or snapshot. */

#include "haitang/types.h"

typedef struct base_block base_block;
typedef struct base_arena {
  base_block *blocks; /* newest first */
  size_t used_bytes;  /* handed out since the last reset */
  size_t limit_bytes; /* 0: none */
} base_arena;

/* Returns size zeroed bytes aligned for any type, or NULL when memory or the limit is exhausted. Size 0 gives a pointer
   too. */
void *arena_alloc(base_arena *arena, size_t size);
/* As arena_alloc for count items; NULL also when the product overflows. */
void *arena_array(base_arena *arena, size_t count, size_t item_size);
/* Copies text; NULL text gives NULL. NULL when memory is exhausted. */
char *arena_text(base_arena *arena, const char *text);
char *arena_text_n(base_arena *arena, const char *text, size_t length);
char *arena_printf(base_arena *arena, const char *format, ...) HT_PRINTF(2, 3);
/* Copies shape with its points. False when memory is exhausted; then copy is untouched. */
HT_CHECKED bool arena_shape(base_arena *arena, const ht_shape *shape, ht_shape *copy);
/* Forgets what was handed out, keeps the largest block for the next use. */
void arena_reset(base_arena *arena);
void arena_release(base_arena *arena);

#define ARENA_NEW(arena, type) ((type *)arena_alloc((arena), sizeof(type)))
#define ARENA_ARRAY(arena, type, count) ((type *)arena_array((arena), (count), sizeof(type)))

#endif
