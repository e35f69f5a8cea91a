/* All stages in their order; and again after a change of weights, only what it changes. */
#include "score/panel.h"
#include "score/rank_bounds.h"
#include "score/stages.h"
#include "score/warn.h"
#include "score/work.h"

#include "base/codes.h"

#include <string.h>

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
  const size_t cells = r->unit_count * r->node_count;
  egb_status status = prepare(plan, r, like, diag);
  if (status != EGB_OK)
    return status;
  memcpy(r->scored.value, r->normalised.value, cells * sizeof *r->scored.value);
  memcpy(r->scored.state, r->normalised.state, cells * sizeof *r->scored.state);
  egb_stage_coverage(r);
  egb_stage_weight(plan, r);
  status = egb_stage_aggregate(plan, r, diag);
  egb_stage_mark_filled(plan, r);
  if (status == EGB_OK && egb_stage_rank(r) == 0)
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
  const egb_status status = run(plan, results, like, diag);
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

/* Another scenario leaves other nodes out: its values are others, too. */
static bool is_of(const egb_results *results, const egb_plan *plan) {
  bool same = results->index == plan->index && results->data == plan->data && results->period == plan->period;
  for (size_t i = 0; same && i < results->node_count; i++)
    same = results->active[i] == plan->node[i].active;
  return same;
}

egb_status egb_results_refuse_foreign(const egb_results *results, const egb_plan *plan, egb_diag *diag) {
  if (is_of(results, plan))
    return EGB_OK;
  egb_diag_say(diag, EGB_SEVERITY_ERROR, EGB_E_USAGE, "the results are of another index, data set, period or scenario");
  egb_diag_hint(diag, "score the plan anew");
  return EGB_USAGE;
}

egb_status egb_index_refuse_foreign(const egb_index *index, const egb_plan *plan, const egb_results *results,
                                    egb_diag *diag) {
  const char *what = plan != NULL && plan->index != index         ? "the plan is"
                     : results != NULL && results->index != index ? "the results are"
                                                                  : NULL;
  if (what == NULL)
    return plan != NULL && results != NULL ? egb_results_refuse_foreign(results, plan, diag) : EGB_OK;
  egb_diag_say(diag, EGB_SEVERITY_ERROR, EGB_E_USAGE, "%s of another index than %s", what, index->id);
  egb_diag_hint(diag, "plan and score the index anew");
  return EGB_USAGE;
}

egb_status egb_results_refuse_unit(const egb_results *results, size_t unit, egb_diag *diag) {
  if (unit < results->unit_count)
    return EGB_OK;
  egb_diag_say(diag, EGB_SEVERITY_ERROR, EGB_E_USAGE, "there is no unit with the number %zu", unit);
  egb_diag_hint(diag, "units count from 0 to %zu", results->unit_count - 1);
  return EGB_USAGE;
}

egb_status egb_score_again(const egb_plan *plan, egb_results *results, egb_diag *diag) {
  egb_stage_weight(plan, results);
  const egb_status status = egb_stage_aggregate(plan, results, diag);
  const size_t ranked = egb_stage_rank(results);
  if (status != EGB_OK || ranked > 0)
    return blamed(plan, EGB_BLAMED_AGGREGATE, status);
  if (diag != NULL)
    egb_diag_say(diag, EGB_SEVERITY_ERROR, EGB_E_UNCOMPUTABLE, "no unit can be ranked with these weights");
  return blamed(plan, EGB_BLAMED_AGGREGATE, EGB_UNCOMPUTABLE);
}

egb_status egb_rescore(const egb_plan *plan, egb_results *results, egb_diag *diag) {
  const egb_status own = egb_results_refuse_foreign(results, plan, diag);
  if (own != EGB_OK)
    return own;
  return egb_score_again(plan, results, diag);
}
