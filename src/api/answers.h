/* SPDX-License-Identifier: Apache-2.0 */
#ifndef API_ANSWERS_H
#define API_ANSWERS_H

/*
 * Answers that took long and are asked for again: coverage and gaps. They depend on nothing but the snapshot and the
 * question, so that one computation serves all who ask, also those who ask while it runs.
 */

#include "base/buffer.h"

typedef struct api_answers api_answers;

/* Computes an answer into out. */
typedef ht_err answers_fn(void *context, base_buffer *out, ht_fault *fault);

HT_CHECKED ht_err answers_new(ht_fault *fault, api_answers **answers);
void answers_free(api_answers *answers);

/* Appends to out the answer to question about the snapshot serial, computing it when it is not known. Answers about
   other snapshots are forgotten when the first about a newer one is kept. Errors: those of compute, which are not kept.
 */
HT_CHECKED ht_err answers_get(api_answers *answers, uint64_t serial, const char *question, answers_fn *compute,
                              void *context, base_buffer *out, ht_fault *fault);

#endif
