/* SPDX-License-Identifier: Apache-2.0 */
/* GET /nearest: which stations are near on foot. Whether they are open depends on the time: nothing is to be kept. */
#include "api/limits.h"
#include "api/parameters.h"
#include "api/render.h"
#include "api/routes.h"
#include "api/service.h"

static ht_err read_options(api_question *question, ht_nearest_options *options) {
  ht_fault *fault = &question->fault;
  const http_query *query = question->query;
  options->profile = http_query_get(query, "profile");
  options->function = http_query_get(query, "function");
  options->tier = http_query_get(query, "tier");
  ht_err err = parameters_count(query, "k", 1, API_STATIONS, fault, &options->k);
  if (!err) err = parameters_flag(query, "route", fault, &options->route);
  if (!err)
    err = parameters_moment(query, "open_at", question->output.utc_offset_s, fault, &options->has_open_at,
                            &options->open_at_s);
  return err;
}

static ht_err answer(api_question *question) {
  static const char *const forms[] = {"json", "csv", NULL};
  const ht_session *session = &question->session;
  uint32_t csv;
  ht_lonlat place;
  ht_nearest_options options = {0};
  const ht_nearest *nearest;
  ht_fault *fault = &question->fault;
  ht_err err = service_form(question, forms, &csv);
  if (!err) err = read_options(question, &options);
  if (!err) err = parameters_place(question->query, session->worker, question->output.crs, fault, &place);
  if (!err) err = ht_nearest_stations(session->city, session->worker, place, &options, fault, &nearest);
  if (err) return err;
  http_response_header(question->response, "Cache-Control", "no-store");
  if (!csv) return nearest_json(&question->output, nearest, fault);
  service_set_csv(question);
  return nearest_csv(&question->output, nearest, fault);
}

int nearest_handle(void *service, const http_request *request, http_response *response) {
  return service_answer(service, request, response, answer);
}
