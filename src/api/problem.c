/* SPDX-License-Identifier: Apache-2.0 */
#include "api/problem.h"

#include "codec/json_writer.h"

int problem_status(ht_err err) {
  switch (err) {
  case HT_OK: return 200;
  case HT_BAD_ARGUMENT: return 400;
  case HT_NOT_FOUND: return 404;
  case HT_CONFLICT: return 409;
  case HT_LIMIT: return 422;
  case HT_BUSY:
  case HT_NO_MEMORY:
  case HT_CANCELLED: return 503;
  case HT_BAD_DATA:
  case HT_NO_SPACE:
  case HT_IO:
  case HT_NEWER:
  case HT_INTERNAL: break;
  }
  return 500;
}

static const char *title_of(int status) {
  switch (status) {
  case 400: return "Bad Request";
  case 404: return "Not Found";
  case 405: return "Method Not Allowed";
  case 409: return "Conflict";
  case 413: return "Content Too Large";
  case 414: return "URI Too Long";
  case 422: return "Unprocessable Content";
  case 503: return "Service Unavailable";
  default: return "Internal Server Error";
  }
}

void problem_write(int status, const ht_fault *fault, http_response *response) {
  http_response_reset(response);
  json_writer json = {.out = &response->body};
  json_begin_object(&json);
  json_member_text(&json, "type", "about:blank");
  json_member_text(&json, "title", title_of(status));
  json_member_integer(&json, "status", status);
  if (fault->detail[0]) json_member_text(&json, "detail", fault->detail);
  if (fault->parameter[0]) {
    json_member_text(&json, "parameter", fault->parameter);
    json_member_text(&json, "value", fault->value);
  }
  json_end_object(&json);
  response->content_type = "application/problem+json";
  http_response_header(response, "Cache-Control", "no-store");
}
