/* SPDX-License-Identifier: Apache-2.0 */
#include "api/service.h"

#include <stdio.h>
#include <string.h>

#include "api/limits.h"
#include "api/parameters.h"
#include "api/problem.h"
#include "base/day.h"
#include "base/fault.h"
#include "base/time.h"
#include "codec/gzip.h"

/* An error of ours may name files or defects: the operator reads it, the client is told to ask the operator. */
static void fail(api_question *question, ht_err err) {
  int status = problem_status(err);
  if (status == 500) {
    fprintf(stderr, "haitang: %s: %s (%s)\n", question->request->target, question->fault.detail, ht_err_name(err));
    fault_set(&question->fault, err, "the service has a fault (%s); its log says more", ht_err_name(err));
  }
  problem_write(status, &question->fault, question->response);
  question->status = status;
}

/* Packs a large body for a client that takes it packed. */
static void pack(api_question *question) {
  http_response *response = question->response;
  if (question->status != 200 || response->body.length < API_UNPACKED_BYTES) return;
  http_response_header(response, "Vary", "Accept-Encoding");
  if (!http_request_takes_gzip(question->request)) return;
  base_buffer packed = {0};
  if (gzip_pack(response->body.bytes, response->body.length, &packed)) {
    base_buffer whole = response->body;
    response->body = packed;
    packed = whole;
    http_response_header(response, "Content-Encoding", "gzip");
  }
  buffer_release(&packed);
}

int service_answer(void *context, const http_request *request, http_response *response, api_answer_fn *answer) {
  api_question question = {
      .service = context, .request = request, .response = response, .query = &request->query, .status = 200};
  ht_live *live = question.service->live;
  ht_err err = ht_live_take(live, &question.fault, &question.session);
  if (err) {
    fail(&question, err);
    return question.status;
  }
  question.output = (api_output){.out = &response->body,
                                 .arena = request->arena,
                                 .worker = question.session.worker,
                                 .crs = http_query_get(&request->query, "crs"),
                                 .utc_offset_s = question.session.facts->utc_offset_s};
  response->content_type = "application/json";
  err = answer(&question);
  if (err) fail(&question, err);
  pack(&question);
  ht_live_give(live, &question.session);
  return question.status;
}

bool service_unchanged(api_question *question, bool depends_on_today) {
  char day[11] = "";
  const ht_session *session = &question->session;
  if (depends_on_today) day_format(day_of_time(time_now_s(), session->facts->utc_offset_s), day);
  const char *etag =
      arena_printf(question->request->arena, "W/\"%lld.%llx%s%s\"", (long long)session->facts->data_version,
                   (unsigned long long)session->serial, *day ? "." : "", day);
  if (!etag) return false;
  http_response_header(question->response, "ETag", etag);
  http_response_header(question->response, "Cache-Control", "no-cache"); /* keep it, but ask whether it is still so */
  if (!http_request_has(question->request, etag)) return false;
  question->status = 304;
  question->response->content_type = NULL;
  return true;
}

ht_err service_form(api_question *question, const char *const *names, uint32_t *form) {
  *form = 0;
  return parameters_choice(question->query, "f", names, &question->fault, form);
}

void service_set_csv(api_question *question) {
  question->response->content_type = "text/csv;charset=utf-8";
}
