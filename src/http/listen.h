/* SPDX-License-Identifier: Apache-2.0 */
#ifndef HTTP_LISTEN_H
#define HTTP_LISTEN_H

/* The socket that a server listens on. */

#include "haitang/types.h"

enum { HTTP_URL_BYTES = 96 };

/* Listens on "ADDRESS:PORT", "[ADDRESS]:PORT" or "PORT" (then on 127.0.0.1); address is numeric or "localhost". Port 0
   takes any that is free. The caller closes *listener. url says what to open in a browser, such as
   "http://127.0.0.1:8080/". Errors: HT_BAD_ARGUMENT, HT_BUSY when the port is in use, HT_IO. */
HT_CHECKED ht_err http_listen(const char *where, ht_fault *fault, int *listener, char url[HTTP_URL_BYTES]);

#endif
