/* The weight that each part was given, beside what it does. */
#include "draw/bars.h"
#include "draw/rows.h"

#include <stdlib.h>

static const egb_bars bars = {.name = egb_plot_name,
                              .column = {"share", "effective"},
                              .class = {"f7", "f0"},
                              .key = {"weight", "importance: share of the correlation ratios"},
                              .count = 2,
                              .decimals = 3,
                              .axis = "Share among the siblings"};

static void draw(const egb_table *table, const egb_plot_options *options, egb_buffer *out) {
  size_t rows;
  const char *node = options->node != NULL ? options->node : egb_plot_text(table, 0, "node");
  size_t *row = egb_rows_choose(table, "node", node, NULL, options->top, &rows);
  out->failed = out->failed || row == NULL;
  if (row != NULL)
    egb_bars_draw(&bars, table, row, rows, out);
  free(row);
}

static const char *const columns[] = {"node", "label", "share", "effective", NULL};
const egb_plot_row egb_plot_importance = {.name = "importance",
                                          .help = "the weights of a node's children beside their importance",
                                          .source = EGB_PLOT_STATISTICS,
                                          .columns = columns,
                                          .draw = draw};
