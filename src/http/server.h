/* SPDX-License-Identifier: Apache-2.0 */
#ifndef HTTP_SERVER_H
#define HTTP_SERVER_H

/*
 * A server: it reads requests, finds their routes, lets handlers answer and sends what they filled in. What a route
 * need not know it settles itself: unreadable targets and queries (400), unknown paths (404), methods (405), bodies
 * that nobody asked for (413), targets that are too long (414), full queues (503).
 */

#include "http/route.h"

/* Fills response with the description of an error, in the form the service has for them. fault may be empty. */
typedef void http_problem_fn(void *context, const http_request *request, int status, const ht_fault *fault,
                             http_response *response);

typedef struct http_log_entry {
  const char *client, *method, *target; /* the client's numeric address */
  int status;
  uint64_t body_bytes;
  int64_t spent_us; /* from the first line read to the last byte sent */
} http_log_entry;
typedef void http_log_fn(void *context, const http_log_entry *entry);

typedef struct http_server_options {
  int listener; /* from http_listen; the server closes it, also when it cannot start */
  const http_route *routes;
  uint32_t route_count;
  void *context; /* for handlers, problem and log */
  http_problem_fn *problem;
  http_log_fn *log;                  /* NULL: no log. Called by many threads */
  const http_header *headers;        /* set on every response, ended by a NULL name */
  uint32_t threads;                  /* that talk to clients and answer HTTP_AT_ONCE; >= 1, as all of these */
  uint32_t lane_threads[HTTP_LANES]; /* of HTTP_SHORT and HTTP_LONG */
  uint32_t queue_capacity;           /* requests that may wait in each of these lanes */
  uint32_t connections;              /* at a time; further ones wait to be accepted */
  uint32_t idle_s;                   /* a connection without activity is closed after this */
  uint32_t target_bytes;             /* longest path with query; longer ones get 414 */
} http_server_options;

typedef struct http_server http_server;

/* Starts answering. Errors: HT_NO_MEMORY, HT_IO. The caller stops it once. */
HT_CHECKED ht_err http_server_start(const http_server_options *options, ht_fault *fault, http_server **server);

/* Takes no more connections, lets requests in flight end within grace_s, asks the rest to stop early, and frees the
   server. NULL is allowed. */
void http_server_stop(http_server *server, uint32_t grace_s);

#endif
