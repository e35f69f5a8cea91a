/* The log of what imputation and treatment changed: a row per cell and stage. */
#include "table/cells.h"
#include "table/changes.h"
#include "table/columns.h"
#include "table/common.h"

#include <math.h>
#include <string.h>

enum { UNIT, NAME, NODE, LABEL, STAGE, BEFORE, AFTER, METHOD, CHANGE, COLUMNS };

static const egb_table_column columns[COLUMNS] = {
    [UNIT] = {EGB_COLUMN_UNIT},
    [NAME] = {EGB_COLUMN_NAME, .importance = 2},
    [NODE] = {.id = "indicator", .label = "Indicator", .help = "Id of the indicator.", .kind = EGB_CELL_TEXT},
    [LABEL] = {.id = "label",
               .label = "Label",
               .help = "Name of the indicator.",
               .kind = EGB_CELL_TEXT,
               .machine_only = true},
    [STAGE] = {.id = "stage",
               .label = "Stage",
               .help = "imputed or treated; scored: a node's score was imputed.",
               .kind = EGB_CELL_TEXT},
    [BEFORE] = {.id = "before",
                .label = "Before",
                .help = "Value before the stage; empty: it was missing.",
                .kind = EGB_CELL_NUMBER,
                .decimals = EGB_DECIMALS_AS_NEEDED},
    [AFTER] = {.id = "after",
               .label = "After",
               .help = "Value after the stage.",
               .kind = EGB_CELL_NUMBER,
               .decimals = EGB_DECIMALS_AS_NEEDED},
    [METHOD] = {.id = "method", .label = "Method", .help = "The method that did it.", .kind = EGB_CELL_TEXT},
    [CHANGE] = {.id = "change",
                .label = "What it did",
                .help = "What the method did to the value.",
                .kind = EGB_CELL_TEXT,
                .importance = 1},
};

typedef struct change_log {
  const egb_results *results;
  const char *const *languages;
  const bool *keep; /* per unit */
  egb_table *table; /* NULL: only count */
  size_t row;
} change_log;

static bool put_change(change_log *log, size_t node, size_t unit, egb_stage stage) {
  const egb_results *results = log->results;
  const egb_node *n = &results->index->node[node];
  const size_t row = log->row++;
  const bool imputed = stage == EGB_STAGE_IMPUTED, filled = stage == EGB_STAGE_SCORED;
  egb_table *table = log->table;
  egb_buffer change = {0};
  if (table == NULL)
    return true;
  const double before =
      filled ? (double)NAN : egb_results_column(results, imputed ? EGB_STAGE_RAW : EGB_STAGE_IMPUTED, node)[unit];
  egb_cells_put_value(table, row, BEFORE, results, node, before);
  egb_cells_put_value(table, row, AFTER, results, node, egb_results_column(results, stage, node)[unit]);
  if (filled)
    egb_changes_filled(&change, results, node, unit);
  else if (imputed)
    egb_changes_imputed(&change, results, node, unit);
  else
    egb_changes_treated(&change, results, node, unit, "");
  const bool done = !change.failed && egb_cells_put(table, row, CHANGE, change.text);
  egb_buffer_clear(&change);
  return done && egb_cells_put(table, row, UNIT, results->data->unit[unit].id) &&
         egb_cells_put(table, row, NAME, egb_dataset_unit_name(results->data, unit, log->languages)) &&
         egb_cells_put(table, row, NODE, n->id) &&
         egb_cells_put(table, row, LABEL, egb_index_node_name(results->index, node, log->languages)) &&
         egb_cells_put(table, row, STAGE, egb_stage_name(stage)) &&
         egb_cells_put(table, row, METHOD,
                       filled    ? n->fill.name
                       : imputed ? n->impute.name
                                 : n->treat.name);
}

/* Indicator by indicator, in each the units as the data has them. */
static bool walk(change_log *log) {
  const egb_results *results = log->results;
  for (size_t i = 0; i < results->node_count; i++) {
    const bool leaf = results->index->node[i].first_child == EGB_NONE;
    for (size_t u = 0; u < results->unit_count && egb_cells_active(results, i); u++) {
      if (!log->keep[u])
        continue;
      if (egb_changes_is_filled(results, i, u) && !put_change(log, i, u, EGB_STAGE_SCORED))
        return false;
      if (!leaf)
        continue;
      if (egb_changes_is_imputed(results, i, u) && !put_change(log, i, u, EGB_STAGE_IMPUTED))
        return false;
      if (egb_changes_is_treated(results, i, u) && !put_change(log, i, u, EGB_STAGE_TREATED))
        return false;
    }
  }
  return true;
}

static bool fill(change_log *log, egb_table *table) {
  const egb_results *results = log->results;
  const egb_dataset *data = results->data;
  (void)walk(log);
  if (!egb_table_shape(table, COLUMNS, log->row))
    return false;
  memcpy(table->column, columns, sizeof columns);
  for (size_t i = 0; i < COLUMNS; i++)
    if (table->column[i].decimals == 0)
      table->column[i].decimals = -1;
  log->table = table;
  log->row = 0;
  table->title =
      egb_report_title(table->arena, results->index,
                       data->period_count > results->period ? data->period[results->period] : "", log->languages);
  return walk(log) && table->title != NULL &&
         (table->row_count > 0 || egb_table_add_note_of(table, EGB_NOTE_ALWAYS, "No value was imputed or treated.")) &&
         egb_report_index_facts(table, results->index, log->languages) && egb_report_result_facts(table, results);
}

egb_status egb_table_changes(const egb_results *results, const char *const *languages, const char *const *units,
                             egb_diag *diag, egb_table **out) {
  *out = NULL;
  egb_table *table = egb_table_new("egovbench.changes/1", 0, 0);
  bool *keep = table == NULL ? NULL : egb_arena_array(table->arena, results->unit_count, sizeof *keep);
  egb_status status = keep == NULL ? EGB_NO_MEMORY : EGB_OK;
  if (status == EGB_OK) {
    memset(keep, 1, results->unit_count * sizeof *keep);
    status = egb_report_keep_units(results->data, units, table->arena, diag, keep);
  }
  change_log log = {.results = results, .languages = languages, .keep = keep};
  if (status == EGB_OK && !fill(&log, table))
    status = EGB_NO_MEMORY;
  if (status == EGB_OK)
    *out = table;
  else
    egb_table_free(table);
  return status;
}
