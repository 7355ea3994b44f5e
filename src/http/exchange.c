/* SPDX-License-Identifier: Apache-2.0 */
#include "http/exchange.h"

#include <stdlib.h>
#include <string.h>

#include "base/fault.h"

/* For the copies that one answer needs, such as converted shapes. */
static const size_t ARENA_BYTES = (size_t)256 << 20;
static const char allowed_methods[] = "GET, HEAD, OPTIONS";

/* Copies a target; control characters, which no target may hold, become '?', so that it can be shown on a terminal. */
static const char *copy_target(base_arena *arena, const char *target) {
  char *copy = arena_text(arena, target);
  for (char *at = copy; at && *at; at++)
    if ((unsigned char)*at < 0x20 || *at == 0x7F) *at = '?';
  return copy;
}

http_exchange *http_exchange_new(const http_server_options *options, const char *target) {
  http_exchange *exchange = calloc(1, sizeof *exchange);
  if (!exchange) return NULL;
  exchange->options = options;
  exchange->arena.limit_bytes = ARENA_BYTES;
  exchange->request.arena = &exchange->arena;
  clock_gettime(CLOCK_MONOTONIC, &exchange->began);
  exchange->target_too_long = strnlen(target, (size_t)options->target_bytes + 1) > options->target_bytes;
  exchange->request.target = exchange->target_too_long ? "" : copy_target(&exchange->arena, target);
  if (exchange->request.target) return exchange;
  http_exchange_free(exchange);
  return NULL;
}

void http_exchange_free(http_exchange *exchange) {
  if (!exchange) return;
  buffer_release(&exchange->response.body);
  arena_release(&exchange->arena);
  free(exchange);
}

void http_exchange_fail(http_exchange *exchange, int status, const ht_fault *fault) {
  http_response_reset(&exchange->response);
  exchange->status = status;
  exchange->options->problem(exchange->options->context, &exchange->request, status, fault, &exchange->response);
  if (status == 405) http_response_header(&exchange->response, "Allow", allowed_methods);
}

static int status_of(ht_err err) {
  return err == HT_NO_MEMORY ? 503 : 400;
}

/* Settles what the method alone decides; true when the route's handler is wanted. */
static bool open_method(http_exchange *exchange, bool has_body) {
  const char *method = exchange->request.method;
  ht_fault fault = {0};
  if (strcmp(method, "OPTIONS") == 0) {
    exchange->status = 204;
    http_response_header(&exchange->response, "Allow", allowed_methods);
    return false;
  }
  if (strcmp(method, "GET") != 0 && strcmp(method, "HEAD") != 0) {
    fault_set(&fault, HT_BAD_ARGUMENT, "the method %.20s is not answered here, only %s", method, allowed_methods);
    http_exchange_fail(exchange, 405, &fault);
    return false;
  }
  if (has_body) {
    fault_set(&fault, HT_LIMIT, "a %s has no body here", method);
    http_exchange_fail(exchange, 413, &fault);
    return false;
  }
  return true;
}

static bool open_target(http_exchange *exchange, const char **query) {
  ht_fault fault = {0};
  if (exchange->target_too_long) {
    fault_set(&fault, HT_LIMIT, "the path with its query is longer than %u bytes", exchange->options->target_bytes);
    http_exchange_fail(exchange, 414, &fault);
    return false;
  }
  ht_err err = http_route_split(exchange->request.target, &exchange->request, &fault, query);
  if (err) {
    http_exchange_fail(exchange, status_of(err), &fault);
    return false;
  }
  exchange->route = http_route_find(exchange->options->routes, exchange->options->route_count, &exchange->request);
  if (!exchange->route) {
    fault_set(&fault, HT_NOT_FOUND, "there is nothing at '%.200s'", exchange->request.target);
    http_exchange_fail(exchange, 404, &fault);
  }
  return exchange->route != NULL;
}

bool http_exchange_open(http_exchange *exchange, bool has_body) {
  const char *query = NULL;
  if (!open_target(exchange, &query) || !open_method(exchange, has_body)) return false;
  ht_fault fault = {0};
  ht_err err = http_query_parse(query, &exchange->arena, &fault, &exchange->request.query);
  if (!err && exchange->route->parameters)
    err = http_query_check(&exchange->request.query, exchange->route->parameters, &fault);
  if (err) http_exchange_fail(exchange, status_of(err), &fault);
  exchange->lane = exchange->route->lane;
  const char *slow_with = exchange->route->slow_with;
  if (slow_with && http_query_get(&exchange->request.query, slow_with)) exchange->lane = HTTP_SHORT;
  return !err;
}

void http_exchange_run(http_exchange *exchange) {
  exchange->status = exchange->route->handler(exchange->options->context, &exchange->request, &exchange->response);
  if (!exchange->response.body.failed) return;
  ht_fault fault = {0};
  fault_memory(&fault);
  http_exchange_fail(exchange, 503, &fault);
}
