/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PLAN_TALLY_H
#define PLAN_TALLY_H

/* How much of a weight (people, homes, m2) is within a limit, and why the rest is not. */

#include "haitang/records.h"

/* The walk of a place to the nearest counted station, in ms or mm, has two values that are no walk. */
#define PLAN_UNCONNECTED ((int64_t)-1) /* no visible street within the longest leg */
#define PLAN_NO_STATION INT64_MAX      /* streets, but none that leads to a counted station */

/* covered + unconnected <= total; what remains is uncovered. */
typedef struct plan_tally {
  double covered, total, unconnected;
} plan_tally;

/* Counts a weight >= 0 at a place whose walk is `walk`. */
void plan_tally_add(plan_tally *tally, double weight, int64_t walk, int64_t limit);

void plan_tally_merge(plan_tally *tally, const plan_tally *other);

/* covered / total, 0 when nothing was counted. */
double plan_tally_share(const plan_tally *tally);

/*
 * Why a place whose walk is beyond the limit is beyond it (DESIGN section 13): `unconnected` without a visible street,
 * `severed` when a counted station stands within 0.7 of the distance that the limit walks, else `too_far`.
 *
 * straight_m is to the nearest counted station in a straight line, negative when there is none; limit_m is the distance
 * that the limit walks at the profile's speed.
 */
ht_reason plan_reason(int64_t walk, double straight_m, double limit_m);

#endif
