/* SPDX-License-Identifier: Apache-2.0 */
/* `haitang circles`: computes and stores the circle of every station. */

#include "app/asking.h"
#include "app/options.h"
#include "app/progress.h"

#include <stdio.h>

static app_status compute(app_context *app, const ht_isochrone_options *options, uint32_t threads) {
  app_asking asking;
  app_status status;
  ht_store *writer = NULL;
  if (!asking_begin(app, &asking, &status) || !app_open(app, &(ht_store_options){0}, &writer, &status)) {
    asking_end(&asking);
    return status;
  }
  ht_fault fault = {0};
  ht_circles_report report;
  app_progress progress;
  ht_err err = ht_compute_circles(writer, asking.city, options, threads, progress_begin(&progress), &fault, &report);
  progress_end(&progress);
  if (err)
    status = app_fail(err, &fault);
  else
    printf(app_say(app, "%u 个站点，%u 个圈，%u 个站点不通街道，%.2f 秒\n",
                   "%u stations, %u circles, %u stations unconnected, %.2f s\n"),
           report.stations, report.circles, report.unconnected, report.seconds);
  ht_store_close(writer);
  asking_end(&asking);
  return err ? status : report.unconnected ? APP_FOUND : APP_DONE;
}

app_status app_circles(app_context *app, int argc, char **argv) {
  ht_isochrone_options circles = {0};
  app_list limits = {0};
  uint32_t threads = 0;
  const app_option options[] = {
      {"limits", APP_LIST, &limits, "5,10,15", "分钟，按距离的步行者则为米",
       "minutes, or metres under a profile of distance", 0, 0},
      {"profile", APP_TEXT, &circles.profile, "NAME", "步行者，默认 adult", "who walks; adult by default", 0, 0},
      {"threads", APP_COUNT, &threads, "N", "线程数，默认与核数相同", "threads; as many as cores by default", 1, 256},
      {0},
  };
  const app_usage usage = {
      .command = "circles",
      .operands = "",
      .chinese = "计算并保存所有站点的步行圈。",
      .english = "Compute and store the walking circles of all stations.",
      .options = options,
      .examples = "haitang circles\nhaitang circles --profile elder --limits 5,15\n",
  };
  int operands;
  app_status status;
  if (!options_read(app, &usage, argc, argv, &operands, &status)) return status;
  if (!options_limits(app, "circles", &limits, &circles.limits, &status)) return status;
  circles.limit_count = limits.count;
  return compute(app, &circles, threads);
}
