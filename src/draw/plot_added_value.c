/* Ranks by the index beside those by each of its children alone: how far they go together, how many units are apart. */
#include "draw/bars.h"

/* Columns of the table. */
enum { AT_NODE, AT_LABEL, AT_SPEARMAN, AT_SHARE };

static const egb_bars bars = {.name = egb_bars_name,
                              .column = {AT_SHARE, AT_SPEARMAN},
                              .class = {"f0", "f6"},
                              .key = {"share of units far apart", "Spearman's correlation of the ranks"},
                              .count = 2,
                              .decimals = 3,
                              .axis = "By the index and by the child alone",
                              .node = EGB_ROWS_ALL,
                              .falling = EGB_ROWS_AS_STORED};

static const char *const columns[] = {
    [AT_NODE] = "node", [AT_LABEL] = "label", [AT_SPEARMAN] = "spearman", [AT_SHARE] = "share", NULL};
const egb_plot_row egb_plot_added_value = {.name = "added-value",
                                           .help = "ranks by the index beside those by each of its children alone",
                                           .schema = "egovbench.added-value/1",
                                           .columns = columns,
                                           .bars = &bars};
