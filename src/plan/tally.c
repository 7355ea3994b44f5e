/* SPDX-License-Identifier: Apache-2.0 */
#include "plan/tally.h"

/* A station nearer than this share of the limit's distance should be within it: the usual detour of a street network is
   1.2 to 1.4, so that 1 / 0.7 is more than streets alone explain. */
static const double NEAR_SHARE = 0.7;

void plan_tally_add(plan_tally *tally, double weight, int64_t walk, int64_t limit) {
  tally->total += weight;
  if (walk == PLAN_UNCONNECTED)
    tally->unconnected += weight;
  else if (walk <= limit)
    tally->covered += weight;
}

void plan_tally_merge(plan_tally *tally, const plan_tally *other) {
  tally->covered += other->covered;
  tally->total += other->total;
  tally->unconnected += other->unconnected;
}

double plan_tally_share(const plan_tally *tally) {
  return tally->total > 0 ? tally->covered / tally->total : 0;
}

ht_reason plan_reason(int64_t walk, double straight_m, double limit_m) {
  if (walk == PLAN_UNCONNECTED) return HT_UNCONNECTED;
  return straight_m >= 0 && straight_m <= NEAR_SHARE * limit_m ? HT_SEVERED : HT_TOO_FAR;
}
