/* SPDX-License-Identifier: Apache-2.0 */
/* `haitang backup FILE`: a copy of the database as it is now, taken while others read and write it. */

#include "app/app.h"
#include "app/options.h"
#include "app/progress.h"

app_status app_backup(app_context *app, int argc, char **argv) {
  const app_usage usage = {
      .command = "backup",
      .operands = "FILE",
      .least_operands = 1,
      .most_operands = 1,
      .chinese = "把数据库完整复制到一个新文件，可在使用中进行。",
      .english = "Copy the database, as it is now, to a new file; others may go on using it.",
      .options = (const app_option[]){{0}},
      .examples = "haitang backup city-2026-05-01.db\n",
  };
  int operands;
  app_status status;
  if (!options_read(app, &usage, argc, argv, &operands, &status)) return status;
  ht_store *store;
  if (!app_open(app, &(ht_store_options){.read_only = true}, &store, &status)) return status;
  ht_fault fault = {0};
  app_progress progress;
  ht_err err = ht_store_backup(store, argv[1], progress_begin(&progress), &fault);
  progress_end(&progress);
  ht_store_close(store);
  return err ? app_fail(err, &fault) : APP_DONE;
}
