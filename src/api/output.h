/* SPDX-License-Identifier: Apache-2.0 */
#ifndef API_OUTPUT_H
#define API_OUTPUT_H

/*
 * What every renderer of an answer needs: where to write, and in which system coordinates are wanted. The command line
 * fills one by hand, HTTP from the request; the same renderer then serves both.
 *
 * In WGS 84 a coordinate is written with the digits that read back as the same double, so that a shape loses nothing on
 * its way out. A converted one is rounded to 9 decimals of a degree or 4 of a metre, a tenth of a millimetre.
 */

#include "base/arena.h"
#include "codec/csv_writer.h"
#include "codec/geojson_writer.h"
#include "haitang.h"

typedef struct api_output {
  base_buffer *out;
  base_arena *arena;    /* for converted copies of shapes */
  ht_worker *worker;    /* converts; may be NULL when crs is wgs84 */
  const char *crs;      /* NULL: wgs84 */
  int32_t utc_offset_s; /* of the clock that times are written in: ht_city_utc_offset_s */
} api_output;

/* The name of the system, never NULL. */
const char *output_crs(const api_output *output);

/* Converts a position to the system asked for. Errors: as ht_from_wgs84. */
HT_CHECKED ht_err output_convert(const api_output *output, ht_lonlat *position, ht_fault *fault);

/* Puts a shape as a GeoJSON geometry in the system asked for. */
HT_CHECKED ht_err output_put_geometry(const api_output *output, json_writer *json, const ht_shape *shape,
                                      ht_fault *fault);

/* Puts "lon" and "lat" members of a position that is converted already. */
void output_member_lonlat(const api_output *output, json_writer *json, ht_lonlat position);
/* Puts two CSV fields likewise. */
void output_put_lonlat(const api_output *output, csv_writer *csv, ht_lonlat position);

/* Puts a moment, such as 2026-05-01T09:30:00+08:00. */
void output_member_moment(const api_output *output, json_writer *json, const char *key, int64_t unix_s);
/* Puts a day, such as 2026-05-01; null when it is none. */
void output_member_day(json_writer *json, const char *key, ht_day day);

/* Puts an array of texts. */
void output_member_texts(json_writer *json, const char *key, const char *const *texts, uint32_t count);

/* Lengths to the millimetre, times to the millisecond, both in thousandths of the unit; null when negative. */
void output_member_thousandths(json_writer *json, const char *key, int64_t thousandths);
/* A length in metres; null when negative. */
void output_member_length(json_writer *json, const char *key, double length_m);

/* HT_OK, or HT_NO_MEMORY when the buffer could not grow. The last line of every renderer. */
HT_CHECKED ht_err output_finish(const api_output *output, ht_fault *fault);

#endif
