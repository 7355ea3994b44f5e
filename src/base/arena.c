/* SPDX-License-Identifier: Apache-2.0 */
#include "base/arena.h"

/*
 * A chain of blocks, each twice the size of the one before up to 16 MB; what asks for more gets a block of its own.
 * Nothing is freed on its own. A reset keeps the largest block, so that a worker that has answered its hardest
 * question once asks the system for nothing afterwards.
 */

#include <stdalign.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { FIRST_BLOCK_BYTES = 1 << 12, LARGEST_BLOCK_BYTES = 1 << 24, ALIGNMENT = alignof(max_align_t) };

struct base_block {
  base_block *next;
  size_t size, used;
  alignas(max_align_t) char bytes[];
};

static base_block *block_new(size_t size) {
  base_block *block = malloc(sizeof *block + size);
  if (!block) return NULL;
  *block = (base_block){.size = size};
  return block;
}

void *arena_alloc(base_arena *arena, size_t size) {
  if (size > SIZE_MAX / 4) return NULL;
  size = (size + ALIGNMENT - 1) & ~(size_t)(ALIGNMENT - 1);
  if (size == 0) size = ALIGNMENT;
  if (arena->limit_bytes && (size > arena->limit_bytes || arena->used_bytes > arena->limit_bytes - size)) return NULL;

  base_block *block = arena->blocks;
  if (!block || block->size - block->used < size) {
    size_t wanted = block ? block->size * 2 : FIRST_BLOCK_BYTES;
    if (wanted > LARGEST_BLOCK_BYTES) wanted = LARGEST_BLOCK_BYTES;
    block = block_new(size > wanted ? size : wanted);
    if (!block) return NULL;
    block->next = arena->blocks;
    arena->blocks = block;
  }
  void *memory = block->bytes + block->used;
  block->used += size;
  arena->used_bytes += size;
  return memset(memory, 0, size);
}

void *arena_array(base_arena *arena, size_t count, size_t item_size) {
  size_t size;
  if (__builtin_mul_overflow(count, item_size, &size)) return NULL;
  return arena_alloc(arena, size);
}

char *arena_text_n(base_arena *arena, const char *text, size_t length) {
  char *copy = arena_alloc(arena, length + 1);
  if (copy && length) memcpy(copy, text, length);
  return copy;
}

char *arena_text(base_arena *arena, const char *text) {
  return text ? arena_text_n(arena, text, strlen(text)) : NULL;
}

char *arena_printf(base_arena *arena, const char *format, ...) {
  va_list values, again;
  va_start(values, format);
  va_copy(again, values);
  int length = vsnprintf(NULL, 0, format, values);
  va_end(values);
  char *text = length < 0 ? NULL : arena_alloc(arena, (size_t)length + 1);
  if (text) vsnprintf(text, (size_t)length + 1, format, again);
  va_end(again);
  return text;
}

static const void *copy_array(base_arena *arena, const void *from, size_t count, size_t item_size) {
  void *to = arena_array(arena, count, item_size);
  if (to && count) memcpy(to, from, count * item_size);
  return to;
}

bool arena_shape(base_arena *arena, const ht_shape *shape, ht_shape *copy) {
  ht_shape made = *shape;
  made.points = copy_array(arena, shape->points, shape->point_count, sizeof *shape->points);
  if (!made.points) return false;
  if (shape->path_start) {
    made.path_start = copy_array(arena, shape->path_start, (size_t)shape->path_count + 1, sizeof *shape->path_start);
    if (!made.path_start) return false;
  }
  if (shape->part_start) {
    made.part_start = copy_array(arena, shape->part_start, (size_t)shape->part_count + 1, sizeof *shape->part_start);
    if (!made.part_start) return false;
  }
  *copy = made;
  return true;
}

static void free_chain(base_block *block) {
  while (block) {
    base_block *next = block->next;
    free(block);
    block = next;
  }
}

void arena_reset(base_arena *arena) {
  base_block *largest = arena->blocks;
  for (base_block *block = largest; block; block = block->next)
    if (block->size > largest->size) largest = block;
  for (base_block **link = &arena->blocks; *link; link = &(*link)->next) {
    if (*link != largest) continue;
    *link = largest->next;
    break;
  }
  free_chain(arena->blocks);
  if (largest) {
    largest->next = NULL;
    largest->used = 0;
  }
  arena->blocks = largest;
  arena->used_bytes = 0;
}

void arena_release(base_arena *arena) {
  free_chain(arena->blocks);
  arena->blocks = NULL;
  arena->used_bytes = 0;
}
