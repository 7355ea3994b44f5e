/* SPDX-License-Identifier: Apache-2.0 */
#ifndef CODEC_CSV_WRITER_H
#define CODEC_CSV_WRITER_H

/* CSV (RFC 4180) into a buffer: lines end in CR LF, a field is quoted when it must be. With a byte-order mark in front,
   without which Chinese spreadsheets read UTF-8 as GBK. */

#include "base/buffer.h"

typedef struct csv_writer {
  base_buffer *out;
  bool in_row; /* a field was put since the last end of a row */
} csv_writer;

/* Puts the byte-order mark and the row of column names, the last followed by NULL. */
void csv_put_header(csv_writer *csv, const char *const *names);
/* NULL gives an empty field. */
void csv_put_text(csv_writer *csv, const char *text);
/* Texts joined by ';' in one field. */
void csv_put_list(csv_writer *csv, const char *const *texts, uint32_t count);
void csv_put_integer(csv_writer *csv, int64_t number);
/* Empty when not finite. */
void csv_put_number(csv_writer *csv, double number);
void csv_put_fixed(csv_writer *csv, double number, int decimals);
void csv_put_bool(csv_writer *csv, bool value);
void csv_put_empty(csv_writer *csv);
void csv_end_row(csv_writer *csv);

#endif
