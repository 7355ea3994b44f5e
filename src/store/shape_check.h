/* SPDX-License-Identifier: Apache-2.0 */
#ifndef STORE_SHAPE_CHECK_H
#define STORE_SHAPE_CHECK_H

#include "haitang/types.h"

/* What every stored shape keeps: at least one point, finite degrees on the globe, lines of two points and more, rings
   closed and of four points and more. Crossings are for `check`, which says where. Errors: HT_BAD_DATA. */
HT_CHECKED ht_err shape_check(const ht_shape *shape, ht_fault *fault);
/* As above, and of the kind wanted. */
HT_CHECKED ht_err shape_check_kind(const ht_shape *shape, ht_shape_kind kind, ht_fault *fault);
HT_CHECKED ht_err shape_check_point(ht_lonlat point, ht_fault *fault);

#endif
