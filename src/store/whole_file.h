/* SPDX-License-Identifier: Apache-2.0 */
#ifndef STORE_WHOLE_FILE_H
#define STORE_WHOLE_FILE_H

/* A database file that appears whole or not at all. */

#include "haitang/types.h"

/* Writes a database to the file at path, which does not exist, and closes it. */
typedef ht_err whole_file_fill(void *context, const char *path, ht_fault *fault);

/* Lets fill write a file beside path, then moves it there, on the disk. Errors: those of fill, HT_CONFLICT when there
   is a file at path, HT_IO, HT_NO_SPACE. After an error nothing is left. */
HT_CHECKED ht_err whole_file_make(const char *path, whole_file_fill *fill, void *context, ht_fault *fault);

#endif
