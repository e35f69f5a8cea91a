/* All stages in their order; and again after a change of weights. */
#include "score/many.h"
#include "score/panel.h"
#include "score/rank_bounds.h"
#include "score/stages.h"
#include "score/warn.h"
#include "score/work.h"

#include "base/codes.h"

static egb_status refuse_unranked(const egb_plan *plan, egb_diag *diag) {
  const egb_node *root = &plan->index->node[0];
  egb_diag_at(diag, EGB_SEVERITY_ERROR, EGB_E_ALL_MISSING, root->available_place,
              "no unit can be ranked: none of the %zu has enough data for %s", plan->data->unit_count, root->id);
  egb_diag_hint(diag, "fill the data in, or ask for a smaller share of indicators with `available:`");
  return EGB_UNCOMPUTABLE;
}

static egb_status blamed(const egb_plan *plan, egb_blamed stage, egb_status status) {
  if (status != EGB_OK)
    egb_plan_blame(plan, stage);
  return status;
}

/* Up to the normalised values: with the periods that methods learn from. */
static egb_status prepare(const egb_plan *plan, egb_results *r, const egb_results *like, egb_diag *diag) {
  egb_panel panel;
  egb_status status = egb_panel_make(plan, r, like, &panel);
  if (status == EGB_OK)
    status = egb_learned_make(plan, r);
  for (size_t p = 0; p < plan->data->period_count && status != EGB_NO_MEMORY; p++) {
    const egb_status selected = panel.slice[p].derived ? egb_stage_select(&panel, p, diag) : EGB_OK;
    if (selected != EGB_OK)
      status = selected;
    else if (panel.slice[p].derived && plan->disturbance != NULL)
      plan->disturbance->raw(plan->disturbance, plan, p, &panel.slice[p].raw);
  }
  status = blamed(plan, EGB_BLAMED_DATA, status);
  if (status == EGB_OK)
    status = blamed(plan, EGB_BLAMED_IMPUTE, egb_stage_impute(&panel, diag));
  for (size_t p = 0; p < plan->data->period_count && status == EGB_OK && plan->disturbance != NULL; p++)
    if (panel.slice[p].whole)
      plan->disturbance->imputed(plan->disturbance, plan, p, &panel.slice[p].imputed);
  if (status == EGB_OK)
    status = egb_stage_screen(&panel);
  if (status == EGB_OK)
    status = blamed(plan, EGB_BLAMED_TREAT, egb_stage_treat(&panel, diag));
  if (status == EGB_OK)
    status = blamed(plan, EGB_BLAMED_NORMALISE, egb_stage_normalise(&panel, diag));
  egb_panel_free(&panel);
  return status;
}

static egb_status run(const egb_plan *plan, egb_results *r, const egb_results *like, egb_diag *diag) {
  size_t ranked = 0;
  egb_status status = prepare(plan, r, like, diag);
  if (status == EGB_OK)
    status = egb_score_normalised(plan, r, diag, &ranked);
  if (status == EGB_OK && ranked == 0)
    status = refuse_unranked(plan, diag);
  if (status == EGB_OK && plan->disturbance == NULL)
    status = egb_rank_bounds_check(r, diag);
  if (status == EGB_OK && plan->disturbance == NULL)
    egb_warn_results(plan, r, diag);
  return blamed(plan, EGB_BLAMED_AGGREGATE, status);
}

egb_status egb_score_like(const egb_plan *plan, const egb_results *like, egb_diag *diag, egb_results **out) {
  *out = NULL;
  if (plan->data->unit_count == 0) {
    egb_diag_say(diag, EGB_SEVERITY_ERROR, EGB_E_ALL_MISSING, "the data has no units");
    egb_diag_hint(diag, "add a row per unit to the data file");
    return EGB_UNCOMPUTABLE;
  }
  egb_results *results = egb_results_blank(plan);
  if (results == NULL)
    return EGB_NO_MEMORY;
  const egb_status status = egb_many_make(plan, results) ? run(plan, results, like, diag) : EGB_NO_MEMORY;
  if (status != EGB_OK) {
    egb_results_free(results);
    return status;
  }
  *out = results;
  return EGB_OK;
}

egb_status egb_score(const egb_plan *plan, egb_diag *diag, egb_results **out) {
  return egb_score_like(plan, NULL, diag, out);
}

egb_status egb_rescore(const egb_plan *plan, egb_results *results, egb_diag *diag) {
  const egb_status own = egb_results_refuse_foreign(results, plan, diag);
  if (own != EGB_OK)
    return own;
  return egb_score_again(plan, results, diag);
}
