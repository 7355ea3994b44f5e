/* SPDX-License-Identifier: Apache-2.0 */
/* GET /healthz: that the service answers, and from which data. */
#include "api/routes.h"
#include "api/service.h"

static ht_err answer(api_question *question) {
  const ht_city_facts *facts = question->session.facts;
  json_writer json = {.out = question->output.out};
  json_begin_object(&json);
  json_member_text(&json, "status", "ok");
  json_member_text(&json, "version", ht_version());
  json_member_integer(&json, "data_version", facts->data_version);
  json_member_text(&json, "data_date", facts->data_date);
  json_end_object(&json);
  http_response_header(question->response, "Cache-Control", "no-store");
  return output_finish(&question->output, &question->fault);
}

int health_handle(void *service, const http_request *request, http_response *response) {
  return service_answer(service, request, response, answer);
}
