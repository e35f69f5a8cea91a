/* Charts as they are added, and where they are on their sheet. */
#include "write/book_chart.h"

#include "base/sheet_limits.h"
#include "write/book_state.h"
#include "write/sheet_text.h"

#define CHART "http://schemas.openxmlformats.org/drawingml/2006/chart"
#define WORDS_MOST ((size_t)255) /* of what says what a picture is */

/* ---- values to keep --------------------------------------------------------------------------- */

static bool is_same(const egb_area *a, const egb_area *b) {
  return a->row == b->row && a->column == b->column && a->last_row == b->last_row && a->last_column == b->last_column;
}

static bool is_within(const egb_area *area) {
  return area->row <= area->last_row && area->column <= area->last_column && area->last_row < EGB_XLSX_ROWS &&
         area->last_column < EGB_XLSX_COLUMNS;
}

static bool is_late(const egb_book_page *page, const egb_area *area) {
  return page->in_row && (area->row < page->row || (area->row == page->row && area->column < page->next_column));
}

size_t egb_book_kept_count(const egb_book_kept *kept) {
  const egb_area *area = &kept->range.area;
  return (area->last_row - area->row + 1) * (area->last_column - area->column + 1);
}

/* NULL: a failure. */
static egb_book_kept *keep(egb_book *book, const egb_range *range) {
  egb_book_page *page = egb_book_page_at(book, range->sheet);
  if (page == NULL)
    return NULL;
  for (egb_book_kept *kept = page->kept; kept != NULL; kept = kept->next)
    if (is_same(&kept->range.area, &range->area))
      return kept;
  book->failed = !is_within(&range->area) || is_late(page, &range->area);
  egb_book_kept *kept = book->failed ? NULL : egb_arena_array(book->arena, 1, sizeof *kept);
  if (kept == NULL)
    return NULL;
  *kept = (egb_book_kept){.range = *range, .sheet = page->name, .next = page->kept};
  kept->cell = egb_arena_array(book->arena, egb_book_kept_count(kept), sizeof *kept->cell);
  book->failed = kept->cell == NULL;
  page->kept = kept->cell != NULL ? kept : page->kept;
  return kept;
}

static const egb_book_kept *keep_some(egb_book *book, const egb_range *range) {
  return range != NULL ? keep(book, range) : NULL;
}

/* As it was added, so that they are drawn in that order. */
static void append(egb_book_page *page, egb_book_plot *plot) {
  egb_book_plot **at = &page->plots;
  while (*at != NULL)
    at = &(*at)->next;
  *at = plot;
}

void egb_book_chart(egb_book *book, size_t sheet, const egb_chart *chart) {
  egb_book_page *page = egb_book_page_at(book, sheet);
  if (page == NULL)
    return;
  egb_book_plot *plot = egb_arena_array(book->arena, 1, sizeof *plot);
  egb_book_series *series = egb_arena_array(book->arena, chart->count, sizeof *series);
  book->failed = plot == NULL || series == NULL || !is_within(&chart->place);
  if (book->failed)
    return;
  for (size_t i = 0; i < chart->count; i++)
    series[i] = (egb_book_series){keep(book, &chart->series[i].name), keep(book, &chart->series[i].labels),
                                  keep(book, &chart->series[i].values)};
  *plot = (egb_book_plot){.kind = chart->kind,
                          .place = chart->place,
                          .least = chart->least,
                          .most = chart->most,
                          .title = keep_some(book, chart->title),
                          .labels_title = keep_some(book, chart->labels_title),
                          .values_title = keep_some(book, chart->values_title),
                          .series = series,
                          .count = chart->count};
  if (!book->failed)
    append(page, plot);
}

/* ---- places ----------------------------------------------------------------------------------- */

static void put_corner(egb_buffer *out, const char *element, size_t row, size_t column) {
  egb_buffer_format(out,
                    "<xdr:%s><xdr:col>%zu</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>%zu</xdr:row>"
                    "<xdr:rowOff>0</xdr:rowOff></xdr:%s>",
                    element, column, row, element);
}

/* For who does not see the chart: its title or, without one, what it shows first. */
static void put_words(egb_buffer *out, const egb_book_plot *plot) {
  const egb_book_kept *kept = plot->title != NULL ? plot->title : plot->count != 0 ? plot->series[0].name : NULL;
  egb_buffer text = {0};
  if (kept != NULL)
    egb_book_kept_text(&text, kept->cell);
  egb_sheet_attribute(out, egb_buffer_string(&text), WORDS_MOST);
  out->failed = out->failed || text.failed;
  egb_buffer_clear(&text);
}

static void put_place(egb_buffer *out, const egb_book_plot *plot, size_t number) {
  egb_buffer_text(out, "<xdr:twoCellAnchor>");
  put_corner(out, "from", plot->place.row, plot->place.column);
  put_corner(out, "to", plot->place.last_row + 1, plot->place.last_column + 1);
  egb_buffer_format(out,
                    "<xdr:graphicFrame macro=\"\"><xdr:nvGraphicFramePr><xdr:cNvPr id=\"%zu\" name=\"Chart %zu\" "
                    "descr=\"",
                    number + 1, number);
  put_words(out, plot);
  egb_buffer_format(out,
                    "\"/><xdr:cNvGraphicFramePr/></xdr:nvGraphicFramePr><xdr:xfrm><a:off x=\"0\" y=\"0\"/>"
                    "<a:ext cx=\"0\" cy=\"0\"/></xdr:xfrm><a:graphic><a:graphicData uri=\"" CHART
                    "\"><c:chart xmlns:c=\"" CHART "\" r:id=\"rId%zu\"/></a:graphicData></a:graphic>"
                    "</xdr:graphicFrame><xdr:clientData/></xdr:twoCellAnchor>",
                    number);
}

void egb_book_put_drawing(egb_buffer *out, const egb_book_plot *plots) {
  size_t number = 0;
  egb_buffer_text(out, EGB_BOOK_XML "<xdr:wsDr xmlns:xdr=\"" EGB_BOOK_DRAWINGS
                                    "spreadsheetDrawing\" xmlns:a=\"" EGB_BOOK_DRAWINGS
                                    "main\" xmlns:r=\"" EGB_BOOK_OFFICE "\">");
  for (const egb_book_plot *plot = plots; plot != NULL; plot = plot->next)
    put_place(out, plot, ++number);
  egb_buffer_text(out, "</xdr:wsDr>");
}

void egb_book_put_drawing_relations(egb_buffer *out, const egb_book_plot *plots, size_t first) {
  size_t number = 0;
  egb_buffer_text(out, EGB_BOOK_RELATIONS);
  for (const egb_book_plot *plot = plots; plot != NULL; plot = plot->next, number++)
    egb_buffer_format(
        out, "<Relationship Id=\"rId%zu\" Type=\"" EGB_BOOK_OFFICE "/chart\" Target=\"../charts/chart%zu.xml\"/>",
        number + 1, first + number);
  egb_buffer_text(out, "</Relationships>");
}
