/* SPDX-License-Identifier: Apache-2.0 */
#ifndef BASE_THREADS_H
#define BASE_THREADS_H

/* One piece of work on several threads at once. */

#include "haitang/types.h"

#define THREADS_MAX 64

/* Told its own number, 0..count - 1. Threads share out the jobs among themselves, usually by an atomic counter. */
typedef void threads_fn(void *context, uint32_t number);

/* How many threads to use: as many as asked (0: as there are cores), at most THREADS_MAX and at most one a job; at
   least 1. */
uint32_t threads_count(uint32_t asked, uint64_t jobs);

/* Runs work on count threads, of which the caller's is number 0, and returns when all have ended. A thread that cannot
   be started is done without, which is why the work must not count on all of them. */
void threads_run(uint32_t count, threads_fn *work, void *context);

#endif
