/* Measurement error, and that of imputed values: how large they are, and which go together. */
#include "simulate/factors.h"

#include "base/buffer.h"
#include "base/codes.h"
#include "base/names.h"
#include "score/resolve.h"
#include "simulate/imputed_error.h"
#include "stats/describe.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* ---- how large ------------------------------------------------------------------------------- */

/* Standard deviation of an indicator over the units that have it and take part, as the data has it. */
static double spread_of(const egb_results *nominal, size_t node, double *scratch) {
  const size_t units = nominal->unit_count;
  size_t count = 0;
  for (size_t u = 0; u < units; u++)
    if (nominal->screened[u] == NULL && nominal->raw.state[node][u] == EGB_STATE_OBSERVED)
      scratch[count++] = nominal->raw.value[node][u];
  const double sd = egb_stats_sd(scratch, count);
  return isfinite(sd) ? sd : 0;
}

static bool data_has_errors(const egb_plan *plan) {
  const egb_dataset *data = plan->data;
  if (data->error == NULL)
    return false;
  const size_t cells = data->column_count * data->unit_count;
  for (size_t i = 0; i < cells; i++)
    if (data->error[plan->period * cells + i] > 0)
      return true;
  return false;
}

static egb_status make_deviations(egb_factors *factors, const egb_results *nominal, const egb_uncertain *declared) {
  const egb_plan *plan = factors->plan;
  double *scratch = egb_arena_array(factors->arena, nominal->unit_count, sizeof *scratch);
  if (scratch == NULL)
    return EGB_NO_MEMORY;
  if (declared->imputed_residuals) {
    const egb_status status = egb_imputed_error(plan, factors->arena, factors->imputed);
    if (status != EGB_OK)
      return status;
  }
  for (size_t i = 0; i < plan->index->node_count; i++) {
    if (!egb_planned_is_measured(&plan->node[i]))
      continue;
    const double sd = spread_of(nominal, i, scratch);
    factors->deviation[i] = declared->error * sd;
    if (!declared->imputed_residuals)
      factors->imputed[i] = declared->imputed_error * sd;
    for (size_t k = 0; k < declared->error_of_count; k++)
      if (declared->error_of[k].node == i)
        factors->deviation[i] =
            declared->error_of[k].percent ? declared->error_of[k].amount / 100 * sd : declared->error_of[k].amount;
  }
  return EGB_OK;
}

bool egb_factors_measured_with_error(const egb_factors *factors) {
  bool any = factors->data_errors;
  for (size_t i = 0; i < factors->plan->index->node_count; i++)
    any = any || factors->deviation[i] > 0 || factors->imputed[i] > 0;
  return any;
}

/* ---- draws of imputed values ----------------------------------------------------------------- */

egb_status egb_factors_refuse_undrawn(const egb_method *head, const char *what, egb_place place, egb_diag *diag) {
  egb_buffer names = {0};
  const egb_impute *const *row = egb_imputations;
  for (size_t i = 0; row[i] != NULL; i++)
    if (row[i]->draw != NULL)
      egb_buffer_format(&names, "%s%s", names.length > 0 ? ", " : "", row[i]->head.name);
  const bool whole = !names.failed;
  if (whole) {
    egb_diag_at(diag, EGB_SEVERITY_ERROR, EGB_E_PLAN_CLASH, place,
                "%s imputed by `%s`, which has no predictive distribution to draw values from", what, head->name);
    egb_diag_hint(diag, "impute by one that has (%s), or give imputed values a standard error such as 50%%",
                  names.text);
  }
  egb_buffer_clear(&names);
  return whole ? EGB_REFUSED : EGB_NO_MEMORY;
}

/* Where every draw takes another imputation, the definition's own is never drawn by. */
static bool own_is_drawn(const egb_factors *factors) {
  return factors->factor[EGB_FACTOR_IMPUTE].declared != EGB_OPTION_DECLARED;
}

/* The choice that the node inherited or has: nodes that share it are refused once. */
static egb_status check_drawn(const egb_factors *factors, egb_diag *diag) {
  const egb_plan *plan = factors->plan;
  const egb_chosen *refused = NULL;
  egb_status status = EGB_OK;
  for (size_t i = 0; i < plan->index->node_count && status < EGB_NO_MEMORY; i++) {
    const egb_planned_node *node = &plan->node[i];
    if (!egb_planned_is_measured(node) || node->impute == NULL || node->impute->draw != NULL ||
        node->impute_with == refused)
      continue;
    char what[100];
    (void)snprintf(what, sizeof what, "`%s` is", plan->index->node[i].id);
    refused = node->impute_with;
    status = egb_status_worse(status, egb_factors_refuse_undrawn(
                                          &node->impute->head, what,
                                          egb_choice_place(&plan->index->node[i].impute, &plan->index->node[i]), diag));
  }
  return status;
}

/* Whether a value of any period that counts may be imputed. */
static bool may_have_gaps(const egb_factors *factors, const egb_results *nominal) {
  const egb_plan *plan = factors->plan;
  const size_t units = nominal->unit_count;
  const egb_factor *factor = &factors->factor[EGB_FACTOR_IMPUTE];
  for (size_t i = 0; i < plan->index->node_count; i++) {
    if (!egb_planned_is_measured(&plan->node[i]) || (plan->node[i].impute == NULL && !factor->varies))
      continue;
    for (size_t u = 0; u < units; u++)
      if (plan->data->period_count > 1 || nominal->raw.state[i][u] == EGB_STATE_MISSING)
        return true;
  }
  return false;
}

/* ---- which go together ----------------------------------------------------------------------- */

/* One number for all, or for the indicators of one source; EGB_NONE: of none. */
static egb_status number_sources(egb_factors *factors, const egb_uncertain *declared, egb_diag *diag) {
  const egb_plan *plan = factors->plan;
  egb_names sources = {.arena = factors->arena};
  for (size_t i = 0; i < plan->index->node_count; i++) {
    const char *source = plan->index->node[i].source;
    factors->together[i] = declared->error_by == EGB_ERROR_BY_UNIT ? 0 : EGB_NONE;
    if (declared->error_by == EGB_ERROR_BY_UNIT || source == NULL || !egb_planned_is_measured(&plan->node[i]))
      continue;
    bool fresh;
    factors->together[i] = egb_names_add(&sources, source, strlen(source), &fresh);
    if (factors->together[i] == EGB_NAMES_NONE)
      return EGB_NO_MEMORY;
  }
  if (declared->error_by == EGB_ERROR_BY_UNIT || sources.count > 0)
    return EGB_OK;
  egb_diag_at(diag, EGB_SEVERITY_ERROR, EGB_E_PLAN_CLASH, declared->error_by_place,
              "no indicator says where its values come from, so that no errors go together by source");
  egb_diag_hint(diag, "write `source:` at the indicators, or let the errors of a unit go together");
  return EGB_REFUSED;
}

/* A column of the data has the number of the first indicator that is made of it. */
static egb_status make_together(egb_factors *factors, const egb_uncertain *declared, egb_diag *diag) {
  const egb_plan *plan = factors->plan;
  const size_t nodes = plan->index->node_count, columns = plan->data->column_count;
  factors->shared = sqrt(declared->error_correlation);
  factors->alone = sqrt(1 - declared->error_correlation);
  factors->together = egb_arena_array(factors->arena, nodes, sizeof *factors->together);
  factors->column_together = egb_arena_array(factors->arena, columns, sizeof *factors->column_together);
  if (factors->together == NULL || factors->column_together == NULL)
    return EGB_NO_MEMORY;
  const egb_status status = number_sources(factors, declared, diag);
  for (size_t c = 0; c < columns; c++)
    factors->column_together[c] = declared->error_by == EGB_ERROR_BY_UNIT ? 0 : EGB_NONE;
  for (size_t i = nodes; i-- > 0;)
    if (egb_planned_is_measured(&plan->node[i]) && plan->node[i].column != EGB_NONE)
      factors->column_together[plan->node[i].column] = factors->together[i];
  return status;
}

/* ---- all of it ------------------------------------------------------------------------------- */

/* What is asked for and has nothing to be about: a warning where the caller asks, a note of a definition, whose data
 * may have it in another period. */
static void note_idle(const egb_factors *factors, const egb_uncertain *declared, egb_diag *diag) {
  const egb_uncertain *written = &factors->plan->index->uncertainty;
  bool measured = factors->data_errors;
  for (size_t i = 0; i < factors->plan->index->node_count; i++)
    measured = measured || factors->deviation[i] > 0;
  if (declared->error_correlation > 0 && !measured) {
    egb_diag_say(diag, written->error_correlation > 0 ? EGB_SEVERITY_NOTE : EGB_SEVERITY_WARNING, EGB_W_NO_EFFECT,
                 "no value is measured with error, so that no errors go together");
    egb_diag_hint(diag, "say how large errors are: `error: {all: 10%%}` or --error 10%%");
  }
  if (declared->has_error && declared->imputed_predictive && !factors->predictive) {
    egb_diag_say(diag, written->imputed_predictive ? EGB_SEVERITY_NOTE : EGB_SEVERITY_WARNING, EGB_W_NO_EFFECT,
                 "no value is imputed, so that none is drawn");
    egb_diag_hint(diag, "`impute:` in the definition says how missing values are filled");
  }
}

egb_status egb_factors_make_errors(egb_factors *factors, const egb_results *nominal, const egb_uncertain *declared,
                                   egb_diag *diag) {
  const size_t nodes = factors->plan->index->node_count;
  factors->deviation = egb_arena_array(factors->arena, nodes, sizeof *factors->deviation);
  factors->imputed = egb_arena_array(factors->arena, nodes, sizeof *factors->imputed);
  if (factors->deviation == NULL || factors->imputed == NULL)
    return EGB_NO_MEMORY;
  if (!declared->has_error) {
    note_idle(factors, declared, diag);
    return EGB_OK;
  }
  factors->data_errors = declared->data_errors && data_has_errors(factors->plan);
  egb_status status = make_deviations(factors, nominal, declared);
  if (status == EGB_OK && declared->error_correlation > 0)
    status = make_together(factors, declared, diag);
  if (status < EGB_NO_MEMORY && declared->imputed_predictive && own_is_drawn(factors))
    status = egb_status_worse(status, check_drawn(factors, diag));
  factors->predictive = declared->imputed_predictive && may_have_gaps(factors, nominal);
  factors->factor[EGB_FACTOR_ERROR].varies = factors->predictive || egb_factors_measured_with_error(factors);
  note_idle(factors, declared, diag);
  return status;
}
