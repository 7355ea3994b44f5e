/* SPDX-License-Identifier: Apache-2.0 */
#include "haitang/types.h"

const char *ht_version(void) {
  return "0.1.0";
}
