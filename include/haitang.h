/* SPDX-License-Identifier: Apache-2.0 */
#ifndef HAITANG_H
#define HAITANG_H

/*
 * haitang: which grid owns a place, which station is near on foot, and who lives too far.
 *
 * The whole public interface. Handles are opaque; option structs mean their defaults when zero; what can fail returns
 * an ht_err, takes an ht_fault for the detail, and gives its result through the last pointer, untouched on failure.
 */

#include "haitang/live.h"
#include "haitang/locate.h"
#include "haitang/plan.h"
#include "haitang/records.h"
#include "haitang/store.h"
#include "haitang/types.h"
#include "haitang/walk.h"

#endif
