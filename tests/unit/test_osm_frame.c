/* SPDX-License-Identifier: Apache-2.0 */
/* A .osm.pbf written here byte by byte, then damaged in every way that one byte can be. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>
#include <zlib.h>

#include "base/buffer.h"
#include "codec/osm.h"

/* ---- Writing protocol buffers. */

static void put_varint(base_buffer *out, uint64_t value) {
  for (; value >= 0x80; value >>= 7) buffer_char(out, (char)(value | 0x80));
  buffer_char(out, (char)value);
}

static void put_number(base_buffer *out, uint32_t field, uint64_t value) {
  put_varint(out, (uint64_t)field << 3);
  put_varint(out, value);
}

static void put_bytes(base_buffer *out, uint32_t field, const void *bytes, size_t length) {
  put_varint(out, (uint64_t)field << 3 | 2);
  put_varint(out, length);
  buffer_append(out, bytes, length);
}

static void put_text(base_buffer *out, uint32_t field, const char *text) {
  put_bytes(out, field, text, strlen(text));
}

static void put_message(base_buffer *out, uint32_t field, base_buffer *message) {
  put_bytes(out, field, message->bytes, message->length);
  buffer_release(message);
}

static uint64_t zigzag(int64_t value) {
  return (uint64_t)value << 1 ^ (uint64_t)(value >> 63);
}

/* Adds a packed array of numbers, each as its difference from the one before. */
static void put_steps(base_buffer *out, uint32_t field, const int64_t *values, size_t count) {
  base_buffer packed = {0};
  int64_t before = 0;
  for (size_t i = 0; i < count; i++) {
    put_varint(&packed, zigzag(values[i] - before));
    before = values[i];
  }
  put_message(out, field, &packed);
}

static void put_packed(base_buffer *out, uint32_t field, const uint32_t *values, size_t count) {
  base_buffer packed = {0};
  for (size_t i = 0; i < count; i++) put_varint(&packed, values[i]);
  put_message(out, field, &packed);
}

static void put_blob(base_buffer *file, const char *type, base_buffer *block, bool packed) {
  base_buffer blob = {0}, header = {0};
  if (packed) {
    uLongf size = compressBound(block->length);
    Bytef *bytes = malloc(size);
    assert_int_equal(compress(bytes, &size, (const Bytef *)block->bytes, block->length), Z_OK);
    put_number(&blob, 2, block->length);
    put_bytes(&blob, 3, bytes, size);
    free(bytes);
  } else {
    put_bytes(&blob, 1, block->bytes, block->length);
  }
  put_text(&header, 1, type);
  put_number(&header, 3, blob.length);
  const unsigned char size[4] = {0, 0, (unsigned char)(header.length >> 8), (unsigned char)header.length};
  buffer_append(file, size, sizeof size);
  buffer_append(file, header.bytes, header.length);
  buffer_append(file, blob.bytes, blob.length);
  buffer_release(&header);
  buffer_release(&blob);
  buffer_release(block);
}

static void put_strings(base_buffer *block) {
  static const char *const texts[] = {"", "highway", "footway", "name", "人民路", "type", "multipolygon", "outer"};
  base_buffer table = {0};
  for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) put_text(&table, 1, texts[i]);
  put_message(block, 1, &table);
}

static void put_elements(base_buffer *block, int64_t lon) {
  const int64_t ids[] = {1, 2}, lats[] = {310000000, 310100000}, lons[] = {lon, 1200000000}, members[] = {10};
  const uint32_t node_tags[] = {1, 2, 0, 0}, keys[] = {1, 3}, values[] = {2, 4}, type[] = {5}, multipolygon[] = {6},
                 role[] = {7}, way_type[] = {1};
  base_buffer group = {0}, dense = {0}, way = {0}, relation = {0};
  put_steps(&dense, 1, ids, 2);
  put_steps(&dense, 8, lats, 2);
  put_steps(&dense, 9, lons, 2);
  put_packed(&dense, 10, node_tags, 4);
  put_message(&group, 2, &dense);
  put_number(&way, 1, 10);
  put_packed(&way, 2, keys, 2);
  put_packed(&way, 3, values, 2);
  put_steps(&way, 8, ids, 2);
  put_message(&group, 3, &way);
  put_number(&relation, 1, 20);
  put_packed(&relation, 2, type, 1);
  put_packed(&relation, 3, multipolygon, 1);
  put_packed(&relation, 8, role, 1);
  put_steps(&relation, 9, members, 1);
  put_packed(&relation, 10, way_type, 1);
  put_message(&group, 4, &relation);
  put_message(block, 2, &group);
}

static base_buffer make_file(const char *feature, int64_t lon, bool packed) {
  base_buffer file = {0}, header = {0}, block = {0};
  put_text(&header, 4, "OsmSchema-V0.6");
  put_text(&header, 4, feature);
  put_blob(&file, "OSMHeader", &header, packed);
  put_strings(&block);
  put_elements(&block, lon);
  put_blob(&file, "OSMData", &block, packed);
  assert_false(file.failed);
  return file;
}

/* ---- Reading it back. */

typedef struct seen {
  char text[400];
  size_t used;
} seen;

static ht_err see_node(void *context, const osm_node *node, ht_fault *fault) {
  seen *s = context;
  (void)fault;
  if (s->used > sizeof s->text / 2) return HT_OK;
  s->used += (size_t)snprintf(s->text + s->used, sizeof s->text - s->used, "n%lld %.7f %.7f %s;", (long long)node->id,
                              node->position.lon_deg, node->position.lat_deg, osm_tag_value(&node->tags, "highway"));
  return HT_OK;
}

static ht_err see_way(void *context, const osm_way *way, ht_fault *fault) {
  seen *s = context;
  (void)fault;
  if (s->used > sizeof s->text / 2) return HT_OK;
  s->used += (size_t)snprintf(s->text + s->used, sizeof s->text - s->used, "w%lld %lld-%lld %s;", (long long)way->id,
                              way->ref_count ? (long long)way->refs[0] : 0,
                              way->ref_count ? (long long)way->refs[way->ref_count - 1] : 0,
                              osm_tag_value(&way->tags, "name"));
  return HT_OK;
}

static ht_err see_relation(void *context, const osm_relation *relation, ht_fault *fault) {
  seen *s = context;
  (void)fault;
  if (s->used > sizeof s->text / 2) return HT_OK;
  s->used +=
      (size_t)snprintf(s->text + s->used, sizeof s->text - s->used, "r%lld %lld %s %s;", (long long)relation->id,
                       relation->member_count ? (long long)relation->members[0].id : 0,
                       relation->member_count ? relation->members[0].role : "", osm_tag_value(&relation->tags, "type"));
  return HT_OK;
}

typedef struct bench {
  char path[40];
  seen seen;
  ht_fault fault;
} bench;

static int set_up(void **state) {
  bench *b = calloc(1, sizeof *b);
  snprintf(b->path, sizeof b->path, "/tmp/haitang-pbf-XXXXXX");
  close(mkstemp(b->path));
  *state = b;
  return 0;
}

static int tear_down(void **state) {
  bench *b = *state;
  unlink(b->path);
  free(b);
  return 0;
}

static ht_err read_bytes(bench *b, const char *bytes, size_t length) {
  FILE *stream = fopen(b->path, "wb");
  assert_int_equal(fwrite(bytes, 1, length, stream), length);
  fclose(stream);
  b->seen = (seen){0};
  const osm_sink sink = {.context = &b->seen, .node = see_node, .way = see_way, .relation = see_relation};
  return osm_read(b->path, &sink, &b->fault);
}

static const char whole[] =
    "n1 120.0100000 31.0000000 footway;n2 120.0000000 31.0100000 ;w10 1-2 人民路;r20 10 outer multipolygon;";

static void a_whole_file_is_read_packed_or_not(void **state) {
  bench *b = *state;
  for (int packed = 0; packed < 2; packed++) {
    base_buffer file = make_file("DenseNodes", 1200100000, packed);
    if (read_bytes(b, file.bytes, file.length)) fail_msg("%s", b->fault.detail);
    assert_string_equal(b->seen.text, whole);
    buffer_release(&file);
  }
}

static void a_file_cut_anywhere_but_between_its_last_blobs_is_refused(void **state) {
  bench *b = *state;
  for (int packed = 0; packed < 2; packed++) {
    base_buffer file = make_file("DenseNodes", 1200100000, packed);
    for (size_t length = 1; length < file.length; length++)
      assert_int_equal(read_bytes(b, file.bytes, length), HT_BAD_DATA);
    buffer_release(&file);
  }
}

static void every_changed_bit_of_a_packed_file_is_seen_or_means_nothing(void **state) {
  bench *b = *state;
  base_buffer file = make_file("DenseNodes", 1200100000, true);
  for (size_t at = 0; at < file.length; at++)
    for (int bit = 0; bit < 8; bit++) {
      file.bytes[at] ^= (char)(1 << bit);
      ht_err err = read_bytes(b, file.bytes, file.length);
      /* Bits that fill up the last byte of a packed stream mean nothing: then nothing may change. */
      if (err != HT_BAD_DATA && (err || strcmp(b->seen.text, whole) != 0)) fail_msg("bit %d of byte %zu", bit, at);
      file.bytes[at] ^= (char)(1 << bit);
    }
  buffer_release(&file);
}

static void changed_bits_of_a_plain_file_are_seen_or_read_but_never_worse(void **state) {
  bench *b = *state;
  base_buffer file = make_file("DenseNodes", 1200100000, false);
  for (size_t at = 0; at < file.length; at++)
    for (int bit = 0; bit < 8; bit++) {
      file.bytes[at] ^= (char)(1 << bit);
      ht_err err = read_bytes(b, file.bytes, file.length);
      assert_true(err == HT_OK || err == HT_BAD_DATA);
      file.bytes[at] ^= (char)(1 << bit);
    }
  buffer_release(&file);
}

static void bytes_after_the_last_blob_are_refused(void **state) {
  bench *b = *state;
  base_buffer file = make_file("DenseNodes", 1200100000, true);
  buffer_char(&file, 'x');
  assert_int_equal(read_bytes(b, file.bytes, file.length), HT_BAD_DATA);
  buffer_release(&file);
}

static void what_a_file_demands_must_be_known(void **state) {
  bench *b = *state;
  base_buffer file = make_file("HistoricalInformation", 1200100000, true);
  assert_int_equal(read_bytes(b, file.bytes, file.length), HT_BAD_DATA);
  assert_non_null(strstr(b->fault.detail, "HistoricalInformation"));
  buffer_release(&file);
}

static void a_longitude_of_200_is_refused_with_the_node(void **state) {
  bench *b = *state;
  base_buffer file = make_file("DenseNodes", 2000000000, true);
  assert_int_equal(read_bytes(b, file.bytes, file.length), HT_BAD_DATA);
  assert_non_null(strstr(b->fault.detail, "node 1: longitude 200 is outside -180..180"));
  buffer_release(&file);
}

int main(void) {
#define EACH(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)
  const struct CMUnitTest tests[] = {
      EACH(a_whole_file_is_read_packed_or_not),
      EACH(a_file_cut_anywhere_but_between_its_last_blobs_is_refused),
      EACH(every_changed_bit_of_a_packed_file_is_seen_or_means_nothing),
      EACH(changed_bits_of_a_plain_file_are_seen_or_read_but_never_worse),
      EACH(bytes_after_the_last_blob_are_refused),
      EACH(what_a_file_demands_must_be_known),
      EACH(a_longitude_of_200_is_refused_with_the_node),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
