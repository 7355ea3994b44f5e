/* SPDX-License-Identifier: Apache-2.0 */
#ifndef HAITANG_TYPES_H
#define HAITANG_TYPES_H

/*
 * The words that every part of haitang speaks: an error, a place, a shape, a day.
 *
 * Units stand in names (_m, _mm, _s, _ms, _deg). Times are Unix seconds or milliseconds, days are days since
 * 1970-01-01 in the deployment's own calendar. Every position is WGS 84 longitude and latitude (EPSG:4326), which at
 * the accuracy of street maps equals CGCS2000 (EPSG:4490).
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#if defined(__GNUC__)
#define HT_CHECKED __attribute__((warn_unused_result))
#define HT_PRINTF(format_at, values_at) __attribute__((format(printf, format_at, values_at)))
#else
#define HT_CHECKED
#define HT_PRINTF(format_at, values_at)
#endif

/* What went wrong, grouped by what the caller can do about it. */
typedef enum ht_err {
  HT_OK = 0,
  HT_BAD_ARGUMENT, /* the question is wrong: mend it and ask again */
  HT_BAD_DATA,     /* a file or the stored data is wrong: mend the data */
  HT_NOT_FOUND,    /* what was named does not exist */
  HT_CONFLICT,     /* it exists already, or changed meanwhile */
  HT_LIMIT,        /* a documented limit of size, count or time was reached */
  HT_BUSY,         /* another process holds it: try again */
  HT_NO_MEMORY,
  HT_NO_SPACE, /* the disk is full */
  HT_IO,       /* reading or writing failed */
  HT_NEWER,    /* the database was written by a newer haitang */
  HT_CANCELLED,
  HT_INTERNAL, /* a defect of haitang: report it */
} ht_err;

/* One line of detail for people, and for programs the parameter at fault with the value it had. Empty when unknown.
   Every function that takes one accepts NULL and writes it only on failure. */
typedef struct ht_fault {
  char detail[480];
  char parameter[64];
  char value[128];
} ht_fault;

/* A place: degrees, longitude -180..180 east, latitude -90..90 north. */
typedef struct ht_lonlat {
  double lon_deg, lat_deg;
} ht_lonlat;

typedef struct ht_box {
  double west_deg, south_deg, east_deg, north_deg;
} ht_box;

typedef enum ht_shape_kind { HT_NO_SHAPE = 0, HT_POINTS, HT_LINES, HT_POLYGONS } ht_shape_kind;

/*
 * Points, lines or polygons with holes, in flat arrays that the shape borrows.
 *
 * Path i is points[path_start[i] .. path_start[i+1]). For polygons a path is a ring, closed (last point equals first),
 * and polygon j is the rings part_start[j] .. part_start[j+1], its shell first. For lines and points part_start is NULL
 * and every path is a part of its own.
 */
typedef struct ht_shape {
  ht_shape_kind kind;
  uint32_t point_count, path_count, part_count;
  const ht_lonlat *points;
  const uint32_t *path_start; /* path_count + 1 */
  const uint32_t *part_start; /* part_count + 1, polygons only */
} ht_shape;

/* Days since 1970-01-01. A validity is [from, to). */
typedef int32_t ht_day;
#define HT_DAY_FIRST INT32_MIN
#define HT_DAY_NEVER INT32_MAX

/* Told how far a long work is; total 0 means unknown. Returning false asks the work to stop with HT_CANCELLED. */
typedef bool ht_progress_fn(void *context, const char *what, uint64_t done, uint64_t total);
typedef struct ht_progress {
  ht_progress_fn *tell; /* NULL: nobody listens */
  void *context;
} ht_progress;

/* The name of an error, such as "bad_data": a constant. */
const char *ht_err_name(ht_err err);

/* The version of this program, such as "0.1.0": a constant. */
const char *ht_version(void);

#ifdef __cplusplus
}
#endif
#endif
