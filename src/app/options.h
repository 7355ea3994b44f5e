/* SPDX-License-Identifier: Apache-2.0 */
#ifndef APP_OPTIONS_H
#define APP_OPTIONS_H

/*
 * The options of a command as a table beside its variables: one table reads the command line and prints --help.
 *
 * Not getopt: a longitude of -51.2 is a place, not an option. Options may stand anywhere, `--name value` or
 * `--name=value`; `--` ends them; `-k` is the one short form a table may give.
 */

#include "app/app.h"

typedef enum app_option_kind {
  APP_FLAG,   /* bool */
  APP_TEXT,   /* const char * */
  APP_NUMBER, /* double, within least..most */
  APP_COUNT,  /* uint32_t, within least..most */
  APP_DAY,    /* ht_day, YYYY-MM-DD */
  APP_TIME,   /* int64_t Unix seconds and a bool: ISO 8601, local to the deployment when it has no offset */
  APP_LIST,   /* app_list: the option may be repeated, and a value may hold commas */
} app_option_kind;

typedef struct app_list {
  const char **items;
  uint32_t count;
} app_list;

typedef struct app_moment {
  bool given;
  int64_t unix_s;
} app_moment;

typedef struct app_option {
  const char *name; /* without dashes; "k" is written -k */
  app_option_kind kind;
  void *target;      /* of the kind's type, left alone when the option is absent */
  const char *value; /* how help names the value; NULL for flags */
  const char *chinese, *english;
  double least, most;
} app_option;

typedef struct app_usage {
  const char *command;
  const char *operands; /* such as "LON LAT" */
  int least_operands, most_operands;
  const char *chinese, *english; /* one sentence */
  const app_option *options;     /* ended by a NULL name */
  const char *examples;          /* one a line, each begins with "haitang " */
} app_usage;

/* Reads argv into the targets and the operands (argv's own, compacted to argv[1] …; *operand_count of them). Handles
   --help, --db, --format and --lang, which every command has. False when there is nothing left to do: exit with
   *status. */
HT_CHECKED bool options_read(app_context *app, const app_usage *usage, int argc, char **argv, int *operand_count,
                             app_status *status);

/* Reads one of the options that every command has at argv[*at], moving *at past it. False when argv[*at] is none of
   them; *status is APP_USAGE after a bad value. */
bool options_read_shared(app_context *app, int argc, char **argv, int *at, app_status *status);

/* Reads a longitude and a latitude (or x and y of a projected system), naming the one at fault. */
HT_CHECKED bool options_place(const char *command, const char *lon, const char *lat, const char *crs, ht_lonlat *place,
                              app_status *status);

/* Reads the items of --limits as minutes or metres into the command's arena. */
HT_CHECKED bool options_limits(app_context *app, const char *command, const app_list *list, const double **limits,
                               app_status *status);

#endif
