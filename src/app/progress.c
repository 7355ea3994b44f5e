/* SPDX-License-Identifier: Apache-2.0 */
#include "app/progress.h"

#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum { BAR_PLACES = 30, REDRAW_MS = 100 };

/* The one thing a signal handler may touch; it says that the user wants to stop. */
static volatile sig_atomic_t interrupted;

static void on_interrupt(int number) {
  (void)number;
  interrupted = 1;
}

static int64_t now_ms(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static void draw(const app_progress *progress, uint64_t done, uint64_t total) {
  long seconds = (long)((progress->drawn_ms - progress->began_ms) / 1000);
  fprintf(stderr, "\r\033[K%-20s ", progress->what);
  if (total) {
    if (done > total) done = total;
    double share = (double)done / (double)total;
    int filled = (int)(share * BAR_PLACES);
    fputc('[', stderr);
    for (int i = 0; i < BAR_PLACES; i++) fputc(i < filled ? '#' : '.', stderr);
    fprintf(stderr, "] %3d %%  %ld s", (int)(share * 100), seconds);
  } else {
    fprintf(stderr, "%llu  %ld s", (unsigned long long)done, seconds);
  }
  fflush(stderr);
}

static bool tell(void *context, const char *what, uint64_t done, uint64_t total) {
  app_progress *progress = context;
  int64_t now = now_ms();
  bool other = strncmp(progress->what, what, sizeof progress->what - 1) != 0;
  if (other) {
    snprintf(progress->what, sizeof progress->what, "%s", what);
    progress->began_ms = now;
  }
  if (progress->terminal && (other || now - progress->drawn_ms >= REDRAW_MS)) {
    progress->drawn_ms = now;
    progress->shown = true;
    draw(progress, done, total);
  }
  return !interrupted;
}

ht_progress progress_begin(app_progress *progress) {
  *progress = (app_progress){.terminal = isatty(STDERR_FILENO) == 1};
  struct sigaction action = {.sa_handler = on_interrupt, .sa_flags = (int)SA_RESETHAND};
  sigaction(SIGINT, &action, NULL);
  return (ht_progress){.tell = tell, .context = progress};
}

void progress_end(app_progress *progress) {
  if (progress->shown) fputs("\r\033[K", stderr);
  progress->shown = false;
}
