/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CODEC_UNPACK_H
#define CODEC_UNPACK_H

/* A file read from front to back, unpacked on the way when it is gzip or bzip2, whatever its name. */

#include "haitang/types.h"

typedef struct codec_unpack codec_unpack;

/* What an unpacked file may have at most: a country's OSM XML. More is taken for a decompression bomb. */
#define UNPACK_LIMIT_BYTES ((uint64_t)256 << 30)

/* Opens path. Errors: HT_NOT_FOUND, HT_IO, HT_BAD_DATA (a folder, an empty file), HT_NO_MEMORY. The caller closes it
   once. */
HT_CHECKED ht_err unpack_open(const char *path, ht_fault *fault, codec_unpack **file);
void unpack_close(codec_unpack *file);

/* Reads up to size bytes; *got is 0 only at the end of the whole file. Errors: HT_BAD_DATA when the file is cut or
   damaged, HT_LIMIT beyond UNPACK_LIMIT_BYTES, HT_IO. */
HT_CHECKED ht_err unpack_read(codec_unpack *file, void *bytes, size_t size, ht_fault *fault, size_t *got);

/* Bytes of the packed file read so far, and its size: how far the reading is. */
uint64_t unpack_position(const codec_unpack *file);
uint64_t unpack_size(const codec_unpack *file);

#endif
