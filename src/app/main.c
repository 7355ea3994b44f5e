/* SPDX-License-Identifier: Apache-2.0 */
/* The command line: find the command, let it run, leave with its exit status. */

#include "app/app.h"
#include "app/options.h"

#include <locale.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const struct {
  const char *name;
  app_command_fn *run;
  const char *chinese, *english;
} commands[] = {
    {"demo", app_demo, "生成模型小城", "make a model town"},
    {"import", app_import, "导入街道、网格、站点、地址……", "import streets, grids, stations, addresses …"},
    {"locate", app_locate, "一个地点或地址属于哪个网格", "which grid owns a place or an address"},
    {"nearest", app_nearest, "步行最近的站点", "which stations are near on foot"},
    {"isochrone", app_isochrone, "一个地点的步行圈", "the walking circle of a place"},
    {"circles", app_circles, "计算并保存所有站点的步行圈", "compute and store the circles of all stations"},
    {"coverage", app_coverage, "多少人在步行上限之内", "how many live within the limit"},
    {"gaps", app_gaps, "谁在上限之外，为什么", "who lives beyond it, and why"},
    {"serve", app_serve, "HTTP 服务与地图", "serve HTTP and the map"},
    {"backup", app_backup, "备份数据库", "copy the database"},
    {"version", app_version, "版本与所用的库", "the version, and the libraries it stands on"},
};
enum { COMMAND_COUNT = sizeof commands / sizeof *commands };

const char *app_say(const app_context *app, const char *chinese, const char *english) {
  return app->chinese ? chinese : english;
}

app_status app_fail(ht_err err, const ht_fault *fault) {
  fprintf(stderr, "haitang: %s\n", fault && *fault->detail ? fault->detail : ht_err_name(err));
  return err == HT_BAD_ARGUMENT ? APP_USAGE : APP_FAILED;
}

app_status app_misuse(const char *command, const char *format, ...) {
  va_list values;
  va_start(values, format);
  fputs("haitang: ", stderr);
  vfprintf(stderr, format, values);
  fprintf(stderr, "\ntry 'haitang %s%s--help'\n", command ? command : "", command ? " " : "");
  va_end(values);
  return APP_USAGE;
}

static void print_help(const app_context *app) {
  printf(
      "%s: haitang [--db FILE] COMMAND …\n\n%s\n\n", app_say(app, "用法", "usage"),
      app_say(
          app, "海棠：一个地点属于哪个网格，步行最近的服务站点在哪里，谁住在十五分钟步行之外。",
          "haitang: which grid owns a place, which service point is near on foot, who lives beyond a 15-minute walk."));
  for (int i = 0; i < COMMAND_COUNT; i++)
    printf("  %-10s %s\n", commands[i].name, app_say(app, commands[i].chinese, commands[i].english));
  printf("\n%s\n",
         app_say(app, "每个命令都有 --help，附示例。退出码：0 完成，1 数据有问题，2 用法错误，3 无法完成。",
                 "Every command has --help with an example. Exit status: 0 done, 1 something is wrong in the data, "
                 "2 wrong usage, 3 could not do it."));
}

/* By the environment's words, not by an installed locale: a small system has none but speaks Chinese all the same. */
static bool prefers_chinese(void) {
  static const char *const names[] = {"HAITANG_LANG", "LC_ALL", "LC_MESSAGES", "LANG"};
  for (unsigned i = 0; i < sizeof names / sizeof *names; i++) {
    const char *language = getenv(names[i]);
    if (language && *language) return !strncmp(language, "zh", 2);
  }
  return false;
}

static app_status run(app_context *app, int argc, char **argv) {
  app_status status = APP_DONE;
  int at = 1;
  while (at < argc && options_read_shared(app, argc, argv, &at, &status)) {
    if (status != APP_DONE) return status;
    at++;
  }
  if (at >= argc || !strcmp(argv[at], "--help") || !strcmp(argv[at], "-h") || !strcmp(argv[at], "help")) {
    print_help(app);
    return at >= argc ? APP_USAGE : APP_DONE;
  }
  const char *name = strcmp(argv[at], "--version") ? argv[at] : "version";
  for (int i = 0; i < COMMAND_COUNT; i++)
    if (!strcmp(name, commands[i].name)) return commands[i].run(app, argc - at, argv + at);
  return app_misuse(NULL, "unknown command '%s'", name);
}

int main(int argc, char **argv) {
  setlocale(LC_CTYPE, "C.UTF-8"); /* text in and out is UTF-8; numbers keep their point */
  signal(SIGPIPE, SIG_IGN);       /* a reader that went away shows as a failed write */
  const char *db = getenv("HAITANG_DB");
  app_context app = {.db = db && *db ? db : "city.db", .chinese = prefers_chinese()};
  app_status status = run(&app, argc, argv);
  arena_release(&app.arena);
  if (fflush(stdout) || ferror(stdout)) {
    fputs("haitang: cannot write to standard output\n", stderr);
    return status ? (int)status : APP_FAILED;
  }
  return (int)status;
}
