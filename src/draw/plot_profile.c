/* One unit: its score in each dimension beside the mean of all and the best. */
#include "draw/bars.h"

static const egb_bars bars = {.name = egb_bars_name,
                              .column = {"score", "mean_all", "best"},
                              .class = {"f0", "f6", "none"},
                              .key = {"this unit", "mean of all units", "the best"},
                              .count = 3,
                              .decimals = 1,
                              .axis = "Score"};

static void draw(const egb_table *table, egb_buffer *out) {
  egb_bars_draw(&bars, table, out);
}

static void text(const egb_table *table, egb_canvas *canvas, size_t y) {
  egb_bars_text(&bars, table, canvas, y);
}

static const char *const columns[] = {"node", "score", "mean_all", "best", NULL};
const egb_plot_row egb_plot_profile = {.name = "profile",
                                       .help = "one unit's dimensions beside the mean of all and the best",
                                       .schema = "egovbench.profile/1",
                                       .columns = columns,
                                       .draw = draw,
                                       .text = text};
