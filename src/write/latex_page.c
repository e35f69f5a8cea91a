/* Widths are counted in digits, which the layout of text counts as terminal columns. The page is the one of the class
 * article with its default of 10 pt: lines of 345 pt, 550 pt on a page turned by 90 degrees, where a digit takes
 * 5 pt, 4.25 pt in \footnotesize and 3.98 pt in \scriptsize (cmr10, cmr8, cmr7). Letters are narrower on average, which
 * pays for the spaces between columns. */
#include "write/latex_page.h"

#include "write/people.h"

#define PAGE_ROWS 45           /* rows that fit on an upright page */
#define LONG_TEXT ((size_t)36) /* digits: longer texts become paragraphs where the table is too wide */

typedef struct setting {
  size_t width; /* at most */
  bool landscape;
  const char *size;
} setting;

static const setting settings[] = {
    {68, false, NULL}, {80, false, "\\footnotesize"}, {106, true, NULL}, {142, true, "\\scriptsize"}};
#define SETTINGS (sizeof settings / sizeof *settings)

static void cap_texts(egb_table_layout *layout) {
  for (size_t i = 0; i < layout->count && egb_table_layout_width(layout) > settings[0].width; i++) {
    egb_text_column *column = &layout->column[i];
    if (column->flexible && column->width > LONG_TEXT)
      column->width = LONG_TEXT;
  }
}

static void choose_setting(egb_latex_page *page) {
  const size_t width = egb_table_layout_width(&page->layout);
  size_t chosen = 0;
  while (chosen + 1 < SETTINGS && width > settings[chosen].width)
    chosen++;
  page->landscape = settings[chosen].landscape;
  page->size = settings[chosen].size;
}

static size_t natural_width(const egb_table_layout *layout, size_t at) {
  size_t widest = 0;
  for (size_t row = 0; row <= layout->table->row_count; row++) {
    const size_t width = layout->cell[row * layout->count + at].width;
    widest = width > widest ? width : widest;
  }
  return widest;
}

static void take_columns(egb_latex_page *page) {
  for (size_t i = 0; i < page->layout.count; i++) {
    const egb_text_column *column = &page->layout.column[i];
    if (column->dropped) {
      page->left_out++;
      continue;
    }
    const bool whole = !column->flexible || page->layout.table->column[column->source].monospaced ||
                       column->width >= natural_width(&page->layout, i);
    page->shown[page->count] = column->source;
    page->paragraph[page->count++] = whole ? 0 : column->width;
  }
}

bool egb_latex_page_open(egb_latex_page *page, const egb_table *table, int digits) {
  const bool alone = !table->inside; /* tables within a document have few columns and keep its size */
  *page = (egb_latex_page){.breaks = true};
  if (!egb_table_layout_open(&page->layout, table, digits, alone ? settings[SETTINGS - 1].width : 0))
    return false;
  page->shown = egb_arena_array(page->layout.arena, page->layout.count, sizeof *page->shown);
  page->paragraph = egb_arena_array(page->layout.arena, page->layout.count, sizeof *page->paragraph);
  if (page->shown == NULL || page->paragraph == NULL)
    return false;
  cap_texts(&page->layout);
  if (alone)
    choose_setting(page);
  /* Many floating tables are more than TeX can place, and one on a turned page has that page for itself. */
  page->breaks = !alone || page->landscape || table->row_count > PAGE_ROWS;
  take_columns(page);
  return true;
}

void egb_latex_page_close(egb_latex_page *page) {
  egb_table_layout_close(&page->layout);
}
