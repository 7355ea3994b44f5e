/* SPDX-License-Identifier: Apache-2.0 */
/* The nearest stations on foot, as a table. */
#include "api/render.h"

static ht_err put_station(const api_output *output, csv_writer *csv, const ht_found_station *found, ht_fault *fault) {
  const ht_station_record *station = found->station;
  ht_lonlat position = station->position;
  ht_err err = output_convert(output, &position, fault);
  if (err) return err;
  csv_put_text(csv, station->code);
  csv_put_text(csv, station->name);
  csv_put_list(csv, station->functions, station->function_count);
  if (found->open == HT_OPEN_UNKNOWN)
    csv_put_empty(csv);
  else
    csv_put_bool(csv, found->open == HT_OPEN_YES);
  output_put_lonlat(output, csv, position);
  csv_put_fixed(csv, (double)found->walk_ms / 1000, 3);
  csv_put_fixed(csv, (double)found->walk_mm / 1000, 3);
  csv_put_fixed(csv, found->straight_m, 3);
  csv_put_fixed(csv, found->detour, 3);
  csv_end_row(csv);
  return HT_OK;
}

ht_err nearest_csv(const api_output *output, const ht_nearest *nearest, ht_fault *fault) {
  static const char *const names[] = {"code",   "name",   "functions",  "open",   "lon", "lat",
                                      "walk_s", "walk_m", "straight_m", "detour", NULL};
  csv_writer csv = {.out = output->out};
  csv_put_header(&csv, names);
  for (uint32_t i = 0; i < nearest->station_count; i++) {
    ht_err err = put_station(output, &csv, &nearest->stations[i], fault);
    if (err) return err;
  }
  return output_finish(output, fault);
}
