/* SPDX-License-Identifier: Apache-2.0 */
#ifndef API_SERVICE_H
#define API_SERVICE_H

/* What all resources share, and what each of their answers goes through. */

#include "api/answers.h"
#include "api/output.h"
#include "haitang/live.h"
#include "http/route.h"

typedef struct api_service {
  ht_live *live;
  api_answers *answers; /* of coverage and gaps */
} api_service;

/* One request on its way to an answer. */
typedef struct api_question {
  api_service *service;
  const http_request *request;
  http_response *response;
  const http_query *query; /* the request's */
  ht_session session;
  api_output output; /* into the response's body, in the crs of the query */
  ht_fault fault;
  int status; /* of the answer; 200 unless set */
} api_question;

/* Fills the response's body and content type. After an error both are replaced by the problem. */
typedef ht_err api_answer_fn(api_question *question);

/* Lets answer fill the response, with a session and the crs of the query. Returns the status. */
int service_answer(void *service, const http_request *request, http_response *response, api_answer_fn *answer);

/* Marks the answer as one that stays the same as long as the snapshot, and within it the day when it depends on today,
   does. True, and the answer is 304, when the client has it already. */
bool service_unchanged(api_question *question, bool depends_on_today);

/* Which form of an answer is wanted: the parameter f, the first of names when it is not given. */
HT_CHECKED ht_err service_form(api_question *question, const char *const *names, uint32_t *form);

/* Says that the answer is a table. */
void service_set_csv(api_question *question);

#endif
