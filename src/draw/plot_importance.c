/* The weight that each part was given, beside what it does. */
#include "draw/bars.h"

static const egb_bars bars = {.name = egb_bars_name,
                              .column = {"share", "effective"},
                              .class = {"f6", "f0"},
                              .key = {"weight", "importance: share of the correlation ratios"},
                              .count = 2,
                              .decimals = 3,
                              .axis = "Share among the siblings",
                              .of_node = true};

static void draw(const egb_table *table, egb_buffer *out) {
  egb_bars_draw(&bars, table, out);
}

static void text(const egb_table *table, egb_canvas *canvas, size_t y) {
  egb_bars_text(&bars, table, canvas, y);
}

static const char *const columns[] = {"node", "label", "share", "effective", NULL};
const egb_plot_row egb_plot_importance = {.name = "importance",
                                          .help = "the weights of a node's children beside their importance",
                                          .schema = "egovbench.importance/1",
                                          .columns = columns,
                                          .draw = draw,
                                          .text = text};
