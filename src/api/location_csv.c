/* SPDX-License-Identifier: Apache-2.0 */
/* Who owns a place, as a table: a row a layer, the place and who is dispatched repeated in each. */
#include "api/render.h"

#include "base/day.h"

static void put_place(const api_output *output, csv_writer *csv, const ht_location *location, ht_lonlat position) {
  char day[11];
  day_format(location->at, day);
  if (location->has_position) {
    output_put_lonlat(output, csv, position);
  } else {
    csv_put_empty(csv);
    csv_put_empty(csv);
  }
  csv_put_text(csv, output_crs(output));
  csv_put_text(csv, day);
  csv_put_integer(csv, location->data_version);
  const ht_ownership none = {0}, *grid = location->dispatch ? location->dispatch : &none;
  csv_put_text(csv, grid->code);
  csv_put_text(csv, grid->name);
  csv_put_text(csv, grid->layer);
  csv_put_text(csv, grid->kind);
}

static void put_layer(csv_writer *csv, const ht_ownership *owner) {
  csv_put_text(csv, owner->layer);
  csv_put_text(csv, owner->code);
  csv_put_text(csv, owner->name);
  csv_put_text(csv, owner->kind);
  if (owner->boundary_distance_m < 0)
    csv_put_empty(csv);
  else
    csv_put_fixed(csv, owner->boundary_distance_m, 3);
  csv_put_bool(csv, owner->ambiguous);
  csv_put_list(csv, owner->neighbours, owner->neighbour_count);
  csv_put_list(csv, owner->overlap, owner->overlap_count);
  csv_put_bool(csv, owner->hole);
}

ht_err location_csv(const api_output *output, const ht_location *location, ht_fault *fault) {
  static const char *const names[] = {
      "lon",       "lat",   "crs",  "at",   "data_version", "grid_code",           "grid_name", "grid_layer",
      "grid_kind", "layer", "code", "name", "kind",         "boundary_distance_m", "ambiguous", "neighbours",
      "overlap",   "hole",  NULL};
  csv_writer csv = {.out = output->out};
  ht_lonlat position = location->position;
  ht_err err = location->has_position ? output_convert(output, &position, fault) : HT_OK;
  if (err) return err;
  csv_put_header(&csv, names);
  static const ht_ownership nobody = {.boundary_distance_m = -1};
  for (uint32_t i = 0; i < location->layer_count || i == 0; i++) {
    put_place(output, &csv, location, position);
    put_layer(&csv, location->layer_count ? &location->layers[i] : &nobody);
    csv_end_row(&csv);
  }
  return output_finish(output, fault);
}
