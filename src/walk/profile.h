/* SPDX-License-Identifier: Apache-2.0 */
#ifndef WALK_PROFILE_H
#define WALK_PROFILE_H

/*
 * Who walks: a row of geodata/profiles.csv. A cost is what a profile counts, whole milliseconds (mode time) or whole
 * millimetres (mode distance), and every cost is computed here, rounded once to the nearest.
 */

#include "haitang/types.h"

#define WALK_PROFILES_MAX 64
#define WALK_LIMITS_MAX 16
#define WALK_COST_MAX 86400000 /* 24 h in ms, and as many mm: limits beyond are refused */
#define WALK_COST_NONE INT64_MAX

typedef enum walk_mode { WALK_TIME = 0, WALK_DISTANCE } walk_mode;

typedef struct walk_profile {
  char name[32];
  walk_mode mode;
  int32_t speed_m_per_h;          /* 100..20000 */
  double limits[WALK_LIMITS_MAX]; /* ascending; minutes, or metres when mode is WALK_DISTANCE */
  uint32_t limit_count;           /* >= 1 */
  int32_t crossing_delay_ms;      /* at a marked crossing, 0..600000; not counted by distance */
  int32_t stairs_permille;        /* time on steps over time on the level: 1000..10000; not counted by distance */
  int32_t longest_leg_mm;         /* off the street, 1000..1000000 */
  char source[160];
} walk_profile;

typedef struct walk_profiles {
  walk_profile rows[WALK_PROFILES_MAX];
  uint32_t count;
} walk_profiles;

/* Reads a table as geodata/profiles.csv: lines of # are comments, then a line of column names, then a row a profile; no
   quotes; limits are separated by blanks. Errors: HT_BAD_DATA with line, column and what was expected. */
HT_CHECKED ht_err walk_profiles_parse(const char *text, size_t length, ht_fault *fault, walk_profiles *profiles);
/* NULL when there is none of that name. */
const walk_profile *walk_profile_find(const walk_profiles *profiles, const char *name);

/* The cost of a leg or a level street of length_mm (>= 0). */
int64_t walk_profile_leg_cost(const walk_profile *profile, int64_t length_mm);
/* The cost of a whole street: steps at the stairs factor, a crossing with its delay. */
int64_t walk_profile_street_cost(const walk_profile *profile, int64_t length_mm, bool steps, bool crossing);
/* The metres that a level walk of this cost covers. */
double walk_profile_metres(const walk_profile *profile, int64_t cost);
/* The cost of a limit in the profile's unit. Errors: HT_LIMIT unless 0 < limit and its cost <= WALK_COST_MAX. */
HT_CHECKED ht_err walk_profile_limit_cost(const walk_profile *profile, double limit, ht_fault *fault, int64_t *cost);
/* "min" or "m": a constant. */
const char *walk_profile_unit(const walk_profile *profile);

#endif
