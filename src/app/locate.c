/* SPDX-License-Identifier: Apache-2.0 */
/* `haitang locate`: which grid owns a place or an address. */

#include "app/asking.h"
#include "app/options.h"
#include "app/print.h"
#include "app/table.h"

#include <stdio.h>
#include <string.h>

static void put_codes(app_context *app, app_table *table, const char *label, const char *const *codes, uint32_t count) {
  const char *list = "";
  for (uint32_t i = 0; i < count && list; i++) list = arena_printf(&app->arena, "%s%s%s", list, i ? " " : "", codes[i]);
  if (!count) return;
  table_text(table, label);
  table_text(table, list);
}

static void put_layer(app_context *app, app_table *table, const ht_ownership *owner) {
  table_text(table, owner->layer);
  if (owner->code)
    table_printf(table, "%s %s", owner->code, owner->name ? owner->name : "");
  else
    table_text(table, owner->hole ? app_say(app, "空洞：无人负责", "a hole: nobody") : app_say(app, "无", "nobody"));
  const char *chain = NULL;
  for (uint32_t i = 1; i < owner->chain_count; i++) {
    const char *name = owner->chain[i].name && *owner->chain[i].name ? owner->chain[i].name : owner->chain[i].code;
    chain = chain ? arena_printf(&app->arena, "%s ‹ %s", chain, name) : name;
  }
  if (chain) {
    table_text(table, app_say(app, "  上级", "  chain"));
    table_text(table, chain);
  }
  if (owner->code) {
    table_text(table, app_say(app, "  距边界", "  border"));
    table_printf(table, "%.1f m%s", owner->boundary_distance_m,
                 owner->ambiguous ? app_say(app, "（近边界，存疑）", " (ambiguous)") : "");
  }
  put_codes(app, table, app_say(app, "  相邻", "  beyond it"), owner->neighbours, owner->neighbour_count);
  put_codes(app, table, app_say(app, "  重叠", "  overlap"), owner->overlap, owner->overlap_count);
}

static void put_address(app_context *app, app_table *table, const ht_address_match *address) {
  table_text(table, app_say(app, "地址", "address"));
  table_printf(table, "%s (%s %.2f)", address->standard ? address->standard : address->text, address->method,
               address->confidence);
  for (uint32_t i = 0; address->candidate_count > 1 && i < address->candidate_count; i++) {
    table_text(table, app_say(app, "  候选", "  candidate"));
    table_printf(table, "%s → %s", address->candidates[i].text,
                 address->candidates[i].code ? address->candidates[i].code : "-");
  }
}

static ht_err print_table(app_context *app, const ht_location *location) {
  static const app_column columns[] = {{"项目", "what", false}, {"答案", "answer", false}, {0}};
  app_table table = table_begin(app, columns);
  if (location->address) put_address(app, &table, location->address);
  if (location->dispatch) {
    table_text(&table, app_say(app, "派往", "dispatch to"));
    table_printf(&table, "%s %s%s", location->dispatch->code, location->dispatch->name ? location->dispatch->name : "",
                 location->special ? app_say(app, "（专属网格优先）", " (special grid takes precedence)") : "");
  }
  for (uint32_t i = 0; i < location->layer_count; i++) put_layer(app, &table, &location->layers[i]);
  for (uint32_t i = 0; i < location->member_count; i++) {
    table_text(&table, location->members[i].role);
    table_printf(&table, "%s %s",
                 location->members[i].name ? location->members[i].name : app_say(app, "（空缺）", "(missing)"),
                 location->members[i].phone ? location->members[i].phone : "");
  }
  return table_print(&table, stdout);
}

static app_status answer(app_context *app, app_asking *asking, char **operands, const char *address, const char *crs,
                         const ht_locate_options *options) {
  ht_fault fault = {0};
  const ht_location *location;
  ht_lonlat place;
  app_status status = APP_DONE;
  if (!address && !asking_place(asking, "locate", operands, crs, &place, &status)) return status;
  ht_err err = address ? ht_locate_address(asking->city, asking->worker, address, options, &fault, &location)
                       : ht_locate(asking->city, asking->worker, place, options, &fault, &location);
  if (err) return app_fail(err, &fault);
  if (app->format == APP_TABLE) {
    err = print_table(app, location);
    if (err) return app_fail(err, NULL);
  } else {
    status = print_location(app, asking, location, crs);
    if (status) return status;
  }
  return location->dispatch ? APP_DONE : APP_FOUND;
}

app_status app_locate(app_context *app, int argc, char **argv) {
  const char *address = NULL, *crs = NULL;
  app_list layers = {0};
  ht_locate_options locate = {.members = true};
  const app_option options[] = {
      {"address", APP_TEXT, &address, "TEXT", "地址，代替坐标", "an address instead of a place", 0, 0},
      {"crs", APP_TEXT, &crs, "CRS", "坐标系，默认 wgs84", "system of the coordinates; wgs84 by default", 0, 0},
      {"layer", APP_LIST, &layers, "CODE", "只问这些层", "only these layers", 0, 0},
      {"at", APP_DAY, &locate.at, "DATE", "那一天的归属", "who owned it on that day", 0, 0},
      {"uncertainty", APP_NUMBER, &locate.uncertainty_m, "METRES", "坐标的误差，默认 10",
       "how far off the place may be; 10 by default", -1, 10000},
      {0},
  };
  const app_usage usage = {
      .command = "locate",
      .operands = "LON LAT",
      .least_operands = 0,
      .most_operands = 2,
      .chinese = "一个地点或地址属于哪个网格。",
      .english = "Say which grid owns a place or an address.",
      .options = options,
      .examples =
          "haitang locate 120.9612 31.3841\nhaitang locate --address 海棠市明塘街道丹港大道296号\nhaitang locate "
          "120.9612 31.3841 --at 2026-05-01 --format json\n",
  };
  int operands;
  app_status status;
  if (!options_read(app, &usage, argc, argv, &operands, &status)) return status;
  if (operands != (address ? 0 : 2)) return app_misuse("locate", "expected either LON LAT or --address TEXT");
  locate.layers = layers.items;
  locate.layer_count = layers.count;

  app_asking asking;
  if (asking_begin(app, &asking, &status)) status = answer(app, &asking, argv + 1, address, crs, &locate);
  asking_end(&asking);
  return status;
}
