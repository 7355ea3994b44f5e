/* SPDX-License-Identifier: Apache-2.0 */
/* GET /map and what it loads: files that are part of the program. */
#include <string.h>

#include "api/problem.h"
#include "api/routes.h"
#include "base/fault.h"
#include "web/assets.h"

/* A page loads nothing from elsewhere and sends nothing there, even if someone managed to plant a script in the data.
 */
static const char policy[] =
    "default-src 'self'; img-src 'self' data: blob:; worker-src 'self' blob:; object-src 'none'; "
    "base-uri 'none'; form-action 'self'; frame-ancestors 'self'";

/* The path with its escapes undone: "/web/map.css". NULL when memory is exhausted. */
static const char *path_of(const http_request *request) {
  const char *path = "";
  for (uint32_t i = 0; path && i < request->segment_count; i++)
    path = arena_printf(request->arena, "%s/%s", path, request->segments[i]);
  return path;
}

static void fill(const web_asset *asset, const http_request *request, http_response *response) {
  response->content_type = asset->content_type;
  bool packed = asset->gzip_bytes && http_request_takes_gzip(request);
  response->constant = packed ? asset->gzip_bytes : asset->bytes;
  response->constant_bytes = packed ? asset->gzip_size : asset->size;
  if (packed) http_response_header(response, "Content-Encoding", "gzip");
}

int pages_handle(void *service, const http_request *request, http_response *response) {
  (void)service;
  ht_fault fault = {0};
  const char *path = path_of(request);
  const web_asset *asset = path ? web_asset_find(path) : NULL;
  if (!asset) {
    ht_err err = path ? fault_set(&fault, HT_NOT_FOUND, "there is nothing at '%s'", path) : fault_memory(&fault);
    problem_write(problem_status(err), &fault, response);
    return problem_status(err);
  }
  http_response_header(response, "ETag", asset->etag);
  http_response_header(response, "Cache-Control", "no-cache");
  http_response_header(response, "Vary", "Accept-Encoding");
  if (strncmp(asset->content_type, "text/html", 9) == 0)
    http_response_header(response, "Content-Security-Policy", policy);
  if (http_request_has(request, asset->etag)) return 304;
  fill(asset, request, response);
  return 200;
}
