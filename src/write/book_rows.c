/* Rows: their order, how high they are, and when they are packed. */
#include "base/sheet_limits.h"
#include "base/utf8.h"
#include "write/book_state.h"

#include <string.h>

#define FLUSH ((size_t)1 << 16) /* bytes of XML before they are packed */
#define HEIGHT_MOST 409.0       /* points: "Excel specifications and limits" */

/* ---- rows ------------------------------------------------------------------------------------- */

/* Packs what was gathered, and gathers anew. */
static void flush(egb_book *book, egb_book_page *page) {
  if (page->cells == NULL)
    page->cells = egb_packed_new();
  book->failed = book->failed || page->cells == NULL || page->piece.failed;
  if (!book->failed)
    egb_packed_add(page->cells, page->piece.text, page->piece.length);
  page->piece.length = 0;
}

/* The height is known when all cells are: it goes in front of them. */
static void insert_height(egb_buffer *piece, size_t at, double height) {
  char text[32];
  const size_t behind = piece->length - at;
  egb_buffer_text(piece, " ht=\"");
  egb_buffer_number(piece, height);
  egb_buffer_char(piece, '"');
  const size_t length = piece->length - at - behind;
  if (piece->failed || length > sizeof text)
    return;
  memcpy(text, piece->text + at + behind, length);
  memmove(piece->text + at + length, piece->text + at, behind);
  memcpy(piece->text + at, text, length);
}

void egb_book_end_row(egb_book_page *page) {
  if (!page->in_row)
    return;
  if (page->height > 0)
    insert_height(&page->piece, page->row_at, page->height < HEIGHT_MOST ? page->height : HEIGHT_MOST);
  egb_buffer_text(&page->piece, "</row>");
}

static bool is_in_order(const egb_book_page *page, size_t row, size_t column) {
  return row < EGB_XLSX_ROWS && column < EGB_XLSX_COLUMNS &&
         (!page->in_row || row > page->row || (row == page->row && column >= page->next_column));
}

static void begin_row(egb_book *book, egb_book_page *page, size_t row) {
  egb_book_end_row(page);
  if (page->piece.length > FLUSH)
    flush(book, page);
  egb_buffer_format(&page->piece, "<row r=\"%zu\"", row + 1);
  page->row_at = page->piece.length;
  egb_buffer_char(&page->piece, '>');
  page->in_row = true;
  page->row = row;
  page->height = 0;
}

void egb_book_reach(egb_book *book, egb_book_page *page, size_t row, size_t column) {
  book->failed = !is_in_order(page, row, column);
  if (book->failed)
    return;
  if (!page->in_row || page->row != row)
    begin_row(book, page, row);
  page->next_column = column + 1;
  page->last_row = row;
  page->last_column = column > page->last_column ? column : page->last_column;
}

/* ---- heights ---------------------------------------------------------------------------------- */

/* NULL: it was given no width. */
static const egb_book_column *find_column(const egb_book_page *page, size_t column) {
  size_t low = 0, high = page->column_count;
  while (low < high) { /* the first that ends there or behind it */
    const size_t middle = low + (high - low) / 2;
    if (page->column[middle].last < column)
      low = middle + 1;
    else
      high = middle;
  }
  return low < page->column_count && page->column[low].first <= column ? &page->column[low] : NULL;
}

double egb_book_width_of(const egb_book_page *page, size_t column) {
  const egb_book_column *found = find_column(page, column);
  return found != NULL ? found->characters : EGB_BOOK_WIDTH;
}

/* Lines of a text about so many digits wide, broken at blanks, beside wide characters, and inside words that are longer
 * than a line. */
static size_t lines_of(const char *text, double width) {
  const size_t length = strlen(text);
  size_t lines = 1;
  double used = 0, word = 0;
  for (size_t at = 0, size; at < length; at += size) {
    const int32_t c = egb_utf8_next(text + at, length - at, &size);
    const double wide = c == '\n' ? 0 : (double)egb_utf8_width(text + at, size);
    used += wide;
    word = c == ' ' || c == '\n' ? 0 : word + wide;
    if (c == '\n' || (used > width && c != ' ')) {
      lines++;
      word = word > width ? wide : word;
      used = word;
    }
    if (wide > 1)
      word = 0;
  }
  return lines;
}

void egb_book_raise(egb_book_page *page, egb_look look, size_t column, const char *text) {
  double height = 0;
  if (look.kind == EGB_LOOK_TITLE)
    height = 19;
  const egb_book_column *in = find_column(page, column);
  if ((look.kind == EGB_LOOK_HEADER || look.kind == EGB_LOOK_DESCRIPTION) && in != NULL) {
    const size_t lines = lines_of(text, in->characters);
    height = lines > 1 ? (look.kind == EGB_LOOK_HEADER ? 15.0 : 13.5) * (double)lines + 1 : 0;
  }
  page->height = height > page->height ? height : page->height;
}
