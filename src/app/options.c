/* SPDX-License-Identifier: Apache-2.0 */
#include "app/options.h"

#include "base/day.h"
#include "base/number.h"
#include "base/time.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

static bool is_option(const char *argument) {
  if (argument[0] != '-' || !argument[1]) return false;
  return !strchr("0123456789.", argument[1]);
}

/* The value of `--name=value` or of the argument that follows; NULL when it is missing. */
static const char *take_value(int argc, char **argv, int *at) {
  const char *equals = strchr(argv[*at], '=');
  if (equals) return equals + 1;
  if (*at + 1 >= argc) return NULL;
  return argv[++*at];
}

static bool is_named(const char *argument, const char *name) {
  argument += strspn(argument, "-");
  size_t length = strcspn(argument, "=");
  return strlen(name) == length && !strncmp(argument, name, length);
}

static bool read_format(const char *text, app_format *format) {
  static const char *const names[] = {"table", "json", "geojson", "csv"};
  for (unsigned i = 0; i < sizeof names / sizeof *names; i++)
    if (!strcmp(text, names[i])) {
      *format = (app_format)i;
      return true;
    }
  return false;
}

bool options_read_shared(app_context *app, int argc, char **argv, int *at, app_status *status) {
  const char *name = argv[*at];
  bool db = is_named(name, "db"), format = is_named(name, "format"), lang = is_named(name, "lang");
  if (!is_option(name) || !(db || format || lang)) return false;

  const char *value = take_value(argc, argv, at);
  bool good = value && *value;
  if (good && db) app->db = value;
  if (good && lang) app->chinese = !strncasecmp(value, "zh", 2);
  if (good && lang) good = app->chinese || !strncasecmp(value, "en", 2);
  if (good && format) good = read_format(value, &app->format);
  if (!good)
    *status = app_misuse(NULL, "%s %s %s", name, value ? value : "",
                         db       ? "needs the name of a database file"
                         : format ? "is not a format: table, json, geojson or csv"
                                  : "is not a language: zh or en");
  return true;
}

static bool add_items(app_context *app, app_list *list, const char *value) {
  size_t most = list->count + 1;
  for (const char *comma = value; *comma; comma++) most += *comma == ',';
  const char **items = ARENA_ARRAY(&app->arena, const char *, most);
  if (!items) return false;
  if (list->count) memcpy(items, list->items, list->count * sizeof *items);
  list->items = items;
  while (*value) {
    size_t length = strcspn(value, ",");
    if (length) list->items[list->count++] = arena_text_n(&app->arena, value, length);
    value += length + (value[length] == ',');
  }
  return true;
}

static app_status bad_value(const app_usage *usage, const app_option *option, const char *value) {
  switch (option->kind) {
  case APP_NUMBER:
  case APP_COUNT:
    return app_misuse(usage->command, "--%s is '%s', expected a %snumber in %.15g..%.15g", option->name, value,
                      option->kind == APP_COUNT ? "whole " : "", option->least, option->most);
  case APP_DAY: return app_misuse(usage->command, "--%s is '%s', expected a day as YYYY-MM-DD", option->name, value);
  case APP_TIME:
    return app_misuse(usage->command, "--%s is '%s', expected a time as 2026-05-01T09:30 or 2026-05-01T09:30+08:00",
                      option->name, value);
  default: return app_misuse(usage->command, "--%s is '%s', which is not possible", option->name, value);
  }
}

static bool set_value(app_context *app, const app_option *option, const char *value) {
  int64_t count;
  app_moment *moment = option->target;
  switch (option->kind) {
  case APP_FLAG: return false;
  case APP_TEXT: *(const char **)option->target = value; return *value != '\0';
  case APP_NUMBER: return number_parse(value, option->least, option->most, option->target);
  case APP_COUNT:
    if (!number_parse_int(value, (int64_t)option->least, (int64_t)option->most, &count)) return false;
    *(uint32_t *)option->target = (uint32_t)count;
    return true;
  case APP_DAY: return day_parse(value, option->target);
  case APP_TIME: moment->given = time_parse(value, TIME_SHANGHAI_OFFSET_S, &moment->unix_s); return moment->given;
  case APP_LIST: return add_items(app, option->target, value);
  }
  return false;
}

static void print_help(const app_context *app, const app_usage *usage) {
  printf("%s: haitang [--db FILE] %s [OPTIONS] %s\n\n%s\n", app_say(app, "用法", "usage"), usage->command,
         usage->operands, app_say(app, usage->chinese, usage->english));
  printf("\n%s\n", app_say(app, "选项", "options"));
  for (const app_option *option = usage->options; option->name; option++) {
    char left[64];
    snprintf(left, sizeof left, "%s%s%s%s", option->name[1] ? "--" : "-", option->name, option->value ? " " : "",
             option->value ? option->value : "");
    printf("  %-26s %s\n", left, app_say(app, option->chinese, option->english));
  }
  printf("  %-26s %s\n  %-26s %s\n  %-26s %s\n", "--db FILE",
         app_say(app, "数据库，默认 city.db 或环境变量 HAITANG_DB", "the database; city.db or $HAITANG_DB by default"),
         "--format FORMAT", app_say(app, "table、json、geojson 或 csv", "table, json, geojson or csv"),
         "--lang LANGUAGE", app_say(app, "zh 或 en，默认随系统", "zh or en; the system's by default"));
  printf("\n%s\n", app_say(app, "示例", "examples"));
  for (const char *line = usage->examples; *line;) {
    size_t length = strcspn(line, "\n");
    printf("  $ %.*s\n", (int)length, line);
    line += length + (line[length] == '\n');
  }
}

/* Reads the option at argv[*at]. False when the command ends here, with *status. */
static bool read_option(app_context *app, const app_usage *usage, int argc, char **argv, int *at, app_status *status) {
  const char *argument = argv[*at];
  *status = APP_DONE;
  if (!strcmp(argument, "--help") || !strcmp(argument, "-h")) {
    print_help(app, usage);
    return false;
  }
  if (options_read_shared(app, argc, argv, at, status)) return *status == APP_DONE;

  const app_option *option = usage->options;
  while (option->name && !is_named(argument, option->name)) option++;
  if (!option->name) {
    *status = app_misuse(usage->command, "unknown option '%s'", argument);
    return false;
  }
  if (option->kind == APP_FLAG) {
    if (strchr(argument, '=')) *status = app_misuse(usage->command, "--%s takes no value", option->name);
    *(bool *)option->target = true;
    return *status == APP_DONE;
  }
  const char *value = take_value(argc, argv, at);
  if (!value)
    *status = app_misuse(usage->command, "--%s needs a value: %s", option->name, option->value);
  else if (!set_value(app, option, value))
    *status = bad_value(usage, option, value);
  return *status == APP_DONE;
}

bool options_read(app_context *app, const app_usage *usage, int argc, char **argv, int *operand_count,
                  app_status *status) {
  int operands = 0;
  bool options = true;
  for (int at = 1; at < argc; at++) {
    if (options && !strcmp(argv[at], "--"))
      options = false;
    else if (!options || !is_option(argv[at]))
      argv[++operands] = argv[at];
    else if (!read_option(app, usage, argc, argv, &at, status))
      return false;
  }
  if (operands < usage->least_operands || operands > usage->most_operands) {
    *status = app_misuse(usage->command, "expected %s, got %d %s", *usage->operands ? usage->operands : "no operands",
                         operands, operands == 1 ? "operand" : "operands");
    return false;
  }
  *operand_count = operands;
  return true;
}

bool options_place(const char *command, const char *lon, const char *lat, const char *crs, ht_lonlat *place,
                   app_status *status) {
  bool projected = crs && !strncasecmp(crs, "EPSG:", 5);
  double most_x = projected ? 1e9 : 180, most_y = projected ? 1e9 : 90;
  *status = APP_USAGE;
  if (!number_parse(lon, -most_x, most_x, &place->lon_deg)) {
    *status = app_misuse(command, "longitude is '%s', expected a number in %.15g..%.15g", lon, -most_x, most_x);
    return false;
  }
  if (number_parse(lat, -most_y, most_y, &place->lat_deg)) return true;
  double swapped;
  bool looks_swapped = !projected && number_parse(lat, -180, 180, &swapped);
  *status = app_misuse(command, "latitude is '%s', expected a number in %.15g..%.15g%s", lat, -most_y, most_y,
                       looks_swapped ? " (longitude comes first)" : "");
  return false;
}

bool options_limits(app_context *app, const char *command, const app_list *list, const double **limits,
                    app_status *status) {
  double *numbers = ARENA_ARRAY(&app->arena, double, list->count);
  if (!numbers) {
    *status = app_fail(HT_NO_MEMORY, NULL);
    return false;
  }
  for (uint32_t i = 0; i < list->count; i++)
    if (!number_parse(list->items[i], 1e-3, 1e6, &numbers[i])) {
      *status =
          app_misuse(command, "--limits has '%s', expected minutes or metres above 0, as 5,10,15", list->items[i]);
      return false;
    }
  *limits = numbers;
  return true;
}
