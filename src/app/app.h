/* SPDX-License-Identifier: Apache-2.0 */
#ifndef APP_APP_H
#define APP_APP_H

/* What every command shares: the database, the form of its output, the reader's language, and how it fails. */

#include "base/arena.h"
#include "haitang.h"

/* The exit status, as DESIGN section 9 gives it. */
typedef enum app_status { APP_DONE = 0, APP_FOUND = 1, APP_USAGE = 2, APP_FAILED = 3 } app_status;

typedef enum app_format { APP_TABLE = 0, APP_JSON, APP_GEOJSON, APP_CSV } app_format;

typedef struct app_context {
  const char *db;
  app_format format;
  bool chinese;
  base_arena arena; /* lives as long as the command */
} app_context;

/* Each command reads its own arguments (argv[0] is its name) and returns the exit status. */
typedef app_status app_command_fn(app_context *app, int argc, char **argv);

app_command_fn app_backup, app_circles, app_coverage, app_demo, app_gaps, app_import, app_isochrone, app_locate,
    app_nearest, app_serve, app_version;

/* The text in the reader's language. */
const char *app_say(const app_context *app, const char *chinese, const char *english)
    __attribute__((format_arg(2), format_arg(3)));

/* Prints `haitang: DETAIL` to stderr and returns the exit status of err. */
app_status app_fail(ht_err err, const ht_fault *fault);

/* A usage error: prints the message with a pointer to --help. */
app_status app_misuse(const char *command, const char *format, ...) HT_PRINTF(2, 3);

/* Opens the database of the command line. Fills nothing and prints the reason when it cannot; *status is then set. */
HT_CHECKED bool app_open(app_context *app, const ht_store_options *options, ht_store **store, app_status *status);

#endif
