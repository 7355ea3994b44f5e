/* SPDX-License-Identifier: Apache-2.0 */
#include "http/listen.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netdb.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/fault.h"
#include "base/number.h"

enum { BACKLOG = 1024, ADDRESS_BYTES = 64 };

/* Splits text at its last colon; a lone port listens on this machine only. */
static bool split(const char *text, char address[ADDRESS_BYTES], const char **port) {
  const char *colon = strrchr(text, ':'), *from = colon ? text : "127.0.0.1";
  size_t length = colon ? (size_t)(colon - text) : strlen(from);
  *port = colon ? colon + 1 : text;
  if (length >= 2 && from[0] == '[' && from[length - 1] == ']') {
    from++;
    length -= 2;
  } else if (memchr(from, ':', length)) {
    return false;
  }
  if (length == 0 || length >= ADDRESS_BYTES) return false;
  snprintf(address, ADDRESS_BYTES, "%.*s", (int)length, from);
  if (strcmp(address, "localhost") == 0) snprintf(address, ADDRESS_BYTES, "127.0.0.1");
  return true;
}

static ht_err resolve(const char *where, ht_fault *fault, struct addrinfo **found) {
  static const char expected[] = "ADDRESS:PORT, such as 127.0.0.1:8080 or [::1]:8080";
  char address[ADDRESS_BYTES];
  const char *port;
  int64_t number;
  if (!split(where, address, &port) || !number_parse_int(port, 0, 65535, &number))
    return fault_parameter(fault, "listen", where, expected);
  const struct addrinfo hints = {
      .ai_family = AF_UNSPEC, .ai_socktype = SOCK_STREAM, .ai_flags = AI_NUMERICHOST | AI_NUMERICSERV | AI_PASSIVE};
  if (getaddrinfo(address, port, &hints, found) != 0) return fault_parameter(fault, "listen", where, expected);
  return HT_OK;
}

static ht_err listen_at(const struct addrinfo *at, const char *where, ht_fault *fault, int *listener) {
  int made = socket(at->ai_family, at->ai_socktype | SOCK_CLOEXEC | SOCK_NONBLOCK, at->ai_protocol);
  if (made < 0) return fault_errno(fault, errno, "open a socket for", where);
  const int yes = 1;
  setsockopt(made, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
  if (bind(made, at->ai_addr, at->ai_addrlen) == 0 && listen(made, BACKLOG) == 0) {
    *listener = made;
    return HT_OK;
  }
  int number = errno;
  close(made);
  if (number == EADDRINUSE)
    return fault_set(fault, HT_BUSY, "cannot listen on %s: another program does; end it or choose another port", where);
  return fault_errno(fault, number, "listen on", where);
}

/* Writes the URL of a listening socket; an address that means "all" is shown as this machine's own. */
static void describe(int listener, char url[HTTP_URL_BYTES]) {
  struct sockaddr_storage bound = {0};
  socklen_t length = sizeof bound;
  char address[INET6_ADDRSTRLEN] = "127.0.0.1";
  getsockname(listener, (struct sockaddr *)&bound, &length);
  const struct sockaddr_in *v4 = (const struct sockaddr_in *)&bound;
  const struct sockaddr_in6 *v6 = (const struct sockaddr_in6 *)&bound;
  bool is_v6 = bound.ss_family == AF_INET6;
  bool any = is_v6 ? IN6_IS_ADDR_UNSPECIFIED(&v6->sin6_addr) : v4->sin_addr.s_addr == htonl(INADDR_ANY);
  if (!any) inet_ntop(bound.ss_family, is_v6 ? (const void *)&v6->sin6_addr : &v4->sin_addr, address, sizeof address);
  unsigned port = ntohs(is_v6 ? v6->sin6_port : v4->sin_port);
  bool brackets = is_v6 && !any;
  snprintf(url, HTTP_URL_BYTES, "http://%s%s%s:%u/", brackets ? "[" : "", address, brackets ? "]" : "", port);
}

ht_err http_listen(const char *where, ht_fault *fault, int *listener, char url[HTTP_URL_BYTES]) {
  struct addrinfo *found;
  ht_err err = resolve(where, fault, &found);
  if (err) return err;
  err = listen_at(found, where, fault, listener);
  freeaddrinfo(found);
  if (!err) describe(*listener, url);
  return err;
}
