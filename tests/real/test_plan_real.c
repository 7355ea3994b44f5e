/* SPDX-License-Identifier: Apache-2.0 */
/* Porto Alegre: who lives within fifteen minutes of health care, added up again from the file and from single walks. */
#include "real_grids.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>
#include <dirent.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/number.h"

static const char STREETS[] = "streets/porto_alegre.osm.pbf", CELLS[] = "demand/porto_alegre_hexgrid.csv";

/* A row of the file of cells, read by the test itself. */
typedef struct cell {
  ht_lonlat position;
  double population;
} cell;

enum { CELLS_MAX = 4096 };

typedef struct bench {
  char folder[64], path[96];
  ht_store *store;
  ht_city *city;
  ht_worker *worker;
  ht_fault fault;
  cell cells[CELLS_MAX];
  uint32_t cell_count;
} bench;

static void must(bench *b, ht_err err) {
  if (err) fail_msg("%s: %s", ht_err_name(err), b->fault.detail);
}

/* id,lon,lat,population and what else; jobs and healthcare are empty here and there. */
static void read_cell(char *line, cell *to) {
  char *rest = line;
  double *const fields[] = {NULL, &to->position.lon_deg, &to->position.lat_deg, &to->population};
  for (int i = 0; i < 4; i++) {
    const char *field = strsep(&rest, ",");
    assert_non_null(field);
    if (fields[i]) assert_true(number_parse(field, -180, 1e9, fields[i]));
  }
}

static void read_cells(bench *b, const char *path) {
  char line[512];
  FILE *stream = fopen(path, "r");
  assert_non_null(stream);
  assert_non_null(fgets(line, sizeof line, stream));
  while (fgets(line, sizeof line, stream)) {
    assert_true(b->cell_count < CELLS_MAX);
    read_cell(line, &b->cells[b->cell_count++]);
  }
  fclose(stream);
}

static void load(bench *b, const char *streets, const char *cells) {
  ht_import_report report;
  ht_import_options stations = {.crs = "wgs84", .where = "healthcare > 0", .class_name = "health"};
  must(b, ht_store_open(b->path, &(ht_store_options){.create = true}, &b->fault, &b->store));
  must(b, ht_import(b->store, HT_STREETS, streets, NULL, &b->fault, &report));
  must(b, ht_import(b->store, HT_STATIONS, cells, &stations, &b->fault, &report));
  must(b, ht_import(b->store, HT_DEMAND, cells, &(ht_import_options){.crs = "wgs84"}, &b->fault, &report));
  must(b, ht_city_load(b->store, (ht_progress){0}, &b->fault, &b->city));
  must(b, ht_worker_new(&b->fault, &b->worker));
}

static int set_up(void **state) {
  char streets[1024], cells[1024];
  bench *b = calloc(1, sizeof *b);
  assert_non_null(b);
  *state = b;
  if (!real_file(STREETS, streets, sizeof streets) || !real_file(CELLS, cells, sizeof cells)) return 0;
  snprintf(b->folder, sizeof b->folder, "/tmp/haitang-plan-XXXXXX");
  assert_non_null(mkdtemp(b->folder));
  snprintf(b->path, sizeof b->path, "%s/city.db", b->folder);
  read_cells(b, cells);
  load(b, streets, cells);
  return 0;
}

static int tear_down(void **state) {
  bench *b = *state;
  ht_worker_free(b->worker);
  ht_city_free(b->city);
  ht_store_close(b->store);
  DIR *folder = opendir(b->folder);
  for (struct dirent *entry; folder && (entry = readdir(folder));) unlinkat(dirfd(folder), entry->d_name, 0);
  if (folder) closedir(folder);
  if (*b->folder) rmdir(b->folder);
  free(b);
  return 0;
}

/* The bench with its city; skips the test where there are no data. */
static bench *city_of(void **state) {
  bench *b = *state;
  if (b->city) return b;
  print_message("%s or %s is not there\n", STREETS, CELLS);
  skip();
  return b;
}

static const ht_coverage *coverage_of(bench *b, const ht_plan_options *options) {
  const ht_coverage *coverage = NULL;
  must(b, ht_coverage_of(b->city, b->worker, options, &b->fault, &coverage));
  return coverage;
}

static double population_of_file(const bench *b) {
  double sum = 0;
  for (uint32_t i = 0; i < b->cell_count; i++) sum += b->cells[i].population;
  return sum;
}

/* Sums what each cell's own nearest station makes of it. */
static ht_coverage_row sum_cells(bench *b, const char *profile, double limit_ms) {
  ht_coverage_row sum = {0};
  for (uint32_t i = 0; i < b->cell_count; i++) {
    const ht_nearest *nearest;
    ht_worker_reset(b->worker);
    must(b, ht_nearest_stations(b->city, b->worker, b->cells[i].position, &(ht_nearest_options){.profile = profile},
                                &b->fault, &nearest));
    sum.total += b->cells[i].population;
    if (nearest->unconnected)
      sum.unconnected += b->cells[i].population;
    else if (nearest->station_count && (double)nearest->stations[0].walk_ms <= limit_ms)
      sum.covered += b->cells[i].population;
  }
  return sum;
}

static void coverage_is_what_single_walks_of_all_cells_add_up_to(void **state) {
  static const struct {
    const char *profile;
    double limit_min;
  } asked[] = {{"adult", 5}, {"adult", 10}, {"adult", 15}, {"elder", 15}};
  bench *b = city_of(state);
  double people = population_of_file(b);
  for (size_t i = 0; i < sizeof asked / sizeof *asked; i++) {
    ht_coverage_row sum = sum_cells(b, asked[i].profile, asked[i].limit_min * 60000);
    ht_plan_options options = {.profile = asked[i].profile, .limit = asked[i].limit_min};
    const ht_coverage_row *total = &coverage_of(b, &options)->total;
    print_message("%s %g min: covered %.0f of %.0f, unconnected %.0f, uncovered %.0f\n", asked[i].profile,
                  asked[i].limit_min, total->covered, total->total, total->unconnected,
                  total->total - total->covered - total->unconnected);
    assert_true(total->total == people && total->total == sum.total);
    assert_true(total->covered == sum.covered && total->unconnected == sum.unconnected);
    assert_true(total->covered > 0 && total->covered + total->unconnected < total->total);
  }
}

static void gaps_hold_everybody_who_is_not_covered(void **state) {
  bench *b = city_of(state);
  const ht_gaps *gaps;
  double by_reason[4] = {0};
  must(b, ht_gaps_of(b->city, b->worker, &(ht_plan_options){.limit = 15}, &b->fault, &gaps));
  for (uint32_t i = 0; i < gaps->gap_count; i++) by_reason[gaps->gaps[i].reason] += gaps->gaps[i].population;
  print_message("%u gaps: %.0f too far, %.0f severed, %.0f unconnected\n", gaps->gap_count, by_reason[HT_TOO_FAR],
                by_reason[HT_SEVERED], by_reason[HT_UNCONNECTED]);
  const ht_coverage_row *total = &gaps->summary.total;
  assert_true(by_reason[HT_UNCONNECTED] == total->unconnected);
  assert_true(by_reason[HT_TOO_FAR] + by_reason[HT_SEVERED] == total->total - total->covered - total->unconnected);
}

static void two_threads_give_the_figures_of_one(void **state) {
  bench *b = city_of(state);
  ht_coverage_row one = coverage_of(b, &(ht_plan_options){.threads = 1})->total;
  ht_coverage_row two = coverage_of(b, &(ht_plan_options){.threads = 2})->total;
  assert_true(one.covered == two.covered && one.unconnected == two.unconnected && one.total == two.total);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(coverage_is_what_single_walks_of_all_cells_add_up_to),
      cmocka_unit_test(gaps_hold_everybody_who_is_not_covered),
      cmocka_unit_test(two_threads_give_the_figures_of_one),
  };
  return cmocka_run_group_tests(tests, set_up, tear_down);
}
