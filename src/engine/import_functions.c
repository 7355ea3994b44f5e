/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Twenty functions and a hundred words: a list searched from front to back. What the store has stands in front, so
 * that a deployment's own names win.
 */
#include "engine/import_functions.h"

#include <string.h>
#include <strings.h>

#include "base/fault.h"
#include "engine/geodata.h"
#include "store/store.h"

enum { CODE, ZH, EN, WORDS, COLUMNS };

typedef struct import_function {
  struct import_function *next;
  const char *code, *zh, *en;
  const char *words; /* by blanks; "" none */
  bool stored;
} import_function;

static import_function *add(import_job *job) {
  import_function **end = &job->functions;
  while (*end) end = &(*end)->next;
  return *end = ARENA_NEW(&job->arena, import_function);
}

static ht_err add_stored(void *context, const ht_function_record *function, ht_fault *fault) {
  import_job *job = context;
  import_function *item = add(job);
  if (!item) return fault_memory(fault);
  item->code = arena_text(&job->arena, function->code);
  item->zh = arena_text(&job->arena, function->zh ? function->zh : "");
  item->en = arena_text(&job->arena, function->en ? function->en : "");
  item->words = "";
  item->stored = true;
  return item->code && item->zh && item->en ? HT_OK : fault_memory(fault);
}

static bool is_stored(const import_job *job, const char *code) {
  for (const import_function *item = job->functions; item; item = item->next)
    if (item->stored && strcmp(item->code, code) == 0) return true;
  return false;
}

/* Cuts a line of the table at its commas; it has no quotes. */
static ht_err add_line(import_job *job, char *line) {
  char *fields[COLUMNS];
  for (int i = 0; i < COLUMNS; i++) {
    fields[i] = line;
    line += strcspn(line, ",");
    if (*line) *line++ = '\0';
  }
  import_function *item = add(job);
  if (!item) return fault_memory(job->fault);
  item->code = fields[CODE];
  item->zh = fields[ZH];
  item->en = fields[EN];
  item->words = fields[WORDS];
  item->stored = is_stored(job, fields[CODE]);
  return HT_OK;
}

ht_err import_functions_open(import_job *job) {
  ht_err err = store_each_function(job->store, add_stored, job, job->fault);
  char *text = arena_text_n(&job->arena, geodata_functions, (size_t)(geodata_functions_end - geodata_functions));
  if (!err && !text) err = fault_memory(job->fault);
  bool names = true; /* the first line that is no remark names the columns */
  while (!err && *text) {
    char *line = text;
    text += strcspn(text, "\n");
    if (*text) *text++ = '\0';
    if (*line == '#' || !*line) continue;
    if (!names) err = add_line(job, line);
    names = false;
  }
  return err;
}

static bool has_word(const char *words, const char *text) {
  size_t length = strlen(text);
  for (const char *at = words; *at; at += strspn(at, " ")) {
    size_t word = strcspn(at, " ");
    if (word == length && strncasecmp(at, text, length) == 0) return true;
    at += word;
  }
  return false;
}

ht_err import_functions_find(import_job *job, const char *text, const char **code) {
  *code = text;
  for (import_function *item = job->functions; item; item = item->next) {
    if (strcasecmp(item->code, text) != 0 && strcasecmp(item->zh, text) != 0 && strcasecmp(item->en, text) != 0 &&
        !has_word(item->words, text))
      continue;
    *code = item->code;
    if (item->stored) return HT_OK;
    item->stored = true;
    return ht_put_function(job->store, item->code, item->zh, item->en, job->fault);
  }
  return HT_OK;
}
