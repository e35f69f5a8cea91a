/* RFC 4180: comma, LF (CRLF for spreadsheets), quotes only where they are needed, empty for missing. The text of a cell
 * comes out as it is: a file for machines must read back equal. Only `excel` changes cells, and only texts: Excel and
 * its relatives run a cell that begins with = + - @, tab or CR as a formula, so that such a cell gets an apostrophe in
 * front, which they take for "this is text". */
#include "base/number.h"
#include "model/table.h"
#include "report/writers.h"

#include <inttypes.h>
#include <string.h>

static const char byte_order_mark[] = "\xEF\xBB\xBF";

static void put_field(egb_buffer *out, const char *text, char delimiter, bool excel) {
  const bool risky = excel && text[0] != '\0' && strchr("=+-@\t\r", text[0]) != NULL;
  const char special[] = {'"', '\r', '\n', delimiter, '\0'};
  const bool quoted = strpbrk(text, special) != NULL;
  if (quoted)
    egb_buffer_char(out, '"');
  if (risky)
    egb_buffer_char(out, '\'');
  const char *quote;
  for (; (quote = strchr(text, '"')) != NULL; text = quote + 1) {
    egb_buffer_add(out, text, (size_t)(quote - text) + 1);
    egb_buffer_char(out, '"');
  }
  egb_buffer_text(out, text);
  if (quoted)
    egb_buffer_char(out, '"');
}

static void put_cell(egb_buffer *out, const egb_cell *cell, char delimiter, bool excel) {
  char number[EGB_NUMBER_MAX];
  switch (cell->kind) {
  case EGB_CELL_EMPTY:
    break;
  case EGB_CELL_TEXT:
    put_field(out, cell->as.text, delimiter, excel);
    break;
  case EGB_CELL_NUMBER:
    egb_buffer_add(out, number, egb_number_shortest(cell->as.number, number));
    break;
  case EGB_CELL_INTEGER:
    egb_buffer_format(out, "%" PRId64, cell->as.integer);
    break;
  }
}

static void write_separated(const egb_table *table, const egb_write_options *options, char delimiter, egb_buffer *out) {
  const char *line_end = options->excel ? "\r\n" : "\n";
  if (options->excel)
    egb_buffer_text(out, byte_order_mark);
  for (size_t i = 0, shown = 0; i < table->column_count; i++) {
    if (table->column[i].people_only)
      continue;
    if (shown++ > 0)
      egb_buffer_char(out, delimiter);
    put_field(out, table->column[i].id, delimiter, options->excel);
  }
  egb_buffer_text(out, line_end);
  for (size_t row = 0; row < table->row_count; row++) {
    const size_t start = out->length;
    for (size_t i = 0, shown = 0; i < table->column_count; i++) {
      if (table->column[i].people_only)
        continue;
      if (shown++ > 0)
        egb_buffer_char(out, delimiter);
      put_cell(out, &table->cell[row * table->column_count + i], delimiter, options->excel);
    }
    if (out->length == start) /* one column, nothing in it: readers would skip a blank line */
      egb_buffer_text(out, "\"\"");
    egb_buffer_text(out, line_end);
  }
}

bool egb_write_csv(const egb_table *table, const egb_write_options *options, egb_buffer *out) {
  write_separated(table, options, ',', out);
  return true;
}

bool egb_write_tsv(const egb_table *table, const egb_write_options *options, egb_buffer *out) {
  write_separated(table, options, '\t', out);
  return true;
}
