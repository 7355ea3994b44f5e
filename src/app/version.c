/* SPDX-License-Identifier: Apache-2.0 */
#include "app/app.h"
#include "app/options.h"

#include <stdio.h>

app_status app_version(app_context *app, int argc, char **argv) {
  const app_usage usage = {
      .command = "version",
      .operands = "",
      .chinese = "打印版本。",
      .english = "Print the version.",
      .options = (const app_option[]){{0}},
      .examples = "haitang version",
  };
  int operands;
  app_status status;
  if (!options_read(app, &usage, argc, argv, &operands, &status)) return status;
  printf("haitang %s\n", ht_version());
  return APP_DONE;
}
