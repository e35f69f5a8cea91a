/* Every assumption changed alone: how far ranks move in the mean. */
#include "draw/bars.h"

static void name_of(const egb_table *table, size_t row, egb_buffer *out) {
  egb_buffer_format(out, "%s: %s", egb_plot_text(table, row, "assumption"), egb_plot_text(table, row, "alternative"));
}

static const egb_bars bars = {.name = name_of,
                              .column = {"mean_shift"},
                              .class = {"f0"},
                              .key = {"mean absolute shift of the ranks"},
                              .count = 1,
                              .decimals = 2,
                              .axis = "Places",
                              .falling = "mean_shift"};

static void draw(const egb_table *table, egb_buffer *out) {
  egb_bars_draw(&bars, table, out);
}

static void text(const egb_table *table, egb_canvas *canvas, size_t y) {
  egb_bars_text(&bars, table, canvas, y);
}

static const char *const columns[] = {"assumption", "alternative", "mean_shift", NULL};
const egb_plot_row egb_plot_tornado = {.name = "tornado",
                                       .help = "every assumption changed alone, the most effective first",
                                       .schema = "egovbench.switches/1",
                                       .columns = columns,
                                       .draw = draw,
                                       .text = text};
