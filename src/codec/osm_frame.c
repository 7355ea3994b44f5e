/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The strict walk over a .osm.pbf file.
 *
 * The format has no checksum of its own and no end mark, and readers differ in what they forgive. Here nothing is
 * forgiven: every length is within the format's limits and within the file, every blob is of a known kind, zlib's own
 * checksum and the stated size must agree with what was unpacked, and no byte is left over. So a file that was cut
 * anywhere but exactly between two blobs, or in which a byte was changed, is refused before any of its contents is
 * believed. A cut exactly between two blobs cannot be seen here; the ways that miss their nodes show it.
 */
#include "codec/osm_frame.h"

#include <string.h>
#include <zlib.h>

#include "base/fault.h"
#include "codec/proto.h"

typedef struct blob_header {
  osm_blob_kind kind;
  uint64_t size;
} blob_header;

void osm_frame_init(osm_frame *frame, codec_unpack *file) {
  *frame = (osm_frame){.file = file};
}

void osm_frame_release(osm_frame *frame) {
  buffer_release(&frame->packed);
  buffer_release(&frame->block);
}

static ht_err broken(const osm_frame *frame, ht_fault *fault, const char *what) {
  return fault_set(fault, HT_BAD_DATA, "at byte %llu: %s", (unsigned long long)frame->offset, what);
}

/* Reads exactly size bytes into the packed buffer, or *got fewer at the end of the file. */
static ht_err read_bytes(osm_frame *frame, size_t size, ht_fault *fault, size_t *got) {
  buffer_clear(&frame->packed);
  if (!buffer_reserve(&frame->packed, size)) return fault_memory(fault);
  size_t done = 0;
  while (done < size) {
    size_t step;
    ht_err err = unpack_read(frame->file, frame->packed.bytes + done, size - done, fault, &step);
    if (err) return err;
    if (step == 0) break;
    done += step;
  }
  frame->packed.length = done;
  frame->next_offset += done;
  *got = done;
  return HT_OK;
}

static ht_err read_exactly(osm_frame *frame, size_t size, ht_fault *fault) {
  size_t got;
  ht_err err = read_bytes(frame, size, fault, &got);
  if (!err && got < size) return broken(frame, fault, "the file ends inside a blob: it is cut");
  return err;
}

static proto_reader packed_message(const osm_frame *frame) {
  return proto_open((const uint8_t *)frame->packed.bytes, frame->packed.length);
}

static bool names(const proto_field *field, const char *text) {
  return field->wire == PROTO_BYTES && field->length == strlen(text) && memcmp(field->bytes, text, field->length) == 0;
}

static ht_err parse_header(const osm_frame *frame, ht_fault *fault, blob_header *header) {
  proto_reader reader = packed_message(frame);
  proto_field field;
  bool has_size = false;
  *header = (blob_header){0};
  while (proto_next(&reader, &field)) {
    if (field.number == 1)
      header->kind = names(&field, "OSMHeader") ? OSM_BLOB_HEADER
                     : names(&field, "OSMData") ? OSM_BLOB_DATA
                                                : OSM_BLOB_END;
    if (field.number == 3 && field.wire == PROTO_VARINT) {
      has_size = true;
      header->size = field.value;
    }
  }
  if (reader.broken || !has_size || header->kind == OSM_BLOB_END)
    return broken(frame, fault, "this is no blob of OSM data");
  if (header->size > OSM_FRAME_BLOB_LIMIT_BYTES) return broken(frame, fault, "a blob is larger than 32 MiB");
  return HT_OK;
}

static ht_err inflate_block(osm_frame *frame, const proto_field *zlib, uint64_t raw_size, ht_fault *fault) {
  buffer_clear(&frame->block);
  if (raw_size > OSM_FRAME_BLOB_LIMIT_BYTES) return broken(frame, fault, "a blob unpacks to more than 32 MiB");
  if (!buffer_reserve(&frame->block, (size_t)raw_size + 1)) return fault_memory(fault);
  z_stream z = {.next_in = (Bytef *)(uintptr_t)zlib->bytes,
                .avail_in = (uInt)zlib->length,
                .next_out = (Bytef *)frame->block.bytes,
                .avail_out = (uInt)raw_size + 1}; /* one more, so that a blob that is too long shows */
  if (inflateInit(&z) != Z_OK) return fault_memory(fault);
  int result = inflate(&z, Z_FINISH);
  inflateEnd(&z);
  if (result != Z_STREAM_END || z.avail_in != 0 || z.total_out != raw_size)
    return broken(frame, fault, "a blob's packed data is damaged");
  frame->block.length = (size_t)raw_size;
  return HT_OK;
}

static ht_err copy_block(osm_frame *frame, const proto_field *raw, ht_fault *fault) {
  buffer_clear(&frame->block);
  if (!buffer_reserve(&frame->block, raw->length + 1)) return fault_memory(fault);
  buffer_append(&frame->block, raw->bytes, raw->length);
  return HT_OK;
}

static ht_err unpack_blob(osm_frame *frame, ht_fault *fault) {
  enum { RAW = 1, RAW_SIZE = 2, ZLIB = 3, OTHER_FIRST = 4, OTHER_LAST = 7 };
  proto_reader reader = packed_message(frame);
  proto_field field, raw = {0}, zlib = {0};
  uint64_t raw_size = UINT64_MAX;
  bool other = false;
  while (proto_next(&reader, &field)) {
    if (field.number == RAW && field.wire == PROTO_BYTES) raw = field;
    if (field.number == RAW_SIZE && field.wire == PROTO_VARINT) raw_size = field.value;
    if (field.number == ZLIB && field.wire == PROTO_BYTES) zlib = field;
    if (field.number >= OTHER_FIRST && field.number <= OTHER_LAST) other = true;
  }
  if (reader.broken) return broken(frame, fault, "a blob is damaged");
  if (zlib.bytes && !raw.bytes) return inflate_block(frame, &zlib, raw_size, fault);
  if (raw.bytes && !zlib.bytes) return copy_block(frame, &raw, fault);
  return broken(frame, fault,
                other ? "a blob is packed by lzma, bzip2, lz4 or zstd: only zlib is read" : "a blob is damaged");
}

static uint32_t big_endian(const char *bytes) {
  const unsigned char *b = (const unsigned char *)bytes;
  return (uint32_t)b[0] << 24 | (uint32_t)b[1] << 16 | (uint32_t)b[2] << 8 | b[3];
}

/* The file may end here, and only here: with the header and at least one blob of data behind us. */
static ht_err finish(const osm_frame *frame, ht_fault *fault, osm_blob_kind *kind) {
  if (frame->blobs < 2) return broken(frame, fault, "the file ends before any data: it is cut");
  *kind = OSM_BLOB_END;
  return HT_OK;
}

ht_err osm_frame_next(osm_frame *frame, ht_fault *fault, osm_blob_kind *kind) {
  size_t got;
  frame->offset = frame->next_offset;
  ht_err err = read_bytes(frame, 4, fault, &got);
  if (err) return err;
  if (got == 0) return finish(frame, fault, kind);
  if (got < 4) return broken(frame, fault, "the file ends inside a blob: it is cut");
  uint32_t header_size = big_endian(frame->packed.bytes);
  if (header_size == 0 || header_size > OSM_FRAME_HEADER_LIMIT_BYTES)
    return broken(frame, fault, "this is no blob of OSM data");
  blob_header header;
  if ((err = read_exactly(frame, header_size, fault)) || (err = parse_header(frame, fault, &header))) return err;
  if ((header.kind == OSM_BLOB_HEADER) != (frame->blobs == 0))
    return broken(frame, fault, "the file's header is not where it belongs");
  if ((err = read_exactly(frame, (size_t)header.size, fault)) || (err = unpack_blob(frame, fault))) return err;
  frame->blobs++;
  *kind = header.kind;
  return HT_OK;
}
