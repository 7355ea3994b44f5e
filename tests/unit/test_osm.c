/* SPDX-License-Identifier: Apache-2.0 */
/* From an OSM file to streets, land, barriers and buildings. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <bzlib.h>
#include <cmocka.h>
#include <zlib.h>

#include "base/buffer.h"
#include "codec/osm_extract.h"

/* What came out, as text: one line a thing. */
typedef struct taken {
  char text[8192];
  size_t used;
  uint32_t nodes, streets;
} taken;

static void note(taken *t, const char *format, ...) __attribute__((format(printf, 2, 3)));
static void note(taken *t, const char *format, ...) {
  va_list values;
  va_start(values, format);
  t->used += (size_t)vsnprintf(t->text + t->used, sizeof t->text - t->used, format, values);
  va_end(values);
  assert_true(t->used < sizeof t->text);
}

static ht_err take_network(void *context, const ht_network_record *network, ht_fault *fault) {
  taken *t = context;
  (void)fault;
  t->nodes = network->node_count;
  t->streets = network->street_count;
  for (uint32_t i = 0; i < network->street_count; i++) {
    const ht_street_record *street = &network->streets[i];
    note(t, "%s %lld-%lld %u points flags %u layer %d '%s'\n", street->class_name,
         (long long)network->nodes[street->node_a].source, (long long)network->nodes[street->node_b].source,
         street->point_count, street->flags, street->layer, street->name);
  }
  for (uint32_t i = 0; i < network->node_count; i++)
    if (network->nodes[i].flags)
      note(t, "node %lld flags %u\n", (long long)network->nodes[i].source, network->nodes[i].flags);
  return HT_OK;
}

static ht_err take_land(void *context, const ht_land_record *land, int64_t source, ht_fault *fault) {
  (void)fault;
  note(context, "land %s '%s' from %lld: %u polygons %u rings %u points\n", land->class_name, land->name,
       (long long)source, land->shape.part_count, land->shape.path_count, land->shape.point_count);
  return HT_OK;
}

static ht_err take_barrier(void *context, const ht_barrier_record *barrier, int64_t source, ht_fault *fault) {
  (void)fault;
  note(context, "barrier %s from %lld: %s %u paths\n", barrier->class_name, (long long)source,
       barrier->shape.kind == HT_LINES ? "lines" : "polygons", barrier->shape.path_count);
  return HT_OK;
}

static ht_err take_building(void *context, const ht_demand_record *building, int64_t source, ht_fault *fault) {
  (void)fault;
  assert_true(building->population == 0 && building->households == 0 && building->elderly == 0);
  note(context, "building %s from %lld\n", building->code, (long long)source);
  return HT_OK;
}

static ht_err take_problem(void *context, const osm_problem *problem, ht_fault *fault) {
  (void)fault;
  note(context, "problem %d/%lld %s\n", problem->type, (long long)problem->id, problem->reason);
  return HT_OK;
}

static ht_err extract(const char *path, taken *t, ht_fault *fault) {
  osm_taker taker = {t, take_network, take_land, take_barrier, take_building, take_problem};
  *t = (taken){0};
  return osm_extract(path, &taker, (ht_progress){0}, fault);
}

static void write_file(const char *path, const void *bytes, size_t length) {
  FILE *stream = fopen(path, "wb");
  assert_non_null(stream);
  assert_int_equal(fwrite(bytes, 1, length, stream), length);
  fclose(stream);
}

/* ---- A small language for OSM: a line is an element, "n1 LON LAT TAGS", "w10 1,2,3 TAGS" or "r40 33:outer,31: TAGS",
   its tags are key=value. */

static void add_tags(base_buffer *xml, char *words) {
  for (char *rest, *tag = strtok_r(words, " ", &rest); tag; tag = strtok_r(NULL, " ", &rest)) {
    int key = (int)strcspn(tag, "=");
    buffer_printf(xml, "<tag k='%.*s' v='%s'/>", key, tag, tag + key + 1);
  }
}

static void add_refs(base_buffer *xml, char *list) {
  for (char *rest, *ref = strtok_r(list, ",", &rest); ref; ref = strtok_r(NULL, ",", &rest))
    buffer_printf(xml, "<nd ref='%s'/>", ref);
}

static void add_members(base_buffer *xml, char *list) {
  for (char *rest, *member = strtok_r(list, ",", &rest); member; member = strtok_r(NULL, ",", &rest)) {
    int way = (int)strcspn(member, ":");
    buffer_printf(xml, "<member type='way' ref='%.*s' role='%s'/>", way, member, member + way + 1);
  }
}

static void add_element(base_buffer *xml, char *line) {
  const char *name = *line == 'n' ? "node" : *line == 'w' ? "way" : "relation";
  char *rest, *id = strtok_r(line, " ", &rest), *body = strtok_r(NULL, " ", &rest);
  if (*id == 'n') {
    buffer_printf(xml, "<node id='%s' lon='%s' lat='%s'>", id + 1, body, strtok_r(NULL, " ", &rest));
  } else {
    buffer_printf(xml, "<%s id='%s'>", name, id + 1);
    if (*id == 'w')
      add_refs(xml, body);
    else
      add_members(xml, body);
  }
  add_tags(xml, rest);
  buffer_printf(xml, "</%s>", name);
}

static base_buffer to_xml(const char *elements) {
  base_buffer xml = {0};
  char *copy = strdup(elements);
  buffer_text(&xml, "<?xml version='1.0'?><osm version='0.6'>");
  for (char *rest, *line = strtok_r(copy, "\n", &rest); line; line = strtok_r(NULL, "\n", &rest))
    add_element(&xml, line);
  buffer_text(&xml, "</osm>");
  free(copy);
  assert_false(xml.failed);
  return xml;
}

static void expect(const char *elements, const char *lines) {
  char path[] = "/tmp/haitang-osm-XXXXXX";
  close(mkstemp(path));
  base_buffer xml = to_xml(elements);
  write_file(path, xml.bytes, xml.length);
  buffer_release(&xml);
  taken t;
  ht_fault fault = {0};
  ht_err err = extract(path, &t, &fault);
  unlink(path);
  if (err) fail_msg("%s", fault.detail);
  assert_string_equal(t.text, lines);
}

#define CROSS "n1 120 31\nn2 120.01 31\nn3 120.02 31\nn4 120.01 31.01\nn5 120.01 30.99\n"

static void ways_are_cut_where_they_meet(void **state) {
  (void)state;
  expect(CROSS "w10 1,2,3 highway=residential name=人民路\n"
               "w11 5,2,4 highway=footway bridge=yes layer=1\n",
         "residential 1-2 2 points flags 0 layer 0 '人民路'\n"
         "residential 2-3 2 points flags 0 layer 0 '人民路'\n"
         "footway 5-2 2 points flags 4 layer 1 ''\n"
         "footway 2-4 2 points flags 4 layer 1 ''\n");
}

static void ways_that_share_no_node_do_not_meet(void **state) {
  (void)state;
  expect(CROSS "w10 1,3 highway=residential\n"
               "w11 5,2,4 highway=footway\n",
         "residential 1-3 2 points flags 0 layer 0 ''\n"
         "footway 5-4 3 points flags 0 layer 0 ''\n");
}

static void a_crossing_in_pieces_is_one_delay(void **state) {
  (void)state;
  expect(CROSS "w10 1,2,3 highway=residential\n"
               "w11 5,2,4 highway=footway footway=crossing\n",
         "residential 1-2 2 points flags 0 layer 0 ''\n"
         "residential 2-3 2 points flags 0 layer 0 ''\n"
         "footway 5-2 2 points flags 512 layer 0 ''\n"
         "footway 2-4 2 points flags 0 layer 0 ''\n");
}

static void gates_and_lifts_become_nodes_and_bollards_do_not(void **state) {
  (void)state;
  expect("n1 120.00 31\n"
         "n2 120.01 31 barrier=gate\n"
         "n3 120.02 31 barrier=gate access=no\n"
         "n4 120.03 31 highway=elevator\n"
         "n5 120.04 31 barrier=bollard\n"
         "n6 120.05 31\n"
         "w10 1,2,3,4,5,6 highway=service access=private\n",
         "service 1-2 2 points flags 1 layer 0 ''\n"
         "service 2-3 2 points flags 1 layer 0 ''\n"
         "service 3-4 2 points flags 1 layer 0 ''\n"
         "service 4-6 3 points flags 1 layer 0 ''\n"
         "node 2 flags 1\n"
         "node 3 flags 2\n"
         "node 4 flags 8\n");
}

static void a_way_cut_by_the_edge_of_the_extract_is_taken_in_runs_and_told(void **state) {
  (void)state;
  expect(CROSS "w10 1,2,99,3,98,4,5 highway=path\n"
               "w11 1 highway=path\n",
         "path 1-2 2 points flags 0 layer 0 ''\n"
         "path 4-5 2 points flags 0 layer 0 ''\n"
         "problem 1/10 a node of the street is not in the file: it is cut there\n"
         "problem 1/11 a street with fewer than two nodes\n");
}

/* A square of 9, in it one of 5, in that a triangle of 1. */
#define LAKE                                                                                                           \
  "n1 0 0\nn2 9 0\nn3 9 9\nn4 0 9\n"                                                                                   \
  "n11 2 2\nn12 7 2\nn13 7 7\n"                                                                                        \
  "n21 5 4\nn22 6 4\nn23 6 5\n"

static void a_multipolygon_of_pieces_has_its_holes_whatever_its_roles_say(void **state) {
  (void)state;
  expect(LAKE "w31 1,2,3\n"
              "w32 1,4,3\n"
              "w33 11,12,13,11\n"
              "w34 21,22,23,21\n"
              "r40 33:outer,31:outer,34:,32:inner type=multipolygon natural=water name=傀儡湖\n",
         "land water '傀儡湖' from 40: 2 polygons 3 rings 13 points\n"
         "barrier water from 40: polygons 3 paths\n");
}

static void a_broken_multipolygon_is_told_and_its_shore_stays_a_barrier(void **state) {
  (void)state;
  expect(LAKE "w31 1,2,3\n"
              "r40 31:outer,32:outer type=multipolygon natural=water\n"
              "r41 31:outer type=multipolygon landuse=farmland\n",
         "problem 2/40 a way of the multipolygon is not in the file\n"
         "barrier water from 31: lines 1 paths\n"
         "problem 2/41 the ways of the multipolygon do not close to rings\n");
}

static void one_file_gives_land_barriers_and_buildings(void **state) {
  (void)state;
  expect(LAKE "w50 1,2,3,1 landuse=residential\n"
              "w51 11,12,13,11 building=apartments\n"
              "w52 1,2 waterway=river\n"
              "w53 1,2 waterway=river tunnel=culvert\n"
              "w54 2,3 railway=rail bridge=yes\n"
              "w55 2,3 railway=rail\n"
              "w56 2,3 highway=motorway\n"
              "w57 1,2,3,1 barrier=wall\n"
              "w58 1,2 waterway=ditch\n"
              "w59 1,2,3,1 highway=pedestrian area=yes\n",
         "pedestrian 1-1 4 points flags 0 layer 0 ''\n"
         "land residential '' from 50: 1 polygons 1 rings 4 points\n"
         "building osm:way/51 from 51\n"
         "barrier water from 52: lines 1 paths\n"
         "barrier railway from 55: lines 1 paths\n"
         "barrier motorway from 56: lines 1 paths\n"
         "barrier wall from 57: lines 1 paths\n");
}

static void a_square_drawn_as_a_multipolygon_is_walked_along_its_edge(void **state) {
  (void)state;
  expect(LAKE "w31 1,2,3\n"
              "w32 1,4,3\n"
              "r40 31:outer,32:outer type=multipolygon highway=pedestrian\n",
         "pedestrian 1-3 3 points flags 0 layer 0 ''\n"
         "pedestrian 1-3 3 points flags 0 layer 0 ''\n");
}

/* ---- Packing. */

static void expect_network(const char *path) {
  taken t;
  ht_fault fault = {0};
  if (extract(path, &t, &fault)) fail_msg("%s", fault.detail);
  assert_int_equal(t.streets, 1);
}

static void check_packed(const char *bytes, size_t length) {
  char path[] = "/tmp/haitang-osm-XXXXXX";
  close(mkstemp(path));
  write_file(path, bytes, length);
  expect_network(path);
  for (size_t cut = 4; cut < length; cut++) {
    write_file(path, bytes, cut);
    taken t;
    ht_fault fault = {0};
    ht_err err = extract(path, &t, &fault);
    assert_int_equal(err, HT_BAD_DATA);
  }
  unlink(path);
}

static size_t gzip(const char *text, size_t length, char *packed, size_t size) {
  z_stream z = {0};
  assert_int_equal(deflateInit2(&z, 9, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY), Z_OK);
  z.next_in = (Bytef *)(uintptr_t)text;
  z.avail_in = (uInt)length;
  z.next_out = (Bytef *)packed;
  z.avail_out = (uInt)size;
  assert_int_equal(deflate(&z, Z_FINISH), Z_STREAM_END);
  size_t used = size - z.avail_out;
  deflateEnd(&z);
  return used;
}

static size_t bzip2(const char *text, size_t length, char *packed, size_t size) {
  unsigned used = (unsigned)size;
  assert_int_equal(BZ2_bzBuffToBuffCompress(packed, &used, (char *)(uintptr_t)text, (unsigned)length, 9, 0, 0), BZ_OK);
  return used;
}

static const char small[] = "n1 120 31\nn2 120.01 31\nw10 1,2 highway=footway\n";

static void packed_files_are_unpacked_and_cut_ones_refused(void **state) {
  (void)state;
  char packed[2048];
  base_buffer xml = to_xml(small);
  check_packed(xml.bytes, xml.length);
  check_packed(packed, gzip(xml.bytes, xml.length, packed, sizeof packed));
  check_packed(packed, bzip2(xml.bytes, xml.length, packed, sizeof packed));
  buffer_release(&xml);
}

static void several_packed_members_are_one_file(void **state) {
  (void)state;
  char path[] = "/tmp/haitang-osm-XXXXXX", packed[4096];
  base_buffer xml = to_xml(small);
  size_t half = xml.length / 2;
  close(mkstemp(path));
  size_t used = gzip(xml.bytes, half, packed, sizeof packed);
  used += gzip(xml.bytes + half, xml.length - half, packed + used, sizeof packed - used);
  write_file(path, packed, used);
  expect_network(path);
  used = bzip2(xml.bytes, half, packed, sizeof packed);
  used += bzip2(xml.bytes + half, xml.length - half, packed + used, sizeof packed - used);
  write_file(path, packed, used);
  expect_network(path);
  unlink(path);
  buffer_release(&xml);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(ways_are_cut_where_they_meet),
      cmocka_unit_test(ways_that_share_no_node_do_not_meet),
      cmocka_unit_test(a_crossing_in_pieces_is_one_delay),
      cmocka_unit_test(gates_and_lifts_become_nodes_and_bollards_do_not),
      cmocka_unit_test(a_way_cut_by_the_edge_of_the_extract_is_taken_in_runs_and_told),
      cmocka_unit_test(a_multipolygon_of_pieces_has_its_holes_whatever_its_roles_say),
      cmocka_unit_test(a_broken_multipolygon_is_told_and_its_shore_stays_a_barrier),
      cmocka_unit_test(one_file_gives_land_barriers_and_buildings),
      cmocka_unit_test(a_square_drawn_as_a_multipolygon_is_walked_along_its_edge),
      cmocka_unit_test(packed_files_are_unpacked_and_cut_ones_refused),
      cmocka_unit_test(several_packed_members_are_one_file),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
