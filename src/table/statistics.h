/* statistics.h - one kind of figures as a table: its columns, and what fills its rows. */
#ifndef EGB_TABLE_STATISTICS_H
#define EGB_TABLE_STATISTICS_H

#include "model/statistics.h"
#include "table/tables_robust.h"

typedef struct egb_statistics_table {
  const char *schema, *what;
  const egb_table_column *column;
  size_t column_count;
  bool (*fill)(egb_table *table, const egb_statistics *statistics, const char *const *languages);
} egb_statistics_table;

/* Of groups of nodes; the others are where the list is. */
extern const egb_statistics_table egb_statistics_correlations, egb_statistics_components, egb_statistics_loadings,
    egb_statistics_scores, egb_statistics_biplot, egb_statistics_reliability, egb_statistics_items,
    egb_statistics_importance;
/* Beside others. */
extern const egb_statistics_table egb_statistics_partial, egb_statistics_coverage_nodes, egb_statistics_regression,
    egb_statistics_peers;

#define EGB_FIGURE(name, heading, what, places)                                                                        \
  .id = name, .label = heading, .help = what, .kind = EGB_CELL_NUMBER, .decimals = places
#define EGB_COUNTED(name, heading, what) .id = name, .label = heading, .help = what, .kind = EGB_CELL_INTEGER

#endif
