/* SPDX-License-Identifier: Apache-2.0 */
#ifndef API_PARAMETERS_H
#define API_PARAMETERS_H

/*
 * The parameters of a request as numbers, times and lists. Each reader leaves its result alone when the parameter was
 * not given, and returns HT_BAD_ARGUMENT naming the parameter, its value and what was expected when it cannot be read.
 */

#include "haitang.h"
#include "http/query.h"

HT_CHECKED ht_err parameters_number(const http_query *query, const char *name, double least, double most,
                                    ht_fault *fault, double *number);
HT_CHECKED ht_err parameters_count(const http_query *query, const char *name, uint32_t least, uint32_t most,
                                   ht_fault *fault, uint32_t *number);
/* true, false, 1 or 0. */
HT_CHECKED ht_err parameters_flag(const http_query *query, const char *name, ht_fault *fault, bool *flag);
/* YYYY-MM-DD. */
HT_CHECKED ht_err parameters_day(const http_query *query, const char *name, ht_fault *fault, ht_day *day);
/* "now" or ISO 8601; without an offset the time of a place utc_offset_s east of UTC. *given says whether it was
   given. */
HT_CHECKED ht_err parameters_moment(const http_query *query, const char *name, int32_t utc_offset_s, ht_fault *fault,
                                    bool *given, int64_t *unix_s);
/* The place of one of names (ended by NULL) in their list. */
HT_CHECKED ht_err parameters_choice(const http_query *query, const char *name, const char *const *names,
                                    ht_fault *fault, uint32_t *choice);
/* Texts or numbers separated by commas, at most most of them, into arena. */
HT_CHECKED ht_err parameters_texts(const http_query *query, const char *name, uint32_t most, base_arena *arena,
                                   ht_fault *fault, const char *const **texts, uint32_t *count);
HT_CHECKED ht_err parameters_numbers(const http_query *query, const char *name, uint32_t most, double smallest,
                                     double largest, base_arena *arena, ht_fault *fault, const double **numbers,
                                     uint32_t *count);
/* west,south,east,north in degrees. *given says whether it was given. */
HT_CHECKED ht_err parameters_box(const http_query *query, const char *name, base_arena *arena, ht_fault *fault,
                                 bool *given, ht_box *box);
/* lon and lat, which must be given, in the system crs (NULL: wgs84), converted to WGS 84. */
HT_CHECKED ht_err parameters_place(const http_query *query, ht_worker *worker, const char *crs, ht_fault *fault,
                                   ht_lonlat *place);

#endif
