/* SPDX-License-Identifier: Apache-2.0 */
/* GET /locate: which grid owns a place or an address. Never with members: HTTP knows no keys that would allow it. */
#include <string.h>

#include "api/limits.h"
#include "api/parameters.h"
#include "api/render.h"
#include "api/routes.h"
#include "api/service.h"
#include "base/fault.h"

static ht_err read_options(api_question *question, ht_locate_options *options) {
  ht_fault *fault = &question->fault;
  ht_err err = parameters_texts(question->query, "layer", API_LAYERS, question->request->arena, fault, &options->layers,
                                &options->layer_count);
  if (!err) err = parameters_day(question->query, "at", fault, &options->at);
  if (!err) err = parameters_number(question->query, "uncertainty", 0, 10000, fault, &options->uncertainty_m);
  if (!err && options->uncertainty_m == 0 && http_query_get(question->query, "uncertainty"))
    options->uncertainty_m = -1; /* a position known exactly; 0 would mean the default */
  return err;
}

static ht_err locate(api_question *question, const ht_locate_options *options, const ht_location **location) {
  const ht_session *session = &question->session;
  ht_fault *fault = &question->fault;
  const char *address = http_query_get(question->query, "address");
  if (!address) {
    ht_lonlat place;
    ht_err err = parameters_place(question->query, session->worker, question->output.crs, fault, &place);
    return err ? err : ht_locate(session->city, session->worker, place, options, fault, location);
  }
  if (http_query_get(question->query, "lon") || http_query_get(question->query, "lat"))
    return fault_parameter(fault, "address", address, "to stand alone: either lon and lat, or address");
  if (*address == '\0' || strlen(address) > API_ADDRESS_BYTES)
    return fault_parameter(fault, "address", address, "an address of at most 400 bytes");
  return ht_locate_address(session->city, session->worker, address, options, fault, location);
}

static ht_err answer(api_question *question) {
  static const char *const forms[] = {"json", "csv", NULL};
  uint32_t csv;
  ht_locate_options options = {0};
  const ht_location *location = NULL;
  ht_err err = service_form(question, forms, &csv);
  if (!err) err = read_options(question, &options);
  if (!err) err = locate(question, &options, &location);
  if (err) return err;
  if (service_unchanged(question, true)) return HT_OK;
  if (!csv) return location_json(&question->output, location, false, &question->fault);
  service_set_csv(question);
  return location_csv(&question->output, location, &question->fault);
}

int locate_handle(void *service, const http_request *request, http_response *response) {
  return service_answer(service, request, response, answer);
}
