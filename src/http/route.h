/* SPDX-License-Identifier: Apache-2.0 */
#ifndef HTTP_ROUTE_H
#define HTTP_ROUTE_H

/* Which handler answers which path. */

#include "http/message.h"

/* Where a handler runs. The threads that talk to clients answer what takes microseconds themselves; what takes longer
   waits in a lane of its own threads, so that nobody's locate stands behind somebody's coverage. */
typedef enum http_lane { HTTP_AT_ONCE = 0, HTTP_SHORT, HTTP_LONG, HTTP_LANES } http_lane;

/* Every route answers GET, HEAD and OPTIONS. */
typedef struct http_route {
  const char *pattern; /* "/stations/{code}/circle": {…} stands for one segment, a last "*" for any number of them */
  http_handler *handler;
  http_lane lane;
  const char *slow_with;         /* with this parameter an HTTP_AT_ONCE route takes HTTP_SHORT; NULL: none */
  const char *const *parameters; /* what its query may hold, ended by NULL; NULL: anything */
} http_route;

/* Splits a request's target (RFC 9112 section 3.2, origin or absolute form) into its decoded segments, and finds the
   text of its query (NULL: none). Errors: HT_BAD_ARGUMENT, HT_LIMIT for more than HTTP_MAX_SEGMENTS, HT_NO_MEMORY. */
HT_CHECKED ht_err http_route_split(const char *target, http_request *request, ht_fault *fault, const char **query);

/* The first route whose pattern fits the segments, with the request's variables filled in; NULL when none does. */
const http_route *http_route_find(const http_route *routes, uint32_t count, http_request *request);

#endif
