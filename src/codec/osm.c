/* SPDX-License-Identifier: Apache-2.0 */
/*
 * One door to both forms of OpenStreetMap's data. The content decides which it is, never the name: an extract saved
 * by a browser is as likely to be called map as map.osm.
 */
#include "codec/osm.h"

#include <math.h>
#include <string.h>

#include "base/fault.h"
#include "codec/osm_block.h"
#include "codec/osm_frame.h"
#include "codec/osm_xml.h"

const char *osm_tag_value(const osm_tags *tags, const char *key) {
  for (uint32_t i = 0; i < tags->count; i++)
    if (strcmp(tags->items[i].key, key) == 0) return tags->items[i].value;
  return "";
}

bool osm_tag_is(const osm_tags *tags, const char *key, const char *value) {
  return strcmp(osm_tag_value(tags, key), value) == 0;
}

ht_err osm_check_position(int64_t node, ht_lonlat position, ht_fault *fault) {
  if (!(position.lon_deg >= -180 && position.lon_deg <= 180))
    return fault_set(fault, HT_BAD_DATA, "node %lld: longitude %g is outside -180..180", (long long)node,
                     position.lon_deg);
  if (!(position.lat_deg >= -90 && position.lat_deg <= 90))
    return fault_set(fault, HT_BAD_DATA, "node %lld: latitude %g is outside -90..90", (long long)node,
                     position.lat_deg);
  return HT_OK;
}

static ht_err tell_progress(const osm_sink *sink, const codec_unpack *file, ht_fault *fault) {
  if (!sink->progress.tell ||
      sink->progress.tell(sink->progress.context, sink->what, unpack_position(file), unpack_size(file)))
    return HT_OK;
  return fault_set(fault, HT_CANCELLED, "stopped by the user");
}

static ht_err read_blobs(codec_unpack *file, const osm_sink *sink, ht_fault *fault, osm_frame *frame,
                         osm_block *block) {
  for (;;) {
    osm_blob_kind kind;
    ht_err err = osm_frame_next(frame, fault, &kind);
    if (err || kind == OSM_BLOB_END) return err;
    uint8_t *bytes = (uint8_t *)frame->block.bytes;
    err = kind == OSM_BLOB_HEADER ? osm_block_check_header(bytes, frame->block.length, fault)
                                  : osm_block_read(block, bytes, frame->block.length, sink, fault);
    if (err == HT_BAD_DATA) return fault_prefix(fault, err, "at byte %llu", (unsigned long long)frame->offset);
    if (err || (err = tell_progress(sink, file, fault))) return err;
  }
}

static ht_err read_pbf(codec_unpack *file, const osm_sink *sink, ht_fault *fault) {
  osm_frame frame;
  osm_block block = {0};
  osm_frame_init(&frame, file);
  ht_err err = read_blobs(file, sink, fault, &frame, &block);
  osm_block_release(&block);
  osm_frame_release(&frame);
  return err;
}

static ht_err read_xml(codec_unpack *file, const osm_sink *sink, ht_fault *fault) {
  osm_xml *parser;
  ht_err err = osm_xml_new(sink, fault, &parser);
  if (err) return err;
  char bytes[64 << 10];
  for (size_t got = 1; !err && got > 0;) {
    err = unpack_read(file, bytes, sizeof bytes, fault, &got);
    if (!err) err = osm_xml_feed(parser, bytes, got, fault);
    if (!err) err = tell_progress(sink, file, fault);
  }
  osm_xml_free(parser);
  return err;
}

typedef enum form { FORM_UNKNOWN, FORM_XML, FORM_PBF } form;

/* OSM XML begins, after a declaration and perhaps comments, with the element osm. */
static form recognise(const unsigned char *bytes, size_t length) {
  if (length >= 5 && bytes[0] == 0 && bytes[1] == 0 && bytes[4] == 0x0A) return FORM_PBF;
  return memmem(bytes, length, "<osm", 4) ? FORM_XML : FORM_UNKNOWN;
}

static ht_err read_form(const char *path, ht_fault *fault, form *found) {
  codec_unpack *file;
  ht_err err = unpack_open(path, fault, &file);
  if (err) return err;
  unsigned char start[4096];
  size_t length = 0, got = 1;
  while (!err && got > 0 && length < sizeof start) {
    err = unpack_read(file, start + length, sizeof start - length, fault, &got);
    if (!err) length += got;
  }
  unpack_close(file);
  if (!err) *found = recognise(start, length);
  return err;
}

ht_err osm_recognise(const char *path, ht_fault *fault, bool *is_osm) {
  form found;
  ht_err err = read_form(path, fault, &found);
  if (!err) *is_osm = found != FORM_UNKNOWN;
  return err;
}

ht_err osm_read(const char *path, const osm_sink *sink, ht_fault *fault) {
  form found;
  codec_unpack *file;
  ht_err err = read_form(path, fault, &found);
  if (err) return err;
  if (found == FORM_UNKNOWN) return fault_set(fault, HT_BAD_DATA, "this is neither .osm.pbf nor OSM XML");
  if ((err = unpack_open(path, fault, &file))) return err;
  err = found == FORM_PBF ? read_pbf(file, sink, fault) : read_xml(file, sink, fault);
  unpack_close(file);
  return err;
}
