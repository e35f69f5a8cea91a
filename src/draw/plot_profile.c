/* One unit: its score in each dimension beside the mean of all and the best. */
#include "draw/bars.h"
#include "draw/rows.h"

#include <stdlib.h>

static const egb_bars bars = {.name = egb_bars_name,
                              .column = {"score", "mean_all", "best"},
                              .class = {"f0", "f6", "none"},
                              .key = {"this unit", "mean of all units", "the best"},
                              .count = 3,
                              .decimals = 1,
                              .axis = "Score"};

static void draw(const egb_table *table, egb_buffer *out) {
  size_t rows;
  size_t *row = egb_rows_choose(table, NULL, NULL, NULL, &rows);
  out->failed = out->failed || row == NULL;
  if (row != NULL)
    egb_bars_draw(&bars, table, row, rows, out);
  free(row);
}

static void text(const egb_table *table, egb_canvas *canvas, size_t y) {
  size_t rows;
  size_t *row = egb_rows_choose(table, NULL, NULL, NULL, &rows);
  canvas->failed = canvas->failed || row == NULL;
  if (row != NULL)
    egb_bars_text(&bars, table, row, rows, canvas, y);
  free(row);
}

static const char *const columns[] = {"node", "score", "mean_all", "best", NULL};
const egb_plot_row egb_plot_profile = {.name = "profile",
                                       .help = "one unit's dimensions beside the mean of all and the best",
                                       .schema = "egovbench.profile/1",
                                       .columns = columns,
                                       .draw = draw,
                                       .text = text};
