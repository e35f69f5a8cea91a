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

/* A row of what a kind of figures is. */
#define EGB_STATISTICS_KIND(name, title, columns, function)                                                            \
  { "egovbench." name "/1", title, columns, sizeof columns / sizeof *columns, function }
#define EGB_STATISTICS_TEXT(name, heading, what) .id = name, .label = heading, .help = what, .kind = EGB_CELL_TEXT
#define EGB_FIGURE(name, heading, what, places)                                                                        \
  .id = name, .label = heading, .help = what, .kind = EGB_CELL_NUMBER, .decimals = places
#define EGB_COUNTED(name, heading, what) .id = name, .label = heading, .help = what, .kind = EGB_CELL_INTEGER

/* Numbers side by side, from a column on. */
static inline void egb_statistics_put(egb_table *table, size_t row, size_t column, const double *number, size_t count) {
  for (size_t i = 0; i < count; i++)
    egb_table_put_number(table, row, column + i, number[i]);
}
#define EGB_STATISTICS_PUT(table, row, column, array)                                                                  \
  egb_statistics_put(table, row, column, array, sizeof(array) / sizeof *(array))

/* The id of a node; EGB_NONE: an empty cell. False: out of memory. */
static inline bool egb_statistics_put_id(egb_table *table, size_t row, size_t column, const egb_statistics *st,
                                         size_t node) {
  return node == EGB_NONE || egb_table_put_text(table, row, column, st->results->index->node[node].id);
}

#endif
