/* SPDX-License-Identifier: Apache-2.0 */
/* Who owns a place, as JSON. */
#include "api/render.h"

static void put_grid(json_writer *json, const ht_location *location) {
  json_put_key(json, "grid");
  const ht_ownership *grid = location->dispatch;
  if (!grid || !grid->code) {
    json_put_null(json);
    return;
  }
  json_begin_object(json);
  json_member_text(json, "code", grid->code);
  json_member_text(json, "name", grid->name);
  json_member_text(json, "layer", grid->layer);
  json_member_text(json, "kind", grid->kind);
  json_end_object(json);
}

static void put_chain(json_writer *json, const ht_ownership *owner) {
  json_put_key(json, "chain");
  json_begin_array(json);
  for (uint32_t i = 0; i < owner->chain_count; i++) {
    json_begin_object(json);
    json_member_text(json, "level", owner->chain[i].level);
    json_member_text(json, "code", owner->chain[i].code);
    json_member_text(json, "name", owner->chain[i].name);
    json_end_object(json);
  }
  json_end_array(json);
}

static void put_layer(json_writer *json, const ht_ownership *owner) {
  json_put_key(json, owner->layer);
  json_begin_object(json);
  json_member_text(json, "code", owner->code);
  json_member_text(json, "name", owner->name);
  json_member_text(json, "kind", owner->kind);
  put_chain(json, owner);
  output_member_length(json, "boundary_distance_m", owner->boundary_distance_m);
  json_member_bool(json, "ambiguous", owner->ambiguous);
  output_member_texts(json, "neighbours", owner->neighbours, owner->neighbour_count);
  output_member_texts(json, "overlap", owner->overlap, owner->overlap_count);
  json_member_bool(json, "hole", owner->hole);
  json_end_object(json);
}

static ht_err put_candidate(const api_output *output, json_writer *json, const ht_candidate *candidate,
                            ht_fault *fault) {
  ht_lonlat position = candidate->position;
  ht_err err = output_convert(output, &position, fault);
  if (err) return err;
  json_begin_object(json);
  json_member_text(json, "text", candidate->text);
  json_member_text(json, "grid", candidate->code);
  output_member_lonlat(output, json, position);
  json_end_object(json);
  return HT_OK;
}

static ht_err put_address(const api_output *output, json_writer *json, const ht_address_match *address,
                          ht_fault *fault) {
  json_put_key(json, "address");
  json_begin_object(json);
  json_member_text(json, "text", address->text);
  json_member_text(json, "standard", address->standard);
  json_member_text(json, "method", address->method);
  json_member_fixed(json, "confidence", address->confidence, 3);
  json_put_key(json, "candidates");
  json_begin_array(json);
  for (uint32_t i = 0; i < address->candidate_count; i++) {
    ht_err err = put_candidate(output, json, &address->candidates[i], fault);
    if (err) return err;
  }
  json_end_array(json);
  json_end_object(json);
  return HT_OK;
}

static void put_members(json_writer *json, const ht_location *location) {
  json_put_key(json, "members");
  json_begin_array(json);
  for (uint32_t i = 0; i < location->member_count; i++) {
    const ht_member_record *member = &location->members[i];
    json_begin_object(json);
    json_member_text(json, "role", member->role);
    json_member_text(json, "name", member->name);
    json_member_text(json, "phone", member->phone);
    json_member_text(json, "department", member->department);
    json_end_object(json);
  }
  json_end_array(json);
}

static ht_err put_place(const api_output *output, json_writer *json, const ht_location *location, ht_fault *fault) {
  if (location->has_position) {
    ht_lonlat position = location->position;
    ht_err err = output_convert(output, &position, fault);
    if (err) return err;
    output_member_lonlat(output, json, position);
  } else {
    json_member_null(json, "lon");
    json_member_null(json, "lat");
  }
  json_member_text(json, "crs", output_crs(output));
  return HT_OK;
}

ht_err location_json(const api_output *output, const ht_location *location, bool members, ht_fault *fault) {
  json_writer json = {.out = output->out};
  json_begin_object(&json);
  ht_err err = put_place(output, &json, location, fault);
  if (err) return err;
  output_member_day(&json, "at", location->at);
  json_member_integer(&json, "data_version", location->data_version);
  put_grid(&json, location);
  json_member_bool(&json, "special", location->special);
  json_put_key(&json, "layers");
  json_begin_object(&json);
  for (uint32_t i = 0; i < location->layer_count; i++) put_layer(&json, &location->layers[i]);
  json_end_object(&json);
  if (location->address) err = put_address(output, &json, location->address, fault);
  if (err) return err;
  if (members) put_members(&json, location);
  json_end_object(&json);
  return output_finish(output, fault);
}
