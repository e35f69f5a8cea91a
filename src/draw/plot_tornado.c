/* Every assumption changed alone: how far ranks move in the mean. */
#include "draw/bars.h"
#include "draw/rows.h"

#include <stdlib.h>

static void name_of(const egb_table *table, size_t row, egb_buffer *out) {
  egb_buffer_format(out, "%s: %s", egb_plot_text(table, row, "assumption"), egb_plot_text(table, row, "alternative"));
}

static const egb_bars bars = {.name = name_of,
                              .column = {"mean_shift"},
                              .class = {"f0"},
                              .key = {"mean absolute shift of the ranks"},
                              .count = 1,
                              .decimals = 2,
                              .axis = "Places"};

static void draw(const egb_table *table, egb_buffer *out) {
  size_t rows;
  size_t *row = egb_rows_choose(table, NULL, NULL, "mean_shift", &rows);
  out->failed = out->failed || row == NULL;
  if (row != NULL)
    egb_bars_draw(&bars, table, row, rows, out);
  free(row);
}

static void text(const egb_table *table, egb_canvas *canvas, size_t y) {
  size_t rows;
  size_t *row = egb_rows_choose(table, NULL, NULL, "mean_shift", &rows);
  canvas->failed = canvas->failed || row == NULL;
  if (row != NULL)
    egb_bars_text(&bars, table, row, rows, canvas, y);
  free(row);
}

static const char *const columns[] = {"assumption", "alternative", "mean_shift", NULL};
const egb_plot_row egb_plot_tornado = {.name = "tornado",
                                       .help = "every assumption changed alone, the most effective first",
                                       .schema = "egovbench.switches/1",
                                       .columns = columns,
                                       .draw = draw,
                                       .text = text};
