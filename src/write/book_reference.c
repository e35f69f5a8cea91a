/* References in formulas. */
#include "base/text.h"
#include "write/book_state.h"
#include "write/sheet_text.h"

#include <string.h>

/* What could be a reference to cells (A1, R1C1) or a constant is in quotes, and so is what has other characters than
 * letters: that is more than needs them, and is right in every language of a program. */
static bool needs_quotes(const char *sheet) {
  size_t length = 0;
  for (; sheet[length] != '\0'; length++)
    if (!egb_is_letter(sheet[length]) && sheet[length] != '_')
      return true;
  return length < 4 || egb_text_same(sheet, "true") || egb_text_same(sheet, "false");
}

static void put_sheet(egb_buffer *out, const char *sheet) {
  if (sheet != NULL)
    egb_buffer_format(out, needs_quotes(sheet) ? "'%s'!" : "%s!", sheet);
}

static void put_cell(egb_buffer *out, size_t row, size_t column, int fix) {
  egb_buffer_text(out, (fix & EGB_FIX_COLUMN) != 0 ? "$" : "");
  egb_sheet_letters(out, column);
  egb_buffer_format(out, "%s%zu", (fix & EGB_FIX_ROW) != 0 ? "$" : "", row + 1);
}

void egb_book_reference(egb_buffer *out, const char *sheet, size_t row, size_t column, int fix) {
  put_sheet(out, sheet);
  put_cell(out, row, column, fix);
}

void egb_book_range(egb_buffer *out, const char *sheet, egb_area area, int fix) {
  egb_book_reference(out, sheet, area.row, area.column, fix);
  if (area.row == area.last_row && area.column == area.last_column)
    return;
  egb_buffer_char(out, ':');
  put_cell(out, area.last_row, area.last_column, fix);
}
