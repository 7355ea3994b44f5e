/* SPDX-License-Identifier: Apache-2.0 */
#ifndef TESTS_HTTP_CLIENT_H
#define TESTS_HTTP_CLIENT_H

/* A client for the tests of the server: plain sockets, so that it can say what no well-behaved client says. */

#include <stdbool.h>
#include <stddef.h>

typedef struct client_answer {
  int status; /* 0: the connection ended without an answer */
  char *head; /* ended by a NUL */
  char *body; /* ended by a NUL */
  size_t body_bytes;
} client_answer;

/* A connection to 127.0.0.1; -1 when it is refused. Reading gives up after 30 s. */
int client_connect(int port);
/* Sends all bytes; false when the other side closed meanwhile. */
bool client_send(int connection, const void *bytes, size_t length);
/* Reads to the end of the connection. */
client_answer client_read(int connection);
/* Sends the bytes over a new connection, then reads to its end. */
client_answer client_tell(int port, const void *bytes, size_t length);
/* Asks for target with a method and further header lines, each ended by CR LF (NULL: none). */
client_answer client_ask(int port, const char *method, const char *target, const char *headers);
client_answer client_get(int port, const char *target);
void client_release(client_answer *answer);

/* The value of a header copied into value, "" when it is absent. */
void client_header(const client_answer *answer, const char *name, char *value, size_t size);

/* The port of "http://127.0.0.1:8080/". */
int client_port(const char *url);

#endif
