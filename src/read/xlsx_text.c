#include "base/codes.h"
#include "base/number.h"
#include "base/suggest.h"
#include "base/text.h"
#include "base/utf8.h"
#include "read/xlsx_sheet.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- which sheet ------------------------------------------------------------------------------ */

/* True when the names differ in blanks and case only. */
static bool is_alike(const char *a, const char *b) {
  egb_buffer first = {0}, second = {0};
  egb_utf8_level(&first, a, strlen(a), EGB_UTF8_SPACES | EGB_UTF8_LETTERS | EGB_UTF8_FORM);
  egb_utf8_level(&second, b, strlen(b), EGB_UTF8_SPACES | EGB_UTF8_LETTERS | EGB_UTF8_FORM);
  const bool same = !first.failed && !second.failed && first.length == second.length &&
                    (first.length == 0 || memcmp(first.text, second.text, first.length) == 0);
  egb_buffer_clear(&first);
  egb_buffer_clear(&second);
  return same;
}

/* "it has: `A`, `B`" as the hint; what is near is asked for first. */
static egb_status refuse_sheet(const egb_xlsx_book *book, const char *asked) {
  char hint[400];
  const char **name = egb_arena_array(book->arena, book->tab_count, sizeof *name);
  if (name == NULL)
    return EGB_NO_MEMORY;
  for (size_t t = 0; t < book->tab_count; t++)
    name[t] = book->tab[t].name;
  const char *near;
  if (egb_suggest(asked, name, book->tab_count, &near, 1) == 1) {
    (void)snprintf(hint, sizeof hint, "did you mean `%s`?", near);
    return egb_xlsx_refuse(&book->about, EGB_E_XLSX_SHEET, hint, "there is no sheet `%s`", asked);
  }
  int length = snprintf(hint, sizeof hint, "its sheets:");
  for (size_t t = 0; t < book->tab_count && (size_t)length + strlen(name[t]) + 8 < sizeof hint; t++)
    length += snprintf(hint + length, sizeof hint - (size_t)length, "%s `%s`", t == 0 ? "" : ",", name[t]);
  return egb_xlsx_refuse(&book->about, EGB_E_XLSX_SHEET, hint, "there is no sheet `%s`", asked);
}

static egb_status first_shown(const egb_xlsx_book *book, const egb_xlsx_tab **out) {
  for (size_t t = 0; t < book->tab_count; t++)
    if (!book->tab[t].hidden) {
      *out = &book->tab[t];
      return EGB_OK;
    }
  return egb_xlsx_refuse(&book->about, EGB_E_XLSX_SHEET,
                         "name the sheet (sheet:), or save the file again with one shown", "%s",
                         book->tab_count == 0 ? "the workbook has no sheet of cells" : "all sheets are hidden");
}

/* The sheet of this name, else the one that is alike, else the one of this number. */
static egb_status choose_tab(const egb_xlsx_book *book, const char *asked, const egb_xlsx_tab **out) {
  if (asked == NULL)
    return first_shown(book, out);
  const egb_xlsx_tab *alike = NULL;
  size_t count = 0;
  for (size_t t = 0; t < book->tab_count; t++) {
    *out = &book->tab[t];
    if (strcmp((*out)->name, asked) == 0)
      return EGB_OK;
    if (is_alike((*out)->name, asked)) {
      alike = *out;
      count++;
    }
  }
  if (count > 1)
    return egb_xlsx_refuse(&book->about, EGB_E_XLSX_SHEET, "write its name exactly, or its number",
                           "%zu sheets are named `%s` but for blanks and case", count, asked);
  char *end;
  const unsigned long number = egb_is_digit(*asked) ? strtoul(asked, &end, 10) : 0;
  if (count == 0 && number > 0 && *end == '\0' && number <= book->tab_count)
    alike = &book->tab[number - 1];
  *out = alike;
  return alike != NULL ? EGB_OK : refuse_sheet(book, asked);
}

/* ---- the text --------------------------------------------------------------------------------- */

static void add_quoted(egb_buffer *out, const char *text, size_t length) {
  egb_buffer_char(out, '"');
  for (size_t at = 0; at < length;) {
    const char *quote = memchr(text + at, '"', length - at);
    const size_t piece = quote != NULL ? (size_t)(quote - text) + 1 - at : length - at;
    egb_buffer_add(out, text + at, piece);
    if (quote != NULL)
      egb_buffer_char(out, '"');
    at += piece;
  }
  egb_buffer_char(out, '"');
}

static egb_status refuse_length(const egb_xlsx_cells *cells) {
  return egb_xlsx_refuse(&cells->book->about, EGB_E_XLSX_SIZE, "take a part of the sheet (range: B5:K210)",
                         "sheet `%s`, %zu rows and %zu columns, is more than 512 MiB of text", cells->tab->name,
                         cells->rows, cells->columns);
}

/* Every row that has a value gets all columns, from the first of the area on. */
static egb_status write_cells(const egb_xlsx_cells *cells, egb_buffer *out) {
  const egb_xlsx_cell *cell = cells->cell, *end = cells->cell + cells->count;
  const size_t first = cells->area.left;
  for (size_t row = 0; row < cells->rows; row++, egb_buffer_char(out, '\n')) {
    if (cell == end || cell->row != row)
      continue;
    size_t column = first;
    for (; cell < end && cell->row == row; cell++) {
      egb_buffer_repeat(out, ',', cell->column - column);
      column = cell->column;
      const char *text = cells->book->pool.text + cell->text.start;
      if (cell->quoted)
        add_quoted(out, text, cell->text.length);
      else
        egb_buffer_add(out, text, cell->text.length);
    }
    egb_buffer_repeat(out, ',', cells->columns - 1 - column);
    if (out->length > EGB_XLSX_TEXT)
      return refuse_length(cells);
  }
  return out->failed ? EGB_NO_MEMORY : EGB_OK;
}

static egb_status make_text(const egb_xlsx_cells *cells, egb_arena *arena, egb_source **out) {
  egb_buffer text = {0};
  egb_status status = write_cells(cells, &text);
  egb_source *source = egb_arena_array(arena, 1, sizeof *source);
  if (!status && source != NULL)
    *source = (egb_source){
        .name = egb_arena_format(arena, "%s!%s", cells->book->about.source->name, cells->tab->name),
        .text = egb_arena_text(arena, text.text, text.length),
        .length = text.length,
    };
  if (!status && (source == NULL || source->name == NULL || source->text == NULL))
    status = EGB_NO_MEMORY;
  egb_buffer_clear(&text);
  *out = status ? NULL : source;
  return status;
}

/* ---- the two doors ---------------------------------------------------------------------------- */

static const egb_xlsx_area everything = {0, 0, (uint32_t)EGB_XLSX_ROWS - 1, (uint32_t)EGB_XLSX_COLUMNS - 1};

static egb_status read_text(egb_xlsx_book *book, const egb_xlsx_options *options, egb_arena *arena, egb_source **out) {
  egb_xlsx_cells cells = {.book = book, .area = everything, .header_last = options->header_last};
  if (options->range != NULL && !egb_xlsx_area_parse(options->range, &cells.area))
    return egb_xlsx_refuse(&book->about, EGB_E_XLSX_RANGE, "write it as B5:K210, B:K or 5:210",
                           "`%s` is no range of cells", options->range);
  egb_status status = choose_tab(book, options->sheet, &cells.tab);
  if (!status)
    status = egb_xlsx_cells_read(&cells);
  if (!status)
    status = egb_xlsx_cells_fill(&cells);
  return status ? status : make_text(&cells, arena, out);
}

egb_status egb_xlsx_text(egb_arena *arena, const egb_source *source, const egb_xlsx_options *options, egb_diag *diag,
                         egb_source **out) {
  const egb_xlsx_about about = {source, diag, options->place};
  egb_xlsx_book book;
  *out = NULL;
  egb_status status = egb_xlsx_book_open(&about, &book);
  if (!status)
    status = read_text(&book, options, arena, out);
  egb_xlsx_book_close(&book);
  return status;
}

static egb_status measure(egb_xlsx_book *book, egb_arena *arena, egb_xlsx_sheet *sheet, size_t *count) {
  for (size_t t = 0; t < book->tab_count; t++) {
    const egb_xlsx_tab *tab = &book->tab[t];
    egb_xlsx_cells cells = {.book = book, .tab = tab, .area = everything, .measure = true};
    const egb_status status = egb_xlsx_cells_read(&cells);
    if (status)
      return status;
    sheet[t] = (egb_xlsx_sheet){egb_arena_copy(arena, tab->name), cells.rows, cells.columns, tab->hidden};
    if (sheet[t].name == NULL)
      return EGB_NO_MEMORY;
  }
  *count = book->tab_count;
  return EGB_OK;
}

egb_status egb_xlsx_sheets(egb_arena *arena, const egb_source *source, egb_diag *diag, egb_xlsx_sheet **out,
                           size_t *count) {
  const egb_xlsx_about about = {.source = source, .diag = diag};
  egb_xlsx_book book;
  *out = NULL;
  *count = 0;
  egb_status status = egb_xlsx_book_open(&about, &book);
  if (!status) {
    *out = egb_arena_array(arena, book.tab_count, sizeof **out);
    status = *out == NULL ? EGB_NO_MEMORY : measure(&book, arena, *out, count);
  }
  egb_xlsx_book_close(&book);
  return status;
}
