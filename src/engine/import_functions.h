/* SPDX-License-Identifier: Apache-2.0 */
#ifndef ENGINE_IMPORT_FUNCTIONS_H
#define ENGINE_IMPORT_FUNCTIONS_H

/* The functions of stations by the words that files use for them. */

#include "engine/import_job.h"

/* Reads the functions that the store knows and those of geodata/functions.csv. Errors: HT_NO_MEMORY, those of the
   store. */
HT_CHECKED ht_err import_functions_open(import_job *job);

/* Finds the code of a function that text names, in any case; a function of geodata/functions.csv is put into the
   store with it. A word that nobody knows is the deployment's own code: *code is text itself. */
HT_CHECKED ht_err import_functions_find(import_job *job, const char *text, const char **code);

#endif
