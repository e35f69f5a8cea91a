/* The part of one sheet: what is around its cells, in the order that CT_Worksheet has (18.3.1.99). */
#include "write/book_state.h"
#include "write/sheet_text.h"

#include <math.h>
#include <string.h>

#define TITLE_MOST ((size_t)100) /* UTF-16 units of the title in a header, which has 255, also when all are doubled */

/* ---- above the cells -------------------------------------------------------------------------- */

static void put_pane(egb_buffer *out, const egb_book_page *page) {
  const size_t rows = page->frozen_rows, columns = page->frozen_columns;
  const char *pane = rows == 0 ? "topRight" : columns == 0 ? "bottomLeft" : "bottomRight";
  if (rows == 0 && columns == 0)
    return;
  egb_buffer_text(out, "<pane");
  if (columns != 0)
    egb_buffer_format(out, " xSplit=\"%zu\"", columns);
  if (rows != 0)
    egb_buffer_format(out, " ySplit=\"%zu\"", rows);
  egb_buffer_text(out, " topLeftCell=\"");
  egb_book_reference(out, NULL, rows, columns, EGB_FIX_NONE);
  egb_buffer_format(out, "\" activePane=\"%s\" state=\"frozen\"/><selection pane=\"%s\"/>", pane, pane);
}

static void put_list(egb_buffer *out, const char *element, const egb_book_list *list, bool counted) {
  if (list->count == 0)
    return;
  egb_buffer_format(out, "<%s", element);
  if (counted)
    egb_buffer_format(out, " count=\"%zu\"", list->count);
  egb_buffer_char(out, '>');
  egb_buffer_add(out, egb_buffer_string(&list->xml), list->xml.length);
  egb_buffer_format(out, "</%s>", element);
  out->failed = out->failed || list->xml.failed;
}

static void put_columns(egb_buffer *out, const egb_book_page *page) {
  egb_buffer_text(out, page->column_count != 0 ? "<cols>" : "");
  for (size_t i = 0; i < page->column_count; i++) {
    const egb_book_column *column = &page->column[i];
    egb_buffer_format(out, "<col min=\"%zu\" max=\"%zu\" width=\"", column->first + 1, column->last + 1);
    egb_buffer_number(out, column->characters);
    if (column->style != 0)
      egb_buffer_format(out, "\" style=\"%zu", column->style);
    egb_buffer_text(out, "\" customWidth=\"1\"/>");
  }
  egb_buffer_text(out, page->column_count != 0 ? "</cols>" : "");
}

static void put_extent(egb_buffer *out, const egb_book_page *page) {
  egb_book_range(out, NULL, (egb_area){0, 0, page->last_row, page->last_column}, EGB_FIX_NONE);
}

static void put_head(egb_buffer *out, const egb_book_page *page, bool first) {
  egb_buffer_text(out, EGB_BOOK_XML "<worksheet xmlns=\"" EGB_BOOK_SHEETS "\" xmlns:r=\"" EGB_BOOK_OFFICE "\">");
  egb_buffer_text(out, page->printed ? "<sheetPr><pageSetUpPr fitToPage=\"1\"/></sheetPr>" : "");
  egb_buffer_text(out, "<dimension ref=\"");
  put_extent(out, page);
  egb_buffer_format(out, "\"/><sheetViews><sheetView%s workbookViewId=\"0\">", first ? " tabSelected=\"1\"" : "");
  put_pane(out, page);
  egb_buffer_text(out, "</sheetView></sheetViews><sheetFormatPr defaultRowHeight=\"15\"/>");
  put_columns(out, page);
  egb_buffer_text(out, "<sheetData>");
}

/* ---- below the cells -------------------------------------------------------------------------- */

/* "&" begins a code there, and is itself when doubled. */
static void put_title(egb_buffer *out, const char *title) {
  static const char sign[] = "&amp;";
  egb_buffer text = {0};
  egb_sheet_text(&text, title, TITLE_MOST);
  for (const char *p = egb_buffer_string(&text); *p != '\0'; p++) {
    if (strncmp(p, sign, sizeof sign - 1) == 0)
      egb_buffer_text(out, sign);
    egb_buffer_char(out, *p);
  }
  out->failed = out->failed || text.failed;
  egb_buffer_clear(&text);
}

static size_t last_column(const egb_book_page *page) {
  size_t last = page->last_column;
  for (const egb_book_plot *plot = page->plots; plot != NULL; plot = plot->next)
    last = plot->place.last_column > last ? plot->place.last_column : last;
  return last;
}

/* One, or as few as leave letters half their size: a digit of the usual font is 7 of 96 pixels of an inch wide, and A4
 * without its margins 7.27 or 10.69 inches. What is repeated takes its place on each. */
static size_t pages_across(const egb_book_page *page) {
  const double room = 2 * (page->landscape ? 10.69 : 7.27) * 96 / 7;
  double repeated = 0, width = 0;
  for (size_t i = 0, last = last_column(page); i <= last; i++)
    *(i < page->repeated_columns ? &repeated : &width) += egb_book_width_of(page, i);
  const double left = room - repeated > room / 4 ? room - repeated : room / 4;
  return width > left ? (size_t)ceil(width / left) : 1;
}

static void put_print(egb_buffer *out, const egb_book *book, const egb_book_page *page) {
  if (!page->printed)
    return;
  egb_buffer_text(out, "<pageMargins left=\"0.5\" right=\"0.5\" top=\"0.75\" bottom=\"0.75\" header=\"0.3\" "
                       "footer=\"0.3\"/>");
  egb_buffer_format(out, "<pageSetup paperSize=\"9\" fitToWidth=\"%zu\" fitToHeight=\"0\" orientation=\"%s\"/>",
                    pages_across(page), page->landscape ? "landscape" : "portrait");
  egb_buffer_text(out, "<headerFooter><oddHeader>&amp;L");
  if (book->title != NULL)
    put_title(out, book->title);
  egb_buffer_text(out, "&amp;R&amp;A</oddHeader><oddFooter>&amp;Legovbench&amp;R&amp;P / &amp;N</oddFooter>"
                       "</headerFooter>");
}

/* Texts that look like numbers are meant: a code such as 004. */
static void put_ignored(egb_buffer *out, const egb_book_page *page) {
  egb_buffer_text(out, "<ignoredErrors><ignoredError sqref=\"");
  put_extent(out, page);
  egb_buffer_text(out, "\" numberStoredAsText=\"1\"/></ignoredErrors>");
}

static void put_tail(egb_buffer *out, const egb_book *book, const egb_book_page *page) {
  egb_buffer_text(out, "</sheetData>");
  if (page->is_protected)
    egb_buffer_text(out, "<sheetProtection sheet=\"1\" objects=\"1\" scenarios=\"1\" formatColumns=\"0\" "
                         "formatRows=\"0\" sort=\"0\" autoFilter=\"0\"/>");
  if (page->filtered) {
    egb_buffer_text(out, "<autoFilter ref=\"");
    egb_book_range(out, NULL, page->filter, EGB_FIX_NONE);
    egb_buffer_text(out, "\"/>");
  }
  egb_buffer_add(out, egb_buffer_string(&page->formats.xml), page->formats.xml.length);
  out->failed = out->failed || page->formats.xml.failed;
  put_list(out, "dataValidations", &page->rules, true);
  put_list(out, "hyperlinks", &page->links, false);
  put_print(out, book, page);
  put_ignored(out, page);
  egb_buffer_text(out, page->plots != NULL ? "<drawing r:id=\"rId1\"/>" : "");
  egb_buffer_text(out, "</worksheet>");
}

void egb_book_put_sheet(egb_book *book, size_t sheet, egb_archive *archive, egb_buffer *scratch) {
  egb_book_page *page = book->page[sheet];
  put_head(scratch, page, sheet == 0);
  if (!scratch->failed)
    egb_archive_add(archive, scratch->text, scratch->length);
  scratch->length = 0;
  if (page->cells != NULL)
    egb_archive_add_packed(archive, page->cells);
  page->cells = NULL;
  egb_book_end_row(page);
  put_tail(&page->piece, book, page);
  if (!page->piece.failed)
    egb_archive_add(archive, page->piece.text, page->piece.length);
  scratch->failed = scratch->failed || page->piece.failed;
}
