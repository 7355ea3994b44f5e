/* SPDX-License-Identifier: Apache-2.0 */
/* GET /stations/{code}/circle: the ground within a walk of a station. */
#include "api/circle.h"

#include "api/limits.h"
#include "api/parameters.h"
#include "api/render.h"
#include "api/routes.h"

ht_err circle_read_options(api_question *question, ht_isochrone_options *options) {
  options->profile = http_query_get(question->query, "profile");
  return parameters_numbers(question->query, "limits", API_CIRCLE_LIMITS, 0, 1e6, question->request->arena,
                            &question->fault, &options->limits, &options->limit_count);
}

static ht_err answer(api_question *question) {
  const ht_session *session = &question->session;
  ht_isochrone_options options = {0};
  const ht_isochrone *isochrone;
  ht_err err = circle_read_options(question, &options);
  if (err || service_unchanged(question, true)) return err;
  err = ht_station_circle(session->city, session->worker, question->request->variables[0], &options, &question->fault,
                          &isochrone);
  if (err) return err;
  question->response->content_type = "application/geo+json";
  return isochrone_json(&question->output, isochrone, &question->fault);
}

int circle_handle(void *service, const http_request *request, http_response *response) {
  return service_answer(service, request, response, answer);
}
