/* SPDX-License-Identifier: Apache-2.0 */
#include "codec/spatialite_blob.h"

/*
 * A SpatiaLite blob is well-known binary in an envelope:
 *
 *   00 · byte order · reference system (4) · west south east north (4 × 8) · 7C · type (4) · body · FE
 *
 * The body of a simple type is as in well-known binary; each member of a multiple type begins with 69 and its type
 * instead of a byte order. The box in front lets SpatiaLite test rectangles without looking at the body.
 *
 * Reading goes over the body twice: once to count and check, so that nothing is allocated for a blob that lies
 * about its size, once to copy. Both passes are the same code; during the first the arrays are NULL.
 */

#include "base/fault.h"

#include <math.h>
#include <string.h>

enum {
  START = 0x00,
  BOX_END = 0x7C,
  MEMBER = 0x69,
  END = 0xFE,
  POINT = 1,
  LINE = 2,
  POLYGON = 3,
  MULTI = 3, /* a multiple type is its simple type + 3 */
  SRID = 4326,
  ENVELOPE_BYTES = 44, /* all but the body */
};

ht_box spatialite_blob_box(const ht_shape *shape) {
  ht_lonlat first = shape->points[0];
  ht_box box = {first.lon_deg, first.lat_deg, first.lon_deg, first.lat_deg};
  for (uint32_t i = 1; i < shape->point_count; i++) {
    ht_lonlat point = shape->points[i];
    if (point.lon_deg < box.west_deg) box.west_deg = point.lon_deg;
    if (point.lon_deg > box.east_deg) box.east_deg = point.lon_deg;
    if (point.lat_deg < box.south_deg) box.south_deg = point.lat_deg;
    if (point.lat_deg > box.north_deg) box.north_deg = point.lat_deg;
  }
  return box;
}

static bool machine_is_little_endian(void) {
  const uint16_t one = 1;
  return *(const unsigned char *)&one == 1;
}

static void write_u32(base_buffer *blob, uint32_t number) {
  buffer_append(blob, &number, sizeof number);
}

static void write_path(base_buffer *blob, const ht_shape *shape, uint32_t path) {
  uint32_t start = shape->path_start[path], count = shape->path_start[path + 1] - start;
  write_u32(blob, count);
  buffer_append(blob, shape->points + start, count * sizeof *shape->points);
}

/* The body of one member, which for polygons is a part and else a path. */
static void write_member(base_buffer *blob, const ht_shape *shape, uint32_t member) {
  if (shape->kind == HT_POINTS) {
    buffer_append(blob, shape->points + member, sizeof *shape->points);
  } else if (shape->kind == HT_LINES) {
    write_path(blob, shape, member);
  } else {
    uint32_t first = shape->part_start[member], end = shape->part_start[member + 1];
    write_u32(blob, end - first);
    for (uint32_t path = first; path < end; path++) write_path(blob, shape, path);
  }
}

void spatialite_blob_write(base_buffer *blob, const ht_shape *shape) {
  uint32_t simple = shape->kind == HT_POINTS ? POINT : shape->kind == HT_LINES ? LINE : POLYGON;
  uint32_t members = shape->kind == HT_POINTS  ? shape->point_count
                     : shape->kind == HT_LINES ? shape->path_count
                                               : shape->part_count;
  bool multiple = shape->kind == HT_POLYGONS || members != 1;
  ht_box box = spatialite_blob_box(shape);

  buffer_char(blob, START);
  buffer_char(blob, machine_is_little_endian());
  write_u32(blob, SRID);
  buffer_append(blob, &box, sizeof box);
  buffer_char(blob, BOX_END);
  write_u32(blob, multiple ? simple + MULTI : simple);
  if (multiple) write_u32(blob, members);
  for (uint32_t member = 0; member < members; member++) {
    if (multiple) {
      buffer_char(blob, MEMBER);
      write_u32(blob, simple);
    }
    write_member(blob, shape, member);
  }
  buffer_char(blob, (char)END);
}

/* Where reading stands in the bytes, and what was read. Counting only while `points` is NULL. */
typedef struct blob_reader {
  const unsigned char *next, *end;
  bool swap;
  const char *problem; /* the first; NULL: none so far */
  uint32_t point_count, path_count, part_count;
  ht_lonlat *points;
  uint32_t *path_start, *part_start;
} blob_reader;

static bool has_bytes(blob_reader *reader, size_t count) {
  if (reader->problem) return false;
  if ((size_t)(reader->end - reader->next) >= count) return true;
  reader->problem = "it is cut off";
  return false;
}

static uint32_t read_u32(blob_reader *reader) {
  uint32_t number;
  if (!has_bytes(reader, sizeof number)) return 0;
  memcpy(&number, reader->next, sizeof number);
  reader->next += sizeof number;
  return reader->swap ? __builtin_bswap32(number) : number;
}

static double read_f64(blob_reader *reader) {
  uint64_t bits;
  double number;
  memcpy(&bits, reader->next, sizeof bits);
  reader->next += sizeof bits;
  if (reader->swap) bits = __builtin_bswap64(bits);
  memcpy(&number, &bits, sizeof number);
  return number;
}

static void read_path(blob_reader *reader, uint32_t count) {
  if (!has_bytes(reader, (size_t)count * sizeof(ht_lonlat))) return;
  if (reader->path_start) reader->path_start[reader->path_count] = reader->point_count;
  for (uint32_t i = 0; i < count; i++) {
    double lon = read_f64(reader), lat = read_f64(reader);
    if (!isfinite(lon) || !isfinite(lat)) reader->problem = "a coordinate is not a number";
    if (reader->points) reader->points[reader->point_count + i] = (ht_lonlat){lon, lat};
  }
  reader->point_count += count;
  reader->path_count++;
}

static void read_polygon(blob_reader *reader) {
  uint32_t rings = read_u32(reader);
  if (reader->part_start) reader->part_start[reader->part_count] = reader->path_count;
  for (uint32_t ring = 0; ring < rings && !reader->problem; ring++) read_path(reader, read_u32(reader));
  reader->part_count++;
}

static void read_member(blob_reader *reader, uint32_t type) {
  if (type == POINT)
    read_path(reader, 1);
  else if (type == LINE)
    read_path(reader, read_u32(reader));
  else
    read_polygon(reader);
}

/* Reads the body; both passes. */
static void read_body(blob_reader *reader, uint32_t type) {
  if (type <= POLYGON) {
    read_member(reader, type);
    return;
  }
  uint32_t members = read_u32(reader);
  for (uint32_t i = 0; i < members && has_bytes(reader, 1); i++) {
    if (*reader->next++ != MEMBER || read_u32(reader) != type - MULTI) {
      if (!reader->problem) reader->problem = "a member is of another type than the whole";
      return;
    }
    read_member(reader, type - MULTI);
  }
}

/* Checks the envelope and leaves the reader at the body. Returns the type. */
static uint32_t read_envelope(blob_reader *reader, const unsigned char *bytes, size_t length) {
  if (length < ENVELOPE_BYTES || bytes[0] != START || bytes[1] > 1 || bytes[38] != BOX_END ||
      bytes[length - 1] != END) {
    reader->problem = "it is not a SpatiaLite geometry";
    return 0;
  }
  reader->swap = (bytes[1] == 1) != machine_is_little_endian();
  reader->end = bytes + length - 1;
  reader->next = bytes + 2;
  if (read_u32(reader) != SRID) reader->problem = "its reference system is not EPSG:4326";
  reader->next = bytes + 39;
  uint32_t type = read_u32(reader);
  if (!reader->problem && (type < POINT || type > POLYGON + MULTI))
    reader->problem = "it is not made of points, lines or polygons in two dimensions";
  return type;
}

static bool make_room(base_arena *arena, blob_reader *reader, bool polygons) {
  reader->points = ARENA_ARRAY(arena, ht_lonlat, reader->point_count);
  reader->path_start = ARENA_ARRAY(arena, uint32_t, (size_t)reader->path_count + 1);
  if (polygons) reader->part_start = ARENA_ARRAY(arena, uint32_t, (size_t)reader->part_count + 1);
  reader->point_count = reader->path_count = reader->part_count = 0;
  return reader->points && reader->path_start && (reader->part_start || !polygons);
}

ht_err spatialite_blob_read(base_arena *arena, const void *blob, size_t length, ht_fault *fault, ht_shape *shape) {
  blob_reader reader = {0};
  uint32_t type = read_envelope(&reader, blob, length);
  const unsigned char *body = reader.next;
  if (!reader.problem) read_body(&reader, type);
  if (!reader.problem && reader.next != reader.end) reader.problem = "bytes follow it";
  if (reader.problem) return fault_set(fault, HT_BAD_DATA, "cannot read a stored shape: %s", reader.problem);

  bool polygons = type == POLYGON || type == POLYGON + MULTI;
  if (!make_room(arena, &reader, polygons)) return fault_memory(fault);
  reader.next = body;
  read_body(&reader, type);
  reader.path_start[reader.path_count] = reader.point_count;
  if (polygons) reader.part_start[reader.part_count] = reader.path_count;
  *shape = (ht_shape){
      .kind = polygons               ? HT_POLYGONS
              : type % MULTI == LINE ? HT_LINES
                                     : HT_POINTS,
      .point_count = reader.point_count,
      .path_count = reader.path_count,
      .part_count = polygons ? reader.part_count : reader.path_count,
      .points = reader.points,
      .path_start = reader.path_start,
      .part_start = reader.part_start,
  };
  return HT_OK;
}
