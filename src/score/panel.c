/* Which periods are needed, and room for them. */
#include "score/panel.h"
#include "score/frame.h"
#include "score/resolve.h"

#include <math.h>

bool egb_plan_imputes(const egb_plan *plan) {
  for (size_t i = 0; i < plan->index->node_count; i++)
    if (plan->node[i].active && plan->node[i].impute != NULL)
      return true;
  return false;
}

bool egb_plan_treats(const egb_plan *plan) {
  for (size_t i = 0; i < plan->index->node_count; i++)
    if (plan->node[i].active && plan->node[i].treat != NULL)
      return true;
  return false;
}

bool egb_plan_screens(const egb_plan *plan) {
  const egb_screen *screen = &plan->index->screen;
  return screen->available > 0 || screen->available_by_node > 0 || screen->zeros < 1 || screen->exclude_count > 0;
}

/* An imputation that looks along time sees every period. */
static bool looks_back(const egb_plan *plan) {
  for (size_t i = 0; i < plan->index->node_count; i++)
    if (plan->node[i].active && plan->node[i].impute != NULL && plan->node[i].impute->needs_periods)
      return true;
  return false;
}

/* Whether any normalisation learns from a period, here or when it was learned for another period. */
static bool is_learned(const egb_plan *plan, size_t period) {
  for (size_t i = 0; i < plan->index->node_count; i++)
    if (plan->node[i].active && plan->node[i].normalise != NULL && egb_fit_has(plan, egb_plan_fit(plan, i), period))
      return true;
  return false;
}

/* Whether any normalisation, or treatment, learns from a period here: what is known is not learned again. */
static bool learns_any(const egb_panel *panel, size_t period, bool treats) {
  const egb_plan *plan = panel->plan;
  for (size_t i = 0; i < plan->index->node_count; i++) {
    const egb_planned_node *planned = &plan->node[i];
    if (!planned->active || planned->normalise == NULL || (treats && planned->treat == NULL))
      continue;
    const double fit = treats ? egb_plan_fit_treat(plan, i) : egb_plan_fit(plan, i);
    if (egb_fit_has(plan, fit, period) && (panel->known == NULL || !egb_fit_is_shared(fit)))
      return true;
  }
  return false;
}

static void make_slice(egb_panel *panel, size_t period) {
  egb_slice *slice = &panel->slice[period];
  egb_results *r = panel->results;
  if (period == panel->plan->period) {
    slice->raw = r->raw;
    slice->imputed = r->imputed;
    slice->treated = r->treated;
    slice->screened = r->screened;
    return;
  }
  egb_frame_make(panel->arena, &slice->raw, r->node_count);
  if (!slice->whole)
    return;
  /* What the results share, every period may share. */
  slice->imputed = slice->raw;
  if (r->imputed.value != r->raw.value)
    egb_frame_make(panel->arena, &slice->imputed, r->node_count);
  slice->treated = slice->imputed;
  if (r->treated.value != r->imputed.value)
    egb_frame_make(panel->arena, &slice->treated, r->node_count);
  slice->screened = egb_arena_array(panel->arena, r->unit_count, sizeof *slice->screened);
}

egb_status egb_panel_make(const egb_plan *plan, egb_results *results, const egb_results *like, egb_panel *out) {
  const size_t periods = plan->data->period_count, units = results->unit_count;
  const bool all = looks_back(plan);
  size_t wholes = 0;
  *out = (egb_panel){.plan = plan,
                     .results = results,
                     .arena = egb_arena_new(),
                     .screens = egb_plan_screens(plan),
                     .known = egb_learned_of(plan, like),
                     .like = like};
  out->slice = egb_arena_array(out->arena, periods, sizeof *out->slice);
  if (out->slice == NULL)
    return EGB_NO_MEMORY;
  for (size_t p = 0; p < periods; p++) {
    egb_slice *slice = &out->slice[p];
    slice->whole = learns_any(out, p, false) || learns_any(out, p, true) || p == plan->period;
    slice->derived = slice->whole || all;
    out->learned += is_learned(plan, p);
    wholes += slice->whole;
    if (slice->derived)
      make_slice(out, p);
    if (slice->derived && p == plan->period)
      slice->applies = results->applies;
    else if (slice->derived && !egb_plan_applies(plan, p, out->arena, &slice->applies))
      return EGB_NO_MEMORY;
  }
  if (periods > EGB_ARENA_REQUEST_MAX / (units > 0 ? units : 1))
    return EGB_NO_MEMORY;
  out->present = egb_arena_array(out->arena, wholes * units, sizeof *out->present);
  out->scratch = egb_arena_array(out->arena, EGB_METHOD_SCRATCH(wholes * units), sizeof *out->scratch);
  out->logs = egb_arena_array(out->arena, units, sizeof *out->logs);
  out->more = egb_arena_array(out->arena, units, sizeof *out->more);
  return egb_arena_failed(out->arena) ? EGB_NO_MEMORY : EGB_OK;
}

void egb_panel_free(egb_panel *panel) {
  egb_arena_free(panel->arena);
}

size_t egb_panel_add(const egb_panel *panel, size_t node, size_t period, size_t count) {
  const size_t units = panel->results->unit_count;
  const double *value = panel->slice[period].treated.value[node];
  for (size_t u = 0; u < units; u++)
    if (!isnan(value[u]))
      panel->present[count++] = value[u];
  return count;
}

size_t egb_panel_present(const egb_panel *panel, size_t node) {
  size_t count = 0;
  for (size_t p = 0; p < panel->plan->data->period_count; p++)
    if (egb_fit_has(panel->plan, egb_plan_fit(panel->plan, node), p))
      count = egb_panel_add(panel, node, p, count);
  return count;
}

egb_place egb_indicator_place(const egb_node *node) {
  if (node->compute != NULL)
    return node->compute_place;
  return node->column_place.source != NULL ? node->column_place : node->place;
}

egb_place egb_value_place(const egb_plan *plan, size_t node, size_t period, size_t unit) {
  const size_t column = plan->node[node].column;
  const egb_place place = column != EGB_NONE ? egb_dataset_place(plan->data, period, column, unit) : (egb_place){0};
  return place.source != NULL ? place : egb_indicator_place(&plan->index->node[node]);
}

const char *egb_in_period(const egb_dataset *data, size_t period) {
  return data->period[period][0] != '\0' ? " in " : "";
}
