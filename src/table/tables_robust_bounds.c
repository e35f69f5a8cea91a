/* Best and worst ranks under limits of the weights. */
#include "model/bounds.h"
#include "table/columns.h"
#include "table/common.h"
#include "table/tables_robust.h"

#include "base/number.h"
#include "write/people.h"

#include <string.h>

enum {
  UNIT,
  NAME,
  RANK,
  BEST,
  WORST,
  WIDTH,
  FIRST,
  BEST_PROVEN,
  WORST_PROVEN,
  EXACT,
  BEST_WEIGHTS,
  WORST_WEIGHTS,
  COLUMNS
};

static const egb_table_column columns[COLUMNS] = {
    [UNIT] = {EGB_COLUMN_UNIT},
    [NAME] = {EGB_COLUMN_NAME, .importance = 1},
    [RANK] = {.id = "rank", .label = "Rank", .help = "Rank now.", .kind = EGB_CELL_NUMBER},
    [BEST] = {.id = "best",
              .label = "Best",
              .help = "Best rank found: some weights within the limits give it.",
              .kind = EGB_CELL_INTEGER},
    [WORST] = {.id = "worst",
               .label = "Worst",
               .help = "Worst rank found: some weights within the limits give it.",
               .kind = EGB_CELL_INTEGER},
    [WIDTH] = {.id = "width",
               .label = "Width",
               .help = "Ranks from best to worst.",
               .kind = EGB_CELL_INTEGER,
               .importance = 2},
    [FIRST] = {.id = "first",
               .label = "Can be first",
               .help = "yes, no or unknown: first, alone or with others, for some weights within the limits.",
               .kind = EGB_CELL_TEXT,
               .importance = 1},
    [BEST_PROVEN] = {.id = "best_proven",
                     .label = "Proven best",
                     .help = "No weights within the limits give a better rank.",
                     .kind = EGB_CELL_INTEGER,
                     .machine_only = true},
    [WORST_PROVEN] = {.id = "worst_proven",
                      .label = "Proven worst",
                      .help = "No weights within the limits give a worse rank.",
                      .kind = EGB_CELL_INTEGER,
                      .machine_only = true},
    [EXACT] = {.id = "exact",
               .label = "Exact",
               .help = "yes when what is found is what is proven.",
               .kind = EGB_CELL_TEXT,
               .machine_only = true},
    [BEST_WEIGHTS] = {.id = "best_weights",
                      .label = "Best with",
                      .help = "Shares that give the best rank, as ID=SHARE.",
                      .kind = EGB_CELL_TEXT,
                      .machine_only = true},
    [WORST_WEIGHTS] = {.id = "worst_weights",
                       .label = "Worst with",
                       .help = "Shares that give the worst rank, as ID=SHARE.",
                       .kind = EGB_CELL_TEXT,
                       .machine_only = true},
};

static bool put_weights(egb_table *table, size_t row, size_t column, const egb_bounds *bounds, const double *weights) {
  const egb_node *nodes = bounds->results->index->node;
  egb_buffer text = {0};
  for (size_t k = 0; k < bounds->about.limit_count; k++) {
    char number[EGB_NUMBER_MAX];
    egb_number_shortest(weights[k], number);
    egb_buffer_format(&text, "%s%s=%s", k == 0 ? "" : " ", nodes[bounds->about.limit[k].node].id, number);
  }
  const bool done = !text.failed && egb_table_put_text(table, row, column, text.text != NULL ? text.text : "");
  egb_buffer_clear(&text);
  return done;
}

static bool put_unit(egb_table *table, size_t row, const egb_bounds *bounds, const egb_results *results,
                     const char *const *languages) {
  static const char *const answers[] = {"unknown", "no", "yes"};
  const egb_rank_bounds *unit = &bounds->unit[row];
  const bool exact = unit->best == unit->best_proven && unit->worst == unit->worst_proven;
  egb_table_put_integer(table, row, BEST, (int64_t)unit->best);
  egb_table_put_integer(table, row, WORST, (int64_t)unit->worst);
  egb_table_put_integer(table, row, WIDTH, (int64_t)(unit->worst - unit->best));
  egb_table_put_integer(table, row, BEST_PROVEN, (int64_t)unit->best_proven);
  egb_table_put_integer(table, row, WORST_PROVEN, (int64_t)unit->worst_proven);
  return egb_robust_put_ranked(table, row, UNIT, results, unit->unit, unit->rank, languages) &&
         egb_table_put_text(table, row, FIRST, answers[unit->first]) &&
         egb_table_put_text(table, row, EXACT, exact ? "yes" : "no") &&
         put_weights(table, row, BEST_WEIGHTS, bounds, unit->best_weights) &&
         put_weights(table, row, WORST_WEIGHTS, bounds, unit->worst_weights);
}

/* "Shares: NIP 0.075 to 0.125, ..." */
static bool note_limits(egb_table *table, const egb_bounds *bounds, const egb_results *results) {
  egb_buffer text = {0};
  egb_buffer_text(&text, "Shares within");
  for (size_t k = 0; k < bounds->about.limit_count; k++) {
    const egb_weight_limit limit = bounds->about.limit[k];
    char low[EGB_PEOPLE_NUMBER_MAX], high[EGB_PEOPLE_NUMBER_MAX];
    (void)egb_people_raw(limit.low, low);
    (void)egb_people_raw(limit.high, high);
    egb_buffer_format(&text, "%s %s %s to %s", k == 0 ? "" : ",", results->index->node[limit.node].id, low, high);
  }
  egb_buffer_text(&text, "; together 1.");
  for (size_t k = 0; k < bounds->about.limit_count; k++)
    if (results->index->node[bounds->about.limit[k].node].first_child != EGB_NONE) {
      egb_buffer_text(&text, " Weights further down stay as they are.");
      break;
    }
  return egb_report_note(table, &text);
}

static bool put_notes(egb_table *table, const egb_bounds *bounds, const egb_results *results) {
  const size_t count = bounds->count;
  size_t open = 0;
  for (size_t i = 0; i < count; i++) {
    const egb_rank_bounds *unit = &bounds->unit[i];
    open += unit->best != unit->best_proven || unit->worst != unit->worst_proven;
  }
  for (size_t i = BEST_PROVEN; i <= WORST_PROVEN; i++)
    table->column[i].machine_only = open == 0;
  if (!note_limits(table, bounds, results))
    return false;
  if (!bounds->about.solver &&
      !egb_robust_note(
          table, "Not exact: this egovbench has no GLPK, which searches what pairs of units leave open. Ranks beyond "
                 "the proven ones are impossible all the same."))
    return false;
  if (open == 0 &&
      !egb_robust_note(table,
                       "Every best and worst rank is exact: reached by some weights, and proven to be the last."))
    return false;
  if (open > 0 &&
      !egb_robust_note(
          table,
          "For %zu of %zu units the search was not finished: the true ends lie between what was found and what is "
          "proven.",
          open, count))
    return false;
  return egb_robust_note_rounding(table, results) &&
         egb_table_add_fact(table, "exact", bounds->about.exact ? "true" : "false");
}

egb_status egb_table_bounds(const egb_bounds *bounds, const char *const *languages, egb_diag *diag, egb_table **out) {
  const egb_results *results = bounds->results;
  (void)diag;
  *out = NULL;
  egb_table *table = egb_robust_table("egovbench.bounds/1", "best and worst ranks under limits of the weights", results,
                                      languages, columns, COLUMNS, bounds->count);
  bool done = table != NULL;
  for (size_t i = 0; done && i < table->row_count; i++)
    done = put_unit(table, i, bounds, results, languages);
  if (!done || !put_notes(table, bounds, results)) {
    egb_table_free(table);
    return EGB_NO_MEMORY;
  }
  *out = table;
  return EGB_OK;
}
