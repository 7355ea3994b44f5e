/* SPDX-License-Identifier: Apache-2.0 */
#include "http/query.h"

#include <stdio.h>
#include <string.h>

#include "base/fault.h"
#include "http/text.h"

/* Decodes a name or a value; a fault in a value names its parameter. */
static ht_err decode(const char *text, size_t length, base_arena *arena, const char *name, ht_fault *fault,
                     const char **decoded) {
  const char *reason = NULL;
  char *made = NULL;
  ht_err err = http_text_decode(text, length, true, arena, &reason, &made);
  if (err == HT_NO_MEMORY) return fault_memory(fault);
  if (err) {
    fault_set(fault, err, "cannot read %s%s: %s", name ? "the value of " : "the name of a parameter", name ? name : "",
              reason);
    if (name && fault) snprintf(fault->parameter, sizeof fault->parameter, "%s", name);
    return err;
  }
  *decoded = made;
  return HT_OK;
}

/* Adds a piece, such as lon=120.96. */
static ht_err add(http_query *query, const char *piece, size_t length, base_arena *arena, ht_fault *fault) {
  http_parameter made;
  const char *equals = memchr(piece, '=', length);
  size_t name_length = equals ? (size_t)(equals - piece) : length;
  if (name_length == 0) return fault_set(fault, HT_BAD_ARGUMENT, "a parameter has no name before its '='");
  ht_err err = decode(piece, name_length, arena, NULL, fault, &made.name);
  if (err) return err;
  size_t skip = equals ? name_length + 1 : length;
  err = decode(piece + skip, length - skip, arena, made.name, fault, &made.value);
  if (err) return err;
  if (http_query_get(query, made.name))
    return fault_parameter(fault, made.name, made.value, "to be given once, not again");
  if (query->count == HTTP_MAX_PARAMETERS)
    return fault_set(fault, HT_LIMIT, "there are more than %d parameters", HTTP_MAX_PARAMETERS);
  query->parameters[query->count++] = made;
  return HT_OK;
}

ht_err http_query_parse(const char *text, base_arena *arena, ht_fault *fault, http_query *query) {
  query->count = 0;
  while (text && *text) {
    size_t length = strcspn(text, "&");
    ht_err err = length > 0 ? add(query, text, length, arena, fault) : HT_OK;
    if (err) return err;
    text += length;
    if (*text == '&') text++;
  }
  return HT_OK;
}

/* "lon, lat, crs" of names, cut where it would not fit. */
static void list_names(const char *const *names, char *list, size_t size) {
  size_t length = 0;
  list[0] = '\0';
  for (const char *const *name = names; *name && length < size; name++) {
    int more = snprintf(list + length, size - length, "%s%s", length ? ", " : "", *name);
    length += more > 0 ? (size_t)more : 0;
  }
}

static bool is_one_of(const char *name, const char *const *names) {
  while (*names && strcmp(*names, name) != 0) names++;
  return *names != NULL;
}

ht_err http_query_check(const http_query *query, const char *const *names, ht_fault *fault) {
  for (uint32_t i = 0; i < query->count; i++) {
    const http_parameter *parameter = &query->parameters[i];
    if (is_one_of(parameter->name, names)) continue;
    char list[256];
    list_names(names, list, sizeof list);
    fault_set(fault, HT_BAD_ARGUMENT, "there is no parameter '%s' here, expected %s", parameter->name,
              *list ? list : "none");
    if (fault) {
      snprintf(fault->parameter, sizeof fault->parameter, "%s", parameter->name);
      snprintf(fault->value, sizeof fault->value, "%s", parameter->value);
    }
    return HT_BAD_ARGUMENT;
  }
  return HT_OK;
}

const char *http_query_get(const http_query *query, const char *name) {
  for (uint32_t i = 0; i < query->count; i++)
    if (strcmp(query->parameters[i].name, name) == 0) return query->parameters[i].value;
  return NULL;
}
