/* Every indicator onto the common scale: its method learns from the values present, then is applied to all. */
#include "base/codes.h"
#include "base/number.h"
#include "base/threads.h"
#include "score/frame.h"
#include "score/many.h"
#include "score/panel.h"
#include "score/resolve.h"
#include "score/scale.h"
#include "score/warn.h"

#include <math.h>
#include <string.h>

static void refuse_empty(const egb_plan *plan, const egb_node *node, size_t period, egb_diag *diag) {
  const char *in = egb_in_period(plan->data, period), *name = plan->data->period[period];
  if (node->column != NULL)
    egb_diag_at(diag, EGB_SEVERITY_ERROR, EGB_E_ALL_MISSING, egb_indicator_place(node),
                "%s has no value at all%s%s: column `%s`", node->id, in, name, node->column);
  else
    egb_diag_at(diag, EGB_SEVERITY_ERROR, EGB_E_ALL_MISSING, egb_indicator_place(node),
                "%s has no value at all%s%s: no unit has all that its expression needs", node->id, in, name);
  egb_diag_hint(diag, "fill the column in, or leave the indicator out");
}

static void refuse_fit(const egb_plan *plan, size_t i, const char *reason, egb_diag *diag) {
  const egb_node *node = &plan->index->node[i];
  const egb_method *head = &plan->node[i].normalise->head;
  egb_diag_at(diag, EGB_SEVERITY_ERROR, EGB_E_UNCOMPUTABLE,
              head->hint != NULL ? egb_choice_place(&node->normalise, node) : egb_indicator_place(node),
              "%s cannot be normalised by `%s`: %s", node->id, head->name, reason);
  egb_diag_hint(diag, "%s",
                head->hint != NULL
                    ? head->hint
                    : "give it fixed goalposts (`goalposts: [low, high]`), or leave the indicator out: it does not "
                      "distinguish any units");
}

/* ---- values that a method cannot take -------------------------------------------------------- */

/* A rubric that has no rule for an answer: reported at the answer's cell, every such cell. */
static bool answers_taken(const egb_panel *panel, size_t i, egb_diag *diag) {
  const egb_plan *plan = panel->plan;
  const egb_node *node = &plan->index->node[i];
  const size_t units = plan->data->unit_count, column = plan->node[i].column;
  const double *given = panel->results->treated.value[i];
  const double *value = egb_scores(panel->results, i);
  bool fine = true;
  for (size_t u = 0; u < units; u++) {
    if (isnan(given[u]) || !isnan(value[u]))
      continue;
    char text[EGB_NUMBER_MAX];
    egb_number_shortest(given[u], text);
    const bool coded = column != EGB_NONE && plan->data->codes != NULL && plan->data->codes[column] != NULL;
    const size_t code = coded && given[u] >= 0 ? (size_t)given[u] : 0;
    const char *answer = coded && code < plan->data->code_count[column] ? plan->data->codes[column][code] : text;
    egb_diag_at(diag, EGB_SEVERITY_ERROR, EGB_E_ANSWER, egb_value_place(plan, i, plan->period, u),
                "the rubric of %s has no points for the answer `%s` of %s", node->id, answer, plan->data->unit[u].id);
    egb_diag_hint(diag, "correct the answer, add it to `points:` of %s, or add `else:` there", node->id);
    fine = false;
  }
  return fine;
}

/* The logarithm of what is not above zero: reported at its cell, in every period that is learned from or scored. */
static bool logs_exist(const egb_panel *panel, size_t i, egb_diag *diag) {
  const egb_plan *plan = panel->plan;
  const size_t units = plan->data->unit_count;
  bool fine = true;
  for (size_t p = 0; p < plan->data->period_count; p++) {
    const double *value = panel->slice[p].whole ? panel->slice[p].treated.value[i] : NULL;
    for (size_t u = 0; value != NULL && u < units; u++) {
      if (isnan(value[u]) || value[u] > 0)
        continue;
      char text[EGB_NUMBER_MAX];
      egb_number_shortest(value[u], text);
      egb_diag_at(diag, EGB_SEVERITY_ERROR, EGB_E_UNCOMPUTABLE, egb_value_place(plan, i, p, u),
                  "%s of %s is %s%s%s and has no logarithm", plan->index->node[i].id, plan->data->unit[u].id, text,
                  egb_in_period(plan->data, p), plan->data->period[p]);
      egb_diag_hint(diag, "correct the value or leave it empty, or remove `log` from the normalisation of %s",
                    plan->index->node[i].id);
      fine = false;
    }
  }
  return fine;
}

static void warn_lost(const egb_panel *panel, size_t i, size_t lost, size_t first, egb_diag *diag) {
  const egb_plan *plan = panel->plan;
  egb_diag_at(diag, EGB_SEVERITY_WARNING, EGB_W_NO_SCORE, egb_indicator_place(&plan->index->node[i]),
              "`%s` has no result for %s of %zu unit%s, first %s", plan->node[i].normalise->head.name,
              plan->index->node[i].id, lost, lost == 1 ? "" : "s", plan->data->unit[first].id);
  egb_diag_hint(diag, "%s", plan->node[i].normalise->head.edges);
}

/* ---- one indicator --------------------------------------------------------------------------- */

/* The value of the unit that a method compares with: of the latest period that is learned from and has one. */
static double reference_of(const egb_panel *panel, size_t i, size_t unit) {
  double value = (double)NAN;
  for (size_t p = 0; unit != EGB_NONE && p < panel->plan->data->period_count; p++)
    if (egb_fit_has(panel->plan, egb_plan_fit(panel->plan, i), p) && !isnan(panel->slice[p].treated.value[i][unit]))
      value = panel->slice[p].treated.value[i][unit];
  return value;
}

static egb_status refuse_reference(const egb_plan *plan, size_t i, size_t unit, egb_diag *diag) {
  const egb_node *node = &plan->index->node[i];
  egb_diag_at(diag, EGB_SEVERITY_ERROR, EGB_E_UNCOMPUTABLE,
              node->normalise.place.source != NULL ? node->normalise.place : egb_indicator_place(node),
              "%s is compared with %s, which has no value of it", node->id, plan->data->unit[unit].id);
  egb_diag_hint(diag, "fill the value in, or compare with a unit that has one and takes part");
  return EGB_UNCOMPUTABLE;
}

static bool has_values(const double *value, size_t count) {
  for (size_t u = 0; u < count; u++)
    if (!isnan(value[u]))
      return true;
  return false;
}

/* Sets the state of each value. Returns how many were lost, the first of them in *first. */
static size_t set_states(const egb_results *r, size_t i, size_t *first) {
  const double *given = r->treated.value[i], *value = egb_scores(r, i);
  const uint8_t *was = r->treated.state[i];
  uint8_t *state = r->own_state[i];
  size_t lost = 0;
  for (size_t u = 0; u < r->unit_count; u++) /* MISSING as they were made */
    if (!egb_results_applies(r, i, u))
      state[u] = EGB_STATE_NOT_APPLICABLE;
    else if (!isnan(value[u]))
      state[u] = isnan(given[u]) ? EGB_STATE_IMPUTED : was[u];
    else if (!isnan(given[u]) && lost++ == 0)
      *first = u;
  return lost;
}

/* An indicator for groups that no unit is in, in this period. */
static bool is_for_no_unit(const egb_results *r, size_t i) {
  for (size_t u = 0; u < r->unit_count; u++)
    if (egb_results_applies(r, i, u))
      return false;
  return true;
}

/* What another period learned of an indicator for this one, too; NULL: nothing. */
static const egb_learned *known_of(const egb_panel *panel, size_t i) {
  return egb_fit_is_shared(egb_plan_fit(panel->plan, i)) ? panel->known : NULL;
}

/* How many values the method learns from, *from, gathered in panel->present unless they are known, or the whole column
 * of the period and nothing else. */
static size_t learned_from(const egb_panel *panel, size_t i, const double **from) {
  const egb_results *r = panel->results;
  *from = panel->present;
  if (known_of(panel, i) != NULL)
    return known_of(panel, i)->count[i];
  if (panel->plan->data->period_count > 1 || r->treated.state[i] != r->all_state)
    return egb_panel_present(panel, i);
  *from = r->treated.value[i];
  return r->unit_count;
}

static double learned_reference(const egb_panel *panel, size_t i, size_t unit) {
  return known_of(panel, i) != NULL ? known_of(panel, i)->reference[i] : reference_of(panel, i, unit);
}

/* Into the fitted values of the results, and kept for other periods. NULL, or why nothing can be learned. */
static const char *learn(const egb_panel *panel, size_t i, const double *from, size_t count, double reference,
                         egb_scaling *scaling) {
  const egb_results *r = panel->results;
  double *fitted = r->fitted + i * EGB_FITTED_MAX;
  const char *reason = NULL;
  egb_scaling_make(panel->plan, i, reference, panel->scratch, scaling);
  if (known_of(panel, i) != NULL)
    memcpy(fitted, panel->like->fitted + i * EGB_FITTED_MAX, EGB_FITTED_MAX * sizeof *fitted);
  else
    reason = egb_scaling_fit(scaling, from, count, panel->present, fitted);
  if (reason == NULL && r->learned != NULL) {
    r->learned->count[i] = count;
    r->learned->reference[i] = reference;
  }
  return reason;
}

/* A period in which an indicator is for no unit learns for the others all the same; where it cannot, they learn for
 * themselves, and say why it cannot be done. */
static void learn_for_others(const egb_panel *panel, size_t i) {
  const egb_planned_node *planned = &panel->plan->node[i];
  if (panel->results->learned == NULL || !egb_fit_is_shared(egb_plan_fit(panel->plan, i)))
    return;
  const double *from;
  const size_t count = learned_from(panel, i, &from);
  const size_t unit = egb_scaling_reference(planned->normalise, planned->normalise_with);
  const double reference = learned_reference(panel, i, unit);
  const bool lacks = (count == 0 && !planned->normalise->fixed) || (unit != EGB_NONE && isnan(reference)) ||
                     (planned->normalise_with->common.log != 0 && known_of(panel, i) == NULL);
  egb_scaling scaling;
  if (lacks || learn(panel, i, from, count, reference, &scaling) != NULL)
    panel->results->learned = NULL;
}

/* What is known of an indicator before it is reported. */
typedef struct outcome {
  bool known, waits;  /* its values are made when somebody asks */
  const char *reason; /* why nothing can be learned */
  egb_scaling scaling;
} outcome;

/* Whether the values of an indicator, made by the stretch, lack some that were given. */
static bool loses_any(const egb_panel *panel, size_t i) {
  const egb_results *r = panel->results;
  double room[2 * EGB_STRETCH];
  for (size_t from = 0; from < r->unit_count; from += EGB_STRETCH) {
    const size_t count = r->unit_count - from < EGB_STRETCH ? r->unit_count - from : EGB_STRETCH;
    const double *value = egb_stretch_of(r, i, from, count, (egb_stretch_values){room, room + EGB_STRETCH});
    const size_t given = egb_frame_missing(r->treated.value[i] + from, count);
    if (egb_frame_missing(value, count) != given)
      return true;
  }
  return false;
}

static void take(const egb_panel *panel, size_t i, const double *from, size_t count, double reference, outcome *out) {
  out->known = true;
  out->reason = learn(panel, i, from, count, reference, &out->scaling);
  out->waits = out->reason == NULL && egb_waiting_begin(panel->plan, panel->results, i, &out->scaling);
  if (out->waits && loses_any(panel, i)) {
    egb_waiting_end(panel->results, i);
    out->waits = false;
  }
}

/* Into a column of the results. How many values were lost, the first of them in *first. */
static size_t fill(const egb_panel *panel, size_t i, const egb_scaling *scaling, size_t *first) {
  const egb_results *r = panel->results;
  double *value = r->own_score[i];
  egb_scaling_apply(scaling, r->fitted + i * EGB_FITTED_MAX, r->treated.value[i], value, r->unit_count, panel->logs);
  for (size_t u = 0; u < r->unit_count; u++)
    if ((panel->screens && r->screened[u] != NULL) || !egb_results_applies(r, i, u))
      value[u] = (double)NAN; /* a rubric may have points for a missing answer */
  return set_states(r, i, first);
}

static void leave_out(const egb_panel *panel, size_t i) {
  const egb_results *r = panel->results;
  size_t first = 0;
  for (size_t u = 0; u < r->unit_count; u++)
    r->own_score[i][u] = (double)NAN;
  (void)set_states(r, i, &first);
  learn_for_others(panel, i);
}

static egb_status normalise(const egb_panel *panel, size_t i, outcome *found, egb_diag *diag) {
  const egb_plan *plan = panel->plan;
  egb_results *r = panel->results;
  const egb_planned_node *planned = &plan->node[i];
  if (is_for_no_unit(r, i)) {
    leave_out(panel, i);
    return EGB_OK;
  }
  if (!has_values(r->treated.value[i], r->unit_count)) {
    refuse_empty(plan, &plan->index->node[i], plan->period, diag);
    return EGB_UNCOMPUTABLE;
  }
  const double *from = NULL;
  const size_t count = found->known ? r->unit_count : learned_from(panel, i, &from);
  if (count == 0 && !planned->normalise->fixed) {
    const double fit = egb_plan_fit(plan, i);
    refuse_empty(plan, &plan->index->node[i], fit >= 0 ? (size_t)fit : plan->period, diag);
    return EGB_UNCOMPUTABLE;
  }
  if (planned->normalise_with->common.log != 0 && !logs_exist(panel, i, diag))
    return EGB_UNCOMPUTABLE;
  const size_t unit = egb_scaling_reference(planned->normalise, planned->normalise_with);
  const double reference = learned_reference(panel, i, unit);
  if (unit != EGB_NONE && isnan(reference))
    return refuse_reference(plan, i, unit, diag);
  if (!found->known)
    take(panel, i, from, count, reference, found);
  if (found->reason != NULL) {
    refuse_fit(plan, i, found->reason, diag);
    return EGB_UNCOMPUTABLE;
  }
  size_t first = 0;
  const size_t lost = found->waits ? 0 : fill(panel, i, &found->scaling, &first);
  if (planned->normalise->needs_rubric)
    return answers_taken(panel, i, diag) ? EGB_OK : EGB_REFUSED;
  if (lost > 0)
    warn_lost(panel, i, lost, first, diag);
  if (plan->disturbance == NULL)
    egb_warn_goalposts(panel, i, &found->scaling, diag);
  return EGB_OK;
}

/* ---- many units: indicators beside each other ------------------------------------------------ */

typedef struct crew {
  const egb_panel *panel; /* per thread: the same with room of its own */
  outcome *found;
} crew;

/* Whether an indicator can be learned and looked over with nothing to report. */
static bool is_plain(const egb_panel *panel, size_t i) {
  const egb_planned_node *planned = &panel->plan->node[i];
  return planned->normalise != NULL && planned->active && planned->normalise_with->common.log == 0 &&
         egb_scaling_reference(planned->normalise, planned->normalise_with) == EGB_NONE &&
         has_values(panel->results->treated.value[i], panel->results->unit_count);
}

static egb_status look(void *context, size_t worker, size_t job) {
  const crew *c = context;
  const egb_panel *panel = &c->panel[worker];
  const double *from;
  if (!is_plain(panel, job))
    return EGB_OK;
  const size_t count = learned_from(panel, job, &from);
  if (count > 0 || panel->plan->node[job].normalise->fixed)
    take(panel, job, from, count, (double)NAN, &c->found[job]);
  return EGB_OK;
}

/* Fills *found as far as it can be known. */
static egb_status look_ahead(const egb_panel *panel, outcome *found) {
  const egb_results *r = panel->results;
  const size_t threads = egb_many_threads(panel->plan), units = r->unit_count;
  if (r->waiting == NULL || panel->plan->data->period_count > 1)
    return EGB_OK;
  egb_panel *own = egb_arena_array(panel->arena, threads, sizeof *own);
  for (size_t t = 0; own != NULL && t < threads; t++) {
    own[t] = *panel;
    own[t].present = egb_arena_array(panel->arena, units, sizeof *own[t].present);
    own[t].scratch = egb_arena_array(panel->arena, EGB_METHOD_SCRATCH(units), sizeof *own[t].scratch);
  }
  if (egb_arena_failed(panel->arena))
    return EGB_NO_MEMORY;
  crew c = {.panel = own, .found = found};
  return egb_threads_run(threads, r->node_count, look, &c, NULL, NULL);
}

/* ---- all of them ----------------------------------------------------------------------------- */

/* The last period in which any unit has a value; EGB_NONE. */
static size_t last_with_values(const egb_dataset *data) {
  const size_t cells = data->column_count * data->unit_count;
  for (size_t p = data->period_count; p-- > 0;)
    if (has_values(&data->value[p * cells], cells))
      return p;
  return EGB_NONE;
}

/* Faults of the data as a whole are reported once, not once per indicator. */
static egb_status check_whole(const egb_panel *panel, egb_diag *diag) {
  const egb_plan *plan = panel->plan;
  const egb_results *r = panel->results;
  const char *period = plan->data->period[plan->period];
  bool any = false;
  for (size_t i = 0; i < r->node_count && !any; i++)
    any = has_values(r->imputed.value[i], r->unit_count);
  if (!any) {
    egb_diag_say(diag, EGB_SEVERITY_ERROR, EGB_E_ALL_MISSING, "the data has no value for any indicator of %s%s%s",
                 plan->index->id, egb_in_period(plan->data, plan->period), period);
    const size_t last = last_with_values(plan->data);
    if (last != EGB_NONE)
      egb_diag_hint(diag, "the last period with values is %s: --period %s, or `period: \"%s\"` in the definition",
                    plan->data->period[last], plan->data->period[last], plan->data->period[last]);
    else
      egb_diag_hint(diag, "fill the data file in; `egovbench init %s` writes an empty one", plan->index->id);
    return EGB_UNCOMPUTABLE;
  }
  for (size_t u = 0; u < r->unit_count; u++)
    if (r->screened[u] == NULL)
      return EGB_OK;
  egb_diag_say(diag, EGB_SEVERITY_ERROR, EGB_E_ALL_MISSING, "`screen:` leaves no unit of %s%s%s: %s: %s",
               plan->index->id, egb_in_period(plan->data, plan->period), period, plan->data->unit[0].id,
               r->screened[0]);
  egb_diag_hint(diag, "ask for less under `screen:`, or fill the data in");
  return EGB_UNCOMPUTABLE;
}

/* Methods that compare units with each other learn from the data; fixed goalposts and rubrics do not. */
static void warn_one_unit(const egb_plan *plan, egb_diag *diag) {
  for (size_t i = 0; i < plan->index->node_count; i++) {
    const egb_normalise *method = plan->node[i].normalise;
    if (method == NULL || method->fixed || !plan->node[i].active)
      continue;
    egb_diag_say(diag, EGB_SEVERITY_WARNING, EGB_W_ONE_UNIT, "the data has one unit only, %s, and `%s` compares units",
                 plan->data->unit[0].id, method->head.name);
    egb_diag_hint(diag, "give the indicators fixed goalposts, or add units to compare with");
    return;
  }
}

egb_status egb_stage_normalise(egb_panel *panel, egb_diag *diag) {
  const egb_plan *plan = panel->plan;
  egb_results *r = panel->results;
  egb_status status = check_whole(panel, diag);
  if (status != EGB_OK)
    return status;
  if (r->unit_count == 1 && panel->learned == 1)
    warn_one_unit(plan, diag);
  outcome *found = egb_arena_array(panel->arena, r->node_count, sizeof *found);
  status = found != NULL ? look_ahead(panel, found) : EGB_NO_MEMORY;
  if (status != EGB_OK)
    return status;
  for (size_t i = 0; i < r->node_count; i++) {
    if (plan->index->node[i].first_child != EGB_NONE)
      continue;
    if (!plan->node[i].active) {
      r->score[i] = r->no_value;
      r->score_state[i] = r->no_state;
      continue;
    }
    const egb_status done = normalise(panel, i, &found[i], diag);
    if (done != EGB_OK && status != EGB_REFUSED)
      status = done;
  }
  return status;
}
