#include "table/cells.h"
#include "base/text.h"

#include <math.h>
#include <string.h>

enum { OUTSIDE = 1, OF_FILES, RENAMED = 0 };

bool egb_cells_take(egb_cells_names *names, const char *id, uint32_t kind, bool renamed, bool *taken) {
  char *folded = id == NULL ? NULL : egb_arena_format(names->arena, "%s", id);
  bool new_folded = false, new_written = false;
  names->folded.arena = names->written.arena = names->arena;
  for (char *c = folded; c != NULL && *c != '\0'; c++)
    *c = egb_lower(*c);
  const size_t at =
      folded == NULL ? EGB_NAMES_NONE : egb_names_add(&names->folded, folded, strlen(folded), &new_folded);
  if (at == EGB_NAMES_NONE || egb_names_add(&names->written, id, strlen(id), &new_written) == EGB_NAMES_NONE)
    return false;
  uint32_t *first = &names->folded.item[at].mark;
  if (new_folded)
    *first = renamed ? RENAMED : kind;
  *taken = !new_folded && (renamed || !new_written || *first != kind);
  return true;
}

bool egb_cells_own_columns(egb_table *table, size_t first, size_t end) {
  egb_cells_names names = {.arena = table->arena};
  bool done = true, taken = false;
  for (size_t i = 0; i < table->column_count && done; i++)
    if (i < first || i >= end)
      done = egb_cells_take(&names, table->column[i].id, OUTSIDE, false, &taken);
  for (size_t i = first; i < end && done; i++) {
    const char *own = table->column[i].id;
    done = egb_cells_take(&names, own, OF_FILES, false, &taken);
    for (size_t next = 2; done && taken; next++) {
      table->column[i].id = egb_arena_format(table->arena, "%s_%zu", own, next);
      done = egb_cells_take(&names, table->column[i].id, OF_FILES, true, &taken);
    }
  }
  return done;
}

bool egb_cells_names_node(const egb_index *index, const char *id) {
  for (size_t i = 0; i < index->node_count; i++)
    if (egb_text_same(id, index->node[i].id))
      return true;
  return false;
}

bool egb_cells_active(const egb_results *results, size_t node) {
  return results->active == NULL || results->active[node];
}

double egb_cells_imputed(const egb_results *results, size_t node, size_t unit) {
  return results->imputed_share == NULL ? 0 : results->imputed_share[node][unit];
}

const char *egb_cells_screened(const egb_results *results, size_t unit) {
  return results->screened == NULL ? NULL : results->screened[unit];
}

const char *egb_cells_unranked(const egb_results *results, size_t unit) {
  return results->unranked == NULL ? NULL : results->unranked[unit];
}

bool egb_cells_has_stage(const egb_results *results, egb_stage stage) {
  if (stage == EGB_STAGE_IMPUTED)
    return results->imputed_share != NULL;
  if (stage == EGB_STAGE_TREATED)
    return results->treatment != NULL;
  return true;
}

void egb_cells_mark(egb_cell *cell, const egb_results *results, size_t node, size_t unit, egb_state state) {
  const bool imputed = state == EGB_STATE_IMPUTED || egb_cells_imputed(results, node, unit) > 0;
  const bool partial = state == EGB_STATE_PARTIAL;
  if (cell->kind == EGB_CELL_EMPTY)
    return;
  cell->sign = imputed && partial ? '#' : imputed ? '~' : state == EGB_STATE_TREATED ? '^' : '*';
  cell->mark = imputed || partial || state == EGB_STATE_TREATED;
}

void egb_cells_see(egb_cells_seen *seen, const egb_cell *cell) {
  seen->imputed = seen->imputed || (cell->mark && cell->sign == '~');
  seen->treated = seen->treated || (cell->mark && cell->sign == '^');
  seen->both = seen->both || (cell->mark && cell->sign == '#');
  seen->partial = seen->partial || (cell->mark && cell->sign == '*');
}

static bool has_state(const uint8_t *states, egb_state state, size_t count) {
  return memchr(states, (int)state, count) != NULL;
}

void egb_cells_see_values(egb_cells_seen *seen, const egb_results *results, egb_stage stage, size_t node,
                          const size_t *unit, size_t count) {
  const uint8_t *states = egb_results_states(results, stage, node);
  const double *values = egb_results_column(results, stage, node);
  const size_t all = results->unit_count;
  /* Most nodes have no value with a mark. */
  const bool any = results->imputed_share != NULL || has_state(states, EGB_STATE_IMPUTED, all) ||
                   has_state(states, EGB_STATE_TREATED, all) || has_state(states, EGB_STATE_PARTIAL, all);
  for (size_t i = 0; any && i < count && !(seen->imputed && seen->treated && seen->both && seen->partial); i++) {
    egb_cell cell = {.kind = isfinite(values[unit[i]]) ? EGB_CELL_NUMBER : EGB_CELL_EMPTY};
    egb_cells_mark(&cell, results, node, unit[i], (egb_state)states[unit[i]]);
    egb_cells_see(seen, &cell);
  }
}

bool egb_cells_seen_notes(const egb_cells_seen *seen, egb_table *table) {
  return (!seen->imputed || egb_table_add_note(table, "~ Imputed, or computed in part from imputed values.")) &&
         (!seen->treated || egb_table_add_note(table, "^ Changed by the treatment of outliers.")) &&
         (!seen->both ||
          egb_table_add_note(
              table,
              "# Computed in part from imputed values, and still without some indicators: the weights of the others "
              "are re-scaled."));
}

bool egb_cells_notes(egb_table *table) {
  egb_cells_seen seen = {.imputed = false};
  for (size_t i = 0; i < table->row_count * table->column_count; i++)
    egb_cells_see(&seen, &table->cell[i]);
  return egb_cells_seen_notes(&seen, table);
}

bool egb_cells_put(egb_table *table, size_t row, size_t column, const char *text) {
  return text == NULL || text[0] == '\0' || egb_table_put_text(table, row, column, text);
}

void egb_cells_put_rank(egb_table *table, size_t row, size_t column, double rank) {
  if (isnan(rank) || rank != floor(rank))
    egb_table_put_number(table, row, column, rank);
  else
    egb_table_put_integer(table, row, column, (int64_t)rank);
}

/* Answers in words are kept as their positions among the answers of their column: those of a node's; NULL: none. */
static const char *const *answers_of(const egb_results *results, size_t node, size_t *count) {
  const egb_dataset *data = results->data;
  const egb_node *n = &results->index->node[node];
  if (data->codes == NULL || n->column == NULL || n->per != NULL || n->compute != NULL)
    return NULL;
  const size_t column = egb_dataset_column(data, n->column);
  if (column == EGB_NONE)
    return NULL;
  *count = data->code_count[column];
  return data->codes[column];
}

static const char *answer(const char *const *answers, size_t count, double value) {
  return value >= 0 && value < (double)count && value == floor(value) ? answers[(size_t)value] : NULL;
}

void egb_cells_put_value(egb_table *table, size_t row, size_t column, const egb_results *results, size_t node,
                         double value) {
  size_t count = 0;
  const char *const *answers = answers_of(results, node, &count);
  const char *text = answers != NULL ? answer(answers, count, value) : NULL;
  if (text == NULL) {
    egb_table_put_number(table, row, column, value);
    return;
  }
  egb_table_put_lasting(table, row, column, text);
  if (table->column[column].kind != EGB_CELL_TEXT)
    table->column[column].kind = EGB_CELL_TEXT;
}

bool egb_cells_has_words(const egb_results *results, egb_stage stage, size_t node, const size_t *unit, size_t count) {
  size_t answer_count = 0;
  const char *const *answers = answers_of(results, node, &answer_count);
  const double *value = egb_results_column(results, stage, node);
  bool any = false;
  for (size_t i = 0; answers != NULL && i < count && !any; i++)
    any = answer(answers, answer_count, value[unit[i]]) != NULL;
  return any;
}
