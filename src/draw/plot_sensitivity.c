/* Shares of the variance of the ranks, alone and in all. */
#include "draw/bars.h"

static void name_of(const egb_table *table, size_t row, egb_buffer *out) {
  egb_buffer_text(out, egb_plot_text(table, row, "assumption"));
}

static const egb_bars bars = {.name = name_of,
                              .column = {"first", "total"},
                              .class = {"f0", "f1"},
                              .key = {"alone", "in all"},
                              .low = {"first_low", "total_low"},
                              .high = {"first_high", "total_high"},
                              .count = 2,
                              .decimals = 3,
                              .axis = "Share of the variance",
                              .falling = "total"};

static void draw(const egb_table *table, egb_buffer *out) {
  egb_bars_draw(&bars, table, out);
}

static void text(const egb_table *table, egb_canvas *canvas, size_t y) {
  egb_bars_text(&bars, table, canvas, y);
}

static const char *const columns[] = {"assumption", "first",     "first_low",  "first_high",
                                      "total",      "total_low", "total_high", NULL};
const egb_plot_row egb_plot_sensitivity = {.name = "sensitivity",
                                           .help = "the share of the variance that each assumption accounts for",
                                           .schema = "egovbench.sensitivity/1",
                                           .columns = columns,
                                           .draw = draw,
                                           .text = text};
