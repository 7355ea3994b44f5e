/* SPDX-License-Identifier: Apache-2.0 */
#ifndef HTTP_QUERY_H
#define HTTP_QUERY_H

/*
 * The parameters of a URL, read strictly: a name that is misspelled, given twice or badly encoded is told to the one
 * who asked, instead of being answered as if it had not been there.
 */

#include "base/arena.h"

enum { HTTP_MAX_PARAMETERS = 32 };

typedef struct http_parameter {
  const char *name, *value;
} http_parameter;

typedef struct http_query {
  uint32_t count;
  http_parameter parameters[HTTP_MAX_PARAMETERS];
} http_query;

/* Reads what stands after the '?' of a URL into arena; NULL is an empty query. Errors: HT_BAD_ARGUMENT with the
   parameter at fault, HT_LIMIT for more than HTTP_MAX_PARAMETERS, HT_NO_MEMORY. */
HT_CHECKED ht_err http_query_parse(const char *text, base_arena *arena, ht_fault *fault, http_query *query);

/* HT_BAD_ARGUMENT naming the first parameter that is not one of names (ended by NULL). */
HT_CHECKED ht_err http_query_check(const http_query *query, const char *const *names, ht_fault *fault);

/* The parameter's value, or NULL when it was not given. */
const char *http_query_get(const http_query *query, const char *name);

#endif
