/* SPDX-License-Identifier: Apache-2.0 */
/* GET /isochrone: the ground within a walk of any place. */
#include "api/circle.h"
#include "api/parameters.h"
#include "api/render.h"
#include "api/routes.h"

static ht_err answer(api_question *question) {
  const ht_session *session = &question->session;
  ht_fault *fault = &question->fault;
  ht_isochrone_options options = {0};
  const ht_isochrone *isochrone;
  ht_lonlat place;
  ht_err err = circle_read_options(question, &options);
  if (!err) err = parameters_place(question->query, session->worker, question->output.crs, fault, &place);
  if (err || service_unchanged(question, false)) return err;
  err = ht_isochrone_at(session->city, session->worker, place, &options, fault, &isochrone);
  if (err) return err;
  question->response->content_type = "application/geo+json";
  return isochrone_json(&question->output, isochrone, fault);
}

int isochrone_handle(void *service, const http_request *request, http_response *response) {
  return service_answer(service, request, response, answer);
}
