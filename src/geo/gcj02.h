/* SPDX-License-Identifier: Apache-2.0 */
#ifndef GEO_GCJ02_H
#define GEO_GCJ02_H

/*
 * GCJ-02, the shifted system of Chinese web maps (AMap, Tencent), and BD-09, Baidu's shift on top of it.
 *
 * No text of the standard is public: these are the formulas that everybody uses. Against a real service they stay
 * within 0.73 m, so call a result "formula level, below 1 m". The inverses are exact: they undo the formulas to a few
 * nanometres. Every function returns its input where that lies outside China's box, 72.004..137.8347 E and
 * 0.8293..55.8271 N; within a kilometre of the box's rim a place therefore has no true inverse.
 */

#include "haitang/types.h"

ht_lonlat geo_gcj02_of_wgs84(ht_lonlat wgs84);
ht_lonlat geo_wgs84_of_gcj02(ht_lonlat gcj02);
ht_lonlat geo_bd09_of_gcj02(ht_lonlat gcj02);
ht_lonlat geo_gcj02_of_bd09(ht_lonlat bd09);

#endif
