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
  return egb_audit_format(work, EGB_SAY_balance_item,
                          EGB_ARGS(egb_arg_text(egb_audit_id(work, of->child)),
                                   egb_arg_text(egb_audit_id(work, of->node)), egb_arg_fixed(of->share, 2),
                                   egb_arg_fixed(of->effective, 2)));
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
      egb_audit_list_add(work, &list, describe(work, of));
    if (of->node == 0 && fabs(of->effective - of->share) > furthest) {
      furthest = fabs(of->effective - of->share);
      most = of;
    }
  }
  const size_t count = list.count;
  const char *ids = egb_audit_list_end(work, &list);
  if (all == 0) {
    egb_audit_say(work, EGB_SAY_balance_none, NULL);
    return;
  }
  egb_audit_say(work, EGB_SAY_balance,
                EGB_ARGS(egb_arg_count(all - count), egb_arg_count(all), egb_arg_fixed(factor, 1)));
  if (most != NULL)
    egb_audit_say(work, EGB_SAY_balance_most,
                  EGB_ARGS(egb_arg_text(egb_audit_id(work, most->child)), egb_arg_fixed(most->share, 2),
                           egb_arg_fixed(most->effective, 2)));
  if (count > 0)
    egb_audit_find(work, EGB_SEVERITY_WARNING, "balance", EGB_SAY_balance_off,
                   EGB_ARGS(egb_arg_count(count), egb_arg_count(all), egb_arg_text(ids)));
}

/* ---- weights that do what they say ----------------------------------------------------------- */

/* "HC (9.56), CON (55.45)": rows of weights; and Spearman's correlation of the two rankings. */
static const char *read_weights(egb_audit_work *work, const egb_table *table, size_t column, double *spearman) {
  const size_t kind = egb_table_find_column(table, "kind"), node = egb_table_find_column(table, "node");
  egb_audit_list list = {0};
  *spearman = (double)NAN;
  for (size_t row = 0; row < table->row_count; row++)
    if (strcmp(egb_table_text(table, row, kind), "weight") == 0)
      egb_audit_list_number(work, &list, egb_table_text(table, row, node), egb_table_number(table, row, column), 2);
    else if (strcmp(egb_table_text(table, row, node), "spearman") == 0)
      *spearman = egb_table_number(table, row, column);
  return egb_audit_list_end(work, &list);
}

static egb_status say_weights(egb_audit_work *work, egb_table *table) {
  double spearman;
  const size_t column = egb_table_find_column(table, BALANCED);
  const char *weights = read_weights(work, table, column, &spearman);
  egb_audit_say(work, EGB_SAY_balanced,
                EGB_ARGS(egb_arg_text(weights),
                         egb_arg_text(isnan(spearman) ? ""
                                                      : egb_audit_format(work, EGB_SAY_balanced_ranks,
                                                                         EGB_ARGS(egb_arg_fixed(spearman, 2))))));
  table->title = egb_audit_phrase(work, EGB_SAY_table_balanced);
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
    egb_audit_say(work, EGB_SAY_balanced_none, EGB_ARGS(egb_arg_text(reason)));
  return status;
}

egb_status egb_audit_importance(egb_audit_work *work) {
  const egb_statistics *st;
  const egb_status status = egb_audit_figures_of(work, EGB_STATISTICS_IMPORTANCE, EGB_STAGE_SCORED, &st);
  if (status != EGB_OK)
    return status;
  find_balance(work, st);
  const egb_status made = egb_audit_figures_table(work, EGB_STATISTICS_IMPORTANCE, EGB_STAGE_SCORED, "importance");
  return made == EGB_OK ? add_balanced(work) : made;
}
