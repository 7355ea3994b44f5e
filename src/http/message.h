/* SPDX-License-Identifier: Apache-2.0 */
#ifndef HTTP_MESSAGE_H
#define HTTP_MESSAGE_H

/* What a handler gets and what it fills. It never touches a socket. */

#include "base/buffer.h"
#include "http/query.h"

#include <stdatomic.h>

enum { HTTP_MAX_SEGMENTS = 16, HTTP_MAX_HEADERS = 12 };

typedef struct http_request {
  const char *method;                      /* as sent; a handler need not tell HEAD from GET */
  const char *target;                      /* path and query as sent */
  const char *segments[HTTP_MAX_SEGMENTS]; /* of the path, decoded: /a/b has two, / has none */
  uint32_t segment_count;
  http_query query;
  const char *variables[HTTP_MAX_SEGMENTS]; /* what the pattern's {names} stand for, in their order */
  const char *host, *accept, *accept_encoding, *if_none_match; /* headers; NULL when absent */
  base_arena *arena;                                           /* dies with the request */
  const atomic_bool *stopping; /* becomes true when the service ends: long work stops early */
} http_request;

typedef struct http_header {
  const char *name, *value;
} http_header;

typedef struct http_response {
  const char *content_type; /* NULL: no body */
  base_buffer body;
  const void *constant; /* instead of body: bytes that outlive the server */
  size_t constant_bytes;
  http_header headers[HTTP_MAX_HEADERS];
  uint32_t header_count;
} http_response;

/* Answers, and returns the HTTP status. */
typedef int http_handler(void *context, const http_request *request, http_response *response);

/* Sets a header; both texts live as long as the request. Beyond HTTP_MAX_HEADERS it is dropped, which no handler
   reaches. */
void http_response_header(http_response *response, const char *name, const char *value);

/* Forgets all that was filled in, keeps the memory: for an error found late. */
void http_response_reset(http_response *response);

/* Whether the client holds this version already (RFC 9110 section 13.1.2, weak comparison): answer 304 then.
   etag is quoted, with or without W/. */
bool http_request_has(const http_request *request, const char *etag);

/* Whether a packed body is welcome (RFC 9110 section 12.5.3). */
bool http_request_takes_gzip(const http_request *request);

#endif
