/* The weight that each part was given, beside what it does. */
#include "draw/bars.h"
#include "draw/rows.h"

#include <stdlib.h>

static const egb_bars bars = {.name = egb_bars_name,
                              .column = {"share", "effective"},
                              .class = {"f6", "f0"},
                              .key = {"weight", "importance: share of the correlation ratios"},
                              .count = 2,
                              .decimals = 3,
                              .axis = "Share among the siblings"};

static void draw(const egb_table *table, egb_buffer *out) {
  size_t rows;
  const char *node = egb_plot_text(table, 0, "node");
  size_t *row = egb_rows_choose(table, "node", node, NULL, &rows);
  out->failed = out->failed || row == NULL;
  if (row != NULL)
    egb_bars_draw(&bars, table, row, rows, out);
  free(row);
}

static void text(const egb_table *table, egb_canvas *canvas, size_t y) {
  size_t rows;
  const char *node = egb_plot_text(table, 0, "node");
  size_t *row = egb_rows_choose(table, "node", node, NULL, &rows);
  canvas->failed = canvas->failed || row == NULL;
  if (row != NULL)
    egb_bars_text(&bars, table, row, rows, canvas, y);
  free(row);
}

static const char *const columns[] = {"node", "label", "share", "effective", NULL};
const egb_plot_row egb_plot_importance = {.name = "importance",
                                          .help = "the weights of a node's children beside their importance",
                                          .schema = "egovbench.importance/1",
                                          .columns = columns,
                                          .draw = draw,
                                          .text = text};
