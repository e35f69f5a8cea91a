/* Slopes between rankings: a line per unit, those that differ most marked. */
#include "draw/plot.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define COLUMN 260.0
#define MOST 12 /* rankings */
#define APART 10.0

static size_t list_rankings(const egb_table *table, size_t *column) {
  size_t count = 0;
  for (size_t c = 0; c < egb_table_column_count(table) && count < MOST; c++)
    if (strncmp(egb_table_column_id(table, c), "rank_", 5) == 0)
      column[count++] = c;
  return count;
}

static void draw_unit(const egb_table *table, size_t row, const size_t *column, size_t count, const egb_axis *upright,
                      double left, egb_buffer *out) {
  double x[MOST], y[MOST], low = INFINITY, high = -INFINITY;
  for (size_t k = 0; k < count; k++) {
    const double rank = egb_table_number(table, row, column[k]);
    x[k] = left + COLUMN * (double)k;
    y[k] = isnan(rank) ? (double)NAN : egb_axis_at(upright, rank);
    egb_axis_stretch(&low, &high, rank);
  }
  const char *name = egb_plot_name(table, row);
  egb_svg_polyline(out, high - low >= APART ? "s5" : "thin", x, y, count, name);
  for (size_t k = 0; k < count; k++)
    if (!isnan(y[k]))
      egb_svg_circle(out, "mark", x[k], y[k], 2.5, name);
  if (!isnan(y[0]))
    egb_svg_label(out, "minor", x[0] - 8, y[0] + 4, EGB_ANCHOR_END, 150, name);
  if (!isnan(y[count - 1]))
    egb_svg_label(out, "minor", x[count - 1] + 8, y[count - 1] + 4, EGB_ANCHOR_START, 150, name);
}

static void draw(const egb_table *table, const egb_plot_options *options, egb_buffer *out) {
  size_t column[MOST] = {0};
  const size_t rows = egb_plot_rows(table, options), count = list_rankings(table, column);
  const double left = EGB_PLOT_MARGIN + 160;
  double low = 1, high = 2;
  for (size_t i = 0; i < rows; i++)
    for (size_t k = 0; k < count; k++)
      egb_axis_stretch(&low, &high, egb_table_number(table, i, column[k]));
  const double height = fmin(2400, fmax(240, 14 * high));
  const egb_axis upright = egb_axis_exact(1, high, EGB_PLOT_TOP + 30, EGB_PLOT_TOP + 30 + height, 10);
  (void)egb_plot_open(out, table, 2 * left + COLUMN * (double)(count > 1 ? count - 1 : 1), EGB_PLOT_TOP + height + 66);
  for (size_t k = 0; k < count; k++)
    egb_svg_text(out, "strong", left + COLUMN * (double)k, EGB_PLOT_TOP + 12, EGB_ANCHOR_MIDDLE,
                 egb_table_column_label(table, column[k]));
  for (size_t i = 0; i < rows && count > 0; i++)
    draw_unit(table, i, column, count, &upright, left, out);
  egb_svg_text(out, "minor", EGB_PLOT_MARGIN, EGB_PLOT_TOP + height + 52, EGB_ANCHOR_START,
               "Ranks, the best on top; strong lines: ten places apart or more");
}

static const char *const columns[] = {"unit", "spread", NULL};
const egb_plot_row egb_plot_crosswalk = {.name = "crosswalk",
                                         .help = "several rankings side by side",
                                         .source = EGB_PLOT_CROSSWALK,
                                         .columns = columns,
                                         .draw = draw};
