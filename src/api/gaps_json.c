/* SPDX-License-Identifier: Apache-2.0 */
/* Who lives beyond the limit and why, as GeoJSON. */
#include "api/coverage_json.h"
#include "api/render.h"

static void put_properties(json_writer *json, const ht_gap *gap) {
  json_begin_object(json);
  json_member_text(json, "grid", gap->grid);
  json_member_fixed(json, "area_m2", gap->area_m2, 2);
  json_member_fixed(json, "population", gap->population, 3);
  json_member_fixed(json, "households", gap->households, 3);
  json_member_text(json, "reason", ht_reason_name(gap->reason));
  json_member_text(json, "nearest", gap->nearest);
  output_member_thousandths(json, "walk_s", gap->walk_ms);
  output_member_length(json, "straight_m", gap->straight_m);
  json_member_fixed(json, "detour", gap->detour, 3);
  json_end_object(json);
}

static ht_err put_gap(const api_output *output, json_writer *json, const ht_gap *gap, ht_fault *fault) {
  json_begin_object(json);
  json_member_text(json, "type", "Feature");
  json_put_key(json, "properties");
  put_properties(json, gap);
  json_put_key(json, "geometry");
  ht_err err = output_put_geometry(output, json, &gap->shape, fault);
  json_end_object(json);
  return err;
}

ht_err gaps_json(const api_output *output, const ht_gaps *gaps, ht_fault *fault) {
  json_writer json = {.out = output->out};
  json_begin_object(&json);
  json_member_text(&json, "type", "FeatureCollection");
  json_member_integer(&json, "data_version", gaps->summary.data_version);
  json_member_text(&json, "crs", output_crs(output));
  json_put_key(&json, "summary");
  json_begin_object(&json);
  coverage_put_summary(output, &json, &gaps->summary);
  json_end_object(&json);
  json_put_key(&json, "features");
  json_begin_array(&json);
  for (uint32_t i = 0; i < gaps->gap_count; i++) {
    ht_err err = put_gap(output, &json, &gaps->gaps[i], fault);
    if (err) return err;
  }
  json_end_array(&json);
  json_end_object(&json);
  return output_finish(output, fault);
}
