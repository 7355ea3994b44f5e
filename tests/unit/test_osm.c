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

#include "codec/osm_extract.h"

#define NODE(id, lon, lat) "<node id='" #id "' lon='" #lon "' lat='" #lat "'/>"
#define WAY(id, refs, tags) "<way id='" #id "'>" refs tags "</way>"
#define REF(id) "<nd ref='" #id "'/>"
#define TAG(key, value) "<tag k='" key "' v='" value "'/>"

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

static void expect(const char *xml, const char *lines) {
  char path[] = "/tmp/haitang-osm-XXXXXX";
  close(mkstemp(path));
  char *whole = NULL;
  assert_true(asprintf(&whole, "<?xml version='1.0'?><osm version='0.6'>%s</osm>", xml) > 0);
  write_file(path, whole, strlen(whole));
  taken t;
  ht_fault fault = {0};
  ht_err err = extract(path, &t, &fault);
  unlink(path);
  free(whole);
  if (err) fail_msg("%s", fault.detail);
  assert_string_equal(t.text, lines);
}

#define CROSS NODE(1, 120, 31) NODE(2, 120.01, 31) NODE(3, 120.02, 31) NODE(4, 120.01, 31.01) NODE(5, 120.01, 30.99)

static void ways_are_cut_where_they_meet(void **state) {
  (void)state;
  expect(CROSS WAY(10, REF(1) REF(2) REF(3), TAG("highway", "residential") TAG("name", "人民路"))
             WAY(11, REF(5) REF(2) REF(4), TAG("highway", "footway") TAG("bridge", "yes") TAG("layer", "1")),
         "residential 1-2 2 points flags 0 layer 0 '人民路'\n"
         "residential 2-3 2 points flags 0 layer 0 '人民路'\n"
         "footway 5-2 2 points flags 4 layer 1 ''\n"
         "footway 2-4 2 points flags 4 layer 1 ''\n");
}

static void ways_that_share_no_node_do_not_meet(void **state) {
  (void)state;
  expect(CROSS WAY(10, REF(1) REF(3), TAG("highway", "residential"))
             WAY(11, REF(5) REF(2) REF(4), TAG("highway", "footway")),
         "residential 1-3 2 points flags 0 layer 0 ''\n"
         "footway 5-4 3 points flags 0 layer 0 ''\n");
}

static void a_crossing_in_pieces_is_one_delay(void **state) {
  (void)state;
  expect(CROSS WAY(10, REF(1) REF(2) REF(3), TAG("highway", "residential"))
             WAY(11, REF(5) REF(2) REF(4), TAG("highway", "footway") TAG("footway", "crossing")),
         "residential 1-2 2 points flags 0 layer 0 ''\n"
         "residential 2-3 2 points flags 0 layer 0 ''\n"
         "footway 5-2 2 points flags 512 layer 0 ''\n"
         "footway 2-4 2 points flags 0 layer 0 ''\n");
}

static void gates_and_lifts_become_nodes(void **state) {
  (void)state;
  expect(NODE(1, 120, 31) "<node id='2' lon='120.01' lat='31'>" TAG(
             "barrier", "gate") "</node>"
                                "<node id='3' lon='120.02' lat='31'>" TAG("barrier", "gate") TAG(
                                    "access",
                                    "no") "</node>"
                                          "<node id='4' lon='120.03' lat='31'>" TAG(
                                              "highway",
                                              "elevator") "</node>"
                                                          "<node id='5' lon='120.04' lat='31'>" TAG(
                                                              "barrier", "bollard") "</node>" NODE(6, 120.05, 31)
                                                              WAY(10, REF(1) REF(2) REF(3) REF(4) REF(5) REF(6),
                                                                  TAG("highway", "service") TAG("access", "private")),
         "service 1-2 2 points flags 1 layer 0 ''\n"
         "service 2-3 2 points flags 1 layer 0 ''\n"
         "service 3-4 2 points flags 1 layer 0 ''\n"
         "service 4-6 3 points flags 1 layer 0 ''\n"
         "node 2 flags 1\nnode 3 flags 2\nnode 4 flags 8\n");
}

static void a_way_cut_by_the_edge_of_the_extract_is_taken_in_runs_and_told(void **state) {
  (void)state;
  expect(CROSS WAY(10, REF(1) REF(2) REF(99) REF(3) REF(98) REF(4) REF(5), TAG("highway", "path"))
             WAY(11, REF(1), TAG("highway", "path")),
         "path 1-2 2 points flags 0 layer 0 ''\n"
         "path 4-5 2 points flags 0 layer 0 ''\n"
         "problem 1/10 a node of the street is not in the file: it is cut there\n"
         "problem 1/11 a street with fewer than two nodes\n");
}

#define LAKE                                                                                                           \
  NODE(1, 0, 0)                                                                                                        \
  NODE(2, 9, 0) NODE(3, 9, 9) NODE(4, 0, 9) NODE(11, 2, 2) NODE(12, 7, 2) NODE(13, 7, 7) NODE(21, 4, 4) NODE(22, 5, 4) \
      NODE(23, 5, 5)

static void a_multipolygon_of_pieces_has_its_holes_whatever_its_roles_say(void **state) {
  (void)state;
  expect(LAKE WAY(31, REF(1) REF(2) REF(3), "") WAY(32, REF(1) REF(4) REF(3), "")
             WAY(33, REF(11) REF(12) REF(13) REF(11), "")
                 WAY(34, REF(21) REF(22) REF(23) REF(21),
                     "") "<relation id='40'><member type='way' ref='33' role='outer'/><member type='way' ref='31' "
                         "role='outer'/><member type='way' ref='34' role=''/>"
                         "<member type='way' ref='32' role='inner'/>" TAG("type", "multipolygon")
                             TAG("natural", "water") TAG("name", "傀儡湖") "</relation>",
         "land water '傀儡湖' from 40: 2 polygons 3 rings 13 points\n"
         "barrier water from 40: polygons 3 paths\n");
}

static void a_broken_multipolygon_is_told_and_its_shore_stays_a_barrier(void **state) {
  (void)state;
  expect(LAKE WAY(31, REF(1) REF(2) REF(3),
                  "") "<relation id='40'><member type='way' ref='31' role='outer'/><member type='way' ref='32' "
                      "role='outer'/>" TAG("type", "multipolygon")
                          TAG("natural", "water") "</relation>"
                                                  "<relation id='41'><member type='way' ref='31' role='outer'/>" TAG(
                                                      "type", "multipolygon") TAG("landuse", "farmland") "</relation>",
         "problem 2/40 a way of the multipolygon is not in the file\n"
         "barrier water from 31: lines 1 paths\n"
         "problem 2/41 the ways of the multipolygon do not close to rings\n");
}

static void one_file_gives_land_barriers_and_buildings(void **state) {
  (void)state;
  expect(LAKE WAY(50, REF(1) REF(2) REF(3) REF(1),
                  TAG("landuse", "residential")) WAY(51, REF(11) REF(12) REF(13) REF(11), TAG("building", "apartments"))
             WAY(52, REF(1) REF(2), TAG("waterway", "river")) WAY(53, REF(1) REF(2),
                                                                  TAG("waterway", "river") TAG("tunnel", "culvert"))
                 WAY(54, REF(2) REF(3), TAG("railway", "rail") TAG("bridge", "yes"))
                     WAY(55, REF(2) REF(3), TAG("railway", "rail")) WAY(56, REF(2) REF(3), TAG("highway", "motorway"))
                         WAY(57, REF(1) REF(2) REF(3) REF(1), TAG("barrier", "wall"))
                             WAY(58, REF(1) REF(2), TAG("waterway", "ditch"))
                                 WAY(59, REF(1) REF(2) REF(3) REF(1), TAG("highway", "pedestrian") TAG("area", "yes")),
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
  expect(LAKE WAY(31, REF(1) REF(2) REF(3), "")
             WAY(32, REF(1) REF(4) REF(3), "") "<relation id='40'><member type='way' ref='31' role='outer'/><member "
                                               "type='way' ref='32' role='outer'/>" TAG("type", "multipolygon")
                                                   TAG("highway", "pedestrian") "</relation>",
         "pedestrian 1-3 3 points flags 0 layer 0 ''\n"
         "pedestrian 1-3 3 points flags 0 layer 0 ''\n");
}

/* ---- Packing. */

static const char packed_xml[] =
    "<osm>" NODE(1, 120, 31) NODE(2, 120.01, 31) WAY(10, REF(1) REF(2), TAG("highway", "footway")) "</osm>";

static void expect_network(const char *path, const char *detail) {
  taken t;
  ht_fault fault = {0};
  ht_err err = extract(path, &t, &fault);
  if (!detail && err) fail_msg("%s", fault.detail);
  if (detail && (err != HT_BAD_DATA || !strstr(fault.detail, detail)))
    fail_msg("%s: %s", ht_err_name(err), fault.detail);
  if (!detail) assert_int_equal(t.streets, 1);
}

static void check_packed(const char *bytes, size_t length) {
  char path[] = "/tmp/haitang-osm-XXXXXX";
  close(mkstemp(path));
  write_file(path, bytes, length);
  expect_network(path, NULL);
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

static void packed_files_are_unpacked_and_cut_ones_refused(void **state) {
  (void)state;
  char packed[2048];
  check_packed(packed_xml, sizeof packed_xml - 1);
  check_packed(packed, gzip(packed_xml, sizeof packed_xml - 1, packed, sizeof packed));
  check_packed(packed, bzip2(packed_xml, sizeof packed_xml - 1, packed, sizeof packed));
}

static void several_packed_members_are_one_file(void **state) {
  (void)state;
  char path[] = "/tmp/haitang-osm-XXXXXX", packed[4096];
  size_t half = (sizeof packed_xml - 1) / 2;
  close(mkstemp(path));
  size_t used = gzip(packed_xml, half, packed, sizeof packed);
  used += gzip(packed_xml + half, sizeof packed_xml - 1 - half, packed + used, sizeof packed - used);
  write_file(path, packed, used);
  expect_network(path, NULL);
  used = bzip2(packed_xml, half, packed, sizeof packed);
  used += bzip2(packed_xml + half, sizeof packed_xml - 1 - half, packed + used, sizeof packed - used);
  write_file(path, packed, used);
  expect_network(path, NULL);
  unlink(path);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(ways_are_cut_where_they_meet),
      cmocka_unit_test(ways_that_share_no_node_do_not_meet),
      cmocka_unit_test(a_crossing_in_pieces_is_one_delay),
      cmocka_unit_test(gates_and_lifts_become_nodes),
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
