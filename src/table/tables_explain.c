/* How one unit's score arose: every node with its raw value, its place in the data, and what became of it. */
#include "base/number.h"
#include "model/trail.h"
#include "table/cell_lines.h"
#include "table/cells.h"
#include "table/changes.h"
#include "table/columns.h"
#include "table/common.h"
#include "table/explain.h"

#include <math.h>
#include <string.h>

enum {
  NODE,
  LEVEL,
  LABEL,
  VALUE,
  IMPUTED,
  TREATED,
  NORMALISED,
  SCORE,
  WEIGHT,
  EFFECTIVE,
  CONTRIBUTION,
  RANK,
  OF,
  STATE,
  CHANGE,
  COVERAGE,
  METHOD,
  WRITTEN,
  PLACE,
  COLUMNS
};

static const egb_table_column columns[COLUMNS] = {
    [NODE] = {EGB_COLUMN_NODE},
    [LEVEL] = {EGB_COLUMN_DEPTH},
    [LABEL] = {EGB_COLUMN_LABEL, .importance = 3, .comfort = 20},
    [VALUE] = {.id = "value",
               .label = "Value",
               .help = "Raw value of an indicator; empty: missing.",
               .kind = EGB_CELL_NUMBER,
               .decimals = EGB_DECIMALS_AS_NEEDED,
               .importance = 2},
    [IMPUTED] = {.id = "imputed",
                 .label = "Imputed",
                 .help = "Value after imputation; empty: missing, or the index imputes nothing.",
                 .kind = EGB_CELL_NUMBER,
                 .decimals = EGB_DECIMALS_AS_NEEDED,
                 .importance = 2},
    [TREATED] = {.id = "treated",
                 .label = "Treated",
                 .help = "Value after the treatment of outliers; empty: missing, or the index treats nothing.",
                 .kind = EGB_CELL_NUMBER,
                 .decimals = EGB_DECIMALS_AS_NEEDED,
                 .importance = 2},
    [NORMALISED] = {.id = "normalised",
                    .label = "Normalised",
                    .help = "Value of an indicator on the common scale.",
                    .kind = EGB_CELL_NUMBER,
                    .decimals = -1,
                    .machine_only = true},
    [SCORE] = {.id = "score",
               .label = "Score",
               .help = "Score of the node; an indicator's is its normalised value.",
               .kind = EGB_CELL_NUMBER,
               .decimals = -1},
    [WEIGHT] = {.id = "weight",
                .label = "Weight",
                .help = "Share among the siblings the unit has; these sum to 1.",
                .kind = EGB_CELL_NUMBER,
                .decimals = 4,
                .importance = 1},
    [EFFECTIVE] = {.id = "effective_weight",
                   .label = "Effective",
                   .help = "Product of these shares up to the index.",
                   .kind = EGB_CELL_NUMBER,
                   .decimals = 4,
                   .importance = 6},
    [CONTRIBUTION] =
        {.id = "contribution",
         .label = "Contributes",
         .short_label = "Points",
         .help =
             "The node's part of the index score: effective weight times score, and below a sum the points themselves; "
             "only where every aggregation above adds up.",
         .kind = EGB_CELL_NUMBER,
         .decimals = -1,
         .importance = 1},
    [RANK] = {.id = "rank",
              .label = "Rank",
              .help = "Rank among the units that have this node.",
              .kind = EGB_CELL_INTEGER,
              .decimals = -1,
              .importance = 4},
    [OF] = {.id = "of",
            .label = "Of",
            .help = "How many units have this node; empty for ranks as published.",
            .kind = EGB_CELL_INTEGER,
            .decimals = -1,
            .importance = 5},
    [STATE] = {.id = "state",
               .label = "State",
               .help =
                   "observed, imputed, treated, partial (weights of the present children re-scaled), withheld (too few "
                   "indicators) or missing.",
               .kind = EGB_CELL_TEXT,
               .decimals = -1,
               .machine_only = true},
    [CHANGE] =
        {.id = "change",
         .label = "What became of it",
         .help = "What the value was computed from, and what imputation and treatment did to it; of an aggregate, its "
                 "score before `then:` and what that made of it; empty: nothing.",
         .kind = EGB_CELL_TEXT,
         .decimals = -1,
         .importance = 6,
         .comfort = 20},
    [COVERAGE] = {.id = "coverage",
                  .label = "Coverage",
                  .help = "Share of the indicators below that the unit has.",
                  .kind = EGB_CELL_NUMBER,
                  .decimals = -1,
                  .importance = 8},
    [METHOD] = {.id = "method",
                .label = "Method",
                .help = "Normalisation of an indicator, aggregation of an aggregate.",
                .kind = EGB_CELL_TEXT,
                .decimals = -1,
                .importance = 7},
    [WRITTEN] = {.id = "written",
                 .label = "Written",
                 .help = "The cell as written in the data file.",
                 .kind = EGB_CELL_TEXT,
                 .decimals = -1,
                 .machine_only = true},
    [PLACE] = {.id = "place",
               .label = "Place",
               .help = "file:line:column of the cell.",
               .kind = EGB_CELL_TEXT,
               .decimals = -1,
               .machine_only = true},
};

static bool put_place(egb_table *table, size_t row, egb_place place, egb_cell_lines *lines) {
  if (place.source == NULL)
    return true;
  const char *text = egb_cell_lines_text(lines, place, place.source->name);
  return text != NULL && egb_table_put_text(table, row, PLACE, text);
}

/* The value after the stages that change raw values, and what they did. */
static bool put_stages(egb_table *table, const egb_trail *trail, size_t node, size_t row) {
  const egb_results *results = trail->results;
  const size_t unit = trail->unit;
  egb_buffer change = {0};
  if (egb_cells_has_stage(results, EGB_STAGE_IMPUTED)) {
    egb_cells_put_value(table, row, IMPUTED, results, node, results->imputed.value[node][unit]);
    egb_cells_mark(egb_table_cell(table, row, IMPUTED), results, node, unit,
                   (egb_state)results->imputed.state[node][unit]);
  }
  if (egb_cells_has_stage(results, EGB_STAGE_TREATED)) {
    egb_cells_put_value(table, row, TREATED, results, node, results->treated.value[node][unit]);
    egb_cells_mark(egb_table_cell(table, row, TREATED), results, node, unit,
                   (egb_state)results->treated.state[node][unit]);
  }
  egb_changes_computed(&change, results, node, trail->unit);
  if (change.length > 0 && egb_changes_is_imputed(results, node, trail->unit))
    egb_buffer_text(&change, "; then ");
  egb_changes_imputed(&change, results, node, trail->unit);
  const size_t before = change.length;
  egb_changes_treated(&change, results, node, trail->unit, before == 0 ? "" : "; then ");
  const bool done = !change.failed && egb_cells_put(table, row, CHANGE, change.text);
  egb_buffer_clear(&change);
  return done;
}

/* What became of a node's missing score. */
static bool put_fill(egb_table *table, const egb_trail *trail, size_t at, size_t row) {
  egb_buffer change = {0};
  egb_changes_filled(&change, trail->results, trail->step[at].node, trail->unit);
  const bool done = !change.failed && egb_cells_put(table, row, CHANGE, change.text);
  egb_buffer_clear(&change);
  return done;
}

/* The step from the aggregated score to the one that counts. */
static bool put_then(egb_table *table, const egb_trail *trail, size_t node, size_t row) {
  egb_buffer change = {0};
  egb_changes_then(&change, trail->results, node, trail->unit);
  const bool done = !change.failed && egb_cells_put(table, row, CHANGE, change.text);
  egb_buffer_clear(&change);
  return done;
}

static bool put_step(egb_table *table, const egb_trail *trail, size_t at, size_t row, const char *const *languages) {
  const egb_trail_step *step = &trail->step[at];
  const egb_index *index = trail->results->index;
  const egb_node *node = &index->node[step->node];
  egb_table_put_integer(table, row, LEVEL, (int64_t)node->depth);
  egb_cells_put_value(table, row, VALUE, trail->results, step->node, step->raw);
  egb_table_put_number(table, row, NORMALISED, step->normalised);
  egb_table_put_number(table, row, SCORE, step->score);
  egb_table_put_number(table, row, WEIGHT, step->share);
  egb_table_put_number(table, row, EFFECTIVE, step->effective);
  egb_table_put_number(table, row, CONTRIBUTION, step->contribution);
  egb_table_put_number(table, row, COVERAGE, step->coverage);
  egb_cells_put_rank(table, row, RANK, step->rank);
  egb_cells_put_rank(table, row, OF, step->of);
  if (node->first_child == EGB_NONE ? !put_stages(table, trail, step->node, row) : !put_fill(table, trail, at, row))
    return false;
  if (node->then != NULL && !put_then(table, trail, step->node, row))
    return false;
  egb_cells_mark(egb_table_cell(table, row, SCORE), trail->results, step->node, trail->unit, step->state);
  for (size_t i = 0; i < COLUMNS && isnan(step->score); i++)
    egb_table_cell(table, row, i)->muted = true;
  return egb_cells_put(table, row, NODE, node->id) &&
         egb_cells_put(table, row, LABEL, egb_index_node_name(index, step->node, languages)) &&
         egb_cells_put(table, row, STATE, egb_state_name(step->state)) &&
         egb_cells_put(table, row, METHOD, trail->results->method[step->node]) &&
         egb_cells_put(table, row, WRITTEN, step->raw_text);
}

/* "Estonia (EST): score 91.20, rank 3; Ten indicators, 2022". */
static bool put_title(egb_table *table, const egb_trail *trail, const char *const *languages) {
  const egb_results *results = trail->results;
  const egb_dataset *data = results->data;
  const char *period = data->period_count > results->period ? data->period[results->period] : "";
  const char *index_title = egb_report_title(table->arena, results->index, period, languages);
  const double score = egb_results_score(results, trail->unit);
  char number[EGB_NUMBER_MAX], rank[EGB_NUMBER_MAX];
  (void)egb_number_fixed(score, egb_number_decimals(results->index->scale), number);
  (void)egb_number_shortest(egb_results_rank(results, trail->unit), rank);
  if (index_title == NULL)
    return false;
  const char *name = egb_dataset_unit_name(data, trail->unit, languages);
  const char *id = data->unit[trail->unit].id;
  const char *screened = egb_cells_screened(results, trail->unit);
  if (screened != NULL)
    table->title = egb_arena_format(table->arena, "%s (%s): not ranked, %s; %s", name, id, screened, index_title);
  else if (!isnan(score) && egb_cells_unranked(results, trail->unit) != NULL)
    table->title = egb_arena_format(table->arena, "%s (%s): score %s, not ranked, %s; %s", name, id, number,
                                    egb_cells_unranked(results, trail->unit), index_title);
  else if (isnan(score))
    table->title = egb_arena_format(table->arena, "%s (%s): not ranked; %s", name, id, index_title);
  else
    table->title =
        egb_arena_format(table->arena, "%s (%s): score %s, rank %s; %s", name, id, number, rank, index_title);
  return table->title != NULL;
}

/* Whether anything is said of what is computed by an expression. */
static bool derives(const egb_index *index) {
  bool any = index->then_count > 0;
  for (size_t i = 0; i < index->node_count && !any; i++)
    any = index->node[i].compute != NULL;
  return any;
}

static bool fill(egb_table *table, const egb_trail *trail, const char *const *languages) {
  const egb_index *index = trail->results->index;
  uint8_t *indent = egb_arena_array(table->arena, trail->count, sizeof *indent);
  egb_cell_lines lines;
  if (indent == NULL || !egb_cell_lines_begin(trail->results->data, table->arena, &lines))
    return false;
  memcpy(table->column, columns, sizeof columns);
  table->column[NORMALISED].decimals = table->column[SCORE].decimals = table->column[CONTRIBUTION].decimals =
      egb_number_decimals(index->scale);
  for (size_t i = 0, row = 0; i < trail->count; i++) {
    const size_t depth = index->node[trail->step[i].node].depth;
    if (!egb_cells_active(trail->results, trail->step[i].node))
      continue;
    indent[row] = depth > UINT8_MAX ? UINT8_MAX : (uint8_t)depth;
    if (!put_step(table, trail, i, row, languages) || !put_place(table, row, trail->step[i].place, &lines))
      return false;
    row++;
  }
  table->indent = indent;
  /* A stage that the index does not have is no use to people. */
  table->column[IMPUTED].machine_only = !egb_cells_has_stage(trail->results, EGB_STAGE_IMPUTED);
  table->column[TREATED].machine_only = !egb_cells_has_stage(trail->results, EGB_STAGE_TREATED);
  table->column[CHANGE].machine_only =
      table->column[IMPUTED].machine_only && table->column[TREATED].machine_only && !derives(index);
  return put_title(table, trail, languages) && egb_explain_notes(table, trail) &&
         egb_report_index_facts(table, index, languages) && egb_report_result_facts(table, trail->results) &&
         egb_table_add_fact(table, "unit", trail->results->data->unit[trail->unit].id);
}

egb_status egb_table_explain(const egb_trail *trail, const char *const *languages, egb_diag *diag, egb_table **out) {
  (void)diag;
  *out = NULL;
  size_t rows = 0; /* what a scenario leaves out is as if not written */
  for (size_t i = 0; i < trail->count; i++)
    rows += egb_cells_active(trail->results, trail->step[i].node);
  egb_table *table = egb_table_new("egovbench.explain/1", COLUMNS, rows);
  if (table == NULL)
    return EGB_NO_MEMORY;
  if (!fill(table, trail, languages)) {
    egb_table_free(table);
    return EGB_NO_MEMORY;
  }
  *out = table;
  return EGB_OK;
}
