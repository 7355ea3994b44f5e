/* SPDX-License-Identifier: Apache-2.0 */
#include "base/threads.h"

#include <pthread.h>
#include <unistd.h>

typedef struct started_thread {
  pthread_t thread;
  bool started;
  threads_fn *work;
  void *context;
  uint32_t number;
} started_thread;

uint32_t threads_count(uint32_t asked, uint64_t jobs) {
  long cores = asked ? (long)asked : sysconf(_SC_NPROCESSORS_ONLN);
  uint64_t count = cores < 1 ? 1 : (uint64_t)cores;
  if (count > THREADS_MAX) count = THREADS_MAX;
  if (count > jobs) count = jobs;
  return count < 1 ? 1 : (uint32_t)count;
}

static void *run_one(void *context) {
  started_thread *thread = context;
  thread->work(thread->context, thread->number);
  return NULL;
}

void threads_run(uint32_t count, threads_fn *work, void *context) {
  started_thread threads[THREADS_MAX] = {0};
  if (count > THREADS_MAX) count = THREADS_MAX;
  for (uint32_t i = 1; i < count; i++) {
    threads[i] = (started_thread){.work = work, .context = context, .number = i};
    threads[i].started = pthread_create(&threads[i].thread, NULL, run_one, &threads[i]) == 0;
  }
  work(context, 0);
  for (uint32_t i = 1; i < count; i++)
    if (threads[i].started) pthread_join(threads[i].thread, NULL);
}
