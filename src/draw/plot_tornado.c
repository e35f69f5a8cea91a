/* Every assumption changed alone: how far ranks move in the mean. */
#include "draw/bars.h"

/* Columns of the table. */
enum { AT_ASSUMPTION, AT_ALTERNATIVE, AT_MEAN_SHIFT };

static void name_of(const egb_reading *read, size_t row, egb_buffer *out) {
  egb_buffer_format(out, "%s: %s", egb_reading_text(read, row, AT_ASSUMPTION),
                    egb_reading_text(read, row, AT_ALTERNATIVE));
}

static const egb_bars bars = {.name = name_of,
                              .column = {AT_MEAN_SHIFT},
                              .class = {"f0"},
                              .key = {"mean absolute shift of the ranks"},
                              .count = 1,
                              .decimals = 2,
                              .axis = "Places",
                              .node = EGB_ROWS_ALL,
                              .falling = AT_MEAN_SHIFT};

static const char *const columns[] = {
    [AT_ASSUMPTION] = "assumption", [AT_ALTERNATIVE] = "alternative", [AT_MEAN_SHIFT] = "mean_shift", NULL};
const egb_plot_row egb_plot_tornado = {.name = "tornado",
                                       .help = "every assumption changed alone, the most effective first",
                                       .schema = "egovbench.switches/1",
                                       .columns = columns,
                                       .bars = &bars};
