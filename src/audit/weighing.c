/* What weights say and what they do, and weights that would do what they say. */
#include "audit/robust.h"

#include <math.h>
#include <string.h>

#define BALANCED "correlation-balanced" /* the method of weights, and its column */

/* ---- importance ------------------------------------------------------------------------------ */

static bool is_off(const egb_importance *of, double factor) {
  return of->share > 0 && (of->effective > factor * of->share || of->effective < of->share / factor);
}

/* "A of INDEX (weight 0.33, importance 0.06)" */
static const char *describe(egb_audit_work *work, const egb_importance *of) {
  return egb_audit_format(work, "%s of %s (%s, %s)", egb_audit_id(work, of->child), egb_audit_id(work, of->node),
                          egb_audit_fixed(work, of->share, 2), egb_audit_fixed(work, of->effective, 2));
}

static void find_balance(egb_audit_work *work, const egb_statistics *st) {
  const double factor = egb_audit_limit(work, "balance");
  egb_audit_list list = {0};
  size_t all = 0;
  double furthest = 0;
  const egb_importance *most = NULL;
  for (size_t i = 0; i < st->count; i++) {
    const egb_importance *of = &st->row.importance[i];
    if (isnan(of->effective) || isnan(of->share) || egb_audit_children(work, of->node) < 2)
      continue;
    all++;
    if (is_off(of, factor))
      egb_audit_list_add(&list, describe(work, of));
    if (of->node == 0 && fabs(of->effective - of->share) > furthest) {
      furthest = fabs(of->effective - of->share);
      most = of;
    }
  }
  const size_t count = list.count;
  const char *ids = egb_audit_list_end(work, &list);
  if (all == 0) {
    egb_audit_say(work, "No node has two children whose importance can be told apart.");
    return;
  }
  egb_audit_say(
      work,
      "A weight is a rate of exchange; how much of the variance of a score a part accounts for also depends on "
      "its spread and on what it has in common with the others. The importance of %zu of %zu parts is within a factor of %s of "
      "their weights.",
      all - count, all, egb_audit_fixed(work, factor, 1));
  if (most != NULL)
    egb_audit_say(
        work, "Of the children of the index, weight and importance are furthest apart in %s: weight %s, importance %s.",
        egb_audit_id(work, most->child), egb_audit_fixed(work, most->share, 2),
        egb_audit_fixed(work, most->effective, 2));
  if (count > 0)
    egb_audit_find(
        work, EGB_SEVERITY_WARNING, "balance",
        "Parts that count far more, or far less, than their weights say, %zu of %zu (weight and importance in brackets): %s.",
        count, all, ids);
}

/* ---- weights that do what they say ----------------------------------------------------------- */

/* "HC (9.56), CON (55.45)": rows of weights; and Spearman's correlation of the two rankings. */
static const char *read_weights(egb_audit_work *work, const egb_table *table, size_t column, double *spearman) {
  const size_t kind = egb_table_find_column(table, "kind"), node = egb_table_find_column(table, "node");
  egb_audit_list list = {0};
  *spearman = (double)NAN;
  for (size_t row = 0; row < table->row_count; row++)
    if (strcmp(egb_table_text(table, row, kind), "weight") == 0)
      egb_audit_list_number(&list, egb_table_text(table, row, node), egb_table_number(table, row, column), 2);
    else if (strcmp(egb_table_text(table, row, node), "spearman") == 0)
      *spearman = egb_table_number(table, row, column);
  return egb_audit_list_end(work, &list);
}

static egb_status say_weights(egb_audit_work *work, egb_table *table) {
  double spearman;
  const size_t column = egb_table_find_column(table, BALANCED);
  const char *weights = read_weights(work, table, column, &spearman);
  egb_audit_say(
      work,
      "Weights of the children with which the shares of their squared correlations with the index, were it "
      "their arithmetic mean, would be the weights that they are given, or as close to them as can be: %s.%s They show what balance would take, and are no advice.",
      weights,
      isnan(spearman) ? ""
                      : egb_audit_format(work, " The ranks would correlate with the present ones by %s.",
                                         egb_audit_fixed(work, spearman, 2)));
  table->title = "Weights that balance importance";
  return egb_audit_adopt(work, EGB_OK, table);
}

static egb_status try_weights(egb_audit_work *work, egb_table **out) {
  const egb_results *results = work->results;
  const egb_plan_options options = {
      .size = sizeof options, .scenario = results->scenario, .period = results->data->period[results->period]};
  egb_candidates *candidates;
  egb_status status = egb_candidates_new(work->index, results->data, 0, &options, work->diag, &candidates);
  if (status == EGB_OK)
    status = egb_candidates_method(candidates, BALANCED, work->diag);
  if (status == EGB_OK)
    status = egb_table_candidates(candidates, NULL, work->languages, work->diag, out);
  egb_candidates_free(candidates);
  return status;
}

static egb_status add_balanced(egb_audit_work *work) {
  const egb_diag_point mark = egb_diag_mark(work->diag);
  const char *reason;
  egb_table *table = NULL;
  if (egb_audit_children(work, 0) < 2 || work->results->weights_changed)
    return EGB_OK;
  egb_status status = try_weights(work, &table);
  if (status == EGB_OK)
    return say_weights(work, table);
  status = egb_audit_reason(work, mark, status, &reason);
  if (status == EGB_OK)
    egb_audit_say(work, "There are no weights that would balance the importance of the children: %s.", reason);
  return status;
}

egb_status egb_audit_importance(egb_audit_work *work) {
  const egb_statistics *st;
  const egb_status status = egb_audit_figures_of(work, EGB_STATISTICS_IMPORTANCE, EGB_STAGE_SCORED, &st);
  if (status != EGB_OK)
    return status;
  find_balance(work, st);
  const egb_status made = egb_audit_figures_table(work, EGB_STATISTICS_IMPORTANCE, EGB_STAGE_SCORED);
  return made == EGB_OK ? add_balanced(work) : made;
}
