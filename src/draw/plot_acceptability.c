/* A strip per unit: how often it has each of the first ranks. */
#include "draw/plot.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* Columns of the table. */
enum { AT_P_RANK_1 };

#define NAME_MOST 200.0
#define CELL 46.0
#define RANKS_MOST 20
#define LEAST 0.005 /* shares above it are shown: 1 percent, rounded */

/* Shares in five steps; the number is in the cell. */
static const char *shade(double share) {
  return share >= 0.8 ? "p4" : share >= 0.5 ? "p3" : share >= 0.2 ? "p2" : share > LEAST ? "p1" : "p0";
}

/* Columns of the first ranks, in their order; between them may be others. */
static size_t list_ranks(const egb_table *table, size_t column[RANKS_MOST]) {
  char id[32] = "p_rank_1";
  size_t count = 0;
  for (size_t c = 0; c < egb_table_column_count(table) && count < RANKS_MOST; c++)
    if (strcmp(egb_table_column_id(table, c), id) == 0) {
      column[count++] = c;
      (void)snprintf(id, sizeof id, "p_rank_%zu", count + 1);
    }
  return count;
}

static void draw_cell(egb_buffer *out, double x, double y, double share) {
  if (isnan(share))
    return;
  egb_buffer number = {0};
  egb_svg_rectangle(out, shade(share), x, y, CELL - 2, EGB_PLOT_ROW - 2, NULL);
  if (share > LEAST) {
    egb_plot_put(&number, 100 * share, 0);
    egb_svg_text(out, share >= 0.5 ? "minor inverse" : "minor dark", x + CELL / 2 - 1, y + 12, EGB_ANCHOR_MIDDLE,
                 egb_buffer_string(&number));
  }
  egb_svg_release(out, &number);
}

static void draw(const egb_reading *read, egb_buffer *out) {
  const size_t rows = read->rows;
  const double names = egb_plot_widest(read, NAME_MOST), left = EGB_PLOT_MARGIN + names + 10;
  size_t column[RANKS_MOST];
  const size_t ranks = list_ranks(read->table, column);
  const double top = EGB_PLOT_TOP + 20;
  (void)egb_plot_open(out, read->table, fmax(left + CELL * (double)ranks + EGB_PLOT_MARGIN, 640),
                      top + EGB_PLOT_ROW * (double)rows + 34);
  for (size_t k = 0; k < ranks; k++) {
    char number[24];
    (void)snprintf(number, sizeof number, "%zu", k + 1);
    egb_svg_text(out, "minor", left + CELL * ((double)k + 0.5), top - 6, EGB_ANCHOR_MIDDLE, number);
  }
  for (size_t i = 0; i < rows; i++) {
    const double y = top + EGB_PLOT_ROW * (double)i;
    egb_svg_label(out, NULL, EGB_PLOT_MARGIN, y + 13, EGB_ANCHOR_START, names, egb_reading_name(read, i));
    for (size_t k = 0; k < ranks; k++)
      draw_cell(out, left + CELL * (double)k, y, egb_table_number(read->table, i, column[k]));
  }
  egb_svg_text(out, "minor", left, top + EGB_PLOT_ROW * (double)rows + 20, EGB_ANCHOR_START,
               "Percent of the draws in which the unit has this rank");
}

/* ---- in text --------------------------------------------------------------------------------- */

#define FULL ((size_t)5)  /* columns of a rank: a shade, a number */
#define BRIEF ((size_t)2) /* a shade */
#define NAMES_MOST ((size_t)26)
#define NAMES_LEAST ((size_t)8)

static void put_cell(egb_canvas *canvas, size_t x, size_t y, size_t wide, double share) {
  if (isnan(share))
    return;
  if (!(share > LEAST)) {
    (void)egb_canvas_sign(canvas, x, y, EGB_SIGN_ABSENT);
    return;
  }
  (void)egb_canvas_shade(canvas, x, y, 1, (size_t)('4' - shade(share)[1]), 5);
  if (wide == FULL)
    egb_plot_put_text(canvas, x + 1, y, 3, 100 * share, 0);
}

/* As many ranks as have room. */
static void text(const egb_reading *read, egb_canvas *canvas, size_t y) {
  size_t column[RANKS_MOST];
  const size_t rows = read->rows, all = list_ranks(read->table, column);
  const size_t wide = NAMES_LEAST + 2 + FULL * all <= canvas->width ? FULL : BRIEF;
  const size_t room = (canvas->width - NAMES_LEAST - 2) / wide, ranks = all < room ? all : room,
               left_most = canvas->width - wide * ranks - 2;
  const size_t names = egb_plot_columns(read, left_most < NAMES_MOST ? left_most : NAMES_MOST);
  for (size_t k = 0; k < ranks; k++) {
    char number[24];
    (void)snprintf(number, sizeof number, "%zu", k + 1);
    if (wide == FULL || k % 5 == 4 || k == 0)
      egb_canvas_label(canvas, names + 2 + wide * k, y, wide == FULL ? wide - 1 : wide,
                       wide == FULL ? EGB_ANCHOR_END : EGB_ANCHOR_START, number);
  }
  y++;
  for (size_t i = 0; i < rows; i++, y++) {
    egb_canvas_label(canvas, 0, y, names, EGB_ANCHOR_START, egb_reading_name(read, i));
    for (size_t k = 0; k < ranks; k++)
      put_cell(canvas, names + 2 + wide * k, y, wide, egb_table_number(read->table, i, column[k]));
  }
  y = egb_plot_part(canvas, y + 1, "first", ranks, all, "ranks");
  y = egb_canvas_paragraph(canvas, y, "Percent of the draws in which the unit has this rank.");
  size_t x = 0;
  static const char *const from[] = {"80", "50", "20", "0.5"};
  for (size_t i = 0; i < sizeof from / sizeof *from; i++)
    x = egb_canvas_text(canvas, egb_canvas_shade(canvas, x, y, 1, i, 5) + 1, y, from[i]) + 2;
  (void)egb_canvas_text(canvas, x, y, "or more");
}

static const char *const columns[] = {[AT_P_RANK_1] = "p_rank_1", NULL};
const egb_plot_row egb_plot_acceptability = {.name = "acceptability",
                                             .help = "how often each unit has each of the first ranks",
                                             .schema = "egovbench.acceptability/1",
                                             .columns = columns,
                                             .draw = draw,
                                             .text = text};
