/* SPDX-License-Identifier: Apache-2.0 */
/* The nearest stations on foot, as JSON. */
#include "api/render.h"

static void put_open(json_writer *json, ht_open open) {
  json_put_key(json, "open");
  if (open == HT_OPEN_UNKNOWN)
    json_put_null(json);
  else
    json_put_bool(json, open == HT_OPEN_YES);
}

static void put_walk(json_writer *json, const ht_found_station *found) {
  output_member_thousandths(json, "walk_s", found->walk_ms);
  output_member_thousandths(json, "walk_m", found->walk_mm);
  output_member_length(json, "straight_m", found->straight_m);
  json_member_fixed(json, "detour", found->detour, 3);
}

static ht_err put_station(const api_output *output, json_writer *json, const ht_found_station *found, ht_fault *fault) {
  const ht_station_record *station = found->station;
  ht_lonlat position = station->position;
  ht_err err = output_convert(output, &position, fault);
  if (err) return err;
  json_begin_object(json);
  json_member_text(json, "code", station->code);
  json_member_text(json, "name", station->name);
  json_member_text(json, "tier", station->tier);
  json_member_text(json, "address", station->address);
  json_member_text(json, "phone", station->phone);
  json_member_text(json, "opening_hours", station->opening_hours);
  output_member_texts(json, "functions", station->functions, station->function_count);
  put_open(json, found->open);
  output_member_lonlat(output, json, position);
  put_walk(json, found);
  if (found->route.kind != HT_NO_SHAPE) {
    json_put_key(json, "route");
    err = output_put_geometry(output, json, &found->route, fault);
  }
  json_end_object(json);
  return err;
}

static void put_diagnostics(json_writer *json, const ht_nearest *nearest) {
  json_put_key(json, "diagnostics");
  json_begin_object(json);
  output_member_length(json, "snap_m", nearest->snap_m);
  json_put_key(json, "component");
  if (nearest->component < 0)
    json_put_null(json);
  else
    json_put_integer(json, nearest->component);
  json_member_bool(json, "unconnected", nearest->unconnected);
  json_member_bool(json, "suspected_gap", nearest->suspected_gap);
  json_end_object(json);
}

ht_err nearest_json(const api_output *output, const ht_nearest *nearest, ht_fault *fault) {
  json_writer json = {.out = output->out};
  json_begin_object(&json);
  json_member_text(&json, "profile", nearest->profile);
  output_member_moment(output, &json, "at", nearest->at_s);
  json_member_text(&json, "crs", output_crs(output));
  json_member_integer(&json, "data_version", nearest->data_version);
  json_put_key(&json, "stations");
  json_begin_array(&json);
  for (uint32_t i = 0; i < nearest->station_count; i++) {
    ht_err err = put_station(output, &json, &nearest->stations[i], fault);
    if (err) return err;
  }
  json_end_array(&json);
  put_diagnostics(&json, nearest);
  json_end_object(&json);
  return output_finish(output, fault);
}
