/* SPDX-License-Identifier: Apache-2.0 */
#ifndef HAITANG_WALK_H
#define HAITANG_WALK_H

/* Walking: the nearest stations, and the circle that a walk reaches. People walk to stations, so searches run
   backwards from them. Costs are whole milliseconds, or millimetres under a profile of mode distance. */

#include "haitang/locate.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef enum ht_open { HT_OPEN_UNKNOWN = 0, HT_OPEN_YES, HT_OPEN_NO } ht_open;

typedef struct ht_found_station {
  const ht_station_record *station;
  ht_open open;
  int64_t walk_ms, walk_mm;
  double straight_m;
  double detour;  /* walk over straight line; 0 when the straight line is shorter than 1 m */
  ht_shape route; /* from the place to the station; HT_NO_SHAPE unless asked */
} ht_found_station;

typedef struct ht_nearest {
  const char *profile;
  int64_t at_s; /* the time asked about, Unix seconds */
  int64_t data_version;
  const ht_found_station *stations; /* by walk time, then code */
  uint32_t station_count;
  double snap_m;      /* straight leg to the nearest visible street point; -1: none */
  int64_t component;  /* the connected piece of the network; -1: none. 0 is the largest */
  bool unconnected;   /* no visible street within the longest leg */
  bool suspected_gap; /* a station is near in a straight line, very far on foot */
} ht_nearest;

typedef struct ht_nearest_options {
  const char *profile;  /* NULL: adult */
  const char *function; /* a function's code; NULL: any */
  const char *tier;     /* NULL: any */
  uint32_t k;           /* 0: 1; at most 1000 */
  bool route;
  bool has_open_at;
  int64_t open_at_s; /* Unix seconds */
} ht_nearest_options;

HT_CHECKED ht_err ht_nearest_stations(const ht_city *city, ht_worker *worker, ht_lonlat position,
                                      const ht_nearest_options *options, ht_fault *fault, const ht_nearest **nearest);

/* The set of places from which `limit` is enough to walk to the centre. */
typedef struct ht_circle {
  double limit;     /* minutes, or metres when the profile's mode is distance */
  const char *unit; /* "min" or "m" */
  const char *profile;
  ht_shape shape; /* polygons, valid, nested by limit; empty when nothing is reached */
  double area_m2;
} ht_circle;

typedef struct ht_isochrone {
  const ht_circle *circles; /* by limit, longest first, so that a map draws the shortest on top */
  uint32_t circle_count;
  int64_t data_version;
  double snap_m;
  bool unconnected;
} ht_isochrone;

typedef struct ht_isochrone_options {
  const char *profile;
  const double *limits; /* in the profile's unit; none: the profile's own */
  uint32_t limit_count; /* at most 16 */
} ht_isochrone_options;

HT_CHECKED ht_err ht_isochrone_at(const ht_city *city, ht_worker *worker, ht_lonlat position,
                                  const ht_isochrone_options *options, ht_fault *fault, const ht_isochrone **isochrone);
/* The circle of a station, from its entrances. Errors: HT_NOT_FOUND. */
HT_CHECKED ht_err ht_station_circle(const ht_city *city, ht_worker *worker, const char *code,
                                    const ht_isochrone_options *options, ht_fault *fault,
                                    const ht_isochrone **isochrone);

typedef struct ht_circles_report {
  uint32_t stations, circles, unconnected;
  double seconds;
} ht_circles_report;

/* Computes and stores the circles of all stations for the profile's limits (or options' own). */
HT_CHECKED ht_err ht_compute_circles(ht_store *store, const ht_city *city, const ht_isochrone_options *options,
                                     uint32_t threads, ht_progress progress, ht_fault *fault,
                                     ht_circles_report *report);

#ifdef __cplusplus
}
#endif
#endif
