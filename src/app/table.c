/* SPDX-License-Identifier: Apache-2.0 */
#include "app/table.h"

#include <stdarg.h>
#include <string.h>
#include <wchar.h>

app_table table_begin(app_context *app, const app_column *columns) {
  app_table table = {.app = app, .arena = &app->arena, .columns = columns};
  while (columns[table.column_count].english) table.column_count++;
  return table;
}

static bool make_room(app_table *table) {
  if (table->cell_count < table->capacity) return true;
  uint32_t capacity = table->capacity ? table->capacity * 2 : 64;
  const char **cells = ARENA_ARRAY(table->arena, const char *, capacity);
  if (!cells) return false;
  if (table->cell_count) memcpy(cells, table->cells, table->cell_count * sizeof *cells);
  table->cells = cells;
  table->capacity = capacity;
  return true;
}

void table_text(app_table *table, const char *text) {
  if (!make_room(table) || (text && !(text = arena_text(table->arena, text))))
    table->failed = true;
  else
    table->cells[table->cell_count++] = text ? text : "";
}

void table_printf(app_table *table, const char *format, ...) {
  char text[256];
  va_list values;
  va_start(values, format);
  vsnprintf(text, sizeof text, format, values);
  va_end(values);
  table_text(table, text);
}

/* Places that text takes on a terminal. */
static int width_of(const char *text) {
  int width = 0;
  mbstate_t state = {0};
  for (size_t left = strlen(text); left;) {
    wchar_t letter;
    size_t length = mbrtowc(&letter, text, left, &state);
    if (length == 0 || length > left) return width + (int)left; /* not UTF-8: a byte, a place */
    int places = wcwidth(letter);
    width += places < 0 ? 1 : places;
    text += length;
    left -= length;
  }
  return width;
}

static void print_cell(FILE *file, const char *text, int width, bool right, bool last) {
  int blanks = width - width_of(text);
  if (right) fprintf(file, "%*s", blanks, "");
  fputs(text, file);
  if (!right && !last) fprintf(file, "%*s", blanks, "");
  fputs(last ? "\n" : "  ", file);
}

ht_err table_print(const app_table *table, FILE *file) {
  uint32_t columns = table->column_count;
  int *widths = ARENA_ARRAY(table->arena, int, columns);
  if (!widths || table->failed) return HT_NO_MEMORY;
  for (uint32_t c = 0; c < columns; c++)
    widths[c] = width_of(app_say(table->app, table->columns[c].chinese, table->columns[c].english));
  for (uint32_t i = 0; i < table->cell_count; i++) {
    int width = width_of(table->cells[i]);
    if (width > widths[i % columns]) widths[i % columns] = width;
  }
  for (uint32_t c = 0; c < columns; c++)
    print_cell(file, app_say(table->app, table->columns[c].chinese, table->columns[c].english), widths[c],
               table->columns[c].right, c + 1 == columns);
  for (uint32_t i = 0; i < table->cell_count; i++) {
    uint32_t c = i % columns;
    print_cell(file, table->cells[i], widths[c], table->columns[c].right, c + 1 == columns);
  }
  return HT_OK;
}
