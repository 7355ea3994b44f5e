/* SPDX-License-Identifier: Apache-2.0 */
/* GET /coverage: who is within the limit, by area. */
#include "api/planning.h"
#include "api/render.h"
#include "api/routes.h"

enum { JSON = 0, CSV };

static ht_err compute(void *context, base_buffer *out, ht_fault *fault) {
  const api_planning *planning = context;
  const ht_session *session = &planning->question->session;
  api_output output = planning->question->output;
  output.out = out;
  const ht_coverage *coverage;
  ht_err err = ht_coverage_of(session->city, session->worker, &planning->options, fault, &coverage);
  if (err) return err;
  return planning->form == CSV ? coverage_csv(&output, coverage, fault) : coverage_json(&output, coverage, fault);
}

static ht_err answer(api_question *question) {
  static const char *const forms[] = {[JSON] = "json", [CSV] = "csv", NULL};
  api_planning planning;
  ht_err err = planning_read(question, forms, &planning);
  if (err || service_unchanged(question, false)) return err;
  if (planning.form == CSV) service_set_csv(question);
  return planning_answer(&planning, compute);
}

int coverage_handle(void *service, const http_request *request, http_response *response) {
  return service_answer(service, request, response, answer);
}
