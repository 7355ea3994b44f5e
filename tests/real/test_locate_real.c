/* SPDX-License-Identifier: Apache-2.0 */
/* Who owns a place on real nets, with their overlaps, holes and slivers: against brute force and against GEOS. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <geos_c.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "bridge/geos.h"
#include "bridge/geos_shape.h"
#include "geo/metric.h"
#include "geo/partition.h"
#include "real_grids.h"

enum { RANDOM_POINTS = 100000 };

static uint64_t seed = 20240605;

static double random_between(double low, double high) {
  seed = seed * 6364136223846793005u + 1442695040888963407u;
  return low + (high - low) * (double)(seed >> 11) * 0x1p-53;
}

static bool open_or_skip(const char *name, const ht_import_options *options, real_grids *grids) {
  if (real_grids_open(name, options, grids)) return true;
  print_message("skipped: %s is not in $HAITANG_REAL_DATA or ../shared/data\n", name);
  return false;
}

static void random_points(const real_grids *grids, ht_lonlat *points, size_t count) {
  ht_box box = ht_city_extent(grids->city);
  print_message("seed %llu\n", (unsigned long long)seed);
  for (size_t i = 0; i < count; i++)
    points[i] = (ht_lonlat){random_between(box.west_deg, box.east_deg), random_between(box.south_deg, box.north_deg)};
}

static bool same_text(const char *a, const char *b) {
  return a == b || (a && b && !strcmp(a, b));
}

/* Tallies of how many grids contain the points. */
typedef struct tally {
  size_t nobody, one, more;
} tally;

/* Checks the owner of every point against brute force. */
static tally check_points(const real_grids *grids, const ht_lonlat *points, size_t count) {
  const char **codes = calloc(count, sizeof *codes);
  tally sum = {0};
  assert_non_null(codes);
  assert_int_equal(ht_locate_batch(grids->city, "grid", points, count, NULL, codes), HT_OK);
  for (size_t i = 0; i < count; i++) {
    uint32_t list[16], truth = real_grids_containing(grids, points[i], list, 16);
    const char *expected = truth ? grids->codes[list[0]] : NULL;
    if (!same_text(codes[i], expected))
      fail_msg("%a %a: %s, not %s", points[i].lon_deg, points[i].lat_deg, codes[i] ? codes[i] : "nobody",
               expected ? expected : "nobody");
    if (truth == 0)
      sum.nobody++;
    else if (truth == 1)
      sum.one++;
    else
      sum.more++;
  }
  free(codes);
  return sum;
}

/* ---- GEOS ---- */

typedef struct geos_net {
  GEOSContextHandle_t context;
  GEOSSTRtree *tree;
  GEOSGeometry **shapes;
  const GEOSPreparedGeometry **prepared;
  uint32_t *numbers, count;
} geos_net;

static void geos_net_open(const real_grids *grids, geos_net *net) {
  net->context = GEOS_init_r();
  net->tree = GEOSSTRtree_create_r(net->context, 10);
  net->count = grids->count;
  net->shapes = calloc(grids->count, sizeof *net->shapes);
  net->prepared = calloc(grids->count, sizeof *net->prepared);
  net->numbers = calloc(grids->count, sizeof *net->numbers);
  for (uint32_t i = 0; i < grids->count; i++) {
    net->numbers[i] = i;
    net->shapes[i] = geos_shape_in(net->context, &grids->shapes[i]);
    net->prepared[i] = GEOSPrepare_r(net->context, net->shapes[i]);
    GEOSSTRtree_insert_r(net->context, net->tree, net->shapes[i], &net->numbers[i]);
  }
}

static void geos_net_close(geos_net *net) {
  GEOSSTRtree_destroy_r(net->context, net->tree);
  for (uint32_t i = 0; i < net->count; i++) {
    GEOSPreparedGeom_destroy_r(net->context, net->prepared[i]);
    GEOSGeom_destroy_r(net->context, net->shapes[i]);
  }
  free(net->shapes);
  free(net->prepared);
  free(net->numbers);
  GEOS_finish_r(net->context);
}

typedef struct geos_question {
  const geos_net *net;
  const GEOSGeometry *point;
  uint32_t owner;
} geos_question;

static void geos_visit(void *item, void *context) {
  geos_question *question = context;
  uint32_t number = *(const uint32_t *)item;
  if (number > question->owner) return;
  if (GEOSPreparedIntersects_r(question->net->context, question->net->prepared[number], question->point) == 1)
    question->owner = number;
}

/* The lowest number of the shapes that GEOS says contain p. */
static uint32_t geos_owner(const geos_net *net, ht_lonlat p) {
  GEOSGeometry *point = GEOSGeom_createPointFromXY_r(net->context, p.lon_deg, p.lat_deg);
  geos_question question = {net, point, GEO_NOBODY};
  GEOSSTRtree_query_r(net->context, net->tree, point, geos_visit, &question);
  GEOSGeom_destroy_r(net->context, point);
  return question.owner;
}

/* The distance from p to the nearest of all edges, on the plane around p. */
static double border_m(const real_grids *grids, ht_lonlat p) {
  geo_metric metric = geo_metric_at(p);
  double best = INFINITY;
  for (uint32_t i = 0; i < grids->count; i++) {
    const ht_shape *shape = &grids->shapes[i];
    for (uint32_t ring = 0; ring < shape->path_count; ring++)
      for (uint32_t k = shape->path_start[ring]; k + 1 < shape->path_start[ring + 1]; k++) {
        geo_xy a = geo_metric_xy(&metric, shape->points[k]), b = geo_metric_xy(&metric, shape->points[k + 1]);
        double dx = b.x_m - a.x_m, dy = b.y_m - a.y_m, length2 = dx * dx + dy * dy;
        double share = length2 > 0 ? fmin(fmax(-(a.x_m * dx + a.y_m * dy) / length2, 0), 1) : 0;
        best = fmin(best, hypot(a.x_m + share * dx, a.y_m + share * dy));
      }
  }
  return best;
}

static void check_against_geos(const real_grids *grids, const ht_lonlat *points, size_t count) {
  geos_net net;
  size_t differ = 0;
  const char **codes = calloc(count, sizeof *codes);
  assert_int_equal(ht_locate_batch(grids->city, "grid", points, count, NULL, codes), HT_OK);
  geos_net_open(grids, &net);
  for (size_t i = 0; i < count; i++) {
    uint32_t owner = geos_owner(&net, points[i]);
    if (same_text(codes[i], owner == GEO_NOBODY ? NULL : grids->codes[owner])) continue;
    differ++;
    if (border_m(grids, points[i]) > 0.001) fail_msg("%a %a: GEOS differs", points[i].lon_deg, points[i].lat_deg);
  }
  geos_net_close(&net);
  free(codes);
  print_message("%zu of %zu points differ from GEOS, all within 1 mm of a border\n", differ, count);
}

/* ---- Hangzhou ---- */

static const char *const XIHU_MAPS[] = {"XZQHBM=code"};
static const ht_import_options XIHU = {.crs = "cgcs2000", .maps = XIHU_MAPS, .map_count = 1};

static void of_xihu_every_random_point_has_the_owner_that_brute_force_finds(void **state) {
  (void)state;
  real_grids grids;
  if (!open_or_skip("grids/hangzhou_xihu_grid605.geojson", &XIHU, &grids)) skip();
  ht_lonlat *points = calloc(3 * RANDOM_POINTS, sizeof *points), *inside = points;
  size_t found = 0;
  random_points(&grids, points, 3 * RANDOM_POINTS);
  for (size_t i = 0; i < 3 * RANDOM_POINTS && found < RANDOM_POINTS; i++) { /* less than half of the box is district */
    uint32_t list[1];
    if (real_grids_containing(&grids, points[i], list, 1)) inside[found++] = points[i];
  }
  tally sum = check_points(&grids, inside, found);
  print_message("read %llu, wrote %llu, refused %llu; of %zu points in the district %zu have one owner, %zu more\n",
                (unsigned long long)grids.report.read, (unsigned long long)grids.report.written,
                (unsigned long long)grids.report.refused, found, sum.one, sum.more);
  assert_int_equal(grids.report.read, 605);
  assert_int_equal(grids.report.written + grids.report.refused, 605);
  assert_int_equal(sum.nobody, 0);
  assert_int_equal(found, RANDOM_POINTS);
  check_against_geos(&grids, inside, found);
  free(points);
  real_grids_close(&grids);
}

/* ---- Sheffield ---- */

static const char *const SHEFFIELD_MAPS[] = {"OA11CD=code"};
static const ht_import_options SHEFFIELD = {.crs = "wgs84", .maps = SHEFFIELD_MAPS, .map_count = 1};

/* An edge with its lower end first, to be sorted. */
typedef struct plain_edge {
  ht_lonlat low, high;
} plain_edge;

static int compare_places(const void *left, const void *right) {
  const ht_lonlat *a = left, *b = right;
  if (a->lon_deg != b->lon_deg) return a->lon_deg < b->lon_deg ? -1 : 1;
  return (a->lat_deg > b->lat_deg) - (a->lat_deg < b->lat_deg);
}

static int compare_edges(const void *left, const void *right) {
  const plain_edge *a = left, *b = right;
  int low = compare_places(&a->low, &b->low);
  return low ? low : compare_places(&a->high, &b->high);
}

static size_t all_edges(const real_grids *grids, plain_edge **edges) {
  size_t count = 0, room = 0;
  for (uint32_t i = 0; i < grids->count; i++) room += grids->shapes[i].point_count;
  *edges = calloc(room, sizeof **edges);
  for (uint32_t i = 0; i < grids->count; i++) {
    const ht_shape *shape = &grids->shapes[i];
    for (uint32_t ring = 0; ring < shape->path_count; ring++)
      for (uint32_t k = shape->path_start[ring]; k + 1 < shape->path_start[ring + 1]; k++) {
        ht_lonlat a = shape->points[k], b = shape->points[k + 1];
        (*edges)[count++] = compare_places(&a, &b) < 0 ? (plain_edge){a, b} : (plain_edge){b, a};
      }
  }
  qsort(*edges, count, sizeof **edges, compare_edges);
  return count;
}

/* Sorts places and drops those that come again. */
static size_t unique_places(ht_lonlat *places, size_t count) {
  size_t kept = 0;
  qsort(places, count, sizeof *places, compare_places);
  for (size_t i = 0; i < count; i++)
    if (kept == 0 || compare_places(&places[kept - 1], &places[i]) != 0) places[kept++] = places[i];
  return kept;
}

/* The vertices of the outline: ends of edges that only one grid has. */
static size_t outline_places(const plain_edge *edges, size_t count, ht_lonlat *places) {
  size_t found = 0;
  for (size_t i = 0, end; i < count; i = end) {
    for (end = i + 1; end < count && compare_edges(&edges[i], &edges[end]) == 0;) end++;
    if (end - i > 1) continue;
    places[found++] = edges[i].low;
    places[found++] = edges[i].high;
  }
  return unique_places(places, found);
}

/* Vertices, and middles of edges that two grids share, without those on the outline. */
static size_t inner_places(const plain_edge *edges, size_t count, ht_lonlat *places) {
  ht_lonlat *outline = calloc(2 * count, sizeof *outline), *all = calloc(3 * count, sizeof *all);
  size_t outline_count = outline_places(edges, count, outline), all_count = 0, kept = 0;
  for (size_t i = 0; i < count; i++) {
    bool shared = (i > 0 && !compare_edges(&edges[i - 1], &edges[i])) ||
                  (i + 1 < count && !compare_edges(&edges[i], &edges[i + 1]));
    all[all_count++] = edges[i].low;
    all[all_count++] = edges[i].high;
    if (shared)
      all[all_count++] = (ht_lonlat){(edges[i].low.lon_deg + edges[i].high.lon_deg) / 2,
                                     (edges[i].low.lat_deg + edges[i].high.lat_deg) / 2};
  }
  all_count = unique_places(all, all_count);
  for (size_t i = 0; i < all_count; i++)
    if (!bsearch(&all[i], outline, outline_count, sizeof *outline, compare_places)) places[kept++] = all[i];
  free(outline);
  free(all);
  return kept;
}

/* The same shapes in another order have the same owners. */
static void check_order(const real_grids *grids, const ht_lonlat *points, size_t count) {
  base_arena arena = {0};
  const geo_partition *straight = NULL, *turned = NULL;
  ht_shape *shapes = calloc(grids->count, sizeof *shapes);
  for (uint32_t i = 0; i < grids->count; i++) shapes[i] = grids->shapes[grids->count - 1 - i];
  assert_int_equal(geo_partition_build(grids->shapes, grids->count, &arena, NULL, &straight), HT_OK);
  assert_int_equal(geo_partition_build(shapes, grids->count, &arena, NULL, &turned), HT_OK);
  for (size_t i = 0; i < count; i++)
    assert_int_equal(geo_partition_owner(straight, points[i]),
                     grids->count - 1 - geo_partition_owner(turned, points[i]));
  free(shapes);
  arena_release(&arena);
}

static void of_sheffield_every_vertex_and_middle_of_an_edge_has_exactly_one_owner(void **state) {
  (void)state;
  real_grids grids;
  if (!open_or_skip("grids/sheffield_oa1817.geojson", &SHEFFIELD, &grids)) skip();
  plain_edge *edges = NULL;
  size_t edge_count = all_edges(&grids, &edges);
  ht_lonlat *places = calloc(3 * edge_count, sizeof *places);
  size_t count = inner_places(edges, edge_count, places);
  tally sum = check_points(&grids, places, count);
  print_message("%u grids, %zu edges; %zu inner vertices and middles, %zu with one owner\n", grids.count, edge_count,
                count, sum.one);
  assert_int_equal(grids.count, 1817);
  assert_true(count > edge_count / 2);
  assert_int_equal(sum.one, count);
  check_order(&grids, places, count);
  free(places);
  free(edges);
  real_grids_close(&grids);
}

static void of_sheffield_random_points_agree_with_brute_force_and_geos(void **state) {
  (void)state;
  real_grids grids;
  if (!open_or_skip("grids/sheffield_oa1817.geojson", &SHEFFIELD, &grids)) skip();
  ht_lonlat *points = calloc(RANDOM_POINTS, sizeof *points);
  random_points(&grids, points, RANDOM_POINTS);
  assert_int_equal(check_points(&grids, points, RANDOM_POINTS).more, 0);
  check_against_geos(&grids, points, RANDOM_POINTS);
  free(points);
  real_grids_close(&grids);
}

/* ---- Yichang ---- */

static const char *const YICHANG_MAPS[] = {"社区=code"};
static const ht_import_options YICHANG = {.crs = "wgs84", .maps = YICHANG_MAPS, .map_count = 1};

/* The union of all grids without its holes, one polygon a part. */
static ht_shape filled_union(const real_grids *grids, base_arena *arena) {
  bridge_geos *geos = NULL;
  ht_shape all = {0};
  assert_int_equal(bridge_geos_new(NULL, &geos), HT_OK);
  assert_int_equal(bridge_geos_union(geos, grids->shapes, grids->count, arena, NULL, &all), HT_OK);
  bridge_geos_free(geos);
  ht_lonlat *points = ARENA_ARRAY(arena, ht_lonlat, all.point_count);
  uint32_t *paths = ARENA_ARRAY(arena, uint32_t, all.part_count + 1),
           *parts = ARENA_ARRAY(arena, uint32_t, all.part_count + 1);
  for (uint32_t i = 0; i < all.part_count; i++) {
    uint32_t shell = all.part_start[i], length = all.path_start[shell + 1] - all.path_start[shell];
    memcpy(points + paths[i], all.points + all.path_start[shell], length * sizeof *points);
    paths[i + 1] = paths[i] + length;
    parts[i + 1] = i + 1;
  }
  return (ht_shape){HT_POLYGONS, paths[all.part_count], all.part_count, all.part_count, points, paths, parts};
}

static bool lists_overlap(const ht_ownership *owned, const real_grids *grids, const uint32_t *list, uint32_t count) {
  if (owned->overlap_count != (count > 1 ? count : 0)) return false;
  for (uint32_t i = 0; i < owned->overlap_count; i++)
    if (strcmp(owned->overlap[i], grids->codes[list[i]]) != 0) return false;
  return true;
}

static void of_yichang_overlaps_are_listed_and_holes_are_told(void **state) {
  (void)state;
  real_grids grids;
  if (!open_or_skip("grids/yichang_community174.geojson", &YICHANG, &grids)) skip();
  base_arena arena = {0};
  ht_shape filled = filled_union(&grids, &arena);
  const geo_partition *inside = NULL;
  assert_int_equal(geo_partition_build(&filled, 1, &arena, NULL, &inside), HT_OK);
  size_t holes = 0, overlaps = 0;
  ht_lonlat *points = calloc(RANDOM_POINTS, sizeof *points);
  random_points(&grids, points, RANDOM_POINTS);
  for (size_t i = 0; i < RANDOM_POINTS; i++) {
    uint32_t list[16], count = real_grids_containing(&grids, points[i], list, 16);
    const ht_location *location = NULL;
    if (count == 1 && i % 10) continue;
    assert_int_equal(ht_locate(grids.city, grids.worker, points[i], NULL, NULL, &location), HT_OK);
    const ht_ownership *owned = &location->layers[0];
    bool hole = count == 0 && geo_partition_owner(inside, points[i]) != GEO_NOBODY;
    assert_true(same_text(owned->code, count ? grids.codes[list[0]] : NULL));
    assert_true(lists_overlap(owned, &grids, list, count));
    if (owned->hole != hole && owned->boundary_distance_m > 0.001)
      fail_msg("%.9f %.9f: hole is %d", points[i].lon_deg, points[i].lat_deg, owned->hole);
    holes += owned->hole;
    overlaps += count > 1;
    ht_worker_reset(grids.worker);
  }
  print_message("%zu points in holes, %zu in overlaps\n", holes, overlaps);
  assert_true(holes > 0 && overlaps > 0);
  free(points);
  arena_release(&arena);
  real_grids_close(&grids);
}

/* ---- speed, told and not judged ---- */

static double seconds(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (double)now.tv_sec + (double)now.tv_nsec * 1e-9;
}

static void a_hundred_thousand_points_take_no_second(void **state) {
  (void)state;
  real_grids grids;
  if (!open_or_skip("grids/sheffield_oa1817.geojson", &SHEFFIELD, &grids)) skip();
  ht_lonlat *points = calloc(RANDOM_POINTS, sizeof *points);
  const char **codes = calloc(RANDOM_POINTS, sizeof *codes);
  random_points(&grids, points, RANDOM_POINTS);
  double begun = seconds();
  assert_int_equal(ht_locate_batch(grids.city, "grid", points, RANDOM_POINTS, NULL, codes), HT_OK);
  double batch_s = seconds() - begun;
  begun = seconds();
  for (size_t i = 0; i < RANDOM_POINTS; i++) {
    const ht_location *location = NULL;
    assert_int_equal(ht_locate(grids.city, grids.worker, points[i], NULL, NULL, &location), HT_OK);
    assert_true(same_text(location->layers[0].code, codes[i]));
    ht_worker_reset(grids.worker);
  }
  print_message("owners %.2f M/s, whole answers %.3f M/s\n", RANDOM_POINTS / batch_s / 1e6,
                RANDOM_POINTS / (seconds() - begun) / 1e6);
  free(points);
  free(codes);
  real_grids_close(&grids);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(of_xihu_every_random_point_has_the_owner_that_brute_force_finds),
      cmocka_unit_test(of_sheffield_every_vertex_and_middle_of_an_edge_has_exactly_one_owner),
      cmocka_unit_test(of_sheffield_random_points_agree_with_brute_force_and_geos),
      cmocka_unit_test(of_yichang_overlaps_are_listed_and_holes_are_told),
      cmocka_unit_test(a_hundred_thousand_points_take_no_second),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
