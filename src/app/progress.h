/* SPDX-License-Identifier: Apache-2.0 */
#ifndef APP_PROGRESS_H
#define APP_PROGRESS_H

/* A progress bar on stderr when that is a terminal, and Ctrl-C as a polite request: the work stops and undoes
   itself. */

#include "haitang/types.h"

typedef struct app_progress {
  bool terminal, shown;
  char what[64];
  int64_t began_ms, drawn_ms;
} app_progress;

/* Begins to listen for SIGINT; what is returned points to progress. */
ht_progress progress_begin(app_progress *progress);
/* Wipes the bar. */
void progress_end(app_progress *progress);

#endif
