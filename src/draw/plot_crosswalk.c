/* Slopes between rankings: a line per unit that all of them have, at its position among those, which tells rankings of
 * different lengths apart from rankings of different order. */
#include "draw/plot.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define COLUMN 260.0
#define MOST 12    /* rankings */
#define APART 10.0 /* places that a strong line has between its ends, at least; and a tenth of the units */

static size_t list_rankings(const egb_table *table, size_t *column) {
  size_t count = 0;
  for (size_t c = 0; c < egb_table_column_count(table) && count < MOST; c++)
    if (strncmp(egb_table_column_id(table, c), "rank_", 5) == 0)
      column[count++] = c;
  return count;
}

static bool is_common(const egb_table *table, size_t row) {
  return strcmp(egb_plot_text(table, row, "status"), "all") == 0;
}

/* Position of a common unit in a ranking of the common units; ties share the best. */
static double position(const egb_table *table, size_t row, size_t column) {
  const double rank = egb_table_number(table, row, column);
  double before = 0;
  for (size_t i = 0; i < egb_table_row_count(table); i++)
    before += is_common(table, i) && egb_table_number(table, i, column) < rank;
  return 1 + before;
}

static double apart(double units) {
  return fmax(APART, ceil(units / 10));
}

/* Where it is drawn: as many places as ties share are free below the best of them. */
static double place(const egb_table *table, size_t row, size_t column) {
  double ties = 0;
  for (size_t i = 0; i < row; i++)
    ties += is_common(table, i) && !(egb_table_number(table, i, column) < egb_table_number(table, row, column)) &&
            !(egb_table_number(table, i, column) > egb_table_number(table, row, column));
  return position(table, row, column) + ties;
}

static void draw_unit(const egb_table *table, size_t row, const size_t *column, size_t count, const egb_axis *upright,
                      double left, egb_buffer *out) {
  double x[MOST], y[MOST], low = INFINITY, high = -INFINITY;
  const char *name = egb_plot_name(table, row);
  for (size_t k = 0; k < count; k++) {
    const double at = position(table, row, column[k]);
    x[k] = left + COLUMN * (double)k;
    y[k] = egb_axis_at(upright, place(table, row, column[k]));
    egb_axis_stretch(&low, &high, at);
  }
  egb_svg_polyline(out, high - low >= apart(upright->high) ? "s4" : "axis", x, y, count, name);
  for (size_t k = 0; k < count; k++)
    egb_svg_circle(out, "mark", x[k], y[k], 2.5, name);
  egb_svg_label(out, "minor", x[0] - 8, y[0] + 4, EGB_ANCHOR_END, 150, name);
  egb_svg_label(out, "minor", x[count - 1] + 8, y[count - 1] + 4, EGB_ANCHOR_START, 150, name);
}

static void draw(const egb_table *table, egb_buffer *out) {
  size_t column[MOST] = {0}, common = 0;
  const size_t rows = egb_table_row_count(table), count = list_rankings(table, column);
  const double left = EGB_PLOT_MARGIN + 160;
  for (size_t i = 0; i < rows; i++)
    common += is_common(table, i);
  const double height = fmax(200, 15 * (double)common);
  const egb_axis upright =
      egb_axis_exact(1, common > 1 ? (double)common : 2, EGB_PLOT_TOP + 30, EGB_PLOT_TOP + 30 + height, 10);
  (void)egb_plot_open(out, table, fmax(660, 2 * left + COLUMN * (double)(count > 1 ? count - 1 : 1)),
                      EGB_PLOT_TOP + height + 76);
  for (size_t k = 0; k < count; k++)
    egb_svg_text(out, "strong", left + COLUMN * (double)k, EGB_PLOT_TOP + 12, EGB_ANCHOR_MIDDLE,
                 egb_table_column_label(table, column[k]));
  for (size_t i = 0; i < rows && count > 0; i++)
    if (is_common(table, i))
      draw_unit(table, i, column, count, &upright, left, out);
  egb_buffer note = {0};
  egb_buffer_format(&note, "Positions among the units that all rankings have; strong lines: %.0f apart or more",
                    apart(upright.high));
  egb_svg_text(out, "minor", EGB_PLOT_MARGIN, EGB_PLOT_TOP + height + 62, EGB_ANCHOR_START, egb_buffer_string(&note));
  egb_svg_release(out, &note);
}

/* ---- in text --------------------------------------------------------------------------------- */

#define PLACE ((size_t)4) /* columns of a position, */
#define MOVE ((size_t)6)  /* and of the way from the ranking before: a blank, a sign, places */
#define NAMES_MOST ((size_t)26)

static void put_move(egb_canvas *canvas, size_t x, size_t y, double before, double at) {
  if (at < before || at > before)
    egb_plot_put_text(canvas, x + 2, y, MOVE - 2, fabs(at - before), 0);
  (void)egb_canvas_sign(canvas, x + 1, y, at < before ? EGB_SIGN_UP : at > before ? EGB_SIGN_DOWN : EGB_SIGN_SAME);
}

static void put_unit(const egb_table *table, size_t row, const size_t *column, size_t count, size_t left, size_t wide,
                     egb_canvas *canvas, size_t y) {
  double before = 0;
  for (size_t k = 0; k < count; k++) {
    const double at = position(table, row, column[k]);
    egb_plot_put_text(canvas, left + wide * k, y, PLACE, at, 0);
    if (k > 0)
      put_move(canvas, left + wide * k + PLACE, y, before, at);
    before = at;
  }
}

/* As many rankings as have room, with as much of their names as the columns have. */
static void text(const egb_table *table, egb_canvas *canvas, size_t y) {
  size_t column[MOST] = {0};
  const size_t rows = egb_table_row_count(table), most = canvas->width / 3, all = list_rankings(table, column);
  const size_t names = egb_plot_columns(table, rows, NULL, most < NAMES_MOST ? most : NAMES_MOST), left = names + 1;
  const size_t room = canvas->width - left, least = PLACE + MOVE, fit = room / least < all ? room / least : all,
               each = fit > 0 ? room / fit : least, wide = each < 2 * least ? each : 2 * least;
  for (size_t k = 0; k < fit; k++)
    egb_canvas_label(canvas, left + wide * k + 1, y, wide - 1, EGB_ANCHOR_START,
                     egb_table_column_label(table, column[k]));
  for (size_t i = 0; i < rows; i++)
    if (is_common(table, i)) {
      egb_canvas_label(canvas, 0, ++y, names, EGB_ANCHOR_START, egb_plot_name(table, i));
      put_unit(table, i, column, fit, left, wide, canvas, y);
    }
  y = egb_plot_part(canvas, y + 2, "first", fit, all, "rankings");
  (void)egb_canvas_paragraph(canvas, y,
                             "Positions among the units that all rankings have; and places apart from "
                             "the ranking before.");
}

static const char *const columns[] = {"unit", "status", NULL};
const egb_plot_row egb_plot_crosswalk = {.name = "crosswalk",
                                         .help = "several rankings side by side",
                                         .schema = "egovbench.crosswalk/1",
                                         .columns = columns,
                                         .draw = draw,
                                         .text = text};
