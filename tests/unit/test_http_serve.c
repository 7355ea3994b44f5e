/* SPDX-License-Identifier: Apache-2.0 */
/* The whole process: serving until a signal, in a child of the test. */
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

#include "api/serve.h"
#include "http_client.h"
#include "served_town.h"

static void nap(long ms) {
  nanosleep(&(struct timespec){ms / 1000, ms % 1000 * 1000000}, NULL);
}

typedef struct process {
  char folder[64], path[96];
  pid_t child;
  int port;
} process;

/* Tells the parent where it listens. */
static void tell(void *context, const char *url) {
  dprintf(*(int *)context, "%s\n", url);
}

static void serve_in_child(const char *path, int pipe_end) {
  ht_fault fault = {0};
  const api_serve_options options = {
      .db = path, .listen = "127.0.0.1:0", .threads = 2, .ready = tell, .context = &pipe_end};
  ht_err err = api_serve(&options, &fault);
  if (err) dprintf(STDERR_FILENO, "%s\n", fault.detail);
  _exit(err ? 1 : 0);
}

/* cmocka's set-up: a served town of its own. */
static int set_up(void **state) {
  process *served = calloc(1, sizeof *served);
  int ends[2];
  char url[128] = "";
  snprintf(served->folder, sizeof served->folder, "/tmp/haitang-serve-XXXXXX");
  assert_non_null(mkdtemp(served->folder));
  snprintf(served->path, sizeof served->path, "%s/town.db", served->folder);
  served_town_make(served->path);
  assert_int_equal(pipe(ends), 0);
  served->child = fork();
  if (served->child == 0) serve_in_child(served->path, ends[1]);
  close(ends[1]);
  assert_true(read(ends[0], url, sizeof url - 1) > 0);
  close(ends[0]);
  served->port = client_port(url);
  *state = served;
  return 0;
}

static int tear_down(void **state) {
  process *served = *state;
  static const char *const endings[] = {"", "-wal", "-shm"};
  if (served->child > 0) kill(served->child, SIGKILL);
  if (served->child > 0) waitpid(served->child, NULL, 0);
  for (int i = 0; i < 3; i++) {
    char name[128];
    snprintf(name, sizeof name, "%s%s", served->path, endings[i]);
    unlink(name);
  }
  rmdir(served->folder);
  free(served);
  return 0;
}

/* Waits for the child's end and returns its exit status, or 128 and more when it died. */
static int wait_for_end(process *served) {
  int status = 0;
  waitpid(served->child, &status, 0);
  served->child = 0;
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

static void sigterm_lets_a_request_in_flight_end(void **state) {
  process *served = *state;
  static const char head[] = "GET /locate?lon=120.9621&lat=31.3822 HTTP/1.1\r\nHost: a\r\n";
  int connection = client_connect(served->port);
  assert_true(client_send(connection, head, sizeof head - 1)); /* its end is yet to come */
  nap(200);
  kill(served->child, SIGTERM);
  nap(300);
  assert_int_equal(client_connect(served->port), -1);
  assert_true(client_send(connection, "\r\n", 2));
  client_answer answer = client_read(connection);
  close(connection);
  assert_int_equal(answer.status, 200);
  assert_non_null(strstr(answer.body, "G1"));
  client_release(&answer);
  assert_int_equal(wait_for_end(served), 0);
}

static void sigint_ends_it_though_a_connection_lies_idle(void **state) {
  process *served = *state;
  struct timespec began, ended;
  int connection = client_connect(served->port);
  nap(100);
  clock_gettime(CLOCK_MONOTONIC, &began);
  kill(served->child, SIGINT);
  assert_int_equal(wait_for_end(served), 0);
  clock_gettime(CLOCK_MONOTONIC, &ended);
  assert_true(ended.tv_sec - began.tv_sec < 5);
  close(connection);
}

static void sighup_serves_on_with_fresh_data(void **state) {
  process *served = *state;
  served_town_rename(served->path, "新名");
  kill(served->child, SIGHUP);
  bool fresh = false;
  for (int waited = 0; waited < 10000 && !fresh; waited += 50) {
    client_answer answer = client_get(served->port, "/?f=json");
    assert_int_equal(answer.status, 200);
    fresh = strstr(answer.body, "新名") != NULL;
    client_release(&answer);
    nap(50);
  }
  assert_true(fresh);
  kill(served->child, SIGTERM);
  assert_int_equal(wait_for_end(served), 0);
}

static void a_port_in_use_ends_it_at_once(void **state) {
  process *served = *state;
  char where[40];
  ht_fault fault = {0};
  snprintf(where, sizeof where, "127.0.0.1:%d", served->port);
  const api_serve_options options = {.db = served->path, .listen = where};
  assert_int_equal(api_serve(&options, &fault), HT_BUSY);
  assert_non_null(strstr(fault.detail, where));
}

static void what_is_no_database_ends_it_at_once(void **state) {
  process *served = *state;
  char path[128];
  ht_fault fault = {0};
  snprintf(path, sizeof path, "%s/none.db", served->folder);
  const api_serve_options options = {.db = path, .listen = "127.0.0.1:0"};
  assert_int_equal(api_serve(&options, &fault), HT_NOT_FOUND);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test_setup_teardown(sigterm_lets_a_request_in_flight_end, set_up, tear_down),
      cmocka_unit_test_setup_teardown(sigint_ends_it_though_a_connection_lies_idle, set_up, tear_down),
      cmocka_unit_test_setup_teardown(sighup_serves_on_with_fresh_data, set_up, tear_down),
      cmocka_unit_test_setup_teardown(a_port_in_use_ends_it_at_once, set_up, tear_down),
      cmocka_unit_test_setup_teardown(what_is_no_database_ends_it_at_once, set_up, tear_down),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
