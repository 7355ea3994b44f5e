/* SPDX-License-Identifier: Apache-2.0 */
#ifndef APP_ASKING_H
#define APP_ASKING_H

/* What a command that asks needs: the city in memory, and a worker. */

#include "app/app.h"

typedef struct app_asking {
  ht_city *city;
  ht_worker *worker;
} app_asking;

/* False, with the reason printed and *status set, when the database cannot be opened or read. End it in any case. */
HT_CHECKED bool asking_begin(app_context *app, app_asking *asking, app_status *status);
void asking_end(app_asking *asking);

/* Reads the operands LON LAT in the system crs (NULL: wgs84) and converts them. False after printing the reason. */
HT_CHECKED bool asking_place(app_asking *asking, const char *command, char **operands, const char *crs,
                             ht_lonlat *place, app_status *status);

#endif
