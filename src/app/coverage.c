/* SPDX-License-Identifier: Apache-2.0 */
/* `haitang coverage`: how many live within the limit of a station, by grid, community, town or city. */

#include "app/asking.h"
#include "app/plan_options.h"
#include "app/print.h"
#include "app/progress.h"
#include "app/table.h"

#include <stdio.h>

static ht_err print_table(app_context *app, const ht_coverage *coverage) {
  static const app_column columns[] = {{"代码", "code", false},
                                       {"名称", "name", false},
                                       {"覆盖", "covered", true},
                                       {"总数", "total", true},
                                       {"%", "%", true},
                                       {"不通", "unconnected", true},
                                       {0}};
  app_table table = table_begin(app, columns);
  for (uint32_t i = 0; i < coverage->row_count; i++) {
    const ht_coverage_row *row = &coverage->rows[i];
    table_text(&table, row->code && *row->code ? row->code : "-");
    table_text(&table, row->name);
    table_printf(&table, "%.0f", row->covered);
    table_printf(&table, "%.0f", row->total);
    table_printf(&table, "%.1f", row->share * 100);
    table_printf(&table, "%.0f", row->unconnected);
  }
  ht_err err = table_print(&table, stdout);
  plan_print_summary(app, coverage);
  return err;
}

static app_status answer(app_context *app, app_asking *asking, ht_plan_options *options) {
  ht_fault fault = {0};
  const ht_coverage *coverage;
  app_progress progress;
  options->progress = progress_begin(&progress);
  ht_err err = ht_coverage_of(asking->city, asking->worker, options, &fault, &coverage);
  progress_end(&progress);
  if (err) return app_fail(err, &fault);
  if (app->format != APP_TABLE) return print_coverage(app, asking, coverage);
  err = print_table(app, coverage);
  return err ? app_fail(err, NULL) : APP_DONE;
}

app_status app_coverage(app_context *app, int argc, char **argv) {
  app_plan plan = {.by = "city"};
  const app_option options[] = {
      {"by", APP_TEXT, &plan.by, "LEVEL", "按 grid community town city 汇总",
       "rolled up by grid, community, town or city", 0, 0},
      APP_PLAN_OPTIONS(&plan),
      {0},
  };
  const app_usage usage = {
      .command = "coverage",
      .operands = "",
      .chinese = "多少人住在站点的步行上限之内。",
      .english = "Say how many live within the limit of a station on foot.",
      .options = options,
      .examples = "haitang coverage --by town\nhaitang coverage --by grid --weight households --profile elder --limit "
                  "15 --format csv\n",
  };
  int operands;
  app_status status;
  if (!options_read(app, &usage, argc, argv, &operands, &status)) return status;
  if (!plan_options_finish("coverage", &plan, &status)) return status;

  app_asking asking;
  if (asking_begin(app, &asking, &status)) status = answer(app, &asking, &plan.plan);
  asking_end(&asking);
  return status;
}
