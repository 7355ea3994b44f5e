/* SPDX-License-Identifier: Apache-2.0 */
#include "http/route.h"

#include <string.h>
#include <strings.h>

#include "base/fault.h"
#include "http/text.h"

/* Skips the scheme and authority of an absolute target, as proxies send it. */
static const char *skip_authority(const char *target) {
  size_t scheme = strncasecmp(target, "http://", 7) == 0 ? 7 : strncasecmp(target, "https://", 8) == 0 ? 8 : 0;
  return scheme ? target + scheme + strcspn(target + scheme, "/?") : target;
}

static ht_err add_segment(http_request *request, const char *text, size_t length, ht_fault *fault) {
  const char *reason = NULL;
  char *segment = NULL;
  if (request->segment_count == HTTP_MAX_SEGMENTS)
    return fault_set(fault, HT_LIMIT, "the path has more than %d parts", HTTP_MAX_SEGMENTS);
  ht_err err = http_text_decode(text, length, false, request->arena, &reason, &segment);
  if (err == HT_NO_MEMORY) return fault_memory(fault);
  if (err) return fault_set(fault, err, "cannot read the path: %s", reason);
  request->segments[request->segment_count++] = segment;
  return HT_OK;
}

ht_err http_route_split(const char *target, http_request *request, ht_fault *fault, const char **query) {
  const char *path = skip_authority(target);
  if (path == target && *path != '/') return fault_set(fault, HT_BAD_ARGUMENT, "the path does not begin with '/'");
  const char *end = path + strcspn(path, "?");
  *query = *end ? end + 1 : NULL;
  /* A slash at the end adds nothing: /collections/ is /collections. */
  while (path < end && path + 1 < end) {
    size_t length = strcspn(path + 1, "/?");
    ht_err err = add_segment(request, path + 1, length, fault);
    if (err) return err;
    path += 1 + length;
  }
  return HT_OK;
}

static bool fits(const char *pattern, http_request *request) {
  uint32_t variables = 0, segment = 0;
  while (pattern[0] == '/' && pattern[1] != '\0') {
    const char *part = pattern + 1;
    size_t length = strcspn(part, "/");
    if (*part == '*') return true;
    if (segment == request->segment_count) return false;
    const char *actual = request->segments[segment++];
    if (*part == '{')
      request->variables[variables++] = actual;
    else if (strlen(actual) != length || memcmp(actual, part, length) != 0)
      return false;
    pattern = part + length;
  }
  return segment == request->segment_count;
}

const http_route *http_route_find(const http_route *routes, uint32_t count, http_request *request) {
  for (uint32_t i = 0; i < count; i++)
    if (fits(routes[i].pattern, request)) return &routes[i];
  return NULL;
}
