/* SPDX-License-Identifier: Apache-2.0 */
/* `haitang isochrone`: the ground from which a place is within the limits on foot. */

#include "app/asking.h"
#include "app/options.h"
#include "app/print.h"
#include "app/table.h"

#include <stdio.h>

static ht_err print_table(app_context *app, const ht_isochrone *isochrone) {
  static const app_column columns[] = {
      {"上限", "limit", true}, {"单位", "unit", false}, {"步行者", "profile", false}, {"公顷", "hectares", true}, {0}};
  app_table table = table_begin(app, columns);
  for (uint32_t i = 0; i < isochrone->circle_count; i++) {
    const ht_circle *circle = &isochrone->circles[i];
    table_printf(&table, "%.15g", circle->limit);
    table_text(&table, circle->unit);
    table_text(&table, circle->profile);
    table_printf(&table, "%.2f", circle->area_m2 / 1e4);
  }
  if (isochrone->unconnected)
    fputs(app_say(app, "此处一百米内没有可见的街道。\n", "no visible street within the longest leg of this place\n"),
          stderr);
  return table_print(&table, stdout);
}

static app_status answer(app_context *app, app_asking *asking, char **operands, const char *crs,
                         const ht_isochrone_options *options) {
  ht_lonlat place;
  app_status status;
  if (!asking_place(asking, "isochrone", operands, crs, &place, &status)) return status;
  ht_fault fault = {0};
  const ht_isochrone *isochrone;
  ht_err err = ht_isochrone_at(asking->city, asking->worker, place, options, &fault, &isochrone);
  if (err) return app_fail(err, &fault);
  if (app->format != APP_TABLE) return print_isochrone(app, asking, isochrone, crs);
  err = print_table(app, isochrone);
  return err ? app_fail(err, NULL) : isochrone->unconnected ? APP_FOUND : APP_DONE;
}

app_status app_isochrone(app_context *app, int argc, char **argv) {
  ht_isochrone_options isochrone = {0};
  app_list limits = {0};
  const char *crs = NULL;
  const app_option options[] = {
      {"limits", APP_LIST, &limits, "5,10,15", "分钟，按距离的步行者则为米",
       "minutes, or metres under a profile of distance", 0, 0},
      {"profile", APP_TEXT, &isochrone.profile, "NAME", "步行者，默认 adult", "who walks; adult by default", 0, 0},
      {"crs", APP_TEXT, &crs, "CRS", "坐标系，默认 wgs84", "system of the coordinates; wgs84 by default", 0, 0},
      {0},
  };
  const app_usage usage = {
      .command = "isochrone",
      .operands = "LON LAT",
      .least_operands = 2,
      .most_operands = 2,
      .chinese = "在限定的步行时间或距离内能走到此处的范围。",
      .english = "Draw the ground from which a place is within the limits on foot.",
      .options = options,
      .examples =
          "haitang isochrone 120.9612 31.3841\nhaitang isochrone 120.9612 31.3841 --limits 5,15 --format geojson\n",
  };
  int operands;
  app_status status;
  if (!options_read(app, &usage, argc, argv, &operands, &status)) return status;
  if (!options_limits(app, "isochrone", &limits, &isochrone.limits, &status)) return status;
  isochrone.limit_count = limits.count;

  app_asking asking;
  if (asking_begin(app, &asking, &status)) status = answer(app, &asking, argv + 1, crs, &isochrone);
  asking_end(&asking);
  return status;
}
