/* SPDX-License-Identifier: Apache-2.0 */
#include "api/server.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "api/limits.h"
#include "api/problem.h"
#include "api/routes.h"
#include "api/service.h"
#include "base/fault.h"
#include "http/listen.h"
#include "http/server.h"

struct api_server {
  api_service service;
  http_server *http;
  char url[HTTP_URL_BYTES];
};

/*
 * Set on every answer. There is no Access-Control-Allow-Origin: the service often stands on an intranet and trusts
 * whoever reaches it, and any page that somebody there opens in a browser could read it otherwise.
 */
static const http_header always[] = {
    {"X-Content-Type-Options", "nosniff"},
    {"Cross-Origin-Resource-Policy", "same-origin"},
    {"Referrer-Policy", "same-origin"},
    {NULL, NULL},
};

static void write_problem(void *context, const http_request *request, int status, const ht_fault *fault,
                          http_response *response) {
  (void)context, (void)request;
  problem_write(status, fault, response);
}

static void write_access(void *context, const http_log_entry *entry) {
  (void)context;
  fprintf(stderr, "%s \"%s %s\" %d %" PRIu64 " %" PRId64 "us\n", entry->client, entry->method, entry->target,
          entry->status, entry->body_bytes, entry->spent_us);
}

static void write_reload(void *context, ht_err err, const ht_fault *fault, int64_t version) {
  (void)context;
  if (err)
    fprintf(stderr, "haitang: cannot load the changed data, version %" PRId64 " stays: %s\n", version, fault->detail);
  else
    fprintf(stderr, "haitang: now serves data version %" PRId64 "\n", version);
}

static uint32_t thread_count(const api_serve_options *options) {
  if (options->threads) return options->threads;
  long cores = sysconf(_SC_NPROCESSORS_ONLN);
  return cores > 0 ? (uint32_t)cores : 1;
}

/* Starts to answer; takes over the listener. */
static ht_err start_http(api_server *server, const api_serve_options *options, int listener, ht_fault *fault) {
  uint32_t threads = thread_count(options);
  http_server_options http = {
      .listener = listener,
      .context = &server->service,
      .problem = write_problem,
      .log = options->access_log ? write_access : NULL,
      .headers = always,
      .threads = threads,
      .lane_threads = {[HTTP_SHORT] = threads, [HTTP_LONG] = API_LONG_THREADS},
      .queue_capacity = API_QUEUED,
      .connections = API_CONNECTIONS,
      .idle_s = API_IDLE_S,
      .target_bytes = API_TARGET_BYTES,
  };
  http.routes = routes_all(&http.route_count);
  return http_server_start(&http, fault, &server->http);
}

ht_err server_start(const api_serve_options *options, ht_fault *fault, api_server **made) {
  const char *where = options->listen ? options->listen : "127.0.0.1:8080";
  const ht_live_options live = {.reloaded = write_reload};
  int listener = -1;
  api_server *server = calloc(1, sizeof *server);
  if (!server) return fault_memory(fault);
  /* The port first: a database takes a second to load, a port that is taken is known at once. Who connects meanwhile
   * waits. */
  ht_err err = http_listen(where, fault, &listener, server->url);
  if (!err) err = answers_new(fault, &server->service.answers);
  if (!err) err = ht_live_open(options->db, &live, fault, &server->service.live);
  if (!err) {
    err = start_http(server, options, listener, fault);
    listener = -1;
  }
  if (!err) {
    *made = server;
    return HT_OK;
  }
  if (listener >= 0) close(listener);
  server_stop(server);
  return err;
}

const char *server_url(const api_server *server) {
  return server->url;
}

void server_reload(api_server *server) {
  ht_live_reload(server->service.live);
}

void server_stop(api_server *server) {
  if (!server) return;
  http_server_stop(server->http, API_STOP_S);
  ht_live_close(server->service.live);
  answers_free(server->service.answers);
  free(server);
}
