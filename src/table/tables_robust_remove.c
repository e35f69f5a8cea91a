/* The index without one of its nodes: what it changes, and every unit's ranks. */
#include "model/removals.h"
#include "table/columns.h"
#include "table/tables_robust.h"

#include <string.h>

enum { NODE, LABEL, LEVEL, MEAN, LARGEST, UNIT, MOVED, LOST, GAINED, REASON, COLUMNS };

static const egb_table_column columns[COLUMNS] = {
    [NODE] = {.id = "node", .label = "Without", .help = "Id of the node left out.", .kind = EGB_CELL_TEXT},
    [LABEL] = {EGB_COLUMN_LABEL, .importance = 2, .comfort = 20},
    [LEVEL] = {EGB_COLUMN_DEPTH},
    [MEAN] = {.id = "mean_change",
              .label = "Mean change",
              .help = "Mean absolute change of the ranks, over the units ranked both times.",
              .kind = EGB_CELL_NUMBER,
              .decimals = 2},
    [LARGEST] = {.id = "largest_change",
                 .label = "Largest",
                 .help = "Largest change of a rank.",
                 .kind = EGB_CELL_NUMBER},
    [UNIT] = {.id = "largest_unit", .label = "of", .help = "The unit that has it.", .kind = EGB_CELL_TEXT},
    [MOVED] = {.id = "moved",
               .label = "Moved",
               .help = "Units whose rank changes.",
               .kind = EGB_CELL_INTEGER,
               .importance = 1},
    [LOST] = {.id = "lost",
              .label = "Lost",
              .help = "Units that lose their rank.",
              .kind = EGB_CELL_INTEGER,
              .machine_only = true},
    [GAINED] = {.id = "gained",
                .label = "Gained",
                .help = "Units that gain a rank.",
                .kind = EGB_CELL_INTEGER,
                .machine_only = true},
    [REASON] = {.id = "reason",
                .label = "Why not",
                .help = "Why the node cannot be left out.",
                .kind = EGB_CELL_TEXT,
                .importance = 3},
};

static bool put_removal(egb_table *table, size_t row, const egb_removal *removal, const egb_results *results,
                        const char *const *languages) {
  egb_table_put_integer(table, row, LEVEL, (int64_t)results->index->node[removal->node].depth);
  if (!egb_robust_put_node(table, row, NODE, results, removal->node, languages))
    return false;
  if (removal->reason != NULL)
    return egb_table_put_text(table, row, REASON, removal->reason);
  egb_table_put_number(table, row, MEAN, removal->mean_change);
  egb_cells_put_rank(table, row, LARGEST, removal->largest_change);
  egb_table_put_integer(table, row, MOVED, (int64_t)removal->moved);
  egb_table_put_integer(table, row, LOST, (int64_t)removal->lost);
  egb_table_put_integer(table, row, GAINED, (int64_t)removal->gained);
  return egb_robust_put_unit(table, row, UNIT, results, removal->largest_unit);
}

static bool fill(egb_table *table, const egb_removals *removals, const egb_results *results,
                 const char *const *languages) {
  uint8_t *indent = egb_arena_array(table->arena, table->row_count, sizeof *indent);
  bool reasons = false, ranked = false;
  if (indent == NULL)
    return false;
  for (size_t i = 0; i < table->row_count; i++) {
    const egb_removal *removal = &removals->removal[i];
    const size_t depth = results->index->node[removal->node].depth - 1;
    indent[i] = depth > UINT8_MAX ? UINT8_MAX : (uint8_t)depth;
    reasons = reasons || removal->reason != NULL;
    ranked = ranked || removal->lost + removal->gained > 0;
    if (!put_removal(table, i, removal, results, languages))
      return false;
  }
  table->indent = indent;
  table->column[REASON].machine_only = !reasons;
  table->column[LOST].machine_only = table->column[GAINED].machine_only = !ranked;
  return egb_robust_note(
      table,
      "Each node is left out by itself and everything scored again; its siblings take over its weight in proportion.");
}

egb_status egb_table_removals(const egb_removals *removals, const char *const *languages, egb_diag *diag,
                              egb_table **out) {
  const egb_results *results = removals->results;
  (void)diag;
  *out = NULL;
  egb_table *table = egb_robust_table("egovbench.removals/1", "without one of its nodes", results, languages, columns,
                                      COLUMNS, removals->count);
  if (table == NULL)
    return EGB_NO_MEMORY;
  if (!fill(table, removals, results, languages)) {
    egb_table_free(table);
    return EGB_NO_MEMORY;
  }
  *out = table;
  return EGB_OK;
}

/* ---- unit by unit ---------------------------------------------------------------------------- */

enum { ROW_UNIT, ROW_NAME, ROW_RANK, ROW_COLUMNS };

static const egb_table_column row_columns[ROW_COLUMNS] = {
    [ROW_UNIT] = {EGB_COLUMN_UNIT},
    [ROW_NAME] = {EGB_COLUMN_NAME, .importance = 1},
    [ROW_RANK] = {.id = "rank", .label = "Rank", .help = "Rank with every node.", .kind = EGB_CELL_NUMBER},
};

/* Columns of the nodes that were left out: their ids, which are no texts of this file. */
static bool put_columns(egb_table_column *column, egb_arena *arena, const egb_removals *removals,
                        const egb_results *results, const char *const *languages) {
  size_t at = ROW_COLUMNS;
  memcpy(column, row_columns, sizeof row_columns);
  for (size_t i = 0; i < removals->count; i++) {
    const egb_removal *removal = &removals->removal[i];
    if (removal->reason != NULL)
      continue;
    const char *id = egb_arena_format(arena, "without_%s", results->index->node[removal->node].id);
    const char *help =
        egb_arena_format(arena, "Rank without %s.", egb_index_node_name(results->index, removal->node, languages));
    if (id == NULL || help == NULL)
      return false;
    column[at++] = (egb_table_column){.id = id,
                                      .label = results->index->node[removal->node].id,
                                      .help = help,
                                      .kind = EGB_CELL_NUMBER,
                                      .importance = (int)results->index->node[removal->node].depth};
  }
  return true;
}

static bool put_rows(egb_table *table, const egb_removals *removals, const egb_results *results,
                     const char *const *languages) {
  for (size_t row = 0; row < table->row_count; row++) {
    const size_t unit = results->order[row];
    size_t at = ROW_COLUMNS;
    if (!egb_robust_put_ranked(table, row, ROW_UNIT, results, unit, results->rank[unit], languages))
      return false;
    for (size_t i = 0; i < removals->count; i++)
      if (removals->removal[i].rank != NULL)
        egb_cells_put_rank(table, row, at++, removals->removal[i].rank[unit]);
  }
  return true;
}

egb_status egb_table_removal_ranks(const egb_removals *removals, const char *const *languages, egb_diag *diag,
                                   egb_table **out) {
  const egb_results *results = removals->results;
  (void)diag;
  *out = NULL;
  egb_arena *arena = egb_arena_new();
  egb_table *table = NULL;
  size_t count = ROW_COLUMNS;
  for (size_t i = 0; i < removals->count; i++)
    count += removals->removal[i].reason == NULL;
  egb_table_column *column = arena != NULL ? egb_arena_array(arena, count, sizeof *column) : NULL;
  bool done = column != NULL;
  if (done)
    table = egb_robust_table("egovbench.removal_ranks/1", "ranks without one of its nodes", results, languages, column,
                             count, results->unit_count);
  done = done && table != NULL && put_columns(table->column, table->arena, removals, results, languages) &&
         put_rows(table, removals, results, languages);
  egb_arena_free(arena);
  if (!done) {
    egb_table_free(table);
    return EGB_NO_MEMORY;
  }
  *out = table;
  return EGB_OK;
}
