/* SPDX-License-Identifier: Apache-2.0 */
/* GET /gaps: who is beyond the limit, where and why. */
#include "api/planning.h"
#include "api/render.h"
#include "api/routes.h"

enum { GEOJSON = 0, CSV };

static ht_err compute(void *context, base_buffer *out, ht_fault *fault) {
  const api_planning *planning = context;
  const ht_session *session = &planning->question->session;
  api_output output = planning->question->output;
  output.out = out;
  const ht_gaps *gaps;
  ht_err err = ht_gaps_of(session->city, session->worker, &planning->options, fault, &gaps);
  if (err) return err;
  return planning->form == CSV ? gaps_csv(&output, gaps, fault) : gaps_json(&output, gaps, fault);
}

static ht_err answer(api_question *question) {
  static const char *const forms[] = {[GEOJSON] = "json", [CSV] = "csv", NULL};
  api_planning planning;
  ht_err err = planning_read(question, forms, &planning);
  if (err || service_unchanged(question, false)) return err;
  if (planning.form == CSV)
    service_set_csv(question);
  else
    question->response->content_type = "application/geo+json";
  return planning_answer(&planning, compute);
}

int gaps_handle(void *service, const http_request *request, http_response *response) {
  return service_answer(service, request, response, answer);
}
