/* Outliers: each indicator's treatment learns from the values of the units that take part, which the screening left in
 * the frame, and is applied to them. */
#include "score/panel.h"
#include "score/resolve.h"

#include "base/codes.h"
#include "base/number.h"

#include <math.h>

static const char *transform_name(egb_transform transform) {
  switch (transform) {
  case EGB_TRANSFORM_LOG:
    return "log";
  case EGB_TRANSFORM_LOG_MIRRORED:
    return "mirrored log";
  case EGB_TRANSFORM_BOX_COX:
    return "Box-Cox";
  default:
    return "none";
  }
}

static void keep(egb_treatment_record *record, const egb_treatment *learned) {
  *record = (egb_treatment_record){.applied = true,
                                   .low = learned->low,
                                   .high = learned->high,
                                   .transform = transform_name(learned->transform),
                                   .kind = (int)learned->transform,
                                   .shift = learned->shift,
                                   .lambda = learned->lambda,
                                   .factor = learned->factor,
                                   .winsorised = learned->winsorised_low + learned->winsorised_high,
                                   .skewness = {learned->skewness[0], learned->skewness[1]},
                                   .kurtosis = {learned->kurtosis[0], learned->kurtosis[1]},
                                   .passed = learned->passed};
}

static void refuse_value(const egb_panel *panel, size_t node, size_t period, size_t unit, egb_diag *diag) {
  const egb_plan *plan = panel->plan;
  char value[EGB_NUMBER_MAX];
  egb_number_shortest(panel->slice[period].imputed.value[node][unit], value);
  egb_diag_at(diag, EGB_SEVERITY_ERROR, EGB_E_UNCOMPUTABLE, egb_value_place(plan, node, period, unit),
              "the treatment `%s` of %s has no result for %s, the value of %s%s%s", plan->node[node].treat->head.name,
              plan->index->node[node].id, value, plan->data->unit[unit].id, egb_in_period(plan->data, period),
              plan->data->period[period]);
  egb_diag_hint(diag, "%s", plan->node[node].treat->head.edges);
}

/* A treated value is TREATED when it changed; an imputed one stays IMPUTED. */
static egb_status apply(const egb_panel *panel, size_t node, size_t period, const egb_treatment *learned,
                        egb_diag *diag) {
  const egb_slice *slice = &panel->slice[period];
  const size_t units = panel->plan->data->unit_count;
  const double *x = slice->imputed.value[node];
  double *y = slice->treated.own[node];
  uint8_t *state = slice->treated.own_state[node];
  egb_status status = EGB_OK;
  for (size_t u = 0; u < units; u++) {
    if (isnan(y[u])) /* no value, or the unit does not take part */
      continue;
    egb_treatment_apply(learned, &x[u], &y[u], 1);
    if (!isfinite(y[u])) {
      refuse_value(panel, node, period, u, diag);
      status = EGB_UNCOMPUTABLE;
    } else if (y[u] != x[u] && state[u] == EGB_STATE_OBSERVED) {
      state[u] = EGB_STATE_TREATED;
    }
  }
  return status;
}

/* From the first count values of panel->present, at least one. */
static egb_status learn(const egb_panel *panel, size_t node, size_t count, egb_treatment *learned, egb_diag *diag) {
  const egb_plan *plan = panel->plan;
  const egb_planned_node *planned = &plan->node[node];
  const egb_treat_input input = {
      .parameter = planned->treat_with->parameter, .list = planned->treat_with->list, .scratch = panel->scratch};
  *learned = (egb_treatment){.low = -INFINITY, .high = INFINITY};
  const char *reason = planned->treat->fit(&input, panel->present, count, learned);
  if (reason == NULL)
    return EGB_OK;
  const egb_choice *choice = &plan->index->node[node].treat;
  egb_diag_at(diag, EGB_SEVERITY_ERROR, EGB_E_UNCOMPUTABLE,
              choice->place.source != NULL ? choice->place : egb_indicator_place(&plan->index->node[node]),
              "%s cannot be treated by `%s`: %s", plan->index->node[node].id, planned->treat->head.name, reason);
  egb_diag_hint(diag, "%s", planned->treat->head.edges);
  return EGB_UNCOMPUTABLE;
}

/* Every period that is needed, each by itself. */
static egb_status treat_each(const egb_panel *panel, size_t node, egb_treatment_record *record, egb_diag *diag) {
  egb_status status = EGB_OK;
  for (size_t p = 0; p < panel->plan->data->period_count; p++) {
    egb_treatment learned;
    const size_t count = panel->slice[p].whole ? egb_panel_add(panel, node, p, 0) : 0;
    if (count == 0)
      continue; /* reported by the normalisation */
    if (learn(panel, node, count, &learned, diag) != EGB_OK)
      return EGB_UNCOMPUTABLE;
    if (p == panel->plan->period)
      keep(record, &learned);
    if (apply(panel, node, p, &learned, diag) != EGB_OK)
      status = EGB_UNCOMPUTABLE;
  }
  return status;
}

/* From the periods of `fit:`; *any is false when they have no value. */
static egb_status learn_shared(const egb_panel *panel, size_t node, double fit, egb_treatment *learned, bool *any,
                               egb_diag *diag) {
  const egb_learned *kept = panel->results->learned;
  size_t count = 0;
  if (panel->known != NULL) {
    *learned = panel->known->treatment[node];
    *any = panel->known->treats[node];
  } else {
    for (size_t p = 0; p < panel->plan->data->period_count; p++)
      if (egb_fit_has(panel->plan, fit, p))
        count = egb_panel_add(panel, node, p, count);
    *any = count != 0;
    if (*any && learn(panel, node, count, learned, diag) != EGB_OK)
      return EGB_UNCOMPUTABLE;
  }
  if (*any && kept != NULL) {
    kept->treatment[node] = *learned;
    kept->treats[node] = true;
  }
  return EGB_OK;
}

static egb_status treat(const egb_panel *panel, size_t node, egb_treatment_record *record, egb_diag *diag) {
  const egb_plan *plan = panel->plan;
  egb_treatment learned;
  egb_status status = EGB_OK;
  bool any;
  const double fit = egb_plan_fit_treat(plan, node);
  if (!egb_fit_is_shared(fit))
    return treat_each(panel, node, record, diag);
  if (learn_shared(panel, node, fit, &learned, &any, diag) != EGB_OK)
    return EGB_UNCOMPUTABLE;
  if (!any)
    return EGB_OK; /* reported by the normalisation */
  keep(record, &learned);
  for (size_t p = 0; p < plan->data->period_count; p++)
    if (panel->slice[p].whole && apply(panel, node, p, &learned, diag) != EGB_OK)
      status = EGB_UNCOMPUTABLE;
  return status;
}

egb_status egb_stage_treat(egb_panel *panel, egb_diag *diag) {
  const egb_plan *plan = panel->plan;
  egb_results *r = panel->results;
  egb_status status = EGB_OK;
  if (!egb_plan_treats(plan))
    return EGB_OK;
  egb_treatment_record *record = egb_arena_array(r->arena, r->node_count, sizeof *record);
  if (record == NULL)
    return EGB_NO_MEMORY;
  r->treatment = record;
  for (size_t i = 0; i < r->node_count; i++)
    if (plan->node[i].active && plan->node[i].treat != NULL && treat(panel, i, &record[i], diag) != EGB_OK)
      status = EGB_UNCOMPUTABLE;
  return status;
}
