/* The values of a stage: units in rows, nodes in columns; or a row per unit and node with the state of the cell. */
#include "base/number.h"
#include "base/text.h"
#include "table/cells.h"
#include "table/columns.h"
#include "table/common.h"

#include <string.h>

typedef struct stages {
  const egb_results *results;
  egb_table *table;
  const char *const *languages;
  size_t *unit; /* rows of the wide form, in the order of the ranking */
  size_t unit_count;
  size_t *node; /* that have values in the stage */
  size_t node_count;
} stages;

/* Values in the units of the data, in words where the data has words. */
static bool is_raw(egb_stage stage) {
  return stage != EGB_STAGE_NORMALISED && stage != EGB_STAGE_SCORED;
}

/* Raw values and what became of them exist for indicators alone, and so do normalised ones. */
static void list_nodes(stages *s, egb_stage stage) {
  s->node_count = 0;
  for (size_t i = 0; i < s->results->node_count; i++)
    if (egb_cells_active(s->results, i) &&
        (stage == EGB_STAGE_SCORED || s->results->index->node[i].first_child == EGB_NONE))
      s->node[s->node_count++] = i;
}

static egb_status start(stages *s, const char *schema, const char *const *units, egb_diag *diag) {
  const egb_results *results = s->results;
  s->table = egb_table_new(schema, 0, 0);
  if (s->table == NULL)
    return EGB_NO_MEMORY;
  bool *keep = egb_arena_array(s->table->arena, results->unit_count, sizeof *keep);
  s->unit = egb_arena_array(s->table->arena, results->unit_count, sizeof *s->unit);
  s->node = egb_arena_array(s->table->arena, results->node_count, sizeof *s->node);
  if (keep == NULL || s->unit == NULL || s->node == NULL)
    return EGB_NO_MEMORY;
  memset(keep, 1, results->unit_count * sizeof *keep);
  const egb_status status = egb_report_keep_units(results->data, units, s->table->arena, diag, keep);
  for (size_t i = 0; i < results->unit_count; i++)
    if (keep[results->order[i]])
      s->unit[s->unit_count++] = results->order[i];
  return status;
}

static bool finish(const stages *s) {
  const egb_dataset *data = s->results->data;
  const size_t period = s->results->period;
  s->table->title = egb_report_title(s->table->arena, s->results->index,
                                     data->period_count > period ? data->period[period] : "", s->languages);
  return s->table->title != NULL && egb_cells_notes(s->table) &&
         egb_report_index_facts(s->table, s->results->index, s->languages) &&
         egb_report_result_facts(s->table, s->results);
}

/* ---- wide ------------------------------------------------------------------------------------ */

/* A node may be called like the columns before it. */
static const char *column_id(egb_arena *arena, const egb_index *index, size_t node) {
  const char *id = index->node[node].id;
  while (id != NULL && (egb_text_same(id, "unit") || egb_text_same(id, "name") ||
                        (id != index->node[node].id && egb_cells_names_node(index, id))))
    id = egb_arena_format(arena, "node_%s", id);
  return id;
}

static bool put_columns(const stages *s, egb_stage stage) {
  egb_table *table = s->table;
  const bool scale = stage == EGB_STAGE_NORMALISED || stage == EGB_STAGE_SCORED;
  table->column[0] = (egb_table_column){EGB_COLUMN_UNIT};
  table->column[1] = (egb_table_column){EGB_COLUMN_NAME, .importance = 1};
  for (size_t i = 0; i < s->node_count; i++) {
    egb_table_column *column = &table->column[i + 2];
    const size_t node = s->node[i];
    column->id = column_id(table->arena, s->results->index, node);
    column->label = egb_index_node_name(s->results->index, node, s->languages);
    column->short_label = s->results->index->node[node].id;
    column->help = "Value of this node in the stage; empty: missing.";
    column->kind = EGB_CELL_NUMBER;
    column->decimals = scale ? egb_number_decimals(s->results->index->scale) : EGB_DECIMALS_AS_NEEDED;
    column->importance = 2 + (node > 60000 ? 60000 : (int)node);
    if (column->id == NULL)
      return false;
  }
  return true;
}

static bool put_rows(const stages *s, egb_stage stage) {
  for (size_t row = 0; row < s->unit_count; row++) {
    const size_t unit = s->unit[row];
    if (!egb_cells_put(s->table, row, 0, s->results->data->unit[unit].id) ||
        !egb_cells_put(s->table, row, 1, egb_dataset_unit_name(s->results->data, unit, s->languages)))
      return false;
    for (size_t i = 0; i < s->node_count; i++) {
      const size_t node = s->node[i];
      const double value = egb_results_column(s->results, stage, node)[unit];
      if (!is_raw(stage))
        egb_table_put_number(s->table, row, i + 2, value);
      else if (!egb_cells_put_value(s->table, row, i + 2, s->results, node, value))
        return false;
      egb_cells_mark(egb_table_cell(s->table, row, i + 2), s->results, node, unit,
                     (egb_state)egb_results_states(s->results, stage, node)[unit]);
    }
  }
  return true;
}

static bool partial_note(const egb_table *table) {
  for (size_t i = 0; i < table->row_count * table->column_count; i++)
    if (table->cell[i].mark && table->cell[i].sign == '*')
      return true;
  return false;
}

egb_status egb_table_stage(const egb_results *results, egb_stage stage, const char *const *languages,
                           const char *const *units, egb_diag *diag, egb_table **out) {
  stages s = {.results = results, .languages = languages};
  *out = NULL;
  egb_status status = start(&s, "egovbench.stage/1", units, diag);
  if (status == EGB_OK) {
    list_nodes(&s, stage);
    if (!egb_table_shape(s.table, s.node_count + 2, s.unit_count) || !put_columns(&s, stage) || !put_rows(&s, stage) ||
        !egb_table_add_fact(s.table, "stage", egb_stage_name(stage)) ||
        (partial_note(s.table) &&
         !egb_table_add_note(s.table, "* Computed from the parts that have a value, their weights re-scaled.")) ||
        !finish(&s))
      status = EGB_NO_MEMORY;
  }
  if (status == EGB_OK)
    *out = s.table;
  else
    egb_table_free(s.table);
  return status;
}

/* ---- long ------------------------------------------------------------------------------------ */

enum { UNIT, PERIOD, NODE, STAGE, VALUE, STATE, COLUMNS };

static const egb_table_column columns[COLUMNS] = {
    [UNIT] = {EGB_COLUMN_UNIT},
    [PERIOD] = {.id = "period",
                .label = "Period",
                .help = "Period of the data; empty: it has none.",
                .kind = EGB_CELL_TEXT},
    [NODE] = {EGB_COLUMN_NODE},
    [STAGE] = {.id = "stage",
               .label = "Stage",
               .help = "raw, imputed, treated, normalised or scored.",
               .kind = EGB_CELL_TEXT},
    [VALUE] = {.id = "value",
               .label = "Value",
               .help = "Value in the stage, an answer in words as its text; empty: missing.",
               .kind = EGB_CELL_NUMBER,
               .decimals = EGB_DECIMALS_AS_NEEDED},
    [STATE] = {.id = "state",
               .label = "State",
               .help =
                   "observed, imputed, treated, partial (weights of the present children re-scaled), withheld (too few "
                   "indicators) or missing.",
               .kind = EGB_CELL_TEXT},
};

static bool put_long(const stages *s, egb_stage stage, size_t *row) {
  const egb_results *results = s->results;
  const char *period = results->data->period_count > results->period ? results->data->period[results->period] : "";
  for (size_t u = 0; u < s->unit_count; u++) {
    for (size_t i = 0; i < s->node_count; i++, ++*row) {
      const size_t node = s->node[i];
      const double value = egb_results_column(results, stage, node)[s->unit[u]];
      const egb_state state = (egb_state)egb_results_states(results, stage, node)[s->unit[u]];
      if (!is_raw(stage))
        egb_table_put_number(s->table, *row, VALUE, value);
      else if (!egb_cells_put_value(s->table, *row, VALUE, results, node, value))
        return false;
      egb_cells_mark(egb_table_cell(s->table, *row, VALUE), results, node, s->unit[u], state);
      if (!egb_cells_put(s->table, *row, UNIT, results->data->unit[s->unit[u]].id) ||
          !egb_cells_put(s->table, *row, PERIOD, period) ||
          !egb_cells_put(s->table, *row, NODE, results->index->node[node].id) ||
          !egb_cells_put(s->table, *row, STAGE, egb_stage_name(stage)) ||
          !egb_cells_put(s->table, *row, STATE, egb_state_name(state)))
        return false;
    }
  }
  return true;
}

static bool fill_long(stages *s, egb_stage stage) {
  const egb_stage first = stage == EGB_STAGE_ALL ? EGB_STAGE_RAW : stage;
  const egb_stage last = stage == EGB_STAGE_ALL ? EGB_STAGE_SCORED : stage;
  size_t rows = 0, row = 0;
  for (egb_stage at = first; at <= last; at++) {
    list_nodes(s, at);
    rows += s->node_count * s->unit_count;
  }
  if (!egb_table_shape(s->table, COLUMNS, rows))
    return false;
  memcpy(s->table->column, columns, sizeof columns);
  for (egb_stage at = first; at <= last; at++) {
    list_nodes(s, at);
    if (!put_long(s, at, &row))
      return false;
  }
  return finish(s);
}

egb_status egb_table_stage_long(const egb_results *results, egb_stage stage, const char *const *units, egb_diag *diag,
                                egb_table **out) {
  stages s = {.results = results};
  *out = NULL;
  egb_status status = start(&s, "egovbench.stages/1", units, diag);
  if (status == EGB_OK && !fill_long(&s, stage))
    status = EGB_NO_MEMORY;
  if (status == EGB_OK)
    *out = s.table;
  else
    egb_table_free(s.table);
  return status;
}
