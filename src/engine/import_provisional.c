/* SPDX-License-Identifier: Apache-2.0 */
/* FNV-1a over what the row is (Fowler, Noll, Vo): stable over years and machines, and forty bits make two rows of a
   city meet once in a million cities of a thousand; if they do, the store refuses the second. */
#include "engine/import_provisional.h"

#include <string.h>

#include "base/fault.h"

#define FNV_START UINT64_C(0xCBF29CE484222325)
#define FNV_PRIME UINT64_C(0x100000001B3)

static uint64_t add_bytes(uint64_t hash, const void *bytes, size_t length) {
  const unsigned char *at = bytes;
  for (size_t i = 0; i < length; i++) hash = (hash ^ at[i]) * FNV_PRIME;
  return hash;
}

/* Degrees to the nearest 1e-7, so that a file rewritten with fewer digits keeps its codes. */
static uint64_t add_place(uint64_t hash, ht_lonlat place) {
  int64_t steps[2] = {(int64_t)(place.lon_deg * 1e7 + (place.lon_deg < 0 ? -0.5 : 0.5)),
                      (int64_t)(place.lat_deg * 1e7 + (place.lat_deg < 0 ? -0.5 : 0.5))};
  for (int i = 0; i < 2; i++)
    for (int byte = 0; byte < 8; byte++) hash = (hash ^ ((uint64_t)steps[i] >> (8 * byte) & 0xFF)) * FNV_PRIME;
  return hash;
}

ht_err import_provisional(import_job *job, uint64_t row, const char *text, const ht_shape *shape, const char **code) {
  uint64_t hash = FNV_START;
  if (text) hash = add_bytes(hash, text, strlen(text));
  for (uint32_t i = 0; shape && i < shape->point_count; i++) hash = add_place(hash, shape->points[i]);
  const char *made = arena_printf(&job->row, "P%010llX", (unsigned long long)(hash >> 24));
  const char *reason = arena_printf(&job->row, "it has no code; it got the provisional one %s", made ? made : "");
  if (!made || !reason) return fault_memory(job->fault);
  job->report->provisional++;
  import_note(job, row, "code", reason);
  *code = made;
  return HT_OK;
}
