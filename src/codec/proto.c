/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A message is a run of (number, wire type) keys, each followed by its value; numbers are base 128, low groups first.
 * There is no end mark and no checksum, so a reader must know its end and must distrust every length it meets. One
 * flag, `broken`, stops the reader for good: callers loop until proto_next says false and look at the flag once.
 */
#include "codec/proto.h"

#define LONGEST_VARINT_BYTES 10

proto_reader proto_open(const uint8_t *bytes, size_t length) {
  return (proto_reader){.at = bytes, .end = bytes ? bytes + length : NULL};
}

static bool fail(proto_reader *reader) {
  reader->broken = true;
  reader->at = reader->end;
  return false;
}

bool proto_varint(proto_reader *reader, uint64_t *value) {
  if (reader->at == reader->end) return false;
  uint64_t sum = 0;
  for (int i = 0; i < LONGEST_VARINT_BYTES && reader->at < reader->end; i++) {
    uint8_t byte = *reader->at++;
    sum |= (uint64_t)(byte & 0x7F) << (7 * i);
    if (byte & 0x80) continue;
    *value = sum;
    return true;
  }
  return fail(reader);
}

static bool take_fixed(proto_reader *reader, size_t size, uint64_t *value) {
  if ((size_t)(reader->end - reader->at) < size) return fail(reader);
  uint64_t sum = 0;
  for (size_t i = 0; i < size; i++) sum |= (uint64_t)reader->at[i] << (8 * i);
  reader->at += size;
  *value = sum;
  return true;
}

static bool take_bytes(proto_reader *reader, proto_field *field) {
  uint64_t length;
  if (!proto_varint(reader, &length) || length > (uint64_t)(reader->end - reader->at)) return fail(reader);
  field->bytes = reader->at;
  field->length = (size_t)length;
  reader->at += length;
  return true;
}

bool proto_next(proto_reader *reader, proto_field *field) {
  uint64_t key;
  if (!proto_varint(reader, &key)) return false;
  if (key >> 3 == 0 || key >> 3 > (1u << 29) - 1) return fail(reader);
  *field = (proto_field){.number = (uint32_t)(key >> 3), .wire = (proto_wire)(key & 7)};
  switch (field->wire) {
  case PROTO_VARINT: return proto_varint(reader, &field->value) || fail(reader);
  case PROTO_FIXED64: return take_fixed(reader, 8, &field->value);
  case PROTO_FIXED32: return take_fixed(reader, 4, &field->value);
  case PROTO_BYTES: return take_bytes(reader, field);
  }
  return fail(reader);
}

int64_t proto_signed(uint64_t value) {
  return (int64_t)(value >> 1) ^ -(int64_t)(value & 1);
}

proto_reader proto_inside(const proto_field *field) {
  if (field->wire != PROTO_BYTES) return (proto_reader){.broken = true};
  return proto_open(field->bytes, field->length);
}
