/* SPDX-License-Identifier: Apache-2.0 */
#ifndef ENGINE_IMPORT_POLYGON_H
#define ENGINE_IMPORT_POLYGON_H

/* Polygons that may be stored. */

#include "engine/import_job.h"

/* Checks a row's polygons against OGC's rules. A ring that only touches itself, which many programs write for a hole
   at the border, is cut there into shell and hole: *shape then is the new one, in job->row, and the row is noted. One
   that crosses itself is refused with the place. *sound says whether the row may go on. Errors: HT_BAD_DATA when
   strict, HT_NO_MEMORY. */
HT_CHECKED ht_err import_check_polygon(import_job *job, uint64_t row, ht_shape *shape, bool *sound);

#endif
