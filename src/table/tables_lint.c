/* What is correct and perhaps not meant: a row per finding; and the rules. */
#include "model/lint.h"
#include "table/cells.h"
#include "table/common.h"

#include <string.h>

enum { RULE, NODE, PLACE, FINDING, ADVICE, COLUMNS };

static const egb_table_column columns[COLUMNS] = {
    [RULE] = {.id = "rule", .label = "Rule", .help = "The rule that finds it.", .kind = EGB_CELL_TEXT},
    [NODE] = {.id = "node", .label = "Node", .help = "Id of the node it is about; empty: none.", .kind = EGB_CELL_TEXT},
    [PLACE] = {.id = "place",
               .label = "Place",
               .help = "File, line and column in the definition.",
               .kind = EGB_CELL_TEXT,
               .importance = 1},
    [FINDING] = {.id = "finding", .label = "Finding", .help = "What was found.", .kind = EGB_CELL_TEXT, .comfort = 40},
    [ADVICE] = {.id = "advice", .label = "Advice", .help = "What may be done.", .kind = EGB_CELL_TEXT, .comfort = 40}};

static bool put_place(egb_table *table, size_t row, egb_place place) {
  if (place.source == NULL)
    return true;
  const egb_line line = egb_place_line(place);
  const char *text = egb_arena_format(table->arena, "%s:%zu:%zu", place.source->name, line.line, line.column);
  return text != NULL && egb_cells_put(table, row, PLACE, text);
}

static bool put_row(egb_table *table, size_t row, const egb_index *index, const egb_lint_finding *f) {
  return egb_cells_put(table, row, RULE, f->id) &&
         egb_cells_put(table, row, NODE, f->node == EGB_NONE ? NULL : index->node[f->node].id) &&
         put_place(table, row, f->place) && egb_cells_put(table, row, FINDING, f->text) &&
         egb_cells_put(table, row, ADVICE, f->advice);
}

static bool fill(egb_table *table, const egb_lint *lint, const char *const *languages) {
  const egb_results *r = lint->results;
  size_t row = 0;
  bool done = true;
  memcpy(table->column, columns, sizeof columns);
  for (const egb_lint_finding *f = lint->first; f != NULL && done; f = f->next)
    done = put_row(table, row++, r->index, f);
  table->title =
      egb_report_title(table->arena, r->index, r->data->period_count > 0 ? r->data->period[r->period] : "", languages);
  if (done && lint->count == 0)
    done = egb_table_add_note_of(table, EGB_NOTE_ALWAYS, "Nothing was found.");
  return done && table->title != NULL && egb_report_index_facts(table, r->index, languages) &&
         egb_report_result_facts(table, r);
}

egb_status egb_table_lint(const egb_lint *lint, const char *const *languages, egb_diag *diag, egb_table **out) {
  (void)diag;
  *out = NULL;
  egb_table *table = egb_table_new("egovbench.lint/1", COLUMNS, lint->count);
  if (table == NULL || !fill(table, lint, languages)) {
    egb_table_free(table);
    return EGB_NO_MEMORY;
  }
  *out = table;
  return EGB_OK;
}

/* ---- the rules ------------------------------------------------------------------------------- */

enum { ID, SUMMARY, LIMIT, RULE_COLUMNS };

static const egb_table_column rule_columns[RULE_COLUMNS] = {
    [ID] = {.id = "rule", .label = "Rule", .help = "Its name.", .kind = EGB_CELL_TEXT},
    [SUMMARY] = {.id = "finds", .label = "Finds", .help = "What it finds.", .kind = EGB_CELL_TEXT, .comfort = 30},
    [LIMIT] = {.id = "limit",
               .label = "From",
               .help = "Its limit and where that is from.",
               .kind = EGB_CELL_TEXT,
               .comfort = 30}};

egb_status egb_table_lint_rules(egb_diag *diag, egb_table **out) {
  (void)diag;
  size_t count = 0;
  while (egb_lint_rule_id(count) != NULL)
    count++;
  egb_table *table = egb_table_new("egovbench.lint-rules/1", RULE_COLUMNS, count);
  bool done = table != NULL;
  if (done) {
    memcpy(table->column, rule_columns, sizeof rule_columns);
    table->title = "Rules of lint";
  }
  for (size_t i = 0; i < count && done; i++)
    done = egb_cells_put(table, i, ID, egb_lint_rule_id(i)) &&
           egb_cells_put(table, i, SUMMARY, egb_lint_rule_summary(i)) &&
           egb_cells_put(table, i, LIMIT, egb_lint_rule_limit(i));
  if (!done) {
    egb_table_free(table);
    return EGB_NO_MEMORY;
  }
  *out = table;
  return EGB_OK;
}
