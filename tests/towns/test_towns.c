/* SPDX-License-Identifier: Apache-2.0 */

/* Walks the towns of tests/towns (*.town), both ways where a town has no one-way street. */

#include <glob.h>
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "town.h"

static bool has_one_way(const town *t) {
  for (uint32_t i = 0; i < t->network.street_count; i++)
    if (t->streets[i].flags & (HT_STREET_NO_FORWARD | HT_STREET_NO_BACKWARD)) return true;
  return false;
}

static void check_walk(town *t, char from, char to, double expected) {
  double minutes = town_walk_minutes(t, from, to);
  bool alike = expected < 0 ? minutes < 0 : minutes >= 0 && fabs(minutes - expected) <= 0.0051;
  if (!alike) fail_msg("%s: walk %c %c takes %.3f min, expected %.2f", t->title, from, to, minutes, expected);
}

static void walk_town(void **state) {
  town *t = malloc(sizeof *t);
  assert_non_null(t);
  if (!town_open(*state, t)) fail_msg("%s: %s", (const char *)*state, t->title);
  for (uint32_t i = 0; i < t->walk_count; i++) {
    check_walk(t, t->walks[i].from, t->walks[i].to, t->walks[i].minutes);
    if (!has_one_way(t)) check_walk(t, t->walks[i].to, t->walks[i].from, t->walks[i].minutes);
  }
  town_close(t);
  free(t);
}

int main(void) {
  enum { TOWNS_MAX = 64 };
  static struct CMUnitTest tests[TOWNS_MAX];
  static char names[TOWNS_MAX][160];
  glob_t found;
  town *t = malloc(sizeof *t);
  if (!t || glob("tests/towns/*.town", 0, NULL, &found) != 0 || found.gl_pathc > TOWNS_MAX) {
    printf("not ok 1 - tests/towns/*.town, read from the repository's root\n");
    return 1;
  }
  for (size_t i = 0; i < found.gl_pathc; i++) {
    (void)town_open(found.gl_pathv[i], t);
    snprintf(names[i], sizeof names[i], "%s", t->title);
    town_close(t);
    tests[i] = (struct CMUnitTest){.name = names[i], .test_func = walk_town, .initial_state = found.gl_pathv[i]};
  }
  free(t);
  int failed = _cmocka_run_group_tests("towns", tests, found.gl_pathc, NULL, NULL);
  globfree(&found);
  return failed;
}
