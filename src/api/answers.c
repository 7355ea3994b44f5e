/* SPDX-License-Identifier: Apache-2.0 */
#include "api/answers.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "api/limits.h"
#include "base/fault.h"

typedef struct answer {
  char *question;        /* NULL: this place is free */
  uint64_t serial, used; /* used: when, by the count of gets */
  base_buffer body;
  bool computing;
} answer;

struct api_answers {
  pthread_mutex_t mutex; /* guards all below */
  pthread_cond_t computed;
  answer kept[API_CACHED_ANSWERS];
  uint64_t gets;
  size_t bytes;
};

ht_err answers_new(ht_fault *fault, api_answers **made) {
  api_answers *answers = calloc(1, sizeof *answers);
  if (!answers) return fault_memory(fault);
  pthread_mutex_init(&answers->mutex, NULL);
  pthread_cond_init(&answers->computed, NULL);
  *made = answers;
  return HT_OK;
}

static void forget(api_answers *answers, answer *one) {
  answers->bytes -= one->body.length;
  buffer_release(&one->body);
  free(one->question);
  *one = (answer){0};
}

void answers_free(api_answers *answers) {
  if (!answers) return;
  for (int i = 0; i < API_CACHED_ANSWERS; i++) forget(answers, &answers->kept[i]);
  pthread_cond_destroy(&answers->computed);
  pthread_mutex_destroy(&answers->mutex);
  free(answers);
}

static answer *find(api_answers *answers, uint64_t serial, const char *question) {
  for (int i = 0; i < API_CACHED_ANSWERS; i++) {
    answer *one = &answers->kept[i];
    if (one->question && one->serial == serial && strcmp(one->question, question) == 0) return one;
  }
  return NULL;
}

/* The answer that was not asked for the longest, apart from those being computed; NULL when there is none. */
static answer *oldest(api_answers *answers) {
  answer *found = NULL;
  for (int i = 0; i < API_CACHED_ANSWERS; i++) {
    answer *one = &answers->kept[i];
    if (one->question && !one->computing && (!found || one->used < found->used)) found = one;
  }
  return found;
}

/* A free place for an answer about serial, made by forgetting older snapshots' or the oldest; NULL when all are being
   computed. */
static answer *make_room(api_answers *answers, uint64_t serial) {
  for (int i = 0; i < API_CACHED_ANSWERS; i++) {
    answer *one = &answers->kept[i];
    if (one->question && !one->computing && one->serial < serial) forget(answers, one);
  }
  for (int i = 0; i < API_CACHED_ANSWERS; i++)
    if (!answers->kept[i].question) return &answers->kept[i];
  answer *one = oldest(answers);
  if (one) forget(answers, one);
  return one;
}

/* Keeps a computed body in its place, at the cost of the oldest ones. */
static void keep(api_answers *answers, answer *place, const base_buffer *body) {
  buffer_append(&place->body, body->bytes, body->length);
  if (place->body.failed || body->length > API_CACHED_BYTES) {
    place->body.length = 0;
    forget(answers, place);
    return;
  }
  answers->bytes += body->length;
  place->computing = false;
  while (answers->bytes > API_CACHED_BYTES) forget(answers, oldest(answers));
}

/* Looks for the answer, waiting while another computes it. True when it was found and appended; else *place is where it
   is to be kept, NULL for nowhere. */
static bool look_up(api_answers *answers, uint64_t serial, const char *question, base_buffer *out, answer **place) {
  pthread_mutex_lock(&answers->mutex);
  answer *one;
  while ((one = find(answers, serial, question)) && one->computing)
    pthread_cond_wait(&answers->computed, &answers->mutex);
  bool found = one != NULL;
  if (found) {
    one->used = ++answers->gets;
    buffer_append(out, one->body.bytes, one->body.length);
  } else if ((one = make_room(answers, serial))) {
    *one = (answer){.question = strdup(question), .serial = serial, .used = ++answers->gets, .computing = true};
    if (!one->question) one = NULL;
  }
  *place = found ? NULL : one;
  pthread_mutex_unlock(&answers->mutex);
  return found;
}

ht_err answers_get(api_answers *answers, uint64_t serial, const char *question, answers_fn *compute, void *context,
                   base_buffer *out, ht_fault *fault) {
  answer *place;
  if (look_up(answers, serial, question, out, &place)) return HT_OK;
  base_buffer body = {0};
  ht_err err = compute(context, &body, fault);
  if (!err && body.failed) err = fault_memory(fault);
  pthread_mutex_lock(&answers->mutex);
  if (place && !err) keep(answers, place, &body);
  if (place && err) forget(answers, place);
  pthread_cond_broadcast(&answers->computed);
  pthread_mutex_unlock(&answers->mutex);
  if (!err) buffer_append(out, body.bytes, body.length);
  buffer_release(&body);
  return err;
}
