/* SPDX-License-Identifier: Apache-2.0 */
/* The ground within a walk of a place, as GeoJSON. */
#include "api/render.h"

static ht_err put_circle(const api_output *output, json_writer *json, const ht_circle *circle, ht_fault *fault) {
  json_begin_object(json);
  json_member_text(json, "type", "Feature");
  json_put_key(json, "properties");
  json_begin_object(json);
  json_member_number(json, "limit", circle->limit);
  json_member_text(json, "unit", circle->unit);
  json_member_text(json, "profile", circle->profile);
  json_member_fixed(json, "area_m2", circle->area_m2, 2);
  json_end_object(json);
  json_put_key(json, "geometry");
  ht_err err = output_put_geometry(output, json, &circle->shape, fault);
  json_end_object(json);
  return err;
}

ht_err isochrone_json(const api_output *output, const ht_isochrone *isochrone, ht_fault *fault) {
  json_writer json = {.out = output->out};
  json_begin_object(&json);
  json_member_text(&json, "type", "FeatureCollection");
  json_member_integer(&json, "data_version", isochrone->data_version);
  json_member_text(&json, "crs", output_crs(output));
  json_put_key(&json, "diagnostics");
  json_begin_object(&json);
  output_member_length(&json, "snap_m", isochrone->snap_m);
  json_member_bool(&json, "unconnected", isochrone->unconnected);
  json_end_object(&json);
  json_put_key(&json, "features");
  json_begin_array(&json);
  for (uint32_t i = 0; i < isochrone->circle_count; i++) {
    ht_err err = put_circle(output, &json, &isochrone->circles[i], fault);
    if (err) return err;
  }
  json_end_array(&json);
  json_end_object(&json);
  return output_finish(output, fault);
}
