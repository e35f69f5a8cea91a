/* The weight that each part was given, beside what it does. */
#include "draw/bars.h"

/* Columns of the table. */
enum { AT_NODE, AT_LABEL, AT_SHARE, AT_EFFECTIVE };

static const egb_bars bars = {.name = egb_bars_name,
                              .column = {AT_SHARE, AT_EFFECTIVE},
                              .class = {"f6", "f0"},
                              .key = {"weight", "importance: share of the correlation ratios"},
                              .count = 2,
                              .decimals = 3,
                              .axis = "Share among the siblings",
                              .node = AT_NODE,
                              .falling = EGB_ROWS_AS_STORED};

static const char *const columns[] = {
    [AT_NODE] = "node", [AT_LABEL] = "label", [AT_SHARE] = "share", [AT_EFFECTIVE] = "effective", NULL};
const egb_plot_row egb_plot_importance = {.name = "importance",
                                          .help = "the weights of a node's children beside their importance",
                                          .schema = "egovbench.importance/1",
                                          .columns = columns,
                                          .bars = &bars};
