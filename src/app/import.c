/* SPDX-License-Identifier: Apache-2.0 */
/* `haitang import KIND FILE…`: each file is one transaction; what was refused is told with its reason. */

#include "app/app.h"
#include "app/options.h"
#include "app/progress.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

static bool kind_of(const char *name, ht_kind *kind) {
  for (int i = 0; i < HT_KIND_COUNT; i++)
    if (!strcmp(name, ht_kind_name((ht_kind)i))) {
      *kind = (ht_kind)i;
      return true;
    }
  return false;
}

/* Finds word among words and gives its place; the words end with NULL. */
static bool choose(const char *option, const char *word, const char *const *words, int *choice, app_status *status) {
  if (!word) return true;
  for (int i = 0; words[i]; i++)
    if (!strcmp(word, words[i])) {
      *choice = i;
      return true;
    }
  *status =
      app_misuse("import", "--%s is '%s', which is none of those that 'haitang import --help' lists", option, word);
  return false;
}

static void print_counts(const app_context *app, const ht_import_report *report) {
  const struct {
    const char *chinese, *english;
    uint64_t count;
  } lines[] = {
      {"读取行数", "rows read", report->read},
      {"写入", "written", report->written},
      {"未变", "unchanged", report->unchanged},
      {"停用", "retired", report->retired},
      {"临时编码", "provisional codes", report->provisional},
      {"街道节点", "street nodes", report->nodes},
      {"街道", "streets", report->streets},
      {"用地", "land", report->land},
      {"障碍", "barriers", report->barriers},
      {"需求点", "demand", report->demand},
      {"经修正", "taken with a note", report->noted},
      {"拒绝", "refused", report->refused},
  };
  for (unsigned i = 0; i < sizeof lines / sizeof *lines; i++)
    if (lines[i].count)
      printf("  %10" PRIu64 "  %s\n", lines[i].count, app_say(app, lines[i].chinese, lines[i].english));
}

static void print_report(const app_context *app, const char *path, const ht_import_report *report,
                         const char *rejects) {
  printf("%s\n", path);
  print_counts(app, report);
  uint64_t told = 0, most = sizeof report->rejects / sizeof *report->rejects;
  for (; told < most && report->rejects[told].reason; told++) {
    const ht_reject *reject = &report->rejects[told];
    fprintf(stderr, "%s:%" PRIu64 ": %s%s%s\n", path, reject->row, reject->field, *reject->field ? ": " : "",
            reject->reason);
  }
  if (report->refused + report->noted > told)
    fprintf(stderr, "%s: %" PRIu64 " %s%s\n", path, report->refused + report->noted - told,
            app_say(app, "行未列出", "more rows"),
            rejects ? "" : app_say(app, "；用 --rejects FILE 保存", "; --rejects FILE keeps them"));
}

static app_status import_files(app_context *app, ht_kind kind, const ht_import_options *options, char **paths,
                               int count) {
  app_status status = APP_DONE;
  ht_store *store;
  if (!app_open(app, &(ht_store_options){.create = true}, &store, &status)) return status;
  for (int i = 0; i < count && (status == APP_DONE || status == APP_FOUND); i++) {
    ht_fault fault = {0};
    ht_import_report report = {0};
    app_progress progress;
    ht_import_options one = *options;
    one.progress = progress_begin(&progress);
    ht_err err = ht_import(store, kind, paths[i], &one, &fault, &report);
    progress_end(&progress);
    if (err)
      status = app_fail(err, &fault);
    else
      print_report(app, paths[i], &report, options->rejects);
    if (!err && report.refused) status = APP_FOUND;
  }
  ht_store_close(store);
  return status;
}

app_status app_import(app_context *app, int argc, char **argv) {
  static const char *const kinds[] = {"base", "special", "role", NULL};
  static const char *const levels[] = {"city", "town", "community", "grid", "microgrid", NULL};
  ht_import_options import = {0};
  app_list maps = {0};
  const char *kind_name = NULL, *level_name = NULL;
  const app_option options[] = {
      {"crs", APP_TEXT, &import.crs, "CRS", "坐标系：wgs84 cgcs2000 gcj02 bd09 EPSG:n",
       "wgs84, cgcs2000, gcj02, bd09 or EPSG:n", 0, 0},
      {"layer", APP_TEXT, &import.layer, "CODE", "网格所在的层，默认 grid",
       "the layer of grids and members; grid by default", 0, 0},
      {"kind", APP_TEXT, &kind_name, "KIND", "新层的种类：base special role", "of a new layer: base, special or role",
       0, 0},
      {"level", APP_TEXT, &level_name, "LEVEL", "新层的级别：city town community grid microgrid；默认按层的编码",
       "of a new layer: city, town, community, grid, microgrid; by its code, else grid", 0, 0},
      {"map", APP_LIST, &maps, "COLUMN=FIELD", "文件的列对应的字段", "which field a column of the file holds", 0, 0},
      {"where", APP_TEXT, &import.where, "EXPRESSION", "只取满足条件的行，如 healthcare>0",
       "only rows for which it holds, as healthcare>0", 0, 0},
      {"table", APP_TEXT, &import.table, "NAME", "多图层或多工作表文件中的一个",
       "one layer or sheet of several in the file", 0, 0},
      {"class", APP_TEXT, &import.class_name, "CLASS", "土地或障碍的类别", "class of land or barriers that name none",
       0, 0},
      {"from", APP_DAY, &import.from, "DATE", "新版本自该日起有效", "the day from which new versions are valid", 0, 0},
      {"rejects", APP_TEXT, &import.rejects, "FILE", "把被拒的行写入 CSV", "write refused rows to a CSV file", 0, 0},
      {"strict", APP_FLAG, &import.strict, NULL, "有一行不合格即拒绝整个文件", "one bad row refuses the file", 0, 0},
      {"replace", APP_FLAG, &import.replace, NULL, "停用文件中没有的记录", "retire what the file does not name", 0, 0},
      {0},
  };
  const app_usage usage = {
      .command = "import",
      .operands = "KIND FILE…",
      .least_operands = 2,
      .most_operands = 1000,
      .chinese = "导入 streets、grids、stations、members、addresses、demand、land 或 barriers；每个文件一个事务。",
      .english = "Import streets, grids, stations, members, addresses, demand, land or barriers; each file is one "
                 "transaction.",
      .options = options,
      .examples = "haitang import streets town.osm.pbf\n"
                  "haitang import grids grids.geojson --crs cgcs2000 --layer grid --map XZQHBM=code\n"
                  "haitang import stations stations.csv --crs gcj02 --rejects refused.csv\n",
  };
  int operands;
  app_status status;
  if (!options_read(app, &usage, argc, argv, &operands, &status)) return status;
  ht_kind kind;
  if (!kind_of(argv[1], &kind)) return app_misuse("import", "unknown kind '%s'", argv[1]);
  int layer_kind = HT_BASE, level = 0;
  if (!choose("kind", kind_name, kinds, &layer_kind, &status) || !choose("level", level_name, levels, &level, &status))
    return status;
  import.layer_kind = (ht_layer_kind)layer_kind;
  import.level = (ht_level)level;
  import.maps = maps.items;
  import.map_count = maps.count;
  return import_files(app, kind, &import, argv + 2, operands - 1);
}
