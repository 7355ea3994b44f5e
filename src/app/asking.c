/* SPDX-License-Identifier: Apache-2.0 */
#include "app/asking.h"

#include "app/options.h"
#include "app/progress.h"

bool asking_begin(app_context *app, app_asking *asking, app_status *status) {
  *asking = (app_asking){0};
  ht_store *store;
  if (!app_open(app, &(ht_store_options){.read_only = true}, &store, status)) return false;

  ht_fault fault = {0};
  app_progress progress;
  ht_err err = ht_city_load(store, progress_begin(&progress), &fault, &asking->city);
  progress_end(&progress);
  ht_store_close(store); /* a reader that outlived a writer would leave its log beside the database */
  if (!err) err = ht_worker_new(&fault, &asking->worker);
  if (err) *status = app_fail(err, &fault);
  return !err;
}

void asking_end(app_asking *asking) {
  ht_worker_free(asking->worker);
  ht_city_free(asking->city);
}

bool asking_place(app_asking *asking, const char *command, char **operands, const char *crs, ht_lonlat *place,
                  app_status *status) {
  if (!options_place(command, operands[0], operands[1], crs, place, status)) return false;
  if (!crs) return true;
  ht_fault fault = {0};
  ht_err err = ht_to_wgs84(asking->worker, crs, place, 1, &fault);
  if (err) *status = app_fail(err, &fault);
  return !err;
}
