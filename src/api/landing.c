/* SPDX-License-Identifier: Apache-2.0 */
/* GET /: where everything is. A browser is sent to the map; f=json or f=html says which is wanted. */
#include "api/landing.h"

#include <string.h>

#include "api/routes.h"
#include "base/fault.h"

void landing_put_link(json_writer *json, const char *rel, const char *type, const char *href) {
  json_begin_object(json);
  json_member_text(json, "rel", rel);
  json_member_text(json, "type", type);
  json_member_text(json, "href", href);
  json_end_object(json);
}

void landing_put_extent(json_writer *json, ht_box extent) {
  json_put_key(json, "extent");
  json_begin_object(json);
  json_put_key(json, "spatial");
  json_begin_object(json);
  json_put_key(json, "bbox");
  json_begin_array(json);
  json_begin_array(json);
  json_put_number(json, extent.west_deg);
  json_put_number(json, extent.south_deg);
  json_put_number(json, extent.east_deg);
  json_put_number(json, extent.north_deg);
  json_end_array(json);
  json_end_array(json);
  json_end_object(json);
  json_end_object(json);
}

static void put_layers(json_writer *json, const ht_city_facts *facts) {
  static const char *const kinds[] = {[HT_BASE] = "base", [HT_SPECIAL] = "special", [HT_ROLE] = "role"};
  json_put_key(json, "layers");
  json_begin_array(json);
  for (uint32_t i = 0; i < facts->layer_count; i++) {
    json_begin_object(json);
    json_member_text(json, "code", facts->layers[i].code);
    json_member_text(json, "name", facts->layers[i].name);
    json_member_text(json, "kind", kinds[facts->layers[i].kind]);
    json_member_text(json, "level", ht_level_name(facts->layers[i].level));
    json_end_object(json);
  }
  json_end_array(json);
}

/* What stations do: codes with their names. */
static void put_functions(json_writer *json, const ht_city_facts *facts) {
  json_put_key(json, "functions");
  json_begin_array(json);
  for (uint32_t i = 0; i < facts->function_count; i++) {
    json_begin_object(json);
    json_member_text(json, "code", facts->functions[i].code);
    json_member_text(json, "zh", facts->functions[i].zh);
    json_member_text(json, "en", facts->functions[i].en);
    json_end_object(json);
  }
  json_end_array(json);
}

static void put_city(json_writer *json, const ht_city_facts *facts) {
  json_put_key(json, "city");
  json_begin_object(json);
  json_member_text(json, "name", facts->name);
  json_member_bool(json, "model", facts->model);
  landing_put_extent(json, facts->extent);
  json_member_integer(json, "data_version", facts->data_version);
  json_member_text(json, "data_date", facts->data_date);
  json_member_text(json, "credits", facts->credits);
  json_member_text(json, "map_approval", facts->map_approval);
  put_layers(json, facts);
  put_functions(json, facts);
  json_end_object(json);
}

static void put_links(json_writer *json) {
  static const char *const links[][3] = {
      {"self", "application/json", "/?f=json"},      {"alternate", "text/html", "/map"},
      {"data", "application/json", "/collections"},  {"locate", "application/json", "/locate"},
      {"nearest", "application/json", "/nearest"},   {"isochrone", "application/geo+json", "/isochrone"},
      {"coverage", "application/json", "/coverage"}, {"gaps", "application/geo+json", "/gaps"},
      {"health", "application/json", "/healthz"},
  };
  json_put_key(json, "links");
  json_begin_array(json);
  for (size_t i = 0; i < sizeof links / sizeof *links; i++)
    landing_put_link(json, links[i][0], links[i][1], links[i][2]);
  json_end_array(json);
}

static ht_err answer(api_question *question) {
  enum { EITHER = 0, JSON, HTML };
  static const char *const forms[] = {[EITHER] = "auto", [JSON] = "json", [HTML] = "html", NULL};
  const char *accept = question->request->accept;
  uint32_t form;
  ht_err err = service_form(question, forms, &form);
  if (err) return err;
  if (form == HTML || (form == EITHER && accept && strstr(accept, "text/html"))) {
    http_response_header(question->response, "Location", "/map");
    question->response->content_type = NULL;
    question->status = 302;
    return HT_OK;
  }
  if (form == EITHER) http_response_header(question->response, "Vary", "Accept");
  if (service_unchanged(question, false)) return HT_OK;
  json_writer json = {.out = question->output.out};
  json_begin_object(&json);
  json_member_text(&json, "title", "haitang 海棠");
  json_member_text(&json, "description", "网格、服务站点与步行圈 Grids, service stations and walks");
  json_member_text(&json, "version", ht_version());
  put_city(&json, question->session.facts);
  put_links(&json);
  json_end_object(&json);
  return output_finish(&question->output, &question->fault);
}

int landing_handle(void *service, const http_request *request, http_response *response) {
  return service_answer(service, request, response, answer);
}
