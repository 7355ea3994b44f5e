/* SPDX-License-Identifier: Apache-2.0 */
#ifndef HTTP_EXCHANGE_H
#define HTTP_EXCHANGE_H

/* One request and its response while they are on their way through the server, free of sockets. */

#include "http/server.h"

#include <time.h>

struct MHD_Connection;

typedef struct http_exchange {
  const http_server_options *options;
  struct http_server *server;
  struct MHD_Connection *connection;
  base_arena arena;
  http_request request;
  http_response response;
  const http_route *route;
  http_lane lane; /* of this request */
  bool target_too_long;
  bool waiting; /* in a lane, or answered there */
  int status;
  uint64_t body_bytes; /* sent, for the log */
  struct timespec began;
} http_exchange;

/* NULL when memory is exhausted. The target is copied unless it is too long. */
http_exchange *http_exchange_new(const http_server_options *options, const char *target);
void http_exchange_free(http_exchange *exchange);

/* Reads the request, whose method and headers are filled in by now, and finds its route. True when a handler is to run;
   false when status and response are settled already. */
HT_CHECKED bool http_exchange_open(http_exchange *exchange, bool has_body);

/* Lets the route's handler answer. */
void http_exchange_run(http_exchange *exchange);

/* Answers with an error instead of what was filled in so far. */
void http_exchange_fail(http_exchange *exchange, int status, const ht_fault *fault);

#endif
