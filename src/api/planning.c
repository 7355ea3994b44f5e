/* SPDX-License-Identifier: Apache-2.0 */
#include "api/planning.h"

#include "api/limits.h"
#include "api/parameters.h"
#include "base/fault.h"

static const char *const levels[] = {"city", "town", "community", "grid", "microgrid", NULL};
static const char *const weights[] = {"population", "households", "elderly", "residential_land", NULL};

ht_err planning_read(api_question *question, const char *const *forms, api_planning *planning) {
  const http_query *query = question->query;
  ht_fault *fault = &question->fault;
  ht_plan_options *options = &planning->options;
  uint32_t level = HT_CITY, weight = HT_POPULATION;
  *planning = (api_planning){.question = question};
  options->profile = http_query_get(query, "profile");
  options->function = http_query_get(query, "function");
  ht_err err = service_form(question, forms, &planning->form);
  if (!err) err = parameters_choice(query, "by", levels, fault, &level);
  if (!err) err = parameters_choice(query, "weight", weights, fault, &weight);
  if (!err) err = parameters_number(query, "limit", 1e-3, 1e6, fault, &options->limit);
  if (!err)
    err = parameters_moment(query, "at", question->output.utc_offset_s, fault, &options->has_at, &options->at_s);
  options->by = (ht_level)level;
  options->weight = (ht_weight)weight;
  return err;
}

/* Stops the work when it takes too long or the service ends. */
static bool go_on(void *context, const char *what, uint64_t done, uint64_t total) {
  (void)what, (void)done, (void)total;
  const api_planning *planning = context;
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return now.tv_sec < planning->until.tv_sec && !atomic_load(planning->question->request->stopping);
}

/* The question in a form that does not depend on how it was asked. */
static const char *name_of(const api_planning *planning) {
  const api_question *question = planning->question;
  const ht_plan_options *options = &planning->options;
  return arena_printf(question->request->arena, "%s\n%d %d %a %d %lld %u\n%s\n%s\n%s", question->request->segments[0],
                      (int)options->by, (int)options->weight, options->limit, (int)options->has_at,
                      (long long)options->at_s, planning->form, options->profile ? options->profile : "",
                      options->function ? options->function : "", output_crs(&question->output));
}

ht_err planning_answer(api_planning *planning, answers_fn *compute) {
  api_question *question = planning->question;
  const char *name = name_of(planning);
  if (!name) return fault_memory(&question->fault);
  clock_gettime(CLOCK_MONOTONIC, &planning->until);
  planning->until.tv_sec += API_PLAN_S;
  planning->options.progress = (ht_progress){go_on, planning};
  ht_err err = answers_get(question->service->answers, question->session.serial, name, compute, planning,
                           question->output.out, &question->fault);
  if (err == HT_CANCELLED)
    fault_set(&question->fault, err, "this took longer than %d s, or the service is ending", (int)API_PLAN_S);
  return err;
}
