/* SPDX-License-Identifier: Apache-2.0 */
#ifndef TESTS_UNIT_SERVED_FIXTURE_H
#define TESTS_UNIT_SERVED_FIXTURE_H

/* The town of served_town.h behind a running service, and questions whose answers are JSON. */

#include <jansson.h>

#include "api/server.h"
#include "http_client.h"

typedef struct served_fixture {
  char folder[64], path[96];
  api_server *server;
  int port;
} served_fixture;

/* cmocka's set-up and tear-down of a group; *state is the served_fixture. */
int served_set_up(void **state);
int served_tear_down(void **state);

/* GETs target, asserts the status and the media type, and reads the JSON. The caller ends it with json_decref. */
json_t *served_json(const served_fixture *fixture, const char *target, int status, const char *media_type);

/* What lies at a path such as "layers.grid.code" or "stations.0.code"; fails the test when there is nothing. */
json_t *served_at(json_t *root, const char *path);
const char *served_text(json_t *root, const char *path);
double served_number(json_t *root, const char *path);

#endif
