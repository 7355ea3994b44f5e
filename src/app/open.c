/* SPDX-License-Identifier: Apache-2.0 */
#include "app/app.h"

bool app_open(app_context *app, const ht_store_options *options, ht_store **store, app_status *status) {
  ht_fault fault = {0};
  ht_err err = ht_store_open(app->db, options, &fault, store);
  if (err) *status = app_fail(err, &fault);
  return !err;
}
