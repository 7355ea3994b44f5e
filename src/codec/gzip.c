/* SPDX-License-Identifier: Apache-2.0 */
#include "codec/gzip.h"

#include <limits.h>
#include <zlib.h>

/* zlib writes a gzip header and trailer, instead of its own, when the window's bits are 16 more. */
enum { LARGEST_WINDOW_BITS = 15, GZIP_HEADER = 16, USUAL_MEMORY = 8 };

bool gzip_pack(const void *bytes, size_t length, base_buffer *out) {
  z_stream stream = {0};
  if (length > UINT_MAX / 2) return false;
  if (deflateInit2(&stream, Z_BEST_SPEED, Z_DEFLATED, LARGEST_WINDOW_BITS + GZIP_HEADER, USUAL_MEMORY,
                   Z_DEFAULT_STRATEGY) != Z_OK)
    return false;
  size_t bound = deflateBound(&stream, length);
  bool packed = buffer_reserve(out, bound);
  if (packed) {
    stream.next_in = (Bytef *)(uintptr_t)bytes;
    stream.avail_in = (uInt)length;
    stream.next_out = (Bytef *)out->bytes + out->length;
    stream.avail_out = (uInt)bound;
    packed = deflate(&stream, Z_FINISH) == Z_STREAM_END;
    out->length += stream.total_out;
  }
  deflateEnd(&stream);
  return packed;
}
