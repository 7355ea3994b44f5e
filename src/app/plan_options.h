/* SPDX-License-Identifier: Apache-2.0 */
#ifndef APP_PLAN_OPTIONS_H
#define APP_PLAN_OPTIONS_H

/* The options that coverage and gaps share, and the words of their tables. */

#include "app/options.h"

typedef struct app_plan {
  ht_plan_options plan;
  const char *by, *weight;
  app_moment at;
} app_plan;

/* Rows of an option table, to be followed by the command's own. */
#define APP_PLAN_OPTIONS(p)                                                                                            \
  {"weight",                                                                                                           \
   APP_TEXT,                                                                                                           \
   &(p)->weight,                                                                                                       \
   "WEIGHT",                                                                                                           \
   "population households elderly residential_land",                                                                   \
   "population, households, elderly or residential_land",                                                              \
   0,                                                                                                                  \
   0},                                                                                                                 \
      {"profile", APP_TEXT, &(p)->plan.profile, "NAME", "步行者，默认 adult", "who walks; adult by default", 0, 0},    \
      {"limit",                                                                                                        \
       APP_NUMBER,                                                                                                     \
       &(p)->plan.limit,                                                                                               \
       "N",                                                                                                            \
       "分钟或米，默认为该步行者的最长上限",                                                                           \
       "minutes or metres; the profile's longest by default",                                                          \
       1e-3,                                                                                                           \
       1e6},                                                                                                           \
      {"function",                                                                                                     \
       APP_TEXT,                                                                                                       \
       &(p)->plan.function,                                                                                            \
       "CODE",                                                                                                         \
       "只算有此功能的站点",                                                                                           \
       "count only stations with this function",                                                                       \
       0,                                                                                                              \
       0},                                                                                                             \
      {"at", APP_TIME, &(p)->at, "TIME", "只算此时营业的站点", "count only stations open then", 0, 0}, {               \
    "threads", APP_COUNT, &(p)->plan.threads, "N", "线程数", "threads", 1, 256                                         \
  }

/* Turns the words into the plan's values; false after printing which is unknown. */
HT_CHECKED bool plan_options_finish(const char *command, app_plan *plan, app_status *status);

/* The line beneath a table: whose walk, how far, of what date; then the totals. */
void plan_print_summary(const app_context *app, const ht_coverage *coverage);

#endif
