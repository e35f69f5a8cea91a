/* Missing values, filled by the choice of each indicator. Indicators that share a choice are handed over together, so
 * that a method can learn one from the others; methods along the row get them node by node. */
#include "score/frame.h"
#include "score/impute_families.h"
#include "score/panel.h"

#include "base/codes.h"
#include "model/period.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Indicators that share a choice, with everything their method is handed that is the same for every period. */
typedef struct group {
  const size_t *node;
  size_t count;
  const egb_impute *method;
  const egb_chosen *with;
  int *direction;
  double **column;
  const double **predictor, **series;
  size_t predictor_count;
  size_t *unit_group;
  size_t group_count;
  size_t grouping; /* EGB_NONE: none */
  double *time, *scratch;
} group;

/* ---- what a method is handed ----------------------------------------------------------------- */

static bool make_group(const egb_panel *panel, egb_arena *arena, group *g) {
  const egb_plan *plan = panel->plan;
  const size_t units = plan->data->unit_count, periods = plan->data->period_count;
  const size_t grouping = egb_parameter_of_kind(&g->method->head, EGB_PARAMETER_GROUPING);
  const size_t columns = egb_parameter_of_kind(&g->method->head, EGB_PARAMETER_COLUMNS);
  g->direction = egb_arena_array(arena, g->count, sizeof *g->direction);
  g->column = egb_arena_array(arena, g->count, sizeof *g->column);
  g->predictor_count = columns != EGB_NONE ? g->with->list[columns].count : 0;
  g->predictor = egb_arena_array(arena, g->predictor_count, sizeof *g->predictor);
  const size_t need = g->method->scratch != NULL ? g->method->scratch(units, g->count + g->predictor_count) : 0;
  g->scratch = egb_arena_array(arena, need, sizeof *g->scratch);
  if (egb_arena_failed(arena))
    return false;
  for (size_t c = 0; c < g->count; c++)
    g->direction[c] = plan->index->node[g->node[c]].direction;
  if (grouping != EGB_NONE && !isnan(g->with->parameter[2 * grouping]))
    g->grouping = (size_t)g->with->parameter[2 * grouping];
  if (g->grouping != EGB_NONE &&
      !egb_unit_groups(plan->data, plan->period, g->grouping, arena, &g->unit_group, &g->group_count))
    return false;
  if (!g->method->needs_periods)
    return true;
  g->series = egb_arena_array(arena, periods * g->count, sizeof *g->series);
  g->time = egb_arena_array(arena, periods, sizeof *g->time);
  if (egb_arena_failed(arena))
    return false;
  egb_dataset_times(plan->data, g->time);
  for (size_t p = 0; p < periods; p++)
    for (size_t c = 0; c < g->count; c++)
      g->series[p * g->count + c] = panel->slice[p].raw.value[g->node[c]];
  return true;
}

/* ---- filling --------------------------------------------------------------------------------- */

static egb_status refuse(const egb_plan *plan, const group *g, size_t period, const char *reason, egb_diag *diag) {
  const egb_node *node = &plan->index->node[g->node[0]];
  const egb_dataset *data = plan->data;
  egb_diag_at(diag, EGB_SEVERITY_ERROR, EGB_E_UNCOMPUTABLE,
              node->impute.place.source != NULL ? node->impute.place : node->place,
              "%s%s cannot be imputed by `%s`%s%s: %s", node->id, g->count > 1 ? " and the indicators with it" : "",
              g->method->head.name, egb_in_period(data, period), data->period[period], reason);
  egb_diag_hint(diag, "%s", g->method->head.edges);
  return EGB_UNCOMPUTABLE;
}

/* Observed values stay what they are, whatever a method did to them. */
static void mark(const egb_slice *slice, size_t node, size_t units) {
  const double *raw = slice->raw.value[node];
  double *value = slice->imputed.own[node];
  uint8_t *state = slice->imputed.own_state[node];
  for (size_t u = 0; u < units; u++) {
    if (!isnan(raw[u]))
      value[u] = raw[u];
    else if (!egb_slice_applies(slice, node, units, u) || !isfinite(value[u]))
      value[u] = (double)NAN;
    else
      state[u] = EGB_STATE_IMPUTED;
  }
}

static egb_status fill(const egb_panel *panel, const group *g, size_t period, egb_diag *diag) {
  const egb_plan *plan = panel->plan;
  const egb_slice *slice = &panel->slice[period];
  const size_t units = plan->data->unit_count;
  for (size_t c = 0; c < g->count; c++)
    g->column[c] = slice->imputed.own[g->node[c]];
  const size_t columns = egb_parameter_of_kind(&g->method->head, EGB_PARAMETER_COLUMNS);
  for (size_t i = 0; i < g->predictor_count; i++)
    g->predictor[i] = egb_dataset_values(plan->data, period, (size_t)g->with->list[columns].item[i]);
  const egb_impute_input input = {.parameter = g->with->parameter,
                                  .list = g->with->list,
                                  .column = g->column,
                                  .direction = g->direction,
                                  .column_count = g->count,
                                  .count = units,
                                  .predictor = g->predictor,
                                  .predictor_count = g->predictor_count,
                                  .group = g->unit_group,
                                  .group_count = g->group_count,
                                  .series = g->series,
                                  .time = g->time,
                                  .period = period,
                                  .period_count = g->series != NULL ? plan->data->period_count : 0,
                                  .scratch = g->scratch};
  const egb_disturbance *d = plan->disturbance;
  const char *reason =
      d != NULL && d->fill != NULL ? d->fill(d, plan, g->node[0], g->method, &input) : g->method->apply(&input);
  if (reason != NULL)
    return refuse(plan, g, period, reason, diag);
  for (size_t c = 0; c < g->count; c++)
    mark(slice, g->node[c], units);
  return EGB_OK;
}

static egb_status impute_group(const egb_panel *panel, group *g, egb_diag *diag) {
  egb_arena *arena = egb_arena_new();
  egb_status status = make_group(panel, arena, g) ? EGB_OK : EGB_NO_MEMORY;
  for (size_t p = 0; p < panel->plan->data->period_count && status == EGB_OK; p++)
    if (panel->slice[p].whole) {
      if (g->grouping != EGB_NONE && panel->plan->data->group_of != NULL &&
          !egb_unit_groups(panel->plan->data, p, g->grouping, arena, &g->unit_group, &g->group_count))
        status = EGB_NO_MEMORY;
      if (status == EGB_OK)
        status = fill(panel, g, p, diag);
    }
  egb_arena_free(arena);
  return status;
}

/* Columns that nothing fills stay those of the raw values, unless a simulation changes them. */
static bool begin(const egb_panel *panel, size_t period) {
  const egb_plan *plan = panel->plan;
  egb_slice *slice = &panel->slice[period];
  bool whole = true;
  for (size_t i = 0; i < plan->index->node_count; i++) {
    const egb_planned_node *planned = &plan->node[i];
    if (planned->active && planned->normalise != NULL && (planned->impute != NULL || plan->disturbance != NULL))
      whole = egb_frame_copy(egb_panel_arena(panel, period), &slice->imputed, i, plan->data->unit_count, &slice->raw) &&
              whole;
    else
      egb_frame_borrow(&slice->imputed, i, &slice->raw);
  }
  return whole;
}

egb_status egb_stage_impute(egb_panel *panel, egb_diag *diag) {
  const egb_plan *plan = panel->plan;
  if (!egb_plan_imputes(plan))
    return EGB_OK;
  for (size_t p = 0; p < plan->data->period_count; p++)
    if (panel->slice[p].whole && !begin(panel, p))
      return EGB_NO_MEMORY;
  egb_impute_families families;
  egb_status status = egb_impute_families_make(plan, panel->arena, &families);
  for (size_t f = 0; status != EGB_NO_MEMORY && f < families.count; f++) {
    const size_t *node = families.node + families.first[f];
    group g = {.node = node,
               .count = families.first[f + 1] - families.first[f],
               .method = plan->node[node[0]].impute,
               .with = plan->node[node[0]].impute_with,
               .grouping = EGB_NONE};
    const egb_status filled = impute_group(panel, &g, diag);
    if (filled != EGB_OK)
      status = filled;
  }
  return status;
}
