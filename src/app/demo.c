/* SPDX-License-Identifier: Apache-2.0 */
/* `haitang demo`: makes a model town. It is made beside its place and moved there whole, so that no half-made file is
   left. */

#include "app/app.h"
#include "app/demo_fill.h"
#include "app/options.h"
#include "app/progress.h"
#include "base/fault.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* Removes a database with the files that SQLite keeps beside it. */
static void remove_database(app_context *app, const char *path) {
  static const char *const endings[] = {"", "-wal", "-shm", "-journal"};
  for (unsigned i = 0; i < sizeof endings / sizeof *endings; i++) {
    const char *name = arena_printf(&app->arena, "%s%s", path, endings[i]);
    if (name) unlink(name);
  }
}

static ht_err fill(const char *path, const model_town *town, ht_fault *fault) {
  ht_store *store;
  ht_err err = ht_store_open(path, &(ht_store_options){.create = true}, fault, &store);
  if (err) return err;
  app_progress progress;
  err = demo_fill(store, town, progress_begin(&progress), fault);
  progress_end(&progress);
  ht_store_close(store);
  return err;
}

static ht_err make(app_context *app, uint64_t seed, ht_fault *fault, model_town **town) {
  const char *half = arena_printf(&app->arena, "%s.half-made", app->db);
  if (!half) return fault_memory(fault);
  remove_database(app, half);
  ht_err err = model_town_draw(seed, fault, town);
  if (err) return err;
  err = fill(half, *town, fault);
  if (!err) {
    remove_database(app, app->db);
    if (rename(half, app->db)) err = fault_errno(fault, errno, "write", app->db);
  }
  if (err) remove_database(app, half);
  return err;
}

static bool may_write(const app_context *app, bool force, app_status *status) {
  if (force || access(app->db, F_OK)) return true;
  ht_fault fault;
  *status = app_fail(fault_set(&fault, HT_CONFLICT, "'%s' exists already; --force replaces it", app->db), &fault);
  return false;
}

app_status app_demo(app_context *app, int argc, char **argv) {
  uint32_t seed = 1;
  const char *size = "town";
  bool force = false;
  const app_option options[] = {
      {"seed", APP_COUNT, &seed, "N", "种子，默认 1；同一种子在任何机器上相同",
       "1 by default; the same everywhere for a seed", 0, 4294967295.0},
      {"size", APP_TEXT, &size, "SIZE", "town：约 100 个网格", "town: about 100 grids", 0, 0},
      {"force", APP_FLAG, &force, NULL, "替换已有的数据库", "replace a database that exists", 0, 0},
      {0},
  };
  const app_usage usage = {
      .command = "demo",
      .operands = "",
      .chinese = "生成一座模型小城；其中的一切都是虚构的。",
      .english = "Make a model town; everything in it is made up.",
      .options = options,
      .examples = "haitang demo\nhaitang --db town.db demo --seed 7 --size town\n",
  };
  int operands;
  app_status status;
  if (!options_read(app, &usage, argc, argv, &operands, &status)) return status;
  if (strcmp(size, "town")) return app_misuse("demo", "--size is '%s', expected town", size);
  if (!may_write(app, force, &status)) return status;

  ht_fault fault = {0};
  model_town *town = NULL;
  ht_err err = make(app, seed, &fault, &town);
  if (err)
    status = app_fail(err, &fault);
  else
    printf(app_say(app, "%s：%s，%u 个网格，%u 个站点，%u 段街道\n", "%s: %s, %u grids, %u stations, %u streets\n"),
           app->db, town->name, town->grid_count, town->station_count, town->network.street_count);
  model_town_free(town);
  return err ? status : APP_DONE;
}
