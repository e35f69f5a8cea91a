/* One unit: its score in each dimension beside the mean of all and the best. */
#include "draw/bars.h"

/* Columns of the table. */
enum { AT_NODE, AT_SCORE, AT_MEAN_ALL, AT_BEST };

static const egb_bars bars = {.name = egb_bars_name,
                              .column = {AT_SCORE, AT_MEAN_ALL, AT_BEST},
                              .class = {"f0", "f6", "none"},
                              .key = {"this unit", "mean of all units", "the best"},
                              .count = 3,
                              .decimals = 1,
                              .axis = "Score",
                              .node = EGB_ROWS_ALL,
                              .falling = EGB_ROWS_AS_STORED};

static const char *const columns[] = {
    [AT_NODE] = "node", [AT_SCORE] = "score", [AT_MEAN_ALL] = "mean_all", [AT_BEST] = "best", NULL};
const egb_plot_row egb_plot_profile = {.name = "profile",
                                       .help = "one unit's dimensions beside the mean of all and the best",
                                       .schema = "egovbench.profile/1",
                                       .columns = columns,
                                       .bars = &bars};
