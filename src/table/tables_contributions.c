/* What each child of the index adds to the score of every ranked unit. */
#include "base/codes.h"
#include "base/number.h"
#include "table/cells.h"
#include "table/columns.h"
#include "table/common.h"
#include "table/interval_bar.h"
#include "table/tables_robust.h"

#include <math.h>
#include <string.h>

enum { UNIT, NAME, SCORE, PARTS };

static size_t count_parts(const egb_results *results) {
  size_t count = 0;
  for (size_t i = results->index->node[0].first_child; i != EGB_NONE; i = results->index->node[i].next)
    count += egb_cells_active(results, i);
  return count;
}

static void describe(const egb_results *results, const char *const *languages, egb_table_column *column) {
  column[UNIT] = (egb_table_column){EGB_COLUMN_UNIT};
  column[NAME] = (egb_table_column){EGB_COLUMN_NAME, .importance = 1};
  column[SCORE] = (egb_table_column){
      .id = "score", .label = "Score", .help = "Score of the index.", .kind = EGB_CELL_NUMBER, .decimals = 2};
  size_t at = PARTS;
  for (size_t i = results->index->node[0].first_child; i != EGB_NONE; i = results->index->node[i].next) {
    if (!egb_cells_active(results, i))
      continue;
    column[at] = (egb_table_column){.id = results->index->node[i].id,
                                    .label = egb_index_node_name(results->index, i, languages),
                                    .short_label = results->index->node[i].id,
                                    .help = "Points of the score that this part adds: its share times its score.",
                                    .kind = EGB_CELL_NUMBER,
                                    .decimals = 2,
                                    .importance = 3 + (int)at};
    at++;
  }
  column[at] = (egb_table_column){EGB_COLUMN_BAR("The score as a bar: what each part adds, by the part's number.")};
}

static bool note_bar(egb_table *table, const egb_results *results, size_t parts) {
  egb_buffer text = {0};
  char scale[EGB_NUMBER_MAX];
  egb_number_shortest(results->index->scale, scale);
  egb_buffer_format(&text, "The bar is the score from 0 to %s, with a sign for what each part adds:", scale);
  for (size_t i = 0; i < parts && i < EGB_BAR_PARTS; i++)
    egb_buffer_format(&text, "%s %c %s", i == 0 ? "" : ",", EGB_BAR_SIGN(i), egb_table_column_label(table, PARTS + i));
  egb_buffer_text(&text, parts > EGB_BAR_PARTS ? ", + the others." : ".");
  return egb_report_note(table, &text);
}

/* part: room for one number per node. */
static bool put_unit(egb_table *table, size_t row, const egb_results *results, size_t unit, double *part,
                     const char *const *languages) {
  char bar[EGB_BAR_MOST + 1];
  size_t at = PARTS;
  egb_results_contributions(results, unit, part);
  egb_table_put_number(table, row, SCORE, egb_scores(results, 0)[unit]);
  for (size_t i = results->index->node[0].first_child; i != EGB_NONE; i = results->index->node[i].next)
    if (egb_cells_active(results, i)) {
      part[at - PARTS] = part[i]; /* parts come after the index, in the order of the nodes */
      egb_table_put_number(table, row, at, part[at - PARTS]);
      at++;
    }
  egb_bar_stack(part, at - PARTS, results->index->scale, 2 * EGB_BAR_SIGNS, bar);
  return egb_cells_put(table, row, at, bar) && egb_table_put_text(table, row, UNIT, results->data->unit[unit].id) &&
         egb_table_put_text(table, row, NAME, egb_dataset_unit_name(results->data, unit, languages));
}

static size_t list_units(const egb_results *results, const bool *keep, size_t *unit) {
  size_t count = 0;
  for (size_t i = 0; i < results->unit_count; i++)
    if (keep[results->order[i]] && !isnan(results->rank[results->order[i]]))
      unit[count++] = results->order[i];
  return count;
}

/* Whether every part that a unit has adds a number to its score; else the aggregation is no sum. */
static bool adds_up(const egb_results *results, const size_t *unit, size_t count, double *part) {
  for (size_t u = 0; u < count; u++) {
    egb_results_contributions(results, unit[u], part);
    for (size_t i = results->index->node[0].first_child; i != EGB_NONE; i = results->index->node[i].next)
      if (egb_cells_active(results, i) && !isnan(egb_scores(results, i)[unit[u]]) && isnan(part[i]))
        return false;
  }
  return true;
}

egb_status egb_table_contributions(const egb_results *results, const char *const *languages, const char *const *units,
                                   egb_diag *diag, egb_table **out) {
  egb_arena *arena = egb_arena_new();
  const size_t parts = count_parts(results);
  egb_table_column *column = egb_arena_array(arena, PARTS + parts + 1, sizeof *column);
  double *part = egb_arena_array(arena, results->node_count, sizeof *part);
  bool *keep = egb_arena_array(arena, results->unit_count, sizeof *keep);
  size_t *unit = egb_arena_array(arena, results->unit_count, sizeof *unit);
  *out = NULL;
  egb_status status = egb_arena_failed(arena) ? EGB_NO_MEMORY : EGB_OK;
  if (status == EGB_OK) {
    memset(keep, 1, results->unit_count * sizeof *keep);
    describe(results, languages, column);
    status = egb_report_keep_units(results->data, units, arena, diag, keep);
  }
  const size_t count = status == EGB_OK ? list_units(results, keep, unit) : 0;
  if (status == EGB_OK && !adds_up(results, unit, count, part)) {
    egb_diag_say(diag, EGB_SEVERITY_ERROR, EGB_E_USAGE, "the score of `%s` is no sum of what its parts add",
                 results->index->node[0].id);
    egb_diag_hint(diag, "only a weighted mean, or a sum, can be divided among its parts");
    status = EGB_USAGE;
  }
  egb_table *table = NULL;
  if (status == EGB_OK) {
    table = egb_robust_table("egovbench.contributions/1", "what each part adds", results, languages, column,
                             PARTS + parts + 1, count);
    bool done = table != NULL;
    for (size_t i = 0; done && i < count; i++)
      done = put_unit(table, i, results, unit[i], part, languages);
    done = done && note_bar(table, results, parts);
    status = done ? EGB_OK : EGB_NO_MEMORY;
  }
  egb_arena_free(arena);
  if (status == EGB_OK)
    *out = table;
  else
    egb_table_free(table);
  return status;
}
