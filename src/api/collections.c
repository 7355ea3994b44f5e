/* SPDX-License-Identifier: Apache-2.0 */
/* GET /collections and /collections/{c}: what there is to be read as features, in the words of OGC API - Features. */
#include "api/collections.h"

#include <string.h>

#include "api/landing.h"
#include "api/routes.h"
#include "base/fault.h"

static const api_collection collections[] = {
    {"grids", "网格 Grids", "governance grids of all layers that are valid today", true, false, false, false},
    {"stations", "服务站点 Stations", "service stations", false, false, false, false},
    {"circles", "服务圈 Circles", "the ground within a walk of each station, as last computed", false, true, true,
     true},
    {"gaps", "空白区 Gaps", "who is beyond the limit, as last computed", false, false, true, true},
    {"addresses", "地址 Addresses", "standard addresses", false, false, false, false},
    {"streets", "街道 Streets", "the walking network", false, false, false, false},
    {"land", "用地 Land", "land use", false, false, false, false},
    {"barriers", "障碍 Barriers", "what nobody walks through", false, false, false, false},
    {"demand", "需求 Demand", "where people live", false, false, false, false},
};
enum { COLLECTIONS = sizeof collections / sizeof *collections };

const api_collection *collections_find(const char *id) {
  for (size_t i = 0; i < COLLECTIONS; i++)
    if (strcmp(collections[i].id, id) == 0) return &collections[i];
  return NULL;
}

static void put_collection(api_question *question, json_writer *json, const api_collection *collection) {
  base_arena *arena = question->request->arena;
  json_begin_object(json);
  json_member_text(json, "id", collection->id);
  json_member_text(json, "title", collection->title);
  json_member_text(json, "description", collection->description);
  json_member_text(json, "itemType", "feature");
  landing_put_extent(json, question->session.facts->extent);
  json_put_key(json, "links");
  json_begin_array(json);
  landing_put_link(json, "self", "application/json", arena_printf(arena, "/collections/%s", collection->id));
  landing_put_link(json, "items", "application/geo+json", arena_printf(arena, "/collections/%s/items", collection->id));
  json_end_array(json);
  json_end_object(json);
}

static ht_err answer_all(api_question *question) {
  json_writer json = {.out = question->output.out};
  if (service_unchanged(question, false)) return HT_OK;
  json_begin_object(&json);
  json_put_key(&json, "links");
  json_begin_array(&json);
  landing_put_link(&json, "self", "application/json", "/collections");
  json_end_array(&json);
  json_put_key(&json, "collections");
  json_begin_array(&json);
  for (size_t i = 0; i < COLLECTIONS; i++) put_collection(question, &json, &collections[i]);
  json_end_array(&json);
  json_end_object(&json);
  return output_finish(&question->output, &question->fault);
}

static ht_err answer_one(api_question *question) {
  const char *id = question->request->variables[0];
  const api_collection *collection = collections_find(id);
  json_writer json = {.out = question->output.out};
  if (!collection) return fault_set(&question->fault, HT_NOT_FOUND, "there is no collection '%s'", id);
  if (service_unchanged(question, false)) return HT_OK;
  put_collection(question, &json, collection);
  return output_finish(&question->output, &question->fault);
}

int collections_handle(void *service, const http_request *request, http_response *response) {
  return service_answer(service, request, response, answer_all);
}

int collections_handle_one(void *service, const http_request *request, http_response *response) {
  return service_answer(service, request, response, answer_one);
}
