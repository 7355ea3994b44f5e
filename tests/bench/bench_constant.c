/* SPDX-License-Identifier: Apache-2.0 */

/*
 * The yardstick for HTTP: a libmicrohttpd program that answers every request with a constant of the given length.
 * Usage: bench_constant PORT BYTES [THREADS]      Ends when its standard input does.
 */

#include <microhttpd.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static enum MHD_Result answer(void *context, struct MHD_Connection *connection, const char *url, const char *method,
                              const char *version, const char *upload, size_t *upload_size, void **state) {
  (void)url, (void)method, (void)version, (void)upload, (void)upload_size;
  if (!*state) { /* an answer at the first of the two calls would end the connection */
    *state = context;
    return MHD_YES;
  }
  return MHD_queue_response(connection, MHD_HTTP_OK, context);
}

int main(int argc, char **argv) {
  static char body[1 << 16];
  if (argc < 3) return fputs("usage: bench_constant PORT BYTES [THREADS]\n", stderr), 2;
  size_t length = strtoul(argv[2], NULL, 10);
  unsigned threads = argc > 3 ? (unsigned)strtoul(argv[3], NULL, 10) : 2;
  if (length > sizeof body) return 2;
  memset(body, 'x', length);
  struct MHD_Response *response = MHD_create_response_from_buffer(length, body, MHD_RESPMEM_PERSISTENT);
  if (!response) return 3;
  MHD_add_response_header(response, "Content-Type", "application/json");
  struct MHD_Daemon *daemon =
      MHD_start_daemon(MHD_USE_EPOLL_INTERNAL_THREAD, (uint16_t)strtoul(argv[1], NULL, 10), NULL, NULL, answer,
                       response, MHD_OPTION_THREAD_POOL_SIZE, threads, MHD_OPTION_END);
  if (!daemon) return 3;
  while (getchar() != EOF) continue;
  MHD_stop_daemon(daemon);
  MHD_destroy_response(response);
  return 0;
}
