/* HTML: a page of its own with the table, its notes and where it comes from, or the same inside a document. Cells are
 * aligned by classes of the table, n1 for its first column and so on, as a class for each cell would double the page.
 */
#include "base/utf8.h"
#include "write/html.h"
#include "write/people.h"
#include "write/writers.h"

#include "model/document.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define NUMBERED 16 /* columns that the style sheet can align */
#define INDENT_MOST 8
#define LINE ((size_t)24) /* columns of a text that is not broken */
#define BAR 160           /* pixels that a bar has */

typedef struct grid {
  const egb_table *table;
  size_t *shown, count;
  size_t head; /* position in shown of what names a row; count: none */
  int digits;
  bool alone; /* a page of its own, whose heading is its title */
} grid;

static bool numeric(const grid *g, size_t i) {
  return egb_people_numeric(&g->table->column[g->shown[i]]);
}

static void put_text(egb_buffer *out, const egb_table_column *column, const char *text) {
  if (!column->monospaced) {
    egb_html_text(out, text);
    return;
  }
  egb_buffer_text(out, "<code>");
  egb_html_verbatim(out, text);
  egb_buffer_text(out, "</code>");
}

static double number_at(const egb_table *table, size_t row, size_t column) {
  const egb_cell *cell = &table->cell[row * table->column_count + column];
  return cell->kind == EGB_CELL_NUMBER    ? cell->as.number
         : cell->kind == EGB_CELL_INTEGER ? (double)cell->as.integer
                                          : (double)NAN;
}

static int place(double value, const egb_column_bar *bar) {
  return (int)lround(BAR * fmin(fmax(value / bar->most, 0), 1));
}

/* The numbers are in other cells or before it in its own: for the eye alone. */
static void put_bar(egb_buffer *out, const egb_table *table, size_t row, const egb_column_bar *bar) {
  const double low = number_at(table, row, bar->low), high = number_at(table, row, bar->high);
  const double point = number_at(table, row, bar->point);
  egb_buffer_text(out, isnan(low) && isnan(point) ? "" : "<svg><path d=");
  if (!isnan(low) && !isnan(high))
    egb_buffer_format(out, "M%d,5H%d", place(low, bar), place(high, bar));
  if (!isnan(point))
    egb_buffer_format(out, "M%d,1v8", place(point, bar));
  egb_buffer_text(out, isnan(low) && isnan(point) ? "" : " /></svg>");
}

static void put_value(egb_buffer *out, const grid *g, const egb_table_column *column, const egb_cell *cell) {
  char number[EGB_PEOPLE_NUMBER_MAX];
  if (cell->kind == EGB_CELL_TEXT) {
    put_text(out, column, cell->as.text);
  } else if (cell->kind != EGB_CELL_EMPTY) {
    (void)egb_people_number(column, cell, g->digits, number);
    egb_buffer_text(out, number[0] == '-' ? "\xE2\x88\x92" : ""); /* a minus sign, not a hyphen */
    egb_buffer_text(out, number[0] == '-' ? number + 1 : number);
  }
  if (cell->mark) {
    const char sign[] = {cell->sign == 0 ? '*' : cell->sign, '\0'};
    egb_buffer_text(out, "<sup>");
    egb_html_text(out, sign);
    egb_buffer_text(out, "</sup>");
  }
}

/* Short texts stay on one line, so that a narrow page does not make every row higher; long ones are broken. */
static bool is_long(const egb_cell *cell) {
  return cell->kind == EGB_CELL_TEXT && egb_utf8_width(cell->as.text, strlen(cell->as.text)) > LINE;
}

/* "<th scope=row" or "<td" with the classes of the cell. */
static void put_cell_tag(egb_buffer *out, const grid *g, const egb_cell *cell, size_t row, size_t i) {
  const bool tree = g->table->indent != NULL && i == egb_people_tree_column(g->table, g->shown, g->count);
  const unsigned int level = !tree ? 0 : g->table->indent[row] < INDENT_MOST ? g->table->indent[row] : INDENT_MOST;
  const bool is[] = {cell->muted, i != g->head && is_long(cell), numeric(g, i) && i >= NUMBERED};
  size_t count = level > 0;
  for (size_t k = 0; k < 3; k++)
    count += is[k];
  egb_buffer_text(out, i == g->head ? "<th scope=row" : "<td");
  egb_buffer_text(out, count > 1 ? " class=\"" : count == 1 ? " class=" : "");
  for (size_t k = 0; k < 3; k++)
    if (is[k])
      egb_buffer_format(out, "%c%s", "mtn"[k], --count > 0 ? " " : "");
  if (level > 0)
    egb_buffer_format(out, "i%u", level);
  egb_buffer_text(out, (level > 0) + is[0] + is[1] + is[2] > 1 ? "\">" : ">");
}

/* "<a href=...>" of the row's own page; false: it has none. */
static bool put_page(egb_buffer *out, const egb_table *table, size_t row) {
  if (table->row_page == NULL)
    return false;
  const egb_cell *cell = &table->cell[row * table->column_count + table->row_anchor_column];
  egb_buffer_text(out, "<a href=");
  egb_document_put_anchor(out, table->row_page, cell->kind == EGB_CELL_TEXT ? cell->as.text : "");
  egb_buffer_text(out, ".html>");
  return true;
}

static void put_row(egb_buffer *out, const grid *g, size_t row) {
  const egb_table *table = g->table;
  egb_buffer_text(out, "<tr");
  if (table->row_anchor != NULL) {
    const egb_cell *cell = &table->cell[row * table->column_count + table->row_anchor_column];
    egb_buffer_text(out, " id="); /* letters that need no quotation marks */
    egb_document_put_anchor(out, table->row_anchor, cell->kind == EGB_CELL_TEXT ? cell->as.text : "");
  }
  egb_buffer_char(out, '>');
  for (size_t i = 0; i < g->count; i++) {
    const egb_table_column *column = &table->column[g->shown[i]];
    const egb_cell *cell = &table->cell[row * table->column_count + g->shown[i]];
    put_cell_tag(out, g, cell, row, i);
    const bool leads = i == g->head && put_page(out, table, row);
    put_value(out, g, column, cell);
    egb_buffer_text(out, leads ? "</a>" : "");
    if (column->bar != NULL)
      put_bar(out, table, row, column->bar);
  }
  egb_buffer_char(out, '\n');
}

static void put_head(egb_buffer *out, const grid *g) {
  egb_buffer_text(out, "<thead><tr>");
  for (size_t i = 0; i < g->count; i++) {
    const egb_table_column *column = &g->table->column[g->shown[i]];
    egb_buffer_text(out, column->bar != NULL              ? "<th scope=col class=b"
                         : numeric(g, i) && i >= NUMBERED ? "<th scope=col class=n"
                                                          : "<th scope=col");
    if (column->help != NULL && !g->table->inside) {
      egb_buffer_text(out, " title=");
      egb_html_attribute(out, column->help);
    }
    egb_buffer_char(out, '>');
    put_text(out, column, egb_people_heading(column));
  }
  egb_buffer_text(out, "</thead>\n");
}

static void put_grid(egb_buffer *out, const grid *g) {
  size_t numbers = 0;
  egb_buffer_text(out, "<div class=scroll tabindex=0>\n<table");
  for (size_t i = 0; i < g->count && i < NUMBERED; i++)
    if (numeric(g, i))
      egb_buffer_format(out, "%sn%zu", numbers++ == 0 ? " class=\"" : " ", i + 1);
  egb_buffer_text(out, numbers == 0 ? "" : "\"");
  egb_buffer_text(out, g->alone ? " aria-labelledby=title>\n" : ">\n");
  if (g->table->title != NULL && !g->alone) {
    egb_buffer_text(out, "<caption>");
    egb_html_text(out, g->table->title);
    egb_buffer_text(out, "</caption>\n");
  }
  put_head(out, g);
  egb_buffer_text(out, "<tbody>\n");
  for (size_t row = 0; row < g->table->row_count; row++)
    put_row(out, g, row);
  egb_buffer_text(out, "</table>\n</div>\n");
}

/* The first text among the columns says whose row it is. */
static size_t head_of(const grid *g) {
  size_t i = 0;
  while (i < g->count && g->table->column[g->shown[i]].kind != EGB_CELL_TEXT)
    i++;
  return i;
}

static bool write_table(egb_buffer *out, const egb_table *table, int digits, bool alone) {
  grid g = {
      .table = table, .digits = digits, .alone = alone, .shown = calloc(table->column_count + 1, sizeof *g.shown)};
  if (g.shown == NULL)
    return false;
  g.count = egb_people_columns(table, true, g.shown);
  g.head = head_of(&g);
  if (g.count > 0)
    put_grid(out, &g);
  for (size_t i = 0; i < table->note_count; i++) {
    egb_buffer_text(out, "<p class=note>");
    egb_html_text(out, table->note[i]);
    egb_buffer_char(out, '\n');
  }
  free(g.shown);
  return true;
}

bool egb_html_table(egb_buffer *out, const egb_table *table, int digits) {
  return write_table(out, table, digits, false);
}

/* The title of a page is a heading, and stays where it is when a wide table is scrolled. */
static bool write_html(const egb_table *table, const egb_write_options *options, egb_buffer *out) {
  const egb_html_page page = {.options = options, .title = table->title};
  egb_html_open(out, &page);
  egb_buffer_text(out, "<main>\n");
  if (table->title != NULL) {
    egb_buffer_text(out, "<h1 id=title>");
    egb_html_text(out, table->title);
    egb_buffer_text(out, "</h1>\n");
  }
  const bool done = write_table(out, table, egb_write_digits(options), table->title != NULL);
  egb_buffer_text(out, "</main>\n");
  egb_html_facts(out, table);
  egb_html_close(out);
  return done;
}

const egb_writer egb_writer_html = {.name = "html",
                                    .extensions = {"html", "htm"},
                                    .help = "is a page for a browser.",
                                    .for_people = true,
                                    .is_page = true,
                                    .write = write_html,
                                    .document = egb_document_write_html};
