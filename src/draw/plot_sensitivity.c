/* Shares of the variance of the ranks, alone and in all. */
#include "draw/bars.h"

/* Columns of the table. */
enum { AT_ASSUMPTION, AT_FIRST, AT_FIRST_LOW, AT_FIRST_HIGH, AT_TOTAL, AT_TOTAL_LOW, AT_TOTAL_HIGH };

static void name_of(const egb_reading *read, size_t row, egb_buffer *out) {
  egb_buffer_text(out, egb_reading_text(read, row, AT_ASSUMPTION));
}

static const egb_bars bars = {.name = name_of,
                              .column = {AT_FIRST, AT_TOTAL},
                              .class = {"f0", "f1"},
                              .key = {"alone", "in all"},
                              .spans = true,
                              .low = {AT_FIRST_LOW, AT_TOTAL_LOW},
                              .high = {AT_FIRST_HIGH, AT_TOTAL_HIGH},
                              .count = 2,
                              .decimals = 3,
                              .axis = "Share of the variance",
                              .node = EGB_ROWS_ALL,
                              .falling = AT_TOTAL};

static const char *const columns[] = {[AT_ASSUMPTION] = "assumption", [AT_FIRST] = "first",
                                      [AT_FIRST_LOW] = "first_low",   [AT_FIRST_HIGH] = "first_high",
                                      [AT_TOTAL] = "total",           [AT_TOTAL_LOW] = "total_low",
                                      [AT_TOTAL_HIGH] = "total_high", NULL};
const egb_plot_row egb_plot_sensitivity = {.name = "sensitivity",
                                           .help = "the share of the variance that each assumption accounts for",
                                           .schema = "egovbench.sensitivity/1",
                                           .columns = columns,
                                           .bars = &bars};
