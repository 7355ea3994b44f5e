/* SPDX-License-Identifier: Apache-2.0 */
#ifndef API_PLANNING_H
#define API_PLANNING_H

/* What coverage and gaps share: their parameters, their time limit, and that they are computed once. */

#include <stdatomic.h>
#include <time.h>

#include "api/service.h"

typedef struct api_planning {
  api_question *question;
  ht_plan_options options;
  uint32_t form; /* the place of f in its list */
  struct timespec until;
} api_planning;

/* Reads by (where it is a parameter), weight, profile, limit, function, at and f; forms as for service_form. */
HT_CHECKED ht_err planning_read(api_question *question, const char *const *forms, api_planning *planning);

/* Puts the answer that compute makes, or made before for the same question. */
HT_CHECKED ht_err planning_answer(api_planning *planning, answers_fn *compute);

#endif
