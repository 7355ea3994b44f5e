/* SPDX-License-Identifier: Apache-2.0 */
/* Who lives beyond the limit and why, as a table. lon and lat are of the gap's first point, which lies on it. */
#include "api/render.h"

static void put_figures(csv_writer *csv, const ht_gap *gap) {
  csv_put_text(csv, gap->grid);
  csv_put_fixed(csv, gap->area_m2, 2);
  csv_put_fixed(csv, gap->population, 3);
  csv_put_fixed(csv, gap->households, 3);
  csv_put_text(csv, ht_reason_name(gap->reason));
  csv_put_text(csv, gap->nearest);
  if (gap->walk_ms < 0)
    csv_put_empty(csv);
  else
    csv_put_fixed(csv, (double)gap->walk_ms / 1000, 3);
  if (gap->straight_m < 0)
    csv_put_empty(csv);
  else
    csv_put_fixed(csv, gap->straight_m, 3);
  csv_put_fixed(csv, gap->detour, 3);
}

static ht_err put_place(const api_output *output, csv_writer *csv, const ht_shape *shape, ht_fault *fault) {
  if (shape->point_count == 0) {
    csv_put_empty(csv);
    csv_put_empty(csv);
    return HT_OK;
  }
  ht_lonlat position = shape->points[0];
  ht_err err = output_convert(output, &position, fault);
  if (!err) output_put_lonlat(output, csv, position);
  return err;
}

ht_err gaps_csv(const api_output *output, const ht_gaps *gaps, ht_fault *fault) {
  static const char *const names[] = {"grid",   "area_m2",    "population", "households", "reason", "nearest",
                                      "walk_s", "straight_m", "detour",     "lon",        "lat",    NULL};
  csv_writer csv = {.out = output->out};
  csv_put_header(&csv, names);
  for (uint32_t i = 0; i < gaps->gap_count; i++) {
    put_figures(&csv, &gaps->gaps[i]);
    ht_err err = put_place(output, &csv, &gaps->gaps[i].shape, fault);
    if (err) return err;
    csv_end_row(&csv);
  }
  return output_finish(output, fault);
}
