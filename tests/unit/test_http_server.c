/* SPDX-License-Identifier: Apache-2.0 */
/* The server itself, with handlers made for the purpose: what it settles alone, slow work, and how it stops. */
#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

#include "http/listen.h"
#include "http/server.h"
#include "http_client.h"

enum { TARGET_BYTES = 4096, NAP_MS = 1000 };

static void nap(long ms) {
  nanosleep(&(struct timespec){ms / 1000, ms % 1000 * 1000000}, NULL);
}

static int say_hello(void *context, const http_request *request, http_response *response) {
  (void)context;
  const char *name = http_query_get(&request->query, "name");
  response->content_type = "text/plain";
  buffer_text(&response->body, "hello ");
  buffer_text(&response->body, name ? name : request->variables[0] ? request->variables[0] : "you");
  return 200;
}

static int say_hello_late(void *context, const http_request *request, http_response *response) {
  nap(NAP_MS);
  return say_hello(context, request, response);
}

/* Works until the service ends. */
static int work_on(void *context, const http_request *request, http_response *response) {
  (void)context;
  while (!atomic_load(request->stopping)) nap(1);
  response->content_type = "text/plain";
  buffer_text(&response->body, "stopped early");
  return 503;
}

static int say_much(void *context, const http_request *request, http_response *response) {
  (void)context, (void)request;
  for (int i = 0; i < 200000; i++) buffer_text(&response->body, "0123456789");
  response->content_type = "text/plain";
  return 200;
}

static void describe(void *context, const http_request *request, int status, const ht_fault *fault,
                     http_response *response) {
  (void)context, (void)request, (void)status;
  response->content_type = "application/problem+json";
  buffer_text(&response->body, fault->parameter);
  buffer_char(&response->body, '|');
  buffer_text(&response->body, fault->detail);
}

static const char *const no_parameters[] = {NULL}, *const name_only[] = {"name", "slow", NULL};
static const http_route routes[] = {
    {"/hello", say_hello, HTTP_AT_ONCE, "slow", name_only},
    {"/hello/{who}", say_hello, HTTP_AT_ONCE, NULL, no_parameters},
    {"/late", say_hello_late, HTTP_SHORT, NULL, name_only},
    {"/work", work_on, HTTP_LONG, NULL, no_parameters},
    {"/much", say_much, HTTP_SHORT, NULL, no_parameters},
};
static const http_header always[] = {{"X-Content-Type-Options", "nosniff"}, {NULL, NULL}};

static http_server *start(int *port) {
  ht_fault fault = {0};
  char url[HTTP_URL_BYTES];
  http_server_options options = {.routes = routes,
                                 .route_count = sizeof routes / sizeof *routes,
                                 .problem = describe,
                                 .headers = always,
                                 .threads = 2,
                                 .lane_threads = {0, 2, 1},
                                 .queue_capacity = 4,
                                 .connections = 100,
                                 .idle_s = 20,
                                 .target_bytes = TARGET_BYTES};
  http_server *server = NULL;
  if (http_listen("127.0.0.1:0", &fault, &options.listener, url)) fail_msg("%s", fault.detail);
  if (http_server_start(&options, &fault, &server)) fail_msg("%s", fault.detail);
  *port = client_port(url);
  return server;
}

static int server_up(void **state) {
  static int port; /* one server for the tests that do not stop it */
  static http_server *server;
  server = start(&port);
  static void *both[2];
  both[0] = server;
  both[1] = &port;
  *state = both;
  return 0;
}

static int server_down(void **state) {
  http_server_stop(((void **)*state)[0], 5);
  return 0;
}

static int port_of(void **state) {
  return *(int *)((void **)*state)[1];
}

/* Asks and compares the status and, unless NULL, a part of the body. */
static void expect(int port, const char *method, const char *target, const char *headers, int status,
                   const char *part) {
  client_answer answer = client_ask(port, method, target, headers);
  if (answer.status != status) fail_msg("%s %.60s: %d, not %d", method, target, answer.status, status);
  if (part && (!answer.body || !strstr(answer.body, part))) fail_msg("%s: no '%s' in '%s'", target, part, answer.body);
  client_release(&answer);
}

static void a_handler_answers(void **state) {
  int port = port_of(state);
  expect(port, "GET", "/hello", NULL, 200, "hello you");
  expect(port, "GET", "/hello?name=%E6%B5%B7", NULL, 200, "hello 海");
  expect(port, "GET", "/hello/me/", NULL, 200, "hello me");
  expect(port, "GET", "/late?name=x", NULL, 200, "hello x");
  expect(port, "GET", "/hello?name=y&slow=1", NULL, 200, "hello y");
}

static void what_needs_no_handler_is_settled_by_the_server(void **state) {
  int port = port_of(state);
  expect(port, "GET", "/nowhere", NULL, 404, "nothing at '/nowhere'");
  expect(port, "GET", "/hello?nmae=x", NULL, 400, "nmae|there is no parameter 'nmae'");
  expect(port, "GET", "/hello?name=x&name=y", NULL, 400, "name|");
  expect(port, "GET", "/hello?name=%f", NULL, 400, "name|");
  expect(port, "GET", "/%ff", NULL, 400, "not UTF-8");
  expect(port, "DELETE", "/hello", NULL, 405, "DELETE");
  expect(port, "BREW", "/hello", NULL, 405, "BREW");
  expect(port, "DELETE", "/nowhere", NULL, 404, NULL);
  expect(port, "GET", "/hello", "Content-Length: 5\r\n", 413, "no body");
  expect(port, "GET", "/hello", "Transfer-Encoding: chunked\r\n", 413, "no body");
}

static void head_has_the_length_but_no_body(void **state) {
  static const char *const targets[] = {"/hello", "/late"};
  for (int i = 0; i < 2; i++) {
    client_answer answer = client_ask(port_of(state), "HEAD", targets[i], NULL);
    char length[16], sniff[16];
    client_header(&answer, "Content-Length", length, sizeof length);
    client_header(&answer, "X-Content-Type-Options", sniff, sizeof sniff);
    assert_int_equal(answer.status, 200);
    assert_int_equal(answer.body_bytes, 0);
    assert_string_equal(length, "9");
    assert_string_equal(sniff, "nosniff");
    client_release(&answer);
  }
}

static void other_methods_are_told_which_there_are(void **state) {
  static const char *const methods[] = {"OPTIONS", "PUT"};
  static const int statuses[] = {204, 405};
  for (int i = 0; i < 2; i++) {
    client_answer answer = client_ask(port_of(state), methods[i], "/hello", NULL);
    char allow[64];
    client_header(&answer, "Allow", allow, sizeof allow);
    assert_int_equal(answer.status, statuses[i]);
    assert_string_equal(allow, "GET, HEAD, OPTIONS");
    client_release(&answer);
  }
}

static void a_target_that_is_too_long_gets_414(void **state) {
  enum { HUGE_BYTES = 10 * 1024 * 1024 };
  static const size_t sizes[] = {TARGET_BYTES + 1, 20000, HUGE_BYTES};
  for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
    char *target = malloc(sizes[i] + 1);
    memset(target, 'x', sizes[i]);
    memcpy(target, "/hello?name=", 12);
    target[sizes[i]] = '\0';
    expect(port_of(state), "GET", target, NULL, 414, NULL);
    free(target);
  }
  expect(port_of(state), "GET", "/hello", NULL, 200, "hello you");
}

static void a_large_body_arrives_whole(void **state) {
  client_answer answer = client_get(port_of(state), "/much");
  assert_int_equal(answer.status, 200);
  assert_int_equal(answer.body_bytes, 2000000);
  client_release(&answer);
}

static void garbage_harms_nobody(void **state) {
  int port = port_of(state);
  unsigned seed = 11;
  srand(seed);
  for (int round = 0; round < 200; round++) {
    unsigned char bytes[600];
    size_t length = 1 + (size_t)rand() % sizeof bytes;
    for (size_t i = 0; i < length; i++) bytes[i] = (unsigned char)(rand() % 256);
    if (round % 2) memcpy(bytes, "GET /", 5); /* further into the parser */
    memcpy(bytes + length - (length >= 4 ? 4 : length), "\r\n\r\n", length >= 4 ? 4 : length);
    int connection = client_connect(port);
    assert_true(connection >= 0);
    client_send(connection, bytes, length);
    close(connection);
  }
  expect(port, "GET", "/hello", NULL, 200, "hello you");
}

static void two_requests_share_a_connection(void **state) {
  static const char both[] = "GET /late?name=1 HTTP/1.1\r\nHost: a\r\n\r\n"
                             "GET /hello?name=2 HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n";
  client_answer answer = client_tell(port_of(state), both, sizeof both - 1);
  assert_int_equal(answer.status, 200);
  assert_non_null(strstr(answer.body, "hello 1"));
  if (!strstr(answer.body, "hello 2")) fail_msg("%s%s", answer.head, answer.body);
  client_release(&answer);
}

typedef struct asking {
  int port;
  const char *target;
  client_answer answer;
} asking;

static void *ask_in_thread(void *context) {
  asking *mine = context;
  mine->answer = client_get(mine->port, mine->target);
  return NULL;
}

static double seconds_since(const struct timespec *then) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (double)(now.tv_sec - then->tv_sec) + (double)(now.tv_nsec - then->tv_nsec) / 1e9;
}

static void slow_work_holds_up_nobody_and_a_full_queue_says_so(void **state) {
  (void)state;
  int port, full = 0, stopped = 0;
  http_server *server = start(&port);
  asking askings[8];
  pthread_t threads[8];
  for (int i = 0; i < 8; i++) { /* one works, four wait, three are too many */
    askings[i] = (asking){.port = port, .target = "/work"};
    pthread_create(&threads[i], NULL, ask_in_thread, &askings[i]);
    if (i == 0) nap(NAP_MS);
  }
  nap(NAP_MS);
  struct timespec began;
  clock_gettime(CLOCK_MONOTONIC, &began);
  for (int i = 0; i < 20; i++) expect(port, "GET", "/hello", NULL, 200, NULL);
  assert_true(seconds_since(&began) < 5);
  clock_gettime(CLOCK_MONOTONIC, &began);
  http_server_stop(server, 1);
  assert_true(seconds_since(&began) < 8);
  for (int i = 0; i < 8; i++) {
    pthread_join(threads[i], NULL);
    assert_int_equal(askings[i].answer.status, 503);
    full += strstr(askings[i].answer.body, "too many") != NULL;
    stopped += strstr(askings[i].answer.body, "stopped early") != NULL;
    client_release(&askings[i].answer);
  }
  assert_int_equal(full, 3);
  assert_int_equal(stopped, 5);
}

static void a_stop_lets_requests_in_flight_end_and_refuses_new_ones(void **state) {
  (void)state;
  int port;
  http_server *server = start(&port);
  asking one = {.port = port, .target = "/late?name=last"};
  pthread_t thread;
  pthread_create(&thread, NULL, ask_in_thread, &one);
  nap(NAP_MS / 3);
  http_server_stop(server, 10);
  pthread_join(thread, NULL);
  assert_int_equal(one.answer.status, 200);
  assert_string_equal(one.answer.body, "hello last");
  client_release(&one.answer);
  assert_int_equal(client_connect(port), -1);
}

static void a_port_in_use_is_told_as_such(void **state) {
  ht_fault fault = {0};
  char where[40], url[HTTP_URL_BYTES];
  int listener = -1;
  snprintf(where, sizeof where, "127.0.0.1:%d", port_of(state));
  assert_int_equal(http_listen(where, &fault, &listener, url), HT_BUSY);
  assert_non_null(strstr(fault.detail, where));
  assert_int_equal(listener, -1);
}

static void an_address_that_is_none_is_refused(void **state) {
  (void)state;
  static const char *const cases[] = {
      "",      ":",       "127.0.0.1", "127.0.0.1:", "127.0.0.1:70000", "127.0.0.1:-1", "::1:80", "example.org:80",
      "[::1]", "1.2.3:x", "a b:80"};
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    ht_fault fault = {0};
    char url[HTTP_URL_BYTES];
    int listener;
    assert_int_equal(http_listen(cases[i], &fault, &listener, url), HT_BAD_ARGUMENT);
    assert_string_equal(fault.parameter, "listen");
  }
}

static void localhost_and_a_lone_port_mean_this_machine(void **state) {
  (void)state;
  static const char *const cases[] = {"0", "localhost:0", "0.0.0.0:0"};
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    ht_fault fault = {0};
    char url[HTTP_URL_BYTES];
    int listener;
    if (http_listen(cases[i], &fault, &listener, url)) fail_msg("%s", fault.detail);
    assert_memory_equal(url, "http://127.0.0.1:", 17);
    close(listener);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(a_handler_answers),
      cmocka_unit_test(what_needs_no_handler_is_settled_by_the_server),
      cmocka_unit_test(head_has_the_length_but_no_body),
      cmocka_unit_test(other_methods_are_told_which_there_are),
      cmocka_unit_test(a_target_that_is_too_long_gets_414),
      cmocka_unit_test(a_large_body_arrives_whole),
      cmocka_unit_test(garbage_harms_nobody),
      cmocka_unit_test(two_requests_share_a_connection),
      cmocka_unit_test(slow_work_holds_up_nobody_and_a_full_queue_says_so),
      cmocka_unit_test(a_stop_lets_requests_in_flight_end_and_refuses_new_ones),
      cmocka_unit_test(a_port_in_use_is_told_as_such),
      cmocka_unit_test(an_address_that_is_none_is_refused),
      cmocka_unit_test(localhost_and_a_lone_port_mean_this_machine),
  };
  return cmocka_run_group_tests(tests, server_up, server_down);
}
