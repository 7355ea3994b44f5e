/* SPDX-License-Identifier: Apache-2.0 */
#include "http_client.h"

#include <arpa/inet.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

int client_connect(int port) {
  int connection = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  const struct timeval patience = {.tv_sec = 30};
  setsockopt(connection, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
  const struct sockaddr_in to = {
      .sin_family = AF_INET, .sin_port = htons((unsigned short)port), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
  if (connect(connection, (const struct sockaddr *)&to, sizeof to) == 0) return connection;
  close(connection);
  return -1;
}

bool client_send(int connection, const void *bytes, size_t length) {
  const char *at = bytes;
  while (length > 0) {
    ssize_t sent = send(connection, at, length, MSG_NOSIGNAL);
    if (sent <= 0) return false;
    at += sent;
    length -= (size_t)sent;
  }
  return true;
}

/* The bytes until the connection ends, with a NUL after them. */
static char *read_all(int connection, size_t *length) {
  size_t capacity = 4096;
  char *bytes = malloc(capacity);
  *length = 0;
  for (;;) {
    if (capacity - *length < 2) bytes = realloc(bytes, capacity *= 2);
    ssize_t got = recv(connection, bytes + *length, capacity - *length - 1, 0);
    if (got <= 0) break;
    *length += (size_t)got;
  }
  bytes[*length] = '\0';
  return bytes;
}

client_answer client_read(int connection) {
  client_answer answer = {0};
  size_t length;
  answer.head = read_all(connection, &length);
  char *blank = strstr(answer.head, "\r\n\r\n");
  if (strncmp(answer.head, "HTTP/1.1 ", 9) == 0) answer.status = (int)strtol(answer.head + 9, NULL, 10);
  if (blank) {
    answer.body_bytes = length - (size_t)(blank + 4 - answer.head);
    answer.body = malloc(answer.body_bytes + 1);
    memcpy(answer.body, blank + 4, answer.body_bytes + 1);
    blank[2] = '\0';
  }
  return answer;
}

client_answer client_tell(int port, const void *bytes, size_t length) {
  int connection = client_connect(port);
  if (connection < 0) return (client_answer){0};
  client_send(connection, bytes, length);
  client_answer answer = client_read(connection);
  close(connection);
  return answer;
}

client_answer client_ask(int port, const char *method, const char *target, const char *headers) {
  char *request = NULL;
  int length = asprintf(&request, "%s %s HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n%s\r\n", method, target,
                        headers ? headers : "");
  client_answer answer = client_tell(port, request, (size_t)length);
  free(request);
  return answer;
}

client_answer client_get(int port, const char *target) {
  return client_ask(port, "GET", target, NULL);
}

void client_release(client_answer *answer) {
  free(answer->head);
  free(answer->body);
  *answer = (client_answer){0};
}

void client_header(const client_answer *answer, const char *name, char *value, size_t size) {
  size_t length = strlen(name);
  value[0] = '\0';
  for (const char *line = answer->head; line && *line; line = strstr(line, "\r\n"), line = line ? line + 2 : NULL) {
    if (strncasecmp(line, name, length) != 0 || line[length] != ':') continue;
    const char *from = line + length + 1 + strspn(line + length + 1, " ");
    snprintf(value, size, "%.*s", (int)strcspn(from, "\r\n"), from);
    return;
  }
}

int client_port(const char *url) {
  return (int)strtol(strrchr(url, ':') + 1, NULL, 10);
}
