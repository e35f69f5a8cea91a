/* cells.h - what became of a cell, in words and in marks: the same in every table.
 *
 * Marks: `*` computed from fewer parts than there are, `~` imputed or computed in part from imputed values, `^` treated
 * as an outlier, `#` both of the first two. */
#ifndef EGB_TABLE_CELLS_H
#define EGB_TABLE_CELLS_H

#include "base/names.h"
#include "model/results.h"
#include "model/table.h"

/* False for a node that the scenario leaves out. */
bool egb_cells_active(const egb_results *results, size_t node);
/* Share of the indicators below a node that are imputed for a unit; 0 when nothing is. */
double egb_cells_imputed(const egb_results *results, size_t node, size_t unit);
/* True when the stage made something of its own in these results. */
bool egb_cells_has_stage(const egb_results *results, egb_stage stage);
/* Gives a cell that holds a value of a node the mark that belongs to it. */
void egb_cells_mark(egb_cell *cell, const egb_results *results, size_t node, size_t unit, egb_state state);
/* Which of the marks `~`, `^`, `#` and `*` there are. */
typedef struct egb_cells_seen {
  bool imputed, treated, both, partial;
} egb_cells_seen;
/* Adds the marks of a cell; their notes, false: out of memory. */
void egb_cells_see(egb_cells_seen *seen, const egb_cell *cell);
/* The same of the cells that hold the values of a node in a stage for these units, without making them. */
void egb_cells_see_values(egb_cells_seen *seen, const egb_results *results, egb_stage stage, size_t node,
                          const size_t *unit, size_t count);
/* Notes that explain `~`, `^` and `#`. False: out of memory. */
bool egb_cells_seen_notes(const egb_cells_seen *seen, egb_table *table);
/* Notes that explain the marks `~`, `^` and `#` the table has. False: out of memory. */
bool egb_cells_notes(egb_table *table);
/* Text of an optional value: nothing is put for NULL or "". False: out of memory. */
bool egb_cells_put(egb_table *table, size_t row, size_t column, const char *text);
/* A rank as a whole number when it is one. */
void egb_cells_put_rank(egb_table *table, size_t row, size_t column, double rank);
/* The value of a node in a stage before normalisation (NaN: nothing is put): an answer in words as the text that the
 * data has, which lives as long as the data, and the column is one of texts then; anything else as a number. */
void egb_cells_put_value(egb_table *table, size_t row, size_t column, const egb_results *results, size_t node,
                         double value);
/* Whether any such value of these units is an answer in words: a table whose rows are made on demand, by several
 * threads, has to say so of the column before. */
bool egb_cells_has_words(const egb_results *results, egb_stage stage, size_t node, const size_t *unit, size_t count);
/* The ids of the columns of a table. DuckDB, SQLite and the tables of Excel take two that differ only in the case of
 * ASCII letters for one. */
typedef struct egb_cells_names {
  egb_arena *arena; /* set by the user */
  egb_names written, folded;
} egb_cells_names;
/* Adds the id of a column; *taken: another column has it, and this one needs another, which is tried as `renamed`. An
 * id is also taken where one of another kind (1 or more, the user's) or a renamed one differs by case alone; ids of one
 * kind, as `a` and `A` of a definition, stay what they are, since whoever wrote them looks for them. False: out of
 * memory. */
bool egb_cells_take(egb_cells_names *names, const char *id, uint32_t kind, bool renamed, bool *taken);
/* Whether a node of the index has this id, in any case. */
bool egb_cells_names_node(const egb_index *index, const char *id);
/* Columns are named after ids of files: of those from first to before end, one whose name another column of the table
 * has (egb_cells_take) gets _2, or the next that is free; the columns outside keep theirs. For when all columns are
 * there. False: out of memory. */
bool egb_cells_own_columns(egb_table *table, size_t first, size_t end);
/* Why a unit does not take part, NULL when it does. */
const char *egb_cells_screened(const egb_results *results, size_t unit);
/* Why a unit has no rank although it takes part, NULL when nothing is against one. */
const char *egb_cells_unranked(const egb_results *results, size_t unit);

#endif
