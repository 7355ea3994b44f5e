/* SPDX-License-Identifier: Apache-2.0 */
#include "api/serve.h"

#include <pthread.h>
#include <signal.h>

#include "api/server.h"

/*
 * Signals are taken by the first thread alone, with sigwait: every other thread inherits a mask that blocks them, so
 * that no handler ever runs in the middle of something.
 */
static void take_signals(sigset_t *ours, sigset_t *before) {
  sigemptyset(ours);
  sigaddset(ours, SIGTERM);
  sigaddset(ours, SIGINT);
  sigaddset(ours, SIGHUP);
  pthread_sigmask(SIG_BLOCK, ours, before);
}

static void wait_for_end(const sigset_t *ours, api_server *server) {
  for (;;) {
    int number = 0;
    if (sigwait(ours, &number) != 0) continue;
    if (number != SIGHUP) return;
    server_reload(server);
  }
}

ht_err api_serve(const api_serve_options *options, ht_fault *fault) {
  sigset_t ours, before;
  api_server *server;
  take_signals(&ours, &before);
  ht_err err = server_start(options, fault, &server);
  if (!err) {
    if (options->ready) options->ready(options->context, server_url(server));
    wait_for_end(&ours, server);
    server_stop(server);
  }
  pthread_sigmask(SIG_SETMASK, &before, NULL);
  return err;
}
