/* SPDX-License-Identifier: Apache-2.0 */

/* Walking profiles: a row that is accepted has costs that can be counted with. */

#include "walk/profile.h"

#include <stdint.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length);

static void must(bool held) {
  if (!held) abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length) {
  static walk_profiles profiles;
  if (walk_profiles_parse((const char *)bytes, length, NULL, &profiles)) return 0;
  for (uint32_t i = 0; i < profiles.count; i++) {
    const walk_profile *profile = &profiles.rows[i];
    must(profile->limit_count >= 1 && walk_profile_find(&profiles, profile->name) != NULL);
    must(walk_profile_leg_cost(profile, 1000) >= 0);
    must(walk_profile_street_cost(profile, 1000000, true, true) >= walk_profile_leg_cost(profile, 1000000));
    for (uint32_t limit = 0; limit < profile->limit_count; limit++) {
      int64_t cost;
      if (!walk_profile_limit_cost(profile, profile->limits[limit], NULL, &cost)) must(cost > 0);
    }
  }
  return 0;
}
