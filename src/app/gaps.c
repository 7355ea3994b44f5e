/* SPDX-License-Identifier: Apache-2.0 */
/* `haitang gaps`: who is beyond the limit, and why; --store keeps the run for the map. */

#include "app/asking.h"
#include "app/plan_options.h"
#include "app/print.h"
#include "app/progress.h"
#include "app/table.h"

#include <inttypes.h>
#include <stdio.h>

static void put_gap(app_table *table, const ht_gap *gap) {
  table_text(table, gap->grid ? gap->grid : "-");
  table_printf(table, "%.0f", gap->population);
  table_printf(table, "%.0f", gap->households);
  table_printf(table, "%.2f", gap->area_m2 / 1e4);
  table_text(table, ht_reason_name(gap->reason));
  table_text(table, gap->nearest ? gap->nearest : "-");
  if (gap->walk_ms < 0)
    table_text(table, "-");
  else
    table_printf(table, "%.1f", (double)gap->walk_ms / 60000);
  table_printf(table, "%.0f", gap->straight_m);
  table_printf(table, "%.2f", gap->detour);
}

static ht_err print_table(app_context *app, const ht_gaps *gaps, uint32_t top) {
  static const app_column columns[] = {{"网格", "grid", false},       {"人口", "people", true},
                                       {"户", "homes", true},         {"公顷", "hectares", true},
                                       {"原因", "reason", false},     {"最近站点", "nearest", false},
                                       {"步行 分", "walk min", true}, {"直线 米", "straight m", true},
                                       {"绕行", "detour", true},      {0}};
  app_table table = table_begin(app, columns);
  uint32_t count = gaps->gap_count < top ? gaps->gap_count : top;
  for (uint32_t i = 0; i < count; i++) put_gap(&table, &gaps->gaps[i]);
  ht_err err = table_print(&table, stdout);
  if (count < gaps->gap_count)
    printf(app_say(app, "… 共 %u 处，--top N 列出更多\n", "… of %u; --top N lists more\n"), gaps->gap_count);
  plan_print_summary(app, &gaps->summary);
  return err;
}

static app_status keep(app_context *app, const app_asking *asking, const ht_plan_options *options) {
  app_status status;
  ht_store *writer;
  if (!app_open(app, &(ht_store_options){0}, &writer, &status)) return status;
  ht_fault fault = {0};
  int64_t run;
  ht_err err = ht_store_gaps(writer, asking->city, options, &fault, &run);
  ht_store_close(writer);
  if (err) return app_fail(err, &fault);
  printf(app_say(app, "已保存为第 %" PRId64 " 次分析\n", "kept as run %" PRId64 "\n"), run);
  return APP_DONE;
}

static app_status answer(app_context *app, app_asking *asking, ht_plan_options *options, bool store, uint32_t top) {
  ht_fault fault = {0};
  const ht_gaps *gaps;
  app_progress progress;
  options->progress = progress_begin(&progress);
  if (store) {
    app_status status = keep(app, asking, options);
    progress_end(&progress);
    return status;
  }
  ht_err err = ht_gaps_of(asking->city, asking->worker, options, &fault, &gaps);
  progress_end(&progress);
  if (err) return app_fail(err, &fault);
  if (app->format != APP_TABLE) return print_gaps(app, asking, gaps);
  err = print_table(app, gaps, top);
  return err ? app_fail(err, NULL) : APP_DONE;
}

app_status app_gaps(app_context *app, int argc, char **argv) {
  app_plan plan = {0};
  bool store = false;
  uint32_t top = 20;
  const app_option options[] = {
      {"store", APP_FLAG, &store, NULL, "保存结果，供地图显示", "keep the run, so that the map shows it", 0, 0},
      {"top", APP_COUNT, &top, "N", "列出几处，默认 20", "how many to list; 20 by default", 1, 1000000},
      APP_PLAN_OPTIONS(&plan),
      {0},
  };
  const app_usage usage = {
      .command = "gaps",
      .operands = "",
      .chinese = "谁住在步行上限之外，原因何在：too_far 太远，severed 被阻隔，unconnected 不通街道，closed 已关门。",
      .english = "Say who lives beyond the limit, and why: too_far, severed, unconnected or closed.",
      .options = options,
      .examples = "haitang gaps\nhaitang gaps --weight residential_land --format geojson\nhaitang gaps --store\n",
  };
  int operands;
  app_status status;
  if (!options_read(app, &usage, argc, argv, &operands, &status)) return status;
  if (!plan_options_finish("gaps", &plan, &status)) return status;

  app_asking asking;
  if (asking_begin(app, &asking, &status)) status = answer(app, &asking, &plan.plan, store, top);
  asking_end(&asking);
  return status;
}
