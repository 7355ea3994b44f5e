/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Unpacking in a stream: an import passes over its file several times, and unpacking again costs less than a
 * temporary copy that is ten times the size. Both formats allow several packed members in a row (parallel packers
 * write such files), so the end of a member is the end of the file only when no byte follows. A file that ends inside
 * a member was cut.
 */
#include "codec/unpack.h"

#include <bzlib.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <zlib.h>

#include "base/fault.h"

#define INPUT_BYTES (64u << 10)
#define GZIP_WINDOW (15 + 16) /* zlib: the largest window, gzip's frame only */

typedef enum packing { PLAIN, GZIP, BZIP2 } packing;

struct codec_unpack {
  FILE *stream;
  packing packing;
  uint64_t size, position, given;
  z_stream gzip;
  bz_stream bzip2;
  bool member_open; /* inside a packed member */
  size_t input_at, input_end;
  unsigned char input[INPUT_BYTES];
};

static packing recognise(const unsigned char *bytes, size_t length) {
  if (length >= 2 && bytes[0] == 0x1F && bytes[1] == 0x8B) return GZIP;
  if (length >= 4 && memcmp(bytes, "BZh", 3) == 0 && bytes[3] >= '1' && bytes[3] <= '9') return BZIP2;
  return PLAIN;
}

/* Fills the input when it is used up. At the end of the file it stays empty. */
static ht_err refill(codec_unpack *file, ht_fault *fault) {
  if (file->input_at < file->input_end) return HT_OK;
  file->input_at = 0;
  file->input_end = fread(file->input, 1, sizeof file->input, file->stream);
  file->position += file->input_end;
  if (file->input_end == 0 && ferror(file->stream))
    return fault_set(fault, HT_IO, "reading stopped: %s", strerror(errno));
  return HT_OK;
}

static ht_err open_stream(const char *path, ht_fault *fault, codec_unpack *file) {
  file->stream = fopen(path, "rb");
  if (!file->stream) return fault_errno(fault, errno, "open", path);
  struct stat facts;
  if (fstat(fileno(file->stream), &facts) != 0) return fault_errno(fault, errno, "read", path);
  if (S_ISDIR(facts.st_mode)) return fault_set(fault, HT_BAD_DATA, "'%s' is a folder, not a file", path);
  file->size = (uint64_t)facts.st_size;
  ht_err err = refill(file, fault);
  if (err) return err;
  if (file->input_end == 0) return fault_set(fault, HT_BAD_DATA, "'%s' is empty", path);
  file->packing = recognise(file->input, file->input_end);
  return HT_OK;
}

ht_err unpack_open(const char *path, ht_fault *fault, codec_unpack **file) {
  codec_unpack *opened = calloc(1, sizeof *opened);
  if (!opened) return fault_memory(fault);
  ht_err err = open_stream(path, fault, opened);
  if (err) {
    unpack_close(opened);
    return err;
  }
  *file = opened;
  return HT_OK;
}

static void end_member(codec_unpack *file) {
  if (file->member_open && file->packing == GZIP) inflateEnd(&file->gzip);
  if (file->member_open && file->packing == BZIP2) BZ2_bzDecompressEnd(&file->bzip2);
  file->member_open = false;
}

void unpack_close(codec_unpack *file) {
  if (!file) return;
  end_member(file);
  if (file->stream) fclose(file->stream);
  free(file);
}

static ht_err begin_member(codec_unpack *file, ht_fault *fault) {
  bool begun;
  if (file->packing == GZIP) {
    file->gzip = (z_stream){0};
    begun = inflateInit2(&file->gzip, GZIP_WINDOW) == Z_OK;
  } else {
    file->bzip2 = (bz_stream){0};
    begun = BZ2_bzDecompressInit(&file->bzip2, 0, 0) == BZ_OK;
  }
  file->member_open = begun;
  return begun ? HT_OK : fault_memory(fault);
}

static ht_err damaged(ht_fault *fault) {
  return fault_set(fault, HT_BAD_DATA, "the packed data is damaged");
}

static ht_err step_gzip(codec_unpack *file, unsigned char *bytes, size_t size, ht_fault *fault, size_t *got) {
  z_stream *z = &file->gzip;
  z->next_in = file->input + file->input_at;
  z->avail_in = (uInt)(file->input_end - file->input_at);
  z->next_out = bytes;
  z->avail_out = (uInt)size;
  int result = inflate(z, Z_NO_FLUSH);
  file->input_at = file->input_end - z->avail_in;
  *got = size - z->avail_out;
  if (result == Z_STREAM_END) end_member(file);
  return result == Z_OK || result == Z_STREAM_END || result == Z_BUF_ERROR ? HT_OK : damaged(fault);
}

static ht_err step_bzip2(codec_unpack *file, unsigned char *bytes, size_t size, ht_fault *fault, size_t *got) {
  bz_stream *z = &file->bzip2;
  z->next_in = (char *)file->input + file->input_at;
  z->avail_in = (unsigned)(file->input_end - file->input_at);
  z->next_out = (char *)bytes;
  z->avail_out = (unsigned)size;
  int result = BZ2_bzDecompress(z);
  file->input_at = file->input_end - z->avail_in;
  *got = size - z->avail_out;
  if (result == BZ_STREAM_END) end_member(file);
  return result == BZ_OK || result == BZ_STREAM_END ? HT_OK : damaged(fault);
}

/* One step of unpacking: some bytes, a member's end, or new input. *end when nothing is left at all. */
static ht_err step(codec_unpack *file, unsigned char *bytes, size_t size, ht_fault *fault, size_t *got, bool *end) {
  ht_err err = refill(file, fault);
  if (err) return err;
  bool no_input = file->input_at == file->input_end;
  if (no_input && !file->member_open) {
    *end = true;
    return HT_OK;
  }
  if (!file->member_open && (err = begin_member(file, fault))) return err;
  err = file->packing == GZIP ? step_gzip(file, bytes, size, fault, got) : step_bzip2(file, bytes, size, fault, got);
  if (!err && no_input && *got == 0 && file->member_open)
    return fault_set(fault, HT_BAD_DATA, "the packed data ends too early: the file is cut");
  return err;
}

static size_t take_plain(codec_unpack *file, void *bytes, size_t size) {
  size_t left = file->input_end - file->input_at, taken = left < size ? left : size;
  memcpy(bytes, file->input + file->input_at, taken);
  file->input_at += taken;
  return taken;
}

ht_err unpack_read(codec_unpack *file, void *bytes, size_t size, ht_fault *fault, size_t *got) {
  size_t taken = 0;
  bool end = false;
  if (size > INPUT_BYTES * 16) size = INPUT_BYTES * 16;
  if (file->packing == PLAIN) {
    ht_err err = refill(file, fault);
    if (err) return err;
    taken = take_plain(file, bytes, size);
  }
  while (file->packing != PLAIN && taken == 0 && !end) {
    ht_err err = step(file, bytes, size, fault, &taken, &end);
    if (err) return err;
  }
  file->given += taken;
  if (file->given > UNPACK_LIMIT_BYTES) return fault_set(fault, HT_LIMIT, "the file unpacks to more than 256 GiB");
  *got = taken;
  return HT_OK;
}

uint64_t unpack_position(const codec_unpack *file) {
  return file->position;
}

uint64_t unpack_size(const codec_unpack *file) {
  return file->size;
}
