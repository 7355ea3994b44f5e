/* SPDX-License-Identifier: Apache-2.0 */
#include "served_fixture.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "served_town.h"

int served_set_up(void **state) {
  served_fixture *fixture = calloc(1, sizeof *fixture);
  snprintf(fixture->folder, sizeof fixture->folder, "/tmp/haitang-served-XXXXXX");
  assert_non_null(mkdtemp(fixture->folder));
  snprintf(fixture->path, sizeof fixture->path, "%s/town.db", fixture->folder);
  served_town_make(fixture->path);
  ht_fault fault = {0};
  const api_serve_options options = {.db = fixture->path, .listen = "127.0.0.1:0", .threads = 2};
  if (server_start(&options, &fault, &fixture->server)) fail_msg("%s", fault.detail);
  fixture->port = client_port(server_url(fixture->server));
  *state = fixture;
  return 0;
}

int served_tear_down(void **state) {
  served_fixture *fixture = *state;
  static const char *const endings[] = {"", "-wal", "-shm"};
  server_stop(fixture->server);
  for (int i = 0; i < 3; i++) {
    char name[128];
    snprintf(name, sizeof name, "%s%s", fixture->path, endings[i]);
    unlink(name);
  }
  rmdir(fixture->folder);
  free(fixture);
  return 0;
}

json_t *served_json(const served_fixture *fixture, const char *target, int status, const char *media_type) {
  client_answer answer = client_get(fixture->port, target);
  char type[80];
  client_header(&answer, "Content-Type", type, sizeof type);
  if (answer.status != status) fail_msg("%s: %d, not %d: %s", target, answer.status, status, answer.body);
  assert_string_equal(type, media_type);
  json_error_t error;
  json_t *root = json_loadb(answer.body, answer.body_bytes, JSON_REJECT_DUPLICATES, &error);
  if (!root) fail_msg("%s: %s in %s", target, error.text, answer.body);
  client_release(&answer);
  return root;
}

json_t *served_at(json_t *root, const char *path) {
  json_t *at = root;
  for (const char *part = path; at && *part;) {
    char key[64];
    size_t length = strcspn(part, ".");
    snprintf(key, sizeof key, "%.*s", (int)length, part);
    at = json_is_array(at) ? json_array_get(at, strtoul(key, NULL, 10)) : json_object_get(at, key);
    part += length + (part[length] == '.');
  }
  if (!at) fail_msg("there is no %s", path);
  return at;
}

const char *served_text(json_t *root, const char *path) {
  json_t *at = served_at(root, path);
  if (!json_is_string(at)) fail_msg("%s is no text", path);
  return json_string_value(at);
}

double served_number(json_t *root, const char *path) {
  json_t *at = served_at(root, path);
  if (!json_is_number(at)) fail_msg("%s is no number", path);
  return json_number_value(at);
}
