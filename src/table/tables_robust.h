/* tables_robust.h - what the tables of the exact answers share. */
#ifndef EGB_TABLE_TABLES_ROBUST_H
#define EGB_TABLE_TABLES_ROBUST_H

#include "base/diag.h"
#include "table/cells.h"
#include "table/common.h"

/* A table with its columns, "TITLE: what" and provenance. NULL: out of memory. */
egb_table *egb_robust_table(const char *schema, const char *what, const egb_results *results,
                            const char *const *languages, const egb_table_column *columns, size_t column_count,
                            size_t rows);
/* The id of a unit; nothing for SIZE_MAX. False: out of memory. */
bool egb_robust_put_unit(egb_table *table, size_t row, size_t column, const egb_results *results, size_t unit);
/* Id and name of a unit, and its rank, into three columns side by side. False: out of memory. */
bool egb_robust_put_ranked(egb_table *table, size_t row, size_t column, const egb_results *results, size_t unit,
                           double rank, const char *const *languages);
/* Id and name of a node into two columns side by side. False: out of memory. */
bool egb_robust_put_node(egb_table *table, size_t row, size_t column, const egb_results *results, size_t node,
                         const char *const *languages);
/* A note made by printf. False: out of memory. */
bool egb_robust_note(egb_table *table, const char *format, ...) EGB_PRINTF(2, 3);
/* Warns of a method that alone leaves most of the ranked units tied for last place, or without a rank. False: out
 * of memory. */
bool egb_robust_note_level(egb_table *table, const egb_results *results, const char *factor, const char *alternative,
                           size_t level, size_t unranked, size_t ranked);
/* Says that ranks are those of unrounded scores when the definition rounds them. False: out of memory. */
bool egb_robust_note_rounding(egb_table *table, const egb_results *results);
/* A note by printf that answers what was asked, and is never left out. False: out of memory. */
bool egb_robust_note_answer(egb_table *table, const char *format, ...) __attribute__((format(printf, 2, 3)));

#endif
