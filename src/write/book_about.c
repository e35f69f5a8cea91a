/* What a sheet has beside its cells, and names. */
#include "base/number.h"
#include "base/sheet_limits.h"
#include "write/book_state.h"
#include "write/sheet_text.h"

#define PROMPT_MOST ((size_t)255) /* UTF-16 units that Excel takes: 18.3.1.32, dataValidation */
#define PROMPT_TITLE_MOST ((size_t)32)
#define LINKS_MOST ((size_t)65530) /* of a sheet: "Excel specifications and limits" */
#define ALL_CHARACTERS ((size_t)-1)

/* ---- how it is seen --------------------------------------------------------------------------- */

void egb_book_freeze(egb_book *book, size_t sheet, size_t rows, size_t columns) {
  egb_book_page *page = egb_book_page_at(book, sheet);
  if (page == NULL)
    return;
  page->frozen_rows = rows;
  page->frozen_columns = columns;
}

void egb_book_width(egb_book *book, size_t sheet, size_t first, size_t last, double characters, egb_look look) {
  egb_book_page *page = egb_book_page_at(book, sheet);
  if (page == NULL)
    return;
  const size_t next = page->column_count != 0 ? page->column[page->column_count - 1].last + 1 : 0;
  void *columns = page->column;
  book->failed = first < next || last < first || last >= EGB_XLSX_COLUMNS;
  if (!book->failed && egb_book_grow(book, &columns, page->column_count, &page->column_room, sizeof *page->column)) {
    page->column = columns;
    page->column[page->column_count++] =
        (egb_book_column){first, last, characters, egb_book_style_of(book, look, false)};
  }
}

void egb_book_filter(egb_book *book, size_t sheet, egb_area area) {
  egb_book_page *page = egb_book_page_at(book, sheet);
  if (page == NULL)
    return;
  page->filtered = true;
  page->filter = area;
}

void egb_book_print(egb_book *book, size_t sheet, bool landscape, size_t repeated_rows, size_t repeated_columns) {
  egb_book_page *page = egb_book_page_at(book, sheet);
  if (page == NULL)
    return;
  page->printed = true;
  page->landscape = landscape;
  page->repeated_rows = repeated_rows;
  page->repeated_columns = repeated_columns;
}

void egb_book_protect(egb_book *book, size_t sheet) {
  egb_book_page *page = egb_book_page_at(book, sheet);
  if (page != NULL)
    page->is_protected = true;
}

void egb_book_link(egb_book *book, size_t sheet, size_t row, size_t column, size_t to_sheet, size_t to_row,
                   size_t to_column) {
  egb_book_page *page = egb_book_page_at(book, sheet);
  const egb_book_page *to = egb_book_page_at(book, to_sheet);
  if (page == NULL || to == NULL || page->links.count >= LINKS_MOST)
    return;
  egb_buffer *out = &page->links.xml;
  egb_buffer_text(out, "<hyperlink ref=\"");
  egb_book_reference(out, NULL, row, column, EGB_FIX_NONE);
  egb_buffer_text(out, "\" location=\"");
  egb_book_reference(out, to->name, to_row, to_column, EGB_FIX_NONE);
  egb_buffer_text(out, "\"/>");
  page->links.count++;
}

/* ---- what may be typed in --------------------------------------------------------------------- */

static void put_words(egb_buffer *out, const char *name, const char *text, size_t most) {
  if (text == NULL)
    return;
  egb_buffer_format(out, " %s=\"", name);
  egb_sheet_attribute(out, text, most);
  egb_buffer_char(out, '"');
}

/* `<dataValidation ...>`, which the condition and </dataValidation> follow. NULL: a failure. */
static egb_buffer *begin_rule(egb_book *book, size_t sheet, egb_area area, const char *type, const char *title,
                              const char *prompt) {
  egb_book_page *page = egb_book_page_at(book, sheet);
  if (page == NULL)
    return NULL;
  egb_buffer *out = &page->rules.xml;
  page->rules.count++;
  egb_buffer_text(out, "<dataValidation");
  if (type != NULL)
    egb_buffer_format(out, " type=\"%s\"", type);
  egb_buffer_text(out, " allowBlank=\"1\" showInputMessage=\"1\" showErrorMessage=\"1\"");
  put_words(out, "errorTitle", title, PROMPT_TITLE_MOST);
  put_words(out, "error", prompt, PROMPT_MOST);
  put_words(out, "promptTitle", title, PROMPT_TITLE_MOST);
  put_words(out, "prompt", prompt, PROMPT_MOST);
  egb_buffer_text(out, " sqref=\"");
  egb_book_range(out, NULL, area, EGB_FIX_NONE);
  egb_buffer_text(out, "\">");
  return out;
}

void egb_book_choose(egb_book *book, size_t sheet, egb_area area, const char *range, const char *title,
                     const char *prompt) {
  egb_buffer *out = begin_rule(book, sheet, area, "list", title, prompt);
  if (out == NULL)
    return;
  egb_buffer_text(out, "<formula1>");
  egb_sheet_text(out, range, ALL_CHARACTERS);
  egb_buffer_text(out, "</formula1></dataValidation>");
}

void egb_book_limit(egb_book *book, size_t sheet, egb_area area, double least, double most, const char *title,
                    const char *prompt) {
  egb_buffer *out = begin_rule(book, sheet, area, "decimal", title, prompt);
  if (out == NULL)
    return;
  egb_buffer_text(out, "<formula1>");
  egb_buffer_number(out, least);
  egb_buffer_text(out, "</formula1><formula2>");
  egb_buffer_number(out, most);
  egb_buffer_text(out, "</formula2></dataValidation>");
}

void egb_book_prompt(egb_book *book, size_t sheet, egb_area area, const char *title, const char *prompt) {
  egb_buffer *out = begin_rule(book, sheet, area, NULL, title, prompt);
  if (out != NULL)
    egb_buffer_text(out, "</dataValidation>");
}

/* ---- formats that depend on values ------------------------------------------------------------ */

/* `<conditionalFormatting sqref="B2:B9"><cfRule type="dataBar" priority="1"`. NULL: a failure. */
static egb_buffer *begin_format(egb_book *book, size_t sheet, egb_area area, const char *type) {
  egb_book_page *page = egb_book_page_at(book, sheet);
  if (page == NULL)
    return NULL;
  egb_buffer *out = &page->formats.xml;
  egb_buffer_text(out, "<conditionalFormatting sqref=\"");
  egb_book_range(out, NULL, area, EGB_FIX_NONE);
  egb_buffer_format(out, "\"><cfRule type=\"%s\" priority=\"%zu\"", type, ++page->formats.count);
  return out;
}

static void put_bound(egb_buffer *out, double value) {
  egb_buffer_text(out, "<cfvo type=\"num\" val=\"");
  egb_buffer_number(out, value);
  egb_buffer_text(out, "\"/>");
}

void egb_book_bars(egb_book *book, size_t sheet, egb_area area, double least, double most) {
  egb_buffer *out = begin_format(book, sheet, area, "dataBar");
  if (out == NULL)
    return;
  egb_buffer_text(out, "><dataBar minLength=\"0\" maxLength=\"100\">");
  put_bound(out, least);
  put_bound(out, most);
  egb_buffer_text(out, "<color rgb=\"FF6BAED6\"/></dataBar></cfRule></conditionalFormatting>");
}

/* One hue from light to dark, on every shade of which black text has a contrast of 8 and more. */
void egb_book_colours(egb_book *book, size_t sheet, egb_area area, egb_best best) {
  static const char *const shades[] = {"FFF7F7F7", "FF6BAED6"};
  const bool lowest = best == EGB_BEST_LOWEST;
  egb_buffer *out = begin_format(book, sheet, area, "colorScale");
  if (out == NULL)
    return;
  egb_buffer_format(out,
                    "><colorScale><cfvo type=\"min\"/><cfvo type=\"max\"/><color rgb=\"%s\"/><color rgb=\"%s\"/>"
                    "</colorScale></cfRule></conditionalFormatting>",
                    shades[lowest], shades[!lowest]);
}

void egb_book_when(egb_book *book, size_t sheet, egb_area area, const char *formula, egb_look_role role) {
  egb_buffer *out = begin_format(book, sheet, area, "expression");
  if (out == NULL)
    return;
  egb_buffer_format(out, " dxfId=\"%d\"><formula>", (int)role);
  egb_sheet_text(out, formula, ALL_CHARACTERS);
  egb_buffer_text(out, "</formula></cfRule></conditionalFormatting>");
}

/* ---- names ------------------------------------------------------------------------------------ */

void egb_book_name(egb_book *book, const char *name, const char *reference) {
  egb_buffer_format(&book->names, "<definedName name=\"%s\">", name);
  egb_sheet_text(&book->names, reference, ALL_CHARACTERS);
  egb_buffer_text(&book->names, "</definedName>");
}
