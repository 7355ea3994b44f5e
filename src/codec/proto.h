/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CODEC_PROTO_H
#define CODEC_PROTO_H

/* Reading Protocol Buffers' wire format, field after field, never past the end.
   Source: protobuf.dev, "Encoding". */

#include "haitang/types.h"

typedef enum proto_wire { PROTO_VARINT = 0, PROTO_FIXED64 = 1, PROTO_BYTES = 2, PROTO_FIXED32 = 5 } proto_wire;

/* A message, or a packed array of varints, being read. */
typedef struct proto_reader {
  const uint8_t *at, *end;
  bool broken; /* what was read is no message; nothing more comes */
} proto_reader;

typedef struct proto_field {
  uint32_t number;
  proto_wire wire;
  uint64_t value;       /* of PROTO_VARINT and the fixed ones */
  const uint8_t *bytes; /* of PROTO_BYTES */
  size_t length;
} proto_field;

proto_reader proto_open(const uint8_t *bytes, size_t length);

/* Reads the next field. False at the end and on a broken message: ask reader->broken. */
bool proto_next(proto_reader *reader, proto_field *field);

/* Reads the next number of a packed array. False at its end and when it is broken. */
bool proto_varint(proto_reader *reader, uint64_t *value);

/* The signed number that sint32 and sint64 fields carry. */
int64_t proto_signed(uint64_t value);

/* The field's bytes as a message or packed array; broken when the field has another wire type. */
proto_reader proto_inside(const proto_field *field);

#endif
