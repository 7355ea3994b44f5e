/* SPDX-License-Identifier: Apache-2.0 */
#ifndef APP_PRINT_H
#define APP_PRINT_H

/* Answers for programs: the same JSON, GeoJSON and CSV that HTTP gives, on stdout. */

#include "app/asking.h"

/* crs NULL is wgs84. A format that an answer does not have is a usage error. */
app_status print_location(app_context *app, app_asking *asking, const ht_location *location, const char *crs);
app_status print_nearest(app_context *app, app_asking *asking, const ht_nearest *nearest, const char *crs);
app_status print_isochrone(app_context *app, app_asking *asking, const ht_isochrone *isochrone, const char *crs);
app_status print_coverage(app_context *app, app_asking *asking, const ht_coverage *coverage);
app_status print_gaps(app_context *app, app_asking *asking, const ht_gaps *gaps);

#endif
