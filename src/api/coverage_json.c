/* SPDX-License-Identifier: Apache-2.0 */
/* Who is covered, as JSON: every share with its numerator and denominator. */
#include "api/coverage_json.h"

#include "api/render.h"

static void put_figures(json_writer *json, const ht_coverage_row *row) {
  json_member_fixed(json, "covered", row->covered, 3);
  json_member_fixed(json, "total", row->total, 3);
  json_member_fixed(json, "share", row->share, 6);
  json_member_fixed(json, "unconnected", row->unconnected, 3);
}

void coverage_put_summary(const api_output *output, json_writer *json, const ht_coverage *coverage) {
  json_member_text(json, "by", coverage->by);
  json_member_text(json, "weight", coverage->weight);
  json_member_text(json, "profile", coverage->profile);
  json_member_number(json, "limit", coverage->limit);
  json_member_text(json, "unit", coverage->unit);
  json_member_text(json, "function", coverage->function);
  if (coverage->at_s)
    output_member_moment(output, json, "at", coverage->at_s);
  else
    json_member_null(json, "at");
  json_member_text(json, "data_date", coverage->data_date);
  json_member_integer(json, "data_version", coverage->data_version);
  json_put_key(json, "total");
  json_begin_object(json);
  put_figures(json, &coverage->total);
  json_end_object(json);
}

ht_err coverage_json(const api_output *output, const ht_coverage *coverage, ht_fault *fault) {
  json_writer json = {.out = output->out};
  json_begin_object(&json);
  coverage_put_summary(output, &json, coverage);
  json_put_key(&json, "rows");
  json_begin_array(&json);
  for (uint32_t i = 0; i < coverage->row_count; i++) {
    json_begin_object(&json);
    json_member_text(&json, "code", coverage->rows[i].code);
    json_member_text(&json, "name", coverage->rows[i].name);
    put_figures(&json, &coverage->rows[i]);
    json_end_object(&json);
  }
  json_end_array(&json);
  json_end_object(&json);
  return output_finish(output, fault);
}
