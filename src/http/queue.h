/* SPDX-License-Identifier: Apache-2.0 */
#ifndef HTTP_QUEUE_H
#define HTTP_QUEUE_H

/* A queue with threads of its own, for work that would hold up others. */

#include "haitang/types.h"

typedef struct http_queue http_queue;
typedef void http_job(void *job);

/* At most capacity jobs wait. The caller frees it once. Errors: HT_NO_MEMORY. */
HT_CHECKED ht_err http_queue_new(uint32_t threads, uint32_t capacity, ht_fault *fault, http_queue **queue);
/* Lets one of the threads run the job. False when too many wait already. */
HT_CHECKED bool http_queue_push(http_queue *queue, http_job *run, void *job);
/* Runs what still waits, then ends the threads. NULL is allowed. */
void http_queue_free(http_queue *queue);

#endif
