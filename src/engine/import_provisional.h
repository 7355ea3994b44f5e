/* SPDX-License-Identifier: Apache-2.0 */
#ifndef ENGINE_IMPORT_PROVISIONAL_H
#define ENGINE_IMPORT_PROVISIONAL_H

/* Codes for rows that have none: the same row gets the same code each time it is imported. */

#include "engine/import_job.h"

/* Makes "P" and ten hexadecimal digits out of text (NULL: none) and the shape's corners, in job->row, counts it and
   notes it. Errors: HT_NO_MEMORY. */
HT_CHECKED ht_err import_provisional(import_job *job, uint64_t row, const char *text, const ht_shape *shape,
                                     const char **code);

#endif
