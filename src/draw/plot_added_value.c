/* Ranks by the index beside those by each of its children alone: how far they go together, how many units are apart. */
#include "draw/bars.h"

static const egb_bars bars = {.name = egb_bars_name,
                              .column = {"share", "spearman"},
                              .class = {"f0", "f6"},
                              .key = {"share of units far apart", "Spearman's correlation of the ranks"},
                              .count = 2,
                              .decimals = 3,
                              .axis = "By the index and by the child alone"};

static void draw(const egb_table *table, egb_buffer *out) {
  egb_bars_draw(&bars, table, out);
}

static void text(const egb_table *table, egb_canvas *canvas, size_t y) {
  egb_bars_text(&bars, table, canvas, y);
}

static const char *const columns[] = {"node", "label", "spearman", "share", NULL};
const egb_plot_row egb_plot_added_value = {.name = "added-value",
                                           .help = "ranks by the index beside those by each of its children alone",
                                           .schema = "egovbench.added-value/1",
                                           .columns = columns,
                                           .draw = draw,
                                           .text = text};
