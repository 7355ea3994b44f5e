/* SPDX-License-Identifier: Apache-2.0 */
#ifndef API_SERVER_H
#define API_SERVER_H

/* The service without the process around it: what api_serve runs between its signals, and what tests run beside them.
 */

#include "api/serve.h"

typedef struct api_server api_server;

/* Listens, opens the database and begins to answer. The caller stops it once. Errors: as api_serve. */
HT_CHECKED ht_err server_start(const api_serve_options *options, ht_fault *fault, api_server **server);
/* Such as "http://127.0.0.1:8080/"; lives as long as the server. */
const char *server_url(const api_server *server);
/* Asks for a fresh snapshot; returns at once. */
void server_reload(api_server *server);
/* Lets requests in flight end, then frees it. NULL is allowed. */
void server_stop(api_server *server);

#endif
