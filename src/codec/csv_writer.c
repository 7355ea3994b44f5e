/* SPDX-License-Identifier: Apache-2.0 */
#include "codec/csv_writer.h"

#include <string.h>

#include "codec/number_text.h"

static void separate(csv_writer *csv) {
  if (csv->in_row) buffer_char(csv->out, ',');
  csv->in_row = true;
}

static void put_inside_quotes(base_buffer *out, const char *text) {
  for (const char *quote; (quote = strchr(text, '"')); text = quote + 1) {
    buffer_append(out, text, (size_t)(quote - text));
    buffer_append(out, "\"\"", 2);
  }
  buffer_text(out, text);
}

void csv_put_text(csv_writer *csv, const char *text) {
  separate(csv);
  if (!text) return;
  bool quoted = text[strcspn(text, "\",\r\n")] != '\0';
  if (!quoted) {
    buffer_text(csv->out, text);
    return;
  }
  buffer_char(csv->out, '"');
  put_inside_quotes(csv->out, text);
  buffer_char(csv->out, '"');
}

void csv_put_list(csv_writer *csv, const char *const *texts, uint32_t count) {
  separate(csv);
  if (count == 0) return;
  buffer_char(csv->out, '"');
  for (uint32_t i = 0; i < count; i++) {
    if (i > 0) buffer_char(csv->out, ';');
    put_inside_quotes(csv->out, texts[i]);
  }
  buffer_char(csv->out, '"');
}

void csv_put_integer(csv_writer *csv, int64_t number) {
  char text[NUMBER_TEXT_BYTES];
  separate(csv);
  buffer_append(csv->out, text, number_text_integer(number, text));
}

void csv_put_number(csv_writer *csv, double number) {
  char text[NUMBER_TEXT_BYTES];
  separate(csv);
  buffer_append(csv->out, text, number_text_shortest(number, text));
}

void csv_put_fixed(csv_writer *csv, double number, int decimals) {
  char text[NUMBER_TEXT_BYTES];
  separate(csv);
  buffer_append(csv->out, text, number_text_fixed(number, decimals, text));
}

void csv_put_bool(csv_writer *csv, bool value) {
  csv_put_text(csv, value ? "true" : "false");
}

void csv_put_empty(csv_writer *csv) {
  separate(csv);
}

void csv_end_row(csv_writer *csv) {
  buffer_append(csv->out, "\r\n", 2);
  csv->in_row = false;
}

void csv_put_header(csv_writer *csv, const char *const *names) {
  buffer_append(csv->out, "\xEF\xBB\xBF", 3);
  for (; *names; names++) csv_put_text(csv, *names);
  csv_end_row(csv);
}
