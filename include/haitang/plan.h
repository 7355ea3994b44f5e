/* SPDX-License-Identifier: Apache-2.0 */
#ifndef HAITANG_PLAN_H
#define HAITANG_PLAN_H

/* Coverage: who lives within a limit of an open station, who does not, and why. Every figure comes with its numerator,
   denominator, profile and data date; what no street reaches is its own column and stays in the denominator. */

#include "haitang/walk.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct ht_coverage_row {
  const char *code, *name;            /* code "" : demand that no area of this level owns */
  double covered, total, unconnected; /* people, households or m2; uncovered = total - covered - unconnected */
  double share;                       /* covered / total; 0 when total is 0 */
} ht_coverage_row;

typedef struct ht_coverage {
  const char *by, *weight, *profile, *function, *unit; /* function NULL: any; unit of the limit: min or m */
  double limit;
  int64_t at_s, data_version;
  const char *data_date; /* YYYY-MM-DD of the newest import */
  ht_coverage_row total;
  const ht_coverage_row *rows; /* by code */
  uint32_t row_count;
} ht_coverage;

typedef struct ht_gap {
  ht_shape shape;   /* polygons of land, or the position of demand */
  const char *grid; /* the base owner's code; NULL: none */
  double area_m2, population, households;
  ht_reason reason;
  const char *nearest;       /* the station's code; NULL: none can be reached */
  int64_t walk_ms;           /* to it; -1: none */
  double straight_m, detour; /* to the nearest station in a straight line; -1, 0: none */
} ht_gap;

typedef struct ht_gaps {
  const ht_gap *gaps; /* most people first, then largest, then by place */
  uint32_t gap_count;
  ht_coverage summary; /* without rows */
} ht_gaps;

typedef struct ht_plan_options {
  ht_level by; /* coverage; HT_CITY when zero */
  ht_weight weight;
  const char *profile;  /* NULL: adult */
  double limit;         /* 0: the profile's longest */
  const char *function; /* NULL: any station */
  bool has_at;
  int64_t at_s;     /* count only stations open then; without it every station that is not closed for good */
  uint32_t threads; /* 0: as many as there are cores */
  ht_progress progress;
} ht_plan_options;

HT_CHECKED ht_err ht_coverage_of(const ht_city *city, ht_worker *worker, const ht_plan_options *options,
                                 ht_fault *fault, const ht_coverage **coverage);
HT_CHECKED ht_err ht_gaps_of(const ht_city *city, ht_worker *worker, const ht_plan_options *options, ht_fault *fault,
                             const ht_gaps **gaps);
/* Computes the gaps and keeps them as a run, so that the map and other programs read them. */
HT_CHECKED ht_err ht_store_gaps(ht_store *store, const ht_city *city, const ht_plan_options *options, ht_fault *fault,
                                int64_t *run);

const char *ht_reason_name(ht_reason reason);
const char *ht_level_name(ht_level level);
const char *ht_weight_name(ht_weight weight);

#ifdef __cplusplus
}
#endif
#endif
