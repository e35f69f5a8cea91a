/* The book, its sheets, and their cells. */
#include "write/book.h"

#include "base/sheet_limits.h"
#include "write/book_state.h"
#include "write/sheet_text.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define EXACT ((int64_t)1 << 53) /* beyond it a double does not hold every integer */
#define ALL_CHARACTERS ((size_t)-1)

/* ---- books and sheets ------------------------------------------------------------------------- */

egb_book *egb_book_new(const char *title) {
  egb_book *book = calloc(1, sizeof *book);
  if (book == NULL)
    return NULL;
  book->arena = egb_arena_new();
  book->title = egb_arena_copy(book->arena, title);
  (void)egb_book_style_of(book, (egb_look){.decimals = -1}, false); /* the first is that of cells without one */
  if (!egb_arena_failed(book->arena))
    return book;
  egb_book_free(book);
  return NULL;
}

static void free_page(egb_book_page *page) {
  egb_packed_free(page->cells);
  egb_buffer_clear(&page->piece);
  egb_buffer_clear(&page->formats.xml);
  egb_buffer_clear(&page->rules.xml);
  egb_buffer_clear(&page->links.xml);
}

void egb_book_free(egb_book *book) {
  if (book == NULL)
    return;
  for (size_t i = 0; i < book->count; i++)
    free_page(book->page[i]);
  egb_buffer_clear(&book->names);
  egb_arena_free(book->arena);
  free(book);
}

bool egb_book_grow(egb_book *book, void **array, size_t count, size_t *room, size_t size) {
  if (count < *room)
    return true;
  const size_t wider = *room < 8 ? 8 : *room * 2;
  void *grown = egb_arena_array(book->arena, wider, size);
  book->failed = book->failed || grown == NULL;
  if (grown == NULL)
    return false;
  if (count != 0)
    memcpy(grown, *array, count * size);
  *array = grown;
  *room = wider;
  return true;
}

size_t egb_book_sheet(egb_book *book, const char *name) {
  egb_book_page *page = egb_arena_array(book->arena, 1, sizeof *page);
  void *pages = book->page;
  if (page == NULL || !egb_book_grow(book, &pages, book->count, &book->room, sizeof(egb_book_page *))) {
    book->failed = true;
    return 0;
  }
  book->page = pages;
  book->failed = book->failed || strlen(name) >= EGB_BOOK_SHEET_NAME;
  (void)snprintf(page->name, sizeof page->name, "%s", name);
  book->page[book->count] = page;
  return book->count++;
}

egb_book_page *egb_book_page_at(egb_book *book, size_t sheet) {
  book->failed = book->failed || sheet >= book->count;
  return book->failed ? NULL : book->page[sheet];
}

/* ---- cells ------------------------------------------------------------------------------------ */

/* `<c r="B7" s="3"`. The buffer to go on in; NULL: a failure. */
static egb_buffer *begin_cell(egb_book *book, size_t sheet, size_t row, size_t column, egb_look look, bool formula) {
  egb_book_page *page = egb_book_page_at(book, sheet);
  if (page == NULL)
    return NULL;
  egb_book_reach(book, page, row, column);
  if (book->failed)
    return NULL;
  const size_t style = egb_book_style_of(book, look, formula);
  egb_buffer_text(&page->piece, "<c r=\"");
  egb_book_reference(&page->piece, NULL, row, column, EGB_FIX_NONE);
  egb_buffer_char(&page->piece, '"');
  if (style != 0)
    egb_buffer_format(&page->piece, " s=\"%zu\"", style);
  return &page->piece;
}

/* For charts: the cell as it is now. */
static void keep(egb_book *book, size_t sheet, size_t row, size_t column, const egb_cell *cell) {
  for (egb_book_kept *kept = book->page[sheet]->kept; kept != NULL; kept = kept->next) {
    const egb_area *area = &kept->range.area;
    if (row < area->row || row > area->last_row || column < area->column || column > area->last_column)
      continue;
    egb_cell *to = &kept->cell[(row - area->row) * (area->last_column - area->column + 1) + column - area->column];
    *to = *cell;
    if (cell->kind == EGB_CELL_TEXT)
      to->as.text = egb_arena_copy(book->arena, cell->as.text);
  }
}

static bool is_white(char c) {
  return c == ' ' || c == '\t' || c == '\n';
}

static void put_text(egb_buffer *out, const char *text) {
  egb_buffer_text(out, " t=\"inlineStr\"><is><t");
  if (is_white(text[0]) || is_white(text[strlen(text) - 1]))
    egb_buffer_text(out, " xml:space=\"preserve\"");
  egb_buffer_char(out, '>');
  egb_sheet_text(out, text, EGB_XLSX_CELL_TEXT);
  egb_buffer_text(out, "</t></is></c>");
}

/* A cell as it is written: what holds nothing is EMPTY, an integer that is none in a double a text in `digits`. */
static egb_cell plain(const egb_cell *cell, char *digits, size_t size) {
  egb_cell as = *cell;
  if (cell->kind == EGB_CELL_INTEGER) {
    as = (egb_cell){.kind = EGB_CELL_NUMBER, .as.number = (double)cell->as.integer};
    if (cell->as.integer > EXACT || cell->as.integer < -EXACT) {
      (void)snprintf(digits, size, "%" PRId64, cell->as.integer);
      as = (egb_cell){.kind = EGB_CELL_TEXT, .as.text = digits};
    }
  }
  if ((as.kind == EGB_CELL_NUMBER && !isfinite(as.as.number)) || (as.kind == EGB_CELL_TEXT && as.as.text[0] == '\0'))
    as.kind = EGB_CELL_EMPTY;
  return as;
}

void egb_book_cell(egb_book *book, size_t sheet, size_t row, size_t column, egb_look look, const egb_cell *cell) {
  char digits[24];
  const egb_cell as = plain(cell, digits, sizeof digits);
  if (as.kind == EGB_CELL_TEXT && cell->kind != EGB_CELL_TEXT)
    look.kind = EGB_LOOK_TEXT;
  egb_buffer *out = begin_cell(book, sheet, row, column, look, false);
  if (out == NULL)
    return;
  keep(book, sheet, row, column, &as);
  if (as.kind == EGB_CELL_TEXT) {
    egb_book_raise(book->page[sheet], look, column, as.as.text);
    put_text(out, as.as.text);
  } else if (as.kind == EGB_CELL_NUMBER) {
    egb_buffer_text(out, "><v>");
    egb_buffer_number(out, as.as.number);
    egb_buffer_text(out, "</v></c>");
  } else {
    egb_buffer_text(out, "/>");
  }
}

void egb_book_text(egb_book *book, size_t sheet, size_t row, size_t column, egb_look look, const char *text) {
  egb_book_cell(book, sheet, row, column, look, &(egb_cell){.kind = EGB_CELL_TEXT, .as.text = text});
}

void egb_book_number(egb_book *book, size_t sheet, size_t row, size_t column, egb_look look, double value) {
  egb_book_cell(book, sheet, row, column, look, &(egb_cell){.kind = EGB_CELL_NUMBER, .as.number = value});
}

/* "><f>", or `><f t="array" ref="B7">` */
static void open_formula(egb_buffer *out, size_t row, size_t column, bool array) {
  egb_buffer_text(out, array ? "><f t=\"array\" ref=\"" : "><f>");
  if (!array)
    return;
  egb_book_reference(out, NULL, row, column, EGB_FIX_NONE);
  egb_buffer_text(out, "\">");
}

static void put_formula(egb_book *book, size_t sheet, size_t row, size_t column, egb_look look, bool array,
                        const char *formula, const egb_cell *value) {
  char digits[24];
  if (strlen(formula) > EGB_FORMULA_MOST) {
    look.role = EGB_ROLE_FIXED;
    egb_book_cell(book, sheet, row, column, look, value);
    return;
  }
  const egb_cell as = plain(value, digits, sizeof digits);
  egb_buffer *out = begin_cell(book, sheet, row, column, look, true);
  if (out == NULL)
    return;
  book->computes = true;
  if (as.kind == EGB_CELL_TEXT)
    egb_book_raise(book->page[sheet], look, column, as.as.text);
  keep(book, sheet, row, column, &as);
  egb_buffer_text(out, as.kind == EGB_CELL_NUMBER ? "" : " t=\"str\"");
  open_formula(out, row, column, array);
  egb_sheet_text(out, formula, ALL_CHARACTERS);
  egb_buffer_text(out, "</f><v>");
  if (as.kind == EGB_CELL_NUMBER)
    egb_buffer_number(out, as.as.number);
  else if (as.kind == EGB_CELL_TEXT)
    egb_sheet_text(out, as.as.text, EGB_XLSX_CELL_TEXT);
  egb_buffer_text(out, "</v></c>");
}

void egb_book_formula(egb_book *book, size_t sheet, size_t row, size_t column, egb_look look, const char *formula,
                      const egb_cell *value) {
  put_formula(book, sheet, row, column, look, false, formula, value);
}

void egb_book_array(egb_book *book, size_t sheet, size_t row, size_t column, egb_look look, const char *formula,
                    const egb_cell *value) {
  put_formula(book, sheet, row, column, look, true, formula, value);
}
