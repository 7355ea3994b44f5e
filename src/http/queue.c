/* SPDX-License-Identifier: Apache-2.0 */
#include "http/queue.h"

#include <pthread.h>
#include <stdlib.h>

#include "base/fault.h"

typedef struct queue_item {
  http_job *run;
  void *job;
} queue_item;

struct http_queue {
  pthread_mutex_t mutex;
  pthread_cond_t changed;
  queue_item *ring;
  uint32_t capacity, first, count;
  bool ending;
  uint32_t thread_count;
  pthread_t threads[];
};

/* Waits for an item; false when there is none and will be none. */
static bool take(http_queue *queue, queue_item *item) {
  pthread_mutex_lock(&queue->mutex);
  while (queue->count == 0 && !queue->ending) pthread_cond_wait(&queue->changed, &queue->mutex);
  bool some = queue->count > 0;
  if (some) {
    *item = queue->ring[queue->first];
    queue->first = (queue->first + 1) % queue->capacity;
    queue->count--;
  }
  pthread_mutex_unlock(&queue->mutex);
  return some;
}

static void *work(void *context) {
  queue_item item;
  while (take(context, &item)) item.run(item.job);
  return NULL;
}

bool http_queue_push(http_queue *queue, http_job *run, void *job) {
  pthread_mutex_lock(&queue->mutex);
  bool room = queue->count < queue->capacity;
  if (room) {
    queue->ring[(queue->first + queue->count) % queue->capacity] = (queue_item){run, job};
    queue->count++;
    pthread_cond_signal(&queue->changed);
  }
  pthread_mutex_unlock(&queue->mutex);
  return room;
}

ht_err http_queue_new(uint32_t threads, uint32_t capacity, ht_fault *fault, http_queue **made) {
  http_queue *queue = calloc(1, sizeof *queue + threads * sizeof *queue->threads);
  if (!queue) return fault_memory(fault);
  pthread_mutex_init(&queue->mutex, NULL);
  pthread_cond_init(&queue->changed, NULL);
  queue->capacity = capacity;
  queue->ring = calloc(capacity, sizeof *queue->ring);
  if (!queue->ring) goto fail;
  for (; queue->thread_count < threads; queue->thread_count++)
    if (pthread_create(&queue->threads[queue->thread_count], NULL, work, queue) != 0) goto fail;
  *made = queue;
  return HT_OK;
fail:
  http_queue_free(queue);
  return fault_set(fault, HT_NO_MEMORY, "cannot start a thread");
}

void http_queue_free(http_queue *queue) {
  if (!queue) return;
  pthread_mutex_lock(&queue->mutex);
  queue->ending = true;
  pthread_cond_broadcast(&queue->changed);
  pthread_mutex_unlock(&queue->mutex);
  for (uint32_t i = 0; i < queue->thread_count; i++) pthread_join(queue->threads[i], NULL);
  pthread_cond_destroy(&queue->changed);
  pthread_mutex_destroy(&queue->mutex);
  free(queue->ring);
  free(queue);
}
