/* Org mode, as CONTRIBUTING.md adds it: a table between bars, a rule under its header. A bar in a cell is written as
 * the entity \vert{} (Org manual, "Special Symbols"). */
#include "write/writers.h"

#include "base/number.h"
#include "model/table.h"

#include <inttypes.h>

static void put_text(egb_buffer *out, const char *text) {
  for (; *text != '\0'; text++) {
    if (*text == '|')
      egb_buffer_text(out, "\\vert{}");
    else
      egb_buffer_char(out, *text == '\n' || *text == '\r' ? ' ' : *text);
  }
}

static void put_cell(egb_buffer *out, const egb_cell *cell) {
  char number[EGB_NUMBER_MAX];
  if (cell->kind == EGB_CELL_TEXT)
    put_text(out, cell->as.text);
  if (cell->kind == EGB_CELL_NUMBER)
    egb_buffer_add(out, number, egb_number_shortest(cell->as.number, number));
  if (cell->kind == EGB_CELL_INTEGER)
    egb_buffer_format(out, "%" PRId64, cell->as.integer);
}

static bool write_org(const egb_table *table, const egb_write_options *options, egb_buffer *out) {
  (void)options;
  for (size_t i = 0; i < table->column_count; i++) {
    egb_buffer_text(out, i == 0 ? "| " : " | ");
    put_text(out, table->column[i].id);
  }
  egb_buffer_text(out, " |\n|-\n");
  for (size_t row = 0; row < table->row_count; row++) {
    for (size_t i = 0; i < table->column_count; i++) {
      egb_buffer_text(out, i == 0 ? "| " : " | ");
      put_cell(out, &table->cell[row * table->column_count + i]);
    }
    egb_buffer_text(out, " |\n");
  }
  return true;
}

const egb_writer egb_writer_org = {
    .name = "org", .extensions = {"org"}, .help = "is for the outlines of Emacs.", .write = write_org};
