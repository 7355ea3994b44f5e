/* SPDX-License-Identifier: Apache-2.0 */
#include "http/message.h"

#include <string.h>
#include <strings.h>

void http_response_header(http_response *response, const char *name, const char *value) {
  if (response->header_count == HTTP_MAX_HEADERS) return;
  response->headers[response->header_count++] = (http_header){name, value};
}

void http_response_reset(http_response *response) {
  buffer_clear(&response->body);
  *response = (http_response){.body = response->body};
}

/* An element of a header's list, without the blanks around it. */
typedef struct list_item {
  const char *text;
  size_t length;
} list_item;

/* Takes the next element off a comma-separated list; false at its end. Commas inside quotes are part of it. */
static bool next_item(const char **list, list_item *item) {
  const char *at = *list + strspn(*list, ", \t");
  if (*at == '\0') return false;
  const char *end = at;
  for (bool quoted = false; *end && (quoted || *end != ','); end++)
    if (*end == '"') quoted = !quoted;
  *list = end;
  while (end > at && (end[-1] == ' ' || end[-1] == '\t')) end--;
  *item = (list_item){at, (size_t)(end - at)};
  return true;
}

static void drop_weakness(list_item *item) {
  if (item->length < 2 || memcmp(item->text, "W/", 2) != 0) return;
  item->text += 2;
  item->length -= 2;
}

bool http_request_has(const http_request *request, const char *etag) {
  const char *list = request->if_none_match;
  list_item wanted = {etag, strlen(etag)}, item;
  drop_weakness(&wanted);
  while (list && next_item(&list, &item)) {
    drop_weakness(&item);
    if (item.length == 1 && *item.text == '*') return true;
    if (item.length == wanted.length && memcmp(item.text, wanted.text, item.length) == 0) return true;
  }
  return false;
}

/* Whether a coding's weight is q=0, q=0.0 …: it is refused. */
static bool refused(list_item item) {
  const char *end = item.text + item.length, *at = memchr(item.text, ';', item.length);
  if (!at) return false;
  for (at++; at < end && (*at == ' ' || *at == '\t'); at++) continue;
  if (end - at < 3 || (*at != 'q' && *at != 'Q') || at[1] != '=') return false;
  for (at += 2; at < end && (*at == '0' || *at == '.'); at++) continue;
  return at == end;
}

bool http_request_takes_gzip(const http_request *request) {
  const char *list = request->accept_encoding;
  list_item item;
  bool any = false;
  while (list && next_item(&list, &item)) {
    size_t name = 0;
    while (name < item.length && item.text[name] != ';' && item.text[name] != ' ') name++;
    if (name == 4 && strncasecmp(item.text, "gzip", 4) == 0) return !refused(item);
    if (name == 1 && *item.text == '*') any = !refused(item);
  }
  return any;
}
