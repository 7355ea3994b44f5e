/* SPDX-License-Identifier: Apache-2.0 */

/* SpatiaLite's geometry blobs: what can be read can be written, and reads back as the same shape. */

#include "base/arena.h"
#include "base/buffer.h"
#include "codec/spatialite_blob.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

static void must(bool held) {
  if (!held) abort();
}

static void must_be_equal(const ht_shape *a, const ht_shape *b) {
  must(a->kind == b->kind && a->point_count == b->point_count && a->path_count == b->path_count &&
       a->part_count == b->part_count);
  must(!memcmp(a->points, b->points, a->point_count * sizeof *a->points));
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length) {
  base_arena arena = {.limit_bytes = (size_t)1 << 26};
  base_buffer written = {0};
  ht_shape shape, again;
  if (!spatialite_blob_read(&arena, bytes, length, NULL, &shape) && shape.point_count) {
    spatialite_blob_write(&written, &shape);
    must(!written.failed && !spatialite_blob_read(&arena, written.bytes, written.length, NULL, &again));
    must_be_equal(&shape, &again);
  }
  buffer_release(&written);
  arena_release(&arena);
  return 0;
}
