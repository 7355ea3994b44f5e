/* SPDX-License-Identifier: Apache-2.0 */
/* `haitang nearest`: which station is near on foot. */

#include "app/asking.h"
#include "app/options.h"
#include "app/print.h"
#include "app/table.h"

#include <stdio.h>

static const char *open_word(const app_context *app, ht_open open) {
  return open == HT_OPEN_YES  ? app_say(app, "开", "open")
         : open == HT_OPEN_NO ? app_say(app, "关", "closed")
                              : app_say(app, "不详", "unknown");
}

static ht_err print_table(app_context *app, const ht_nearest *nearest) {
  static const app_column columns[] = {{"代码", "code", false},         {"名称", "name", false},
                                       {"步行 分", "walk min", true},   {"步行 米", "walk m", true},
                                       {"直线 米", "straight m", true}, {"绕行", "detour", true},
                                       {"营业", "open", false},         {0}};
  app_table table = table_begin(app, columns);
  for (uint32_t i = 0; i < nearest->station_count; i++) {
    const ht_found_station *found = &nearest->stations[i];
    table_text(&table, found->station->code);
    table_text(&table, found->station->name);
    table_printf(&table, "%.1f", (double)found->walk_ms / 60000);
    table_printf(&table, "%.0f", (double)found->walk_mm / 1000);
    table_printf(&table, "%.0f", found->straight_m);
    table_printf(&table, "%.2f", found->detour);
    table_text(&table, open_word(app, found->open));
  }
  ht_err err = table_print(&table, stdout);
  if (nearest->unconnected)
    fputs(app_say(app, "此处一百米内没有可见的街道。\n", "no visible street within the longest leg of this place\n"),
          stderr);
  if (nearest->suspected_gap)
    fputs(app_say(app, "有站点直线很近而步行很远：路网或有缺口。\n",
                  "a station is near in a straight line yet far on foot: the network may have a hole\n"),
          stderr);
  return err;
}

static app_status answer(app_context *app, app_asking *asking, char **operands, const char *crs,
                         const ht_nearest_options *options) {
  ht_lonlat place;
  app_status status;
  if (!asking_place(asking, "nearest", operands, crs, &place, &status)) return status;
  ht_fault fault = {0};
  const ht_nearest *nearest;
  ht_err err = ht_nearest_stations(asking->city, asking->worker, place, options, &fault, &nearest);
  if (err) return app_fail(err, &fault);
  if (app->format != APP_TABLE)
    status = print_nearest(app, asking, nearest, crs);
  else if ((err = print_table(app, nearest)))
    status = app_fail(err, NULL);
  else
    status = APP_DONE;
  return status == APP_DONE && nearest->station_count == 0 ? APP_FOUND : status;
}

app_status app_nearest(app_context *app, int argc, char **argv) {
  ht_nearest_options nearest = {.k = 3};
  const char *crs = NULL;
  app_moment open_at = {0};
  const app_option options[] = {
      {"k", APP_COUNT, &nearest.k, "N", "几个站点，默认 3", "how many stations; 3 by default", 1, 1000},
      {"function", APP_TEXT, &nearest.function, "CODE", "具有此功能的站点", "only stations with this function", 0, 0},
      {"tier", APP_TEXT, &nearest.tier, "TIER", "只要 centre、station 或 point",
       "only of this tier: centre, station or point", 0, 0},
      {"profile", APP_TEXT, &nearest.profile, "NAME", "步行者，默认 adult", "who walks; adult by default", 0, 0},
      {"open-at", APP_TIME, &open_at, "TIME", "此时营业的优先", "stations open then come first", 0, 0},
      {"route", APP_FLAG, &nearest.route, NULL, "连同路线", "with the route", 0, 0},
      {"crs", APP_TEXT, &crs, "CRS", "坐标系，默认 wgs84", "system of the coordinates; wgs84 by default", 0, 0},
      {0},
  };
  const app_usage usage = {
      .command = "nearest",
      .operands = "LON LAT",
      .least_operands = 2,
      .most_operands = 2,
      .chinese = "步行最近的服务站点，按步行时间而非直线。",
      .english = "Find the stations nearest on foot, by walk time, never by straight line.",
      .options = options,
      .examples = "haitang nearest 120.9612 31.3841\nhaitang nearest 120.9612 31.3841 --function library_24h -k 1 "
                  "--route --format json\n",
  };
  int operands;
  app_status status;
  if (!options_read(app, &usage, argc, argv, &operands, &status)) return status;
  nearest.has_open_at = open_at.given;
  nearest.open_at_s = open_at.unix_s;

  app_asking asking;
  if (asking_begin(app, &asking, &status)) status = answer(app, &asking, argv + 1, crs, &nearest);
  asking_end(&asking);
  return status;
}
