/* SPDX-License-Identifier: Apache-2.0 */
#include "http/server.h"

/*
 * The door to libmicrohttpd: the only file that knows it. One thread a core waits for its own share of the connections
 * with epoll. A request lives through three calls, all of the thread that owns its connection:
 *
 *   on_target     the first line is read: an exchange begins
 *   on_request    the headers are read: the handler runs here, or the connection is suspended while the handler runs in
 * a lane, which then resumes it, upon which on_request is called again and sends the response on_completed  the
 * response is sent, or the client is gone: the exchange ends
 */

#include <microhttpd.h>
#include <netdb.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/fault.h"
#include "http/exchange.h"
#include "http/queue.h"

enum {
  CONNECTION_BYTES = 32 * 1024, /* for a request's line and headers; libmicrohttpd answers 414 and 431 beyond it */
  LAST_WORDS_MS = 1000,         /* for responses of requests that were asked to stop early */
  WAIT_STEP_MS = 5,
};

struct http_server {
  http_server_options options;
  struct MHD_Daemon *daemon;
  http_queue *lanes[HTTP_LANES];
  atomic_uint in_flight;
  atomic_bool closing;  /* connections end with their response */
  atomic_bool stopping; /* handlers end early */
};

static void *on_target(void *context, const char *target, struct MHD_Connection *connection) {
  http_server *server = context;
  http_exchange *exchange = http_exchange_new(&server->options, target);
  if (!exchange) return NULL;
  exchange->server = server;
  exchange->connection = connection;
  exchange->request.stopping = &server->stopping;
  atomic_fetch_add(&server->in_flight, 1);
  return exchange;
}

static const char *header(const http_exchange *exchange, const char *name) {
  return MHD_lookup_connection_value(exchange->connection, MHD_HEADER_KIND, name);
}

static bool has_body(const http_exchange *exchange) {
  const char *length = header(exchange, "Content-Length");
  return header(exchange, "Transfer-Encoding") || (length && strcmp(length, "0") != 0);
}

static struct MHD_Response *response_of(http_response *response) {
  if (response->constant)
    return MHD_create_response_from_buffer(response->constant_bytes, (void *)(uintptr_t)response->constant,
                                           MHD_RESPMEM_PERSISTENT);
  base_buffer body = response->body;
  if (body.length == 0) return MHD_create_response_from_buffer(0, NULL, MHD_RESPMEM_PERSISTENT);
  response->body = (base_buffer){0};
  struct MHD_Response *made = MHD_create_response_from_buffer_with_free_callback(body.length, body.bytes, free);
  if (!made) free(body.bytes);
  return made;
}

static void set_headers(const http_exchange *exchange, struct MHD_Response *made) {
  const http_response *response = &exchange->response;
  if (response->content_type) MHD_add_response_header(made, MHD_HTTP_HEADER_CONTENT_TYPE, response->content_type);
  for (uint32_t i = 0; i < response->header_count; i++)
    MHD_add_response_header(made, response->headers[i].name, response->headers[i].value);
  for (const http_header *always = exchange->options->headers; always && always->name; always++)
    MHD_add_response_header(made, always->name, always->value);
  if (atomic_load_explicit(&exchange->server->closing, memory_order_relaxed))
    MHD_add_response_header(made, MHD_HTTP_HEADER_CONNECTION, "close");
}

static enum MHD_Result respond(http_exchange *exchange) {
  exchange->body_bytes =
      exchange->response.constant ? exchange->response.constant_bytes : exchange->response.body.length;
  struct MHD_Response *made = response_of(&exchange->response);
  if (!made) return MHD_NO;
  set_headers(exchange, made);
  enum MHD_Result result = MHD_queue_response(exchange->connection, (unsigned)exchange->status, made);
  MHD_destroy_response(made);
  return result;
}

/* Runs in a lane. */
static void run_in_lane(void *job) {
  http_exchange *exchange = job;
  http_exchange_run(exchange);
  MHD_resume_connection(exchange->connection);
}

static enum MHD_Result hand_over(http_exchange *exchange) {
  exchange->waiting = true;
  MHD_suspend_connection(exchange->connection);
  if (http_queue_push(exchange->server->lanes[exchange->lane], run_in_lane, exchange)) return MHD_YES;
  ht_fault fault = {0};
  fault_set(&fault, HT_BUSY, "too many such requests wait already; try again in a few seconds");
  http_exchange_fail(exchange, 503, &fault);
  http_response_header(&exchange->response, "Retry-After", "5");
  MHD_resume_connection(exchange->connection);
  return MHD_YES;
}

static enum MHD_Result on_request(void *context, struct MHD_Connection *connection, const char *url, const char *method,
                                  const char *version, const char *upload, size_t *upload_bytes, void **state) {
  (void)context, (void)connection, (void)url, (void)version, (void)upload, (void)upload_bytes;
  http_exchange *exchange = *state;
  if (!exchange) return MHD_NO;
  if (exchange->waiting) return respond(exchange);
  /* The first of two calls, before a body would be read: libmicrohttpd keeps a connection open only after the
     second. */
  bool body = has_body(exchange);
  if (!exchange->request.method && !body) {
    exchange->request.method = method;
    return MHD_YES;
  }
  exchange->request.method = method;
  exchange->request.host = header(exchange, MHD_HTTP_HEADER_HOST);
  exchange->request.accept = header(exchange, MHD_HTTP_HEADER_ACCEPT);
  exchange->request.accept_encoding = header(exchange, MHD_HTTP_HEADER_ACCEPT_ENCODING);
  exchange->request.if_none_match = header(exchange, MHD_HTTP_HEADER_IF_NONE_MATCH);
  if (http_exchange_open(exchange, body)) {
    if (exchange->lane != HTTP_AT_ONCE) return hand_over(exchange);
    http_exchange_run(exchange);
  }
  return respond(exchange);
}

static void write_log(const http_exchange *exchange) {
  char client[64] = "-";
  const union MHD_ConnectionInfo *info =
      MHD_get_connection_info(exchange->connection, MHD_CONNECTION_INFO_CLIENT_ADDRESS);
  if (info && info->client_addr) {
    socklen_t length =
        info->client_addr->sa_family == AF_INET6 ? sizeof(struct sockaddr_in6) : sizeof(struct sockaddr_in);
    getnameinfo(info->client_addr, length, client, sizeof client, NULL, 0, NI_NUMERICHOST);
  }
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  const http_log_entry entry = {
      .client = client,
      .method = exchange->request.method ? exchange->request.method : "-",
      .target = exchange->request.target,
      .status = exchange->status,
      .body_bytes = exchange->body_bytes,
      .spent_us = (now.tv_sec - exchange->began.tv_sec) * 1000000 + (now.tv_nsec - exchange->began.tv_nsec) / 1000,
  };
  exchange->options->log(exchange->options->context, &entry);
}

static void on_completed(void *context, struct MHD_Connection *connection, void **state,
                         enum MHD_RequestTerminationCode code) {
  (void)connection, (void)code;
  http_server *server = context;
  http_exchange *exchange = *state;
  if (!exchange) return;
  *state = NULL;
  if (server->options.log) write_log(exchange);
  http_exchange_free(exchange);
  atomic_fetch_sub(&server->in_flight, 1);
}

/* The target is decoded by us, from its raw text. */
static size_t leave_escaped(void *context, struct MHD_Connection *connection, char *text) {
  (void)context, (void)connection;
  return strlen(text);
}

static struct MHD_Daemon *start_daemon(http_server *server) {
  const http_server_options *options = &server->options;
  struct MHD_OptionItem pool[] = {{MHD_OPTION_END, 0, NULL}, {MHD_OPTION_END, 0, NULL}};
  if (options->threads > 1)
    pool[0] = (struct MHD_OptionItem){MHD_OPTION_THREAD_POOL_SIZE, (intptr_t)options->threads, NULL};
  return MHD_start_daemon(MHD_USE_EPOLL_INTERNAL_THREAD | MHD_USE_ITC | MHD_ALLOW_SUSPEND_RESUME, 0, NULL, NULL,
                          on_request, server, MHD_OPTION_LISTEN_SOCKET, options->listener, MHD_OPTION_URI_LOG_CALLBACK,
                          on_target, server, MHD_OPTION_NOTIFY_COMPLETED, on_completed, server,
                          MHD_OPTION_UNESCAPE_CALLBACK, leave_escaped, NULL, MHD_OPTION_CONNECTION_LIMIT,
                          options->connections, MHD_OPTION_CONNECTION_TIMEOUT, options->idle_s,
                          MHD_OPTION_CONNECTION_MEMORY_LIMIT, (size_t)CONNECTION_BYTES, MHD_OPTION_STRICT_FOR_CLIENT, 1,
                          MHD_OPTION_ARRAY, pool, MHD_OPTION_END);
}

static void end_lanes(http_server *server) {
  for (int lane = HTTP_SHORT; lane < HTTP_LANES; lane++) http_queue_free(server->lanes[lane]);
}

ht_err http_server_start(const http_server_options *options, ht_fault *fault, http_server **made) {
  ht_err err = HT_NO_MEMORY;
  http_server *server = calloc(1, sizeof *server);
  if (!server) {
    fault_memory(fault);
    goto fail;
  }
  server->options = *options;
  for (int lane = HTTP_SHORT; lane < HTTP_LANES; lane++) {
    err = http_queue_new(options->lane_threads[lane], options->queue_capacity, fault, &server->lanes[lane]);
    if (err) goto fail;
  }
  server->daemon = start_daemon(server);
  if (server->daemon) {
    *made = server;
    return HT_OK;
  }
  err = fault_set(fault, HT_IO, "cannot start the HTTP server");
fail:
  if (server) end_lanes(server);
  free(server);
  close(options->listener);
  return err;
}

static void wait_for_silence(const http_server *server, uint32_t patience_ms) {
  const struct timespec step = {.tv_nsec = WAIT_STEP_MS * 1000000L};
  for (uint32_t waited = 0; waited < patience_ms && atomic_load(&server->in_flight) > 0; waited += WAIT_STEP_MS)
    nanosleep(&step, NULL);
}

void http_server_stop(http_server *server, uint32_t grace_s) {
  if (!server) return;
  atomic_store(&server->closing, true);
  MHD_quiesce_daemon(server->daemon);
  shutdown(server->options.listener, SHUT_RDWR); /* who comes now is refused instead of left waiting */
  wait_for_silence(server, grace_s * 1000);
  atomic_store(&server->stopping, true);
  end_lanes(server);
  wait_for_silence(server, LAST_WORDS_MS);
  MHD_stop_daemon(server->daemon);
  close(server->options.listener);
  free(server);
}
