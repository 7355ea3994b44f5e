/* SPDX-License-Identifier: Apache-2.0 */
/* Who is covered, as a table: a row an area. */
#include "api/render.h"

ht_err coverage_csv(const api_output *output, const ht_coverage *coverage, ht_fault *fault) {
  static const char *const names[] = {"code", "name", "covered", "total", "share", "unconnected", NULL};
  csv_writer csv = {.out = output->out};
  csv_put_header(&csv, names);
  for (uint32_t i = 0; i < coverage->row_count; i++) {
    const ht_coverage_row *row = &coverage->rows[i];
    csv_put_text(&csv, row->code);
    csv_put_text(&csv, row->name);
    csv_put_fixed(&csv, row->covered, 3);
    csv_put_fixed(&csv, row->total, 3);
    csv_put_fixed(&csv, row->share, 6);
    csv_put_fixed(&csv, row->unconnected, 3);
    csv_end_row(&csv);
  }
  return output_finish(output, fault);
}
