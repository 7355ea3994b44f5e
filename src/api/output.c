/* SPDX-License-Identifier: Apache-2.0 */
#include "api/output.h"

#include <math.h>
#include <string.h>
#include <strings.h>

#include "base/day.h"
#include "base/fault.h"
#include "base/time.h"

enum { DEGREE_DECIMALS = 9, METRE_DECIMALS = 4 };

static bool is_wgs84(const api_output *output) {
  return !output->crs || strcasecmp(output->crs, "wgs84") == 0;
}

const char *output_crs(const api_output *output) {
  return output->crs ? output->crs : "wgs84";
}

/* No degree is above 360; coordinates of a projected system seldom are below. */
static int decimals_of(const api_output *output, ht_lonlat position) {
  if (is_wgs84(output)) return GEOJSON_EXACT;
  return fabs(position.lon_deg) > 360 || fabs(position.lat_deg) > 360 ? METRE_DECIMALS : DEGREE_DECIMALS;
}

ht_err output_convert(const api_output *output, ht_lonlat *position, ht_fault *fault) {
  if (is_wgs84(output)) return HT_OK;
  return ht_from_wgs84(output->worker, output->crs, position, 1, fault);
}

ht_err output_put_geometry(const api_output *output, json_writer *json, const ht_shape *shape, ht_fault *fault) {
  if (is_wgs84(output) || shape->point_count == 0) {
    geojson_put_geometry(json, shape, GEOJSON_EXACT);
    return HT_OK;
  }
  ht_lonlat *points = ARENA_ARRAY(output->arena, ht_lonlat, shape->point_count);
  if (!points) return fault_memory(fault);
  memcpy(points, shape->points, shape->point_count * sizeof *points);
  ht_err err = ht_from_wgs84(output->worker, output->crs, points, shape->point_count, fault);
  if (err) return err;
  ht_shape converted = *shape;
  converted.points = points;
  geojson_put_geometry(json, &converted, decimals_of(output, points[0]));
  return HT_OK;
}

void output_member_lonlat(const api_output *output, json_writer *json, ht_lonlat position) {
  int decimals = decimals_of(output, position);
  if (decimals == GEOJSON_EXACT) {
    json_member_number(json, "lon", position.lon_deg);
    json_member_number(json, "lat", position.lat_deg);
  } else {
    json_member_fixed(json, "lon", position.lon_deg, decimals);
    json_member_fixed(json, "lat", position.lat_deg, decimals);
  }
}

void output_put_lonlat(const api_output *output, csv_writer *csv, ht_lonlat position) {
  int decimals = decimals_of(output, position);
  if (decimals == GEOJSON_EXACT) {
    csv_put_number(csv, position.lon_deg);
    csv_put_number(csv, position.lat_deg);
  } else {
    csv_put_fixed(csv, position.lon_deg, decimals);
    csv_put_fixed(csv, position.lat_deg, decimals);
  }
}

void output_member_moment(const api_output *output, json_writer *json, const char *key, int64_t unix_s) {
  char text[32];
  time_format(unix_s, output->utc_offset_s, text);
  json_member_text(json, key, text);
}

void output_member_day(json_writer *json, const char *key, ht_day day) {
  char text[11];
  day_format(day, text);
  json_member_text(json, key, *text ? text : NULL);
}

void output_member_texts(json_writer *json, const char *key, const char *const *texts, uint32_t count) {
  json_put_key(json, key);
  json_begin_array(json);
  for (uint32_t i = 0; i < count; i++) json_put_text(json, texts[i]);
  json_end_array(json);
}

void output_member_thousandths(json_writer *json, const char *key, int64_t thousandths) {
  if (thousandths < 0)
    json_member_null(json, key);
  else
    json_member_fixed(json, key, (double)thousandths / 1000, 3);
}

void output_member_length(json_writer *json, const char *key, double length_m) {
  if (length_m < 0)
    json_member_null(json, key);
  else
    json_member_fixed(json, key, length_m, 3);
}

ht_err output_finish(const api_output *output, ht_fault *fault) {
  return output->out->failed ? fault_memory(fault) : HT_OK;
}
