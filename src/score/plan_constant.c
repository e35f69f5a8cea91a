/* `if-constant: drop`: which indicators do not distinguish any units. That is known before scoring, so that all who
 * make use of a plan (scores, weights, simulations, exact answers) see the same tree. */
#include "base/codes.h"
#include "base/number.h"
#include "score/panel.h"
#include "score/resolve.h"
#include "score/stages.h"
#include "score/work.h"

#include <math.h>

static bool asks(const egb_plan *plan, size_t i) {
  const egb_planned_node *planned = &plan->node[i];
  return planned->active && planned->normalise != NULL && plan->index->node[i].drop_constant &&
         !planned->normalise->fixed;
}

static egb_status leave_out(egb_plan *plan, size_t i, double value, egb_diag *diag) {
  const egb_node *node = &plan->index->node[i];
  char text[EGB_NUMBER_MAX];
  egb_number_shortest(value, text);
  egb_diag_at(diag, EGB_SEVERITY_WARNING, EGB_W_CONSTANT, node->drop_constant_place,
              "%s is left out%s%s: all its values are %s", node->id, egb_in_period(plan->data, plan->period),
              plan->data->period[plan->period], text);
  egb_diag_hint(diag, "as `if-constant: drop` asks; give it fixed goalposts to keep it");
  return egb_plan_leave_out(plan, i, diag);
}

static egb_status refuse_all(const egb_plan *plan, egb_diag *diag) {
  egb_diag_at(diag, EGB_SEVERITY_ERROR, EGB_E_PLAN_CLASH, plan->index->node[0].place,
              "nothing is left of %s%s%s: the values of every indicator are all equal", plan->index->id,
              egb_in_period(plan->data, plan->period), plan->data->period[plan->period]);
  egb_diag_hint(diag, "give the indicators fixed goalposts (`goalposts: [low, high]`), or score another period");
  return EGB_REFUSED;
}

/* As scoring does it, up to the values that normalisations learn from. What goes wrong here is reported there. */
static egb_status prepare(egb_panel *panel, egb_diag *quiet) {
  const egb_plan *plan = panel->plan;
  egb_status status = EGB_OK;
  for (size_t p = 0; p < plan->data->period_count && status == EGB_OK; p++)
    if (panel->slice[p].derived)
      status = egb_stage_select(panel, p, quiet);
  if (status == EGB_OK)
    status = egb_stage_impute(panel, quiet);
  if (status == EGB_OK)
    status = egb_stage_screen(panel);
  return status == EGB_OK ? egb_stage_treat(panel, quiet) : status;
}

/* The value goes to *value. */
static bool is_constant(const egb_panel *panel, size_t i, double *value) {
  const size_t count = egb_panel_present(panel, i);
  size_t same = 0;
  while (same < count && !(panel->present[same] < panel->present[0]) && !(panel->present[same] > panel->present[0]))
    same++;
  *value = count > 0 ? panel->present[0] : (double)NAN;
  return count > 0 && same == count;
}

static egb_status drop(egb_plan *plan, egb_panel *panel, egb_diag *diag) {
  const size_t count = plan->index->node_count;
  bool *constant = egb_arena_array(panel->arena, count, sizeof *constant), any = false;
  double *value = egb_arena_array(panel->arena, count, sizeof *value);
  if (egb_arena_failed(panel->arena))
    return EGB_NO_MEMORY;
  for (size_t i = 0; i < count; i++) {
    constant[i] = asks(plan, i) && is_constant(panel, i, &value[i]);
    any = any || (plan->node[i].active && plan->node[i].normalise != NULL && !constant[i]);
  }
  egb_status status = any ? EGB_OK : refuse_all(plan, diag);
  for (size_t i = 0; i < count && status == EGB_OK; i++)
    if (constant[i])
      status = leave_out(plan, i, value[i], diag);
  return status;
}

egb_status egb_plan_drop_constant(egb_plan *plan, egb_diag *diag) {
  size_t asking = 0;
  for (size_t i = 0; i < plan->index->node_count; i++)
    asking += asks(plan, i);
  if (asking == 0 || plan->data->unit_count == 0)
    return EGB_OK;
  egb_diag *quiet = egb_diag_new();
  egb_results *results = quiet != NULL ? egb_results_blank(plan) : NULL;
  if (results == NULL) {
    egb_diag_free(quiet);
    return EGB_NO_MEMORY;
  }
  egb_panel panel;
  egb_status status = egb_panel_make(plan, results, NULL, &panel);
  if (status == EGB_OK)
    status = prepare(&panel, quiet);
  status = status == EGB_OK ? drop(plan, &panel, diag) : status == EGB_NO_MEMORY ? status : EGB_OK;
  egb_panel_free(&panel);
  egb_results_free(results);
  egb_diag_free(quiet);
  return status;
}
