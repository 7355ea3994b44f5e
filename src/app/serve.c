/* SPDX-License-Identifier: Apache-2.0 */
/* `haitang serve`: the HTTP service and the map. */

#include "api/serve.h"
#include "app/app.h"
#include "app/options.h"

#include <stdio.h>

static void tell_ready(void *context, const char *url) {
  const app_context *app = context;
  printf(app_say(app, "海棠已就绪：%smap\n", "haitang is ready: %smap\n"), url);
  fflush(stdout);
}

app_status app_serve(app_context *app, int argc, char **argv) {
  api_serve_options serve = {.db = app->db, .ready = tell_ready, .context = app};
  const app_option options[] = {
      {"listen", APP_TEXT, &serve.listen, "ADDRESS:PORT", "监听地址，默认 127.0.0.1:8080",
       "where to listen; 127.0.0.1:8080 by default", 0, 0},
      {"threads", APP_COUNT, &serve.threads, "N", "线程数，默认与核数相同", "threads; as many as cores by default", 1,
       256},
      {"access-log", APP_FLAG, &serve.access_log, NULL, "每个请求在 stderr 记一行", "a line a request on stderr", 0, 0},
      {0},
  };
  const app_usage usage = {
      .command = "serve",
      .operands = "",
      .chinese = "提供 HTTP 服务与地图；SIGHUP 重新载入，SIGTERM 结束。",
      .english = "Serve HTTP and the map. SIGHUP loads the data anew, SIGTERM ends it.",
      .options = options,
      .examples = "haitang serve\nhaitang --db town.db serve --listen 127.0.0.1:9000\n",
  };
  int operands;
  app_status status;
  if (!options_read(app, &usage, argc, argv, &operands, &status)) return status;
  serve.db = app->db;
  ht_fault fault = {0};
  ht_err err = api_serve(&serve, &fault);
  return err ? app_fail(err, &fault) : APP_DONE;
}
