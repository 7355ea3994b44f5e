/* SPDX-License-Identifier: Apache-2.0 */
#include "app/print.h"

#include "api/render.h"
#include "app/options.h"

#include <stdio.h>

static api_output output_of(app_context *app, const app_asking *asking, base_buffer *out, const char *crs) {
  return (api_output){.out = out,
                      .arena = &app->arena,
                      .worker = asking ? asking->worker : NULL,
                      .crs = crs,
                      .utc_offset_s = asking ? ht_city_utc_offset_s(asking->city) : 0};
}

/* Writes what a renderer made, or says why there is nothing. */
static app_status flush(base_buffer *out, ht_err err, const ht_fault *fault) {
  app_status status = APP_DONE;
  if (err)
    status = app_fail(err, fault);
  else
    fwrite(out->bytes, 1, out->length, stdout);
  if (!err && out->length && out->bytes[out->length - 1] != '\n') putchar('\n');
  buffer_release(out);
  return status;
}

static app_status no_such_form(const char *command, const char *forms) {
  return app_misuse(command, "this answer has no such format; %s it has", forms);
}

app_status print_location(app_context *app, app_asking *asking, const ht_location *location, const char *crs) {
  if (app->format == APP_GEOJSON) return no_such_form("locate", "table, json and csv");
  base_buffer out = {0};
  ht_fault fault = {0};
  api_output output = output_of(app, asking, &out, crs);
  ht_err err =
      app->format == APP_CSV ? location_csv(&output, location, &fault) : location_json(&output, location, true, &fault);
  return flush(&out, err, &fault);
}

app_status print_nearest(app_context *app, app_asking *asking, const ht_nearest *nearest, const char *crs) {
  if (app->format == APP_GEOJSON) return no_such_form("nearest", "table, json and csv");
  base_buffer out = {0};
  ht_fault fault = {0};
  api_output output = output_of(app, asking, &out, crs);
  ht_err err = app->format == APP_CSV ? nearest_csv(&output, nearest, &fault) : nearest_json(&output, nearest, &fault);
  return flush(&out, err, &fault);
}

app_status print_isochrone(app_context *app, app_asking *asking, const ht_isochrone *isochrone, const char *crs) {
  if (app->format == APP_CSV) return no_such_form("isochrone", "table and geojson");
  base_buffer out = {0};
  ht_fault fault = {0};
  api_output output = output_of(app, asking, &out, crs);
  return flush(&out, isochrone_json(&output, isochrone, &fault), &fault);
}

app_status print_coverage(app_context *app, app_asking *asking, const ht_coverage *coverage) {
  if (app->format == APP_GEOJSON) return no_such_form("coverage", "table, json and csv");
  base_buffer out = {0};
  ht_fault fault = {0};
  api_output output = output_of(app, asking, &out, NULL);
  ht_err err =
      app->format == APP_CSV ? coverage_csv(&output, coverage, &fault) : coverage_json(&output, coverage, &fault);
  return flush(&out, err, &fault);
}

app_status print_gaps(app_context *app, app_asking *asking, const ht_gaps *gaps) {
  base_buffer out = {0};
  ht_fault fault = {0};
  api_output output = output_of(app, asking, &out, NULL);
  ht_err err = app->format == APP_CSV ? gaps_csv(&output, gaps, &fault) : gaps_json(&output, gaps, &fault);
  return flush(&out, err, &fault);
}
