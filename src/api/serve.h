/* SPDX-License-Identifier: Apache-2.0 */
#ifndef API_SERVE_H
#define API_SERVE_H

/* The HTTP service, from the first question to the last. */

#include "haitang/types.h"

/* Told once, when the service answers; url such as "http://127.0.0.1:8080/". */
typedef void api_ready_fn(void *context, const char *url);

typedef struct api_serve_options {
  const char *db;      /* the database */
  const char *listen;  /* ADDRESS:PORT, [ADDRESS]:PORT or PORT; NULL: 127.0.0.1:8080. Port 0: any that is free */
  uint32_t threads;    /* that answer; 0: as many as there are cores */
  bool access_log;     /* a line a request on stderr */
  api_ready_fn *ready; /* NULL: nobody listens */
  void *context;
} api_serve_options;

/* Serves until SIGTERM or SIGINT, then stops taking connections, lets requests in flight end within 10 s, and returns
   HT_OK. SIGHUP asks for a fresh snapshot; a database that changed is noticed within a second or two. To be called by
   a program's only thread: it takes these signals for itself. Errors: HT_BUSY when the port is in use, HT_BAD_ARGUMENT
   for an address that is none, those of ht_store_open. */
HT_CHECKED ht_err api_serve(const api_serve_options *options, ht_fault *fault);

#endif
