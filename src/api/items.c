/* SPDX-License-Identifier: Apache-2.0 */
/* GET /collections/{c}/items and /collections/{c}/items/{id}: features as the database has them now. */
#include <string.h>

#include "api/collections.h"
#include "api/landing.h"
#include "api/limits.h"
#include "api/parameters.h"
#include "api/routes.h"
#include "base/fault.h"

/* Features on their way from the database into the answer. */
typedef struct items_page {
  api_question *question;
  json_writer json;
  uint32_t count;
} items_page;

static ht_err put_item(void *context, const ht_item *item, ht_fault *fault) {
  items_page *page = context;
  json_writer *json = &page->json;
  page->count++;
  json_begin_object(json);
  json_member_text(json, "type", "Feature");
  json_member_text(json, "id", item->id);
  json_put_key(json, "properties");
  json_put_raw(json, item->properties);
  json_put_key(json, "geometry");
  ht_err err = output_put_geometry(&page->question->output, json, &item->shape, fault);
  json_end_object(json);
  return err ? err : output_finish(&page->question->output, fault);
}

static ht_err check_filter(api_question *question, const char *name, bool allowed) {
  const char *value = http_query_get(question->query, name);
  if (!value || allowed) return HT_OK;
  return fault_parameter(&question->fault, name, value, "not to be given: this collection has no such filter");
}

static ht_err read_query(api_question *question, ht_items_query *query) {
  const http_query *parameters = question->query;
  ht_fault *fault = &question->fault;
  const char *id = question->request->variables[0];
  const api_collection *collection = collections_find(id);
  if (!collection) return fault_set(fault, HT_NOT_FOUND, "there is no collection '%s'", id);
  *query = (ht_items_query){.collection = collection->id,
                            .limit = API_DEFAULT_ITEMS,
                            .layer = http_query_get(parameters, "layer"),
                            .station = http_query_get(parameters, "station"),
                            .profile = http_query_get(parameters, "profile")};
  ht_err err = parameters_count(parameters, "limit", 1, API_ITEMS, fault, &query->limit);
  if (!err) err = parameters_count(parameters, "offset", 0, UINT32_MAX, fault, &query->offset);
  if (!err) err = parameters_box(parameters, "bbox", question->request->arena, fault, &query->has_box, &query->box);
  if (!err) err = check_filter(question, "layer", collection->has_layer);
  if (!err) err = check_filter(question, "station", collection->has_station);
  if (!err) err = check_filter(question, "profile", collection->has_profile);
  return err;
}

/* The request's own target with another offset. */
static const char *target_at(const api_question *question, uint32_t offset) {
  const char *target = question->request->target;
  base_arena *arena = question->request->arena;
  const char *own = strstr(target, "?offset=");
  if (!own) own = strstr(target, "&offset=");
  if (!own) return arena_printf(arena, "%s%soffset=%u", target, strchr(target, '?') ? "&" : "?", offset);
  const char *rest = own + 1 + strcspn(own + 1, "&");
  return arena_printf(arena, "%.*soffset=%u%s", (int)(own + 1 - target), target, offset, rest);
}

static void put_links(items_page *page, const ht_items_query *query, uint64_t matched) {
  json_writer *json = &page->json;
  uint64_t next = (uint64_t)query->offset + page->count;
  json_put_key(json, "links");
  json_begin_array(json);
  landing_put_link(json, "self", "application/geo+json", page->question->request->target);
  if (page->count > 0 && next < matched && next <= UINT32_MAX)
    landing_put_link(json, "next", "application/geo+json", target_at(page->question, (uint32_t)next));
  json_end_array(json);
}

/* Circles and gaps are computed anew without the data having changed: of them no copy is known to be good. */
static bool unchanged(api_question *question, const ht_items_query *query) {
  if (!collections_find(query->collection)->derived) return service_unchanged(question, true);
  http_response_header(question->response, "Cache-Control", "no-store");
  return false;
}

static ht_err answer_page(api_question *question) {
  ht_items_query query;
  items_page page = {.question = question, .json = {.out = question->output.out}};
  uint64_t matched = 0;
  ht_err err = read_query(question, &query);
  if (err || unchanged(question, &query)) return err;
  json_writer *json = &page.json;
  json_begin_object(json);
  json_member_text(json, "type", "FeatureCollection");
  json_member_text(json, "crs", output_crs(&question->output));
  json_member_integer(json, "data_version", question->session.facts->data_version);
  json_put_key(json, "features");
  json_begin_array(json);
  err = ht_live_items(question->service->live, &query, put_item, &page, &question->fault, &matched);
  if (err) return err;
  json_end_array(json);
  json_member_integer(json, "numberMatched", (int64_t)matched);
  json_member_integer(json, "numberReturned", page.count);
  put_links(&page, &query, matched);
  json_end_object(json);
  question->response->content_type = "application/geo+json";
  return output_finish(&question->output, &question->fault);
}

static ht_err answer_one(api_question *question) {
  ht_items_query query;
  items_page page = {.question = question, .json = {.out = question->output.out}};
  uint64_t matched;
  ht_err err = read_query(question, &query);
  if (err || unchanged(question, &query)) return err;
  query.id = question->request->variables[1];
  query.limit = 1;
  err = ht_live_items(question->service->live, &query, put_item, &page, &question->fault, &matched);
  if (err) return err;
  if (page.count == 0)
    return fault_set(&question->fault, HT_NOT_FOUND, "there is no '%s' in %s", query.id, query.collection);
  question->response->content_type = "application/geo+json";
  return HT_OK;
}

int items_handle(void *service, const http_request *request, http_response *response) {
  return service_answer(service, request, response, answer_page);
}

int items_handle_one(void *service, const http_request *request, http_response *response) {
  return service_answer(service, request, response, answer_one);
}
