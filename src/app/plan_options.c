/* SPDX-License-Identifier: Apache-2.0 */
#include "app/plan_options.h"

#include <stdio.h>
#include <string.h>

static bool find_level(const char *word, ht_level *level) {
  for (int i = HT_CITY; i <= HT_GRID; i++)
    if (!strcmp(word, ht_level_name((ht_level)i))) {
      *level = (ht_level)i;
      return true;
    }
  return false;
}

static bool find_weight(const char *word, ht_weight *weight) {
  for (int i = HT_POPULATION; i <= HT_RESIDENTIAL_LAND; i++)
    if (!strcmp(word, ht_weight_name((ht_weight)i))) {
      *weight = (ht_weight)i;
      return true;
    }
  return false;
}

bool plan_options_finish(const char *command, app_plan *plan, app_status *status) {
  plan->plan.has_at = plan->at.given;
  plan->plan.at_s = plan->at.unix_s;
  if (plan->by && !find_level(plan->by, &plan->plan.by)) {
    *status = app_misuse(command, "--by is '%s', expected grid, community, town or city", plan->by);
    return false;
  }
  if (plan->weight && !find_weight(plan->weight, &plan->plan.weight)) {
    *status = app_misuse(command, "--weight is '%s', expected population, households, elderly or residential_land",
                         plan->weight);
    return false;
  }
  return true;
}

void plan_print_summary(const app_context *app, const ht_coverage *coverage) {
  const ht_coverage_row *total = &coverage->total;
  printf("%s %s · %.15g %s · %s · %s %s\n", app_say(app, "步行者", "profile"), coverage->profile, coverage->limit,
         coverage->unit, coverage->weight, app_say(app, "数据日期", "data of"), coverage->data_date);
  if (coverage->function) printf("%s %s\n", app_say(app, "功能", "function"), coverage->function);
  printf(app_say(app, "覆盖 %.0f ÷ 总数 %.0f = %.1f %%；不通街道 %.0f；未覆盖 %.0f\n",
                 "covered %.0f of %.0f = %.1f %%; unconnected %.0f; uncovered %.0f\n"),
         total->covered, total->total, total->share * 100, total->unconnected,
         total->total - total->covered - total->unconnected);
}
